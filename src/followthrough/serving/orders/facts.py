"""What happens with orders that other areas may want to know."""

from dataclasses import dataclass

from followthrough.kernel.facts.announce import Fact


@dataclass(frozen=True, slots=True)
class OrderEntered(Fact):
    """An order was checked and entered; from here on its lines are owed."""

    order_id: int
    account_id: int


@dataclass(frozen=True, slots=True)
class OrderLineDelivered(Fact):
    """So much of a line was delivered on a day (ISO); the quantity as text, to the last decimal."""

    order_line_id: int
    quantity: str
    on: str


@dataclass(frozen=True, slots=True)
class OrderLineRecounted(Fact):
    """What the customer has of a line is another quantity: some came, came back, or was never delivered."""

    order_line_id: int


@dataclass(frozen=True, slots=True)
class OrderSlipped(Fact):
    """A line's promised day moved: from and to in ISO form, empty where there was none, and why."""

    order_line_id: int
    before: str
    after: str
    reason: str


@dataclass(frozen=True, slots=True)
class OrderCancelled(Fact):
    """Nothing more of an order will be delivered."""

    order_id: int
    account_id: int
