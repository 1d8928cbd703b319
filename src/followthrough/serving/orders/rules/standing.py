"""How an order and its lines stand: what people decided is stored, the rest follows from quantities and dates."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

NOTHING = Decimal(0)


class State(StrEnum):
    """What somebody decided about an order."""

    DRAFT = "draft"
    OPEN = "open"
    HELD = "held"
    CANCELLED = "cancelled"
    CLOSED = "closed"


RUNNING = (State.OPEN.value, State.HELD.value)


class Word(StrEnum):
    """The word shown for an order."""

    DRAFT = "draft"
    HELD = "held"
    CANCELLED = "cancelled"
    CLOSED = "closed"
    OPEN = "open"
    LATE = "late"
    BACKORDERED = "backordered"
    PARTLY = "partly"
    DELIVERED = "delivered"


@dataclass(frozen=True, slots=True)
class Taken:
    """The quantities of a line. `replaced` is the part of `returned` that is to be delivered again."""

    ordered: Decimal
    delivered: Decimal = NOTHING
    returned: Decimal = NOTHING
    replaced: Decimal = NOTHING
    cancelled: Decimal = NOTHING
    promised_on: date | None = None
    is_backordered: bool = False

    @property
    def owed(self) -> Decimal:
        """All that is to be delivered in the end, what was delivered included."""
        return self.ordered + self.replaced - self.cancelled

    @property
    def left(self) -> Decimal:
        """What is still to be delivered."""
        return self.owed - self.delivered

    @property
    def kept(self) -> Decimal:
        """What the customer has."""
        return self.delivered - self.returned

    def is_late(self, today: date) -> bool:
        """Whether something is left after the day it was promised for."""
        return bool(self.left > 0 and self.promised_on and self.promised_on < today)


def standing(state: str, lines: Iterable[Taken], today: date) -> Word:
    """The word for an order: its state, or for one that runs how its lines stand on `today`, the worst first."""
    if state != State.OPEN:
        return Word(state)
    rows = list(lines)
    if any(one.is_late(today) for one in rows):
        return Word.LATE
    if any(one.left > 0 and one.is_backordered for one in rows):
        return Word.BACKORDERED
    if rows and not any(one.left > 0 for one in rows):
        return Word.DELIVERED
    return Word.PARTLY if any(one.delivered for one in rows) else Word.OPEN
