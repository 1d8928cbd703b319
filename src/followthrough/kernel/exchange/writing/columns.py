"""A column of a table to be written: its title, what kind of values it holds, how wide it is shown."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import tzinfo
from decimal import Decimal

from followthrough.kernel.exchange.reading import Message
from followthrough.values.money import Money

_WIDTHS = {
    "long": 48, "email": 30, "url": 36, "date": 12, "instant": 20, "time": 10, "integer": 11, "decimal": 13,
    "money": 18, "yes_no": 8, "phone": 18,
}  # fmt: skip
_FIGURES = frozenset({"integer", "decimal", "money"})


@dataclass(frozen=True, slots=True)
class Column:
    """`kind` is the kind of the field ("text", "date", "instant", "money", "yes_no" …); `width` counts letters.

    `currency` is the ISO code of a money column whose values are bare figures; `decimals` those of a decimal column.
    """

    title: Message
    kind: str = "text"
    width: float | None = None
    currency: str | None = None
    decimals: int | None = None

    @property
    def shown_width(self) -> float:
        """The width asked for, or one that suits the kind and shows the title."""
        return self.width or max(_WIDTHS.get(self.kind, 24), min(len(str(self.title)) + 4, 40))

    @property
    def is_text(self) -> bool:
        """Whether figures in it are names of things, such as phone numbers, and not amounts."""
        return self.kind not in _FIGURES

    def heading(self, zone: tzinfo) -> str:
        """The title, with the zone where the column's moments are written without one."""
        return f"{self.title} ({zone})" if self.kind == "instant" else str(self.title)


def as_text(value: object) -> str:
    """A value of no type a file knows, as text: lists joined by commas, the rest as it shows itself."""
    if isinstance(value, str):
        return value
    if isinstance(value, Money):
        return f"{value.amount:f} {value.currency}"
    if isinstance(value, Iterable) and not isinstance(value, bytes):
        return ", ".join(as_text(part) for part in value)
    return format(value, "f") if isinstance(value, Decimal) else str(value)
