"""Which shape a cell has (number, date, e-mail …): the evidence for delimiters, headers and shifted rows."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, time, timedelta
from decimal import Decimal
from functools import lru_cache

from followthrough.kernel.exchange.reading.tables import Cell

_MONTH = (
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|ene|abr|ago|dic|mai|okt|dez|juin|juil|ao[uû]t|f[eé]v)"
    r"[a-zéû]{0,7}\.?"
)
_CLOCK = r"\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?:\s?[ap]\.?m\.?)?"
_DAY = (
    rf"\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}|\d{{1,2}}[-/.]\d{{1,2}}[-/.]\d{{2,4}}"
    rf"|(?:\d{{1,2}}\.?[-\s/])?(?:de\s)?{_MONTH}(?:[-\s/,]+(?:de\s)?\d{{1,4}})+|\d{{1,2}}[-\s]{_MONTH}"
)
_FIGURE = r"(?:\d+|\d{1,3}(?:[.,'’\s]\d{3})+)(?:[.,]\d+)?"
_SHAPES = re.compile(
    rf"""
    (?P<date>{_DAY})
    | (?P<stamp>(?:{_DAY})[T\s]\s?{_CLOCK}\s?(?:Z|UTC|GMT|[+-]\d{{2}}:?\d{{2}})?)
    | (?P<time>{_CLOCK})
    | (?P<number>[+-]?(?:{_FIGURE}|[.,]\d+)(?:e[+-]?\d+)?|-?inf(?:inity)?|nan)
    | (?P<money>[+-]?\(?\s?(?:[$€£¥₹]|us\$|[a-z]{{3}}\s)\s?-?{_FIGURE}\)?|[+-]?{_FIGURE}\s?(?:[$€£¥₹]|usd|eur|gbp))
    | (?P<percent>[+-]?{_FIGURE}\s?%)
    | (?P<email>[^\s@,;]+@[^\s@,;]+\.[a-z]{{2,}})
    | (?P<url>(?:https?://|www\.)\S+)
    | (?P<bool>true|false|yes|no)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_NOTHING = frozenset({"", "-", "--", "–", "n/a", "na", "#n/a", "null", "none", "nil", "."})
_RULE = re.compile(r"[|+]?[:|+]?(?:[-=_─]{3,}[:|+]?)+")
_YEARS = re.compile(r"(?:19|20)\d{2}(?:\s?[-/–]\s?\d{2,4})?")
TYPED = frozenset({"date", "stamp", "time", "number", "money", "percent", "email", "url", "bool"})


def shape(cell: Cell) -> str:
    """The shape of one cell: a member of TYPED, "text", or "" for nothing."""
    if isinstance(cell, str):
        return _shape_of_text(cell) if len(cell) <= 120 else "text"
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "bool"
    if isinstance(cell, int | float | Decimal):
        return "number"
    return "time" if isinstance(cell, time | timedelta) else "date" if isinstance(cell, date) else "text"


def column_shapes(rows: Sequence[Sequence[Cell]], width: int, share: float = 0.7) -> list[str]:
    """For each column the shape that at least `share` of its filled cells have; else "text", "" where all empty."""
    return [_common((row[index] for row in rows if index < len(row)), share) for index in range(width)]


def is_year(cell: Cell) -> bool:
    """Whether the cell is a year or a span of years, which heads columns as often as it fills them."""
    return bool(_YEARS.fullmatch(str(cell).strip().removesuffix(".0"))) if cell is not None else False


def is_rule(cells: Sequence[Cell]) -> bool:
    """Whether a row only draws a line, as printed lists do above and below their heads."""
    texts = [cell.strip() for cell in cells if isinstance(cell, str) and cell.strip()]
    return len(texts) > 0 and all(map(_RULE.fullmatch, texts)) and not any(c for c in cells if not isinstance(c, str))


@lru_cache(maxsize=8192)
def _shape_of_text(text: str) -> str:
    text = text.strip()
    if text.lower() in _NOTHING:
        return ""
    found = _SHAPES.fullmatch(text)
    return (found.lastgroup or "text") if found else "text"


def _common(cells: Iterable[Cell], share: float) -> str:
    counts = Counter(shape(cell) for cell in cells)
    counts.pop("", None)
    if not counts:
        return ""
    name, count = counts.most_common(1)[0]
    return name if count >= share * counts.total() else "text"
