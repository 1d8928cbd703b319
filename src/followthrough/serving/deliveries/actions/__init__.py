"""What is done with deliveries beyond keeping them; the only room that writes what this area knows."""

from followthrough.serving.deliveries.actions import answering, asking, catching, digests, feeds, making_good

__all__ = ["answering", "asking", "catching", "digests", "feeds", "making_good"]
