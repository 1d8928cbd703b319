"""What a product needs by how it is sold, and whether it may stand on a new line; plain values only."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

NEEDS: dict[str, tuple[str, ...]] = {
    "recurring": ("period",),
    "usage": ("unit",),
    "data": ("period", "refreshes"),
}
ON_LINE: dict[str, tuple[str, ...]] = {"placement": ("starts_on", "ends_on")}


class Standing(StrEnum):
    """Whether a product may stand on a new line on a day."""

    EARLY = "early"  # planned: may be offered, not yet delivered
    OPEN = "open"
    LAST_ORDERS = "last_orders"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Sold:
    """What is known of a product's life: its stored lifecycle, and the last day of its last orders if there is one."""

    lifecycle: str
    last_orders_until: date | None = None

    def on(self, day: date) -> Standing:
        """How it stands on a day; last orders are over after their last day, whatever is stored."""
        if self.lifecycle == "ended" or (self.last_orders_until and day > self.last_orders_until):
            return Standing.OVER
        if self.lifecycle == "planned":
            return Standing.EARLY
        return Standing.LAST_ORDERS if self.lifecycle == "last_orders" else Standing.OPEN


def needed(kind: str) -> tuple[str, ...]:
    """The fields a product sold this way cannot be without."""
    return NEEDS.get(kind, ())


def needed_on_line(kind: str) -> tuple[str, ...]:
    """The fields a line with such a product cannot be without: of a placement the days it runs."""
    return ON_LINE.get(kind, ())
