"""Finding what a heading or a name means among the things we know."""

from followthrough.kernel.exchange.matching.mapping import Guess, Target, guess_mapping
from followthrough.kernel.exchange.matching.nearness import Near, near

__all__ = ["Guess", "Near", "Target", "guess_mapping", "near"]
