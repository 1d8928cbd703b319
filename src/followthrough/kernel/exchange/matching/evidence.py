"""What a column's values say about the field they belong to."""

import re
from collections.abc import Sequence

from followthrough.kernel.exchange.reading import Cell
from followthrough.kernel.exchange.reading.shapes import column_shapes

_FITTING = {
    "date": {"date", "stamp"},
    "instant": {"date", "stamp"},
    "time": {"time"},
    "integer": {"number"},
    "decimal": {"number", "percent", "money"},
    "money": {"number", "money"},
    "email": {"email"},
    "yes_no": {"bool", "number", "text"},
    "phone": {"phone", "number", "text"},
    "url": {"url", "text"},
}
_TELLING = frozenset({"email", "phone", "url", "date", "stamp"})
_KINDS = {"email": {"email"}, "phone": {"phone"}, "url": {"url"}, "date": {"date"}, "stamp": {"instant", "date"}}
_PHONE = re.compile(r"\+?[\d(][\d\s()./-]{5,}\d(?:\s?(?:x|ext\.?)\s?\d{1,6})?", re.IGNORECASE)


def shapes_of(rows: Sequence[Sequence[Cell]], width: int) -> list[str]:
    """The shape of each column's values, "phone" among them; "" where there are none."""
    shapes = column_shapes(rows, width, share=0.6)
    for index, shape in enumerate(shapes):
        if shape in {"text", "number"} and _are_phones([row[index] for row in rows if index < len(row)]):
            shapes[index] = "phone"
    return shapes


def weight(kind: str, shape: str) -> float:
    """How much the values of this shape speak for (above 1) or against (below 1) a field of this kind."""
    if not shape:
        return 1.0
    fitting = _FITTING.get(kind)
    if fitting is None:
        return 0.8 if kind in {"link", "choice"} and shape in {"email", "date", "stamp", "url"} else 1.0
    return 1.05 if shape in fitting else 0.4


def tells(shape: str, kind: str) -> bool:
    """Whether values of this shape name the kind of field without any heading."""
    return shape in _TELLING and kind in _KINDS[shape]


def _are_phones(cells: Sequence[Cell]) -> bool:
    texts = [cell.strip() for cell in cells if isinstance(cell, str) and cell.strip()]
    good = [text for text in texts if _PHONE.fullmatch(text) and 7 <= sum(map(str.isdigit, text)) <= 17]
    dressed = [text for text in good if re.search(r"[+()\s/-]|\d\.\d+\.", text)]
    return len(good) >= 0.6 * len(texts) > 0 and len(dressed) >= 0.5 * len(good)
