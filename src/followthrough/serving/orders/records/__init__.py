"""Orders and all that belongs to them, declared."""

from followthrough.serving.orders.records import orders, sheets

__all__ = ["orders", "sheets"]
