"""Orders and their lines, what was delivered, order information sheets, checklists."""

from followthrough.serving.orders.models.lines import (
    Backorder,
    DateChange,
    DeliveryMovement,
    Moved,
    MovedFor,
    OrderLine,
    left_to_deliver,
)
from followthrough.serving.orders.models.orders import HoldReason, Order, OrderState, Party, of_order

__all__ = [
    "Backorder",
    "DateChange",
    "DeliveryMovement",
    "HoldReason",
    "Moved",
    "MovedFor",
    "Order",
    "OrderLine",
    "OrderState",
    "Party",
    "left_to_deliver",
    "of_order",
]
