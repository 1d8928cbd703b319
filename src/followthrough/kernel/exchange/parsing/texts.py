"""Cells as text, and which cells are empty in all but name."""

from datetime import date, datetime
from decimal import Decimal

from followthrough.kernel.exchange.reading import Cell

_EMPTY_WORDS = frozenset(
    {
        "",
        "-",
        "--",
        "—",
        "–",
        ".",
        "n/a",
        "na",
        "#n/a",
        "n.a.",
        "null",
        "none",
        "nil",
        "(blank)",
        "(none)",
        "nan",
        "ninguno",
    }
)


def is_empty(cell: Cell, *, words: bool = True) -> bool:
    """Whether the cell holds nothing; with `words`, also when it says so ("n/a", "none", "-", "NULL")."""
    if cell is None:
        return True
    if not isinstance(cell, str):
        return False
    text = cell.strip()
    return not text or (words and text.casefold() in _EMPTY_WORDS)


def parse_text(cell: Cell, *, empty_words: bool = False) -> str:
    """The cell as text, trimmed; "" where empty; figures and days as plainly as they can be written."""
    if is_empty(cell, words=empty_words):
        return ""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, float):
        return format(Decimal(repr(cell)), "f").removesuffix(".0")
    if isinstance(cell, Decimal):
        return format(cell, "f")
    return cell.isoformat() if isinstance(cell, date | datetime) else str(cell)
