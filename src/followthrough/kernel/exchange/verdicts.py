"""What becomes of a row: added, changed, the same, asked about, or set aside with the reason in its cell."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from followthrough.kernel.exchange.reading import Cell
from followthrough.kernel.records.registry import Values

NEW, CHANGED, SAME, REJECTED, CHOOSE = "new", "changed", "same", "rejected", "choose"
VERDICTS = (NEW, CHANGED, SAME, REJECTED, CHOOSE)
WHOLE_ROW = -1
AS_NEW = "+"
OURS, THEIRS = "ours", "file"  # what a changed cell is to hold: our value, or the file's


@dataclass(frozen=True, slots=True)
class Ask:
    """A question in a cell: which record it means. `options` are number, title and a note; `AS_NEW` makes a new one.

    `of` is "row" (which record is this row?), "link" (which one does this name mean?) or "hint" (a name nobody bears,
    with the one nearest to it: the row stays set aside until it is taken).
    """

    of: str
    text: str
    options: list[list[str]]

    def stored(self) -> dict[str, Any]:
        """The JSON it is kept as."""
        return asdict(self)


@dataclass(slots=True)
class PlannedRow:
    """One row of the file and what would become of it. `problems` and `asks` are by column index, `WHOLE_ROW` for all.

    `identity` is a hash of what recognises it, found in the column `identity_column`; `stood` a verdict read back.
    """

    number: int
    cells: Sequence[Cell]
    values: Values = field(default_factory=dict)
    record: Any = None
    changes: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    problems: dict[int, str] = field(default_factory=dict)
    asks: dict[int, Ask] = field(default_factory=dict)
    identity: int | None = None
    identity_column: int = WHOLE_ROW
    stood: str = ""

    @property
    def verdict(self) -> str:
        """One of `VERDICTS`."""
        if self.stood:
            return self.stood
        if self.problems:
            return REJECTED
        if any(ask.of != "hint" for ask in self.asks.values()):
            return CHOOSE
        if self.record is None:
            return NEW
        return CHANGED if self.changes else SAME
