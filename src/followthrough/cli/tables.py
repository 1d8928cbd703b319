"""Values and tables as plain text."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.records.fields import Field, Kind
from followthrough.kernel.records.model import Record

LONGEST = 60  # characters of a cell


def table(heads: Sequence[str], rows: Iterable[Sequence[str]], *, right: Iterable[int] = ()) -> list[str]:
    """Aligned lines, the heads first; the columns in `right` are set to the right."""
    cells = [[flat(cell) for cell in row] for row in rows]
    widths = [max(len(row[i]) for row in [list(heads), *cells]) for i in range(len(heads))]
    rights = set(right)

    def line(row: Sequence[str]) -> str:
        parts = (c.rjust(w) if i in rights else c.ljust(w) for i, (c, w) in enumerate(zip(row, widths, strict=True)))
        return "  ".join(parts).rstrip()

    return [line(list(heads)), *(line(row) for row in cells)]


def flat(text: str) -> str:
    """The text as one line that can do nothing to a terminal."""
    return "".join(c if c.isprintable() else " " for c in text).strip()


def brief(text: str) -> str:
    """The beginning of a long text, on one line."""
    line = flat(text)
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"


def printable(text: str, *, indent: int = 2) -> str:
    """The text in all its lines, those after the first moved in, without signs that steer a terminal."""
    return f"\n{' ' * indent}".join(flat(line) for line in text.splitlines())


def worded(field: Field | None, value: Any, record: Any, actor: Actor) -> str:
    """A value in words a person reads; nothing is the empty text."""
    if value in (None, "", []):
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return value.astimezone(ZoneInfo(actor.zone)).strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Record):
        return value.title
    if field and field.kind is Kind.MONEY:
        return f"{value:,.2f} {getattr(record, field.currency or '', '')}".strip()
    if isinstance(value, Decimal):
        return f"{value.normalize():,f}"
    if field and field.is_worded:
        return field.choice_label(value)
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def capital(text: object) -> str:
    """The label with its first letter large."""
    words = str(text)
    return words[:1].upper() + words[1:]
