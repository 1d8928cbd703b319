"""What is done with placements; the only room that writes them."""

from followthrough.serving.placements.actions import booking, following, running

__all__ = ["booking", "following", "running"]
