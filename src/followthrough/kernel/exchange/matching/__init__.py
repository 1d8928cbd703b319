"""Finding what a heading or a name means among the things we know."""

from followthrough.kernel.exchange.matching.nearness import Near, near

__all__ = ["Near", "near"]
