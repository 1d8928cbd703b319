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
from followthrough.serving.orders.models.onboarding import (
    ChecklistStep,
    ChecklistTemplate,
    Doer,
    Onboarding,
    OnboardingStep,
)
from followthrough.serving.orders.models.orders import HoldReason, Order, OrderState, Party, of_order
from followthrough.serving.orders.models.sheets import (
    AnswerKind,
    Giver,
    KnownFrom,
    OrderSheet,
    SheetAnswer,
    SheetQuestion,
    SheetState,
)

__all__ = [
    "AnswerKind",
    "Backorder",
    "ChecklistStep",
    "ChecklistTemplate",
    "DateChange",
    "DeliveryMovement",
    "Doer",
    "Giver",
    "HoldReason",
    "KnownFrom",
    "Moved",
    "MovedFor",
    "Onboarding",
    "OnboardingStep",
    "Order",
    "OrderLine",
    "OrderSheet",
    "OrderState",
    "Party",
    "SheetAnswer",
    "SheetQuestion",
    "SheetState",
    "left_to_deliver",
    "of_order",
]
