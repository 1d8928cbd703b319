"""Many rows as the text COPY reads, made column by column: what all rows say alike is written once."""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import repeat
from typing import Any

from django.db import connection
from psycopg.adapt import PyFormat, Transformer

NOTHING = "\\N"
_SPECIAL = re.compile(r"[\\\n\r\t]")
_ESCAPED = str.maketrans({"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"})
PLAIN: dict[type, Callable[[Any], str]] = {
    str: lambda text: text.translate(_ESCAPED),
    int: str,
    bool: lambda value: "t" if value else "f",
    type(None): lambda _value: NOTHING,
    Decimal: str,
    datetime: datetime.isoformat,
    date: date.isoformat,
}
Prepare = Callable[[Any], Any]  # what a field makes of a value before the driver writes it


def copy_text(columns: Iterable[tuple[Sequence[Any], Prepare]]) -> str:
    """Lines for COPY, from the values of each column and what its field makes of those that are not plain."""
    written = [_written(values, prepare) for values, prepare in columns]
    return "\n".join(map("\t".join, zip(*written, strict=True))) + "\n"


def _written(values: Sequence[Any], prepare: Prepare) -> Iterable[str]:
    first, types = values[0], set(map(type, values))
    if len(types) > 1:
        return [_text(value, prepare) for value in values]
    if types == {str}:
        return map(PLAIN[str], values) if _SPECIAL.search("".join(values)) else values
    if all(value is first for value in values) or (not first and isinstance(first, list | dict) and not any(values)):
        return repeat(_text(first, prepare), len(values))
    return map(PLAIN[type(first)], values) if type(first) in PLAIN else [_text(value, prepare) for value in values]


def _text(value: Any, prepare: Prepare) -> str:
    plain = PLAIN.get(type(value))
    if plain is None:
        value = prepare(value)
        plain = PLAIN.get(type(value), _dumped)
    return plain(value)


def _dumped(value: Any) -> str:
    """What the driver writes for any other kind of value."""
    dumper = Transformer(connection.connection).get_dumper(value, PyFormat.TEXT)
    written = dumper.dump(value)
    return NOTHING if written is None else bytes(written).decode().translate(_ESCAPED)
