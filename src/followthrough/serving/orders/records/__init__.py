"""Orders and all that belongs to them, declared."""

from followthrough.serving.orders.records import letters, orders, sheets

__all__ = ["letters", "orders", "sheets"]
