"""Moments: a date with a time of day, and a zone where the cell names one."""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from followthrough.kernel.exchange.parsing.dates import from_serial, no_date, read_day, without_time
from followthrough.kernel.exchange.parsing.problems import CellProblem, shown
from followthrough.kernel.exchange.parsing.styles import ColumnStyle
from followthrough.kernel.exchange.parsing.texts import is_empty
from followthrough.kernel.exchange.reading import Cell

_CLOCK = re.compile(
    r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,](?P<part>\d{1,9}))?)?\s*(?P<half>[ap]\.?\s?m\.?)?"
    r"\s*(?P<zone>Z|UTC|GMT|(?:UTC|GMT)?[+-]\d{2}:?\d{2}|[+-]\d{2})?",
    re.IGNORECASE,
)


def parse_timestamp(cell: Cell, style: ColumnStyle | str | None = None, *, zone: tzinfo = UTC) -> datetime | None:
    """The moment in a cell, with its zone; None where empty. `zone` is used where the cell names none.

    Takes ISO time stamps, dates in the column's order with or without a time (midnight), 12-hour clocks, typed cells
    and Excel's day counts. CellProblem otherwise.
    """
    if is_empty(cell):
        return None
    if isinstance(cell, datetime):
        return cell if cell.tzinfo else cell.replace(tzinfo=zone)
    if isinstance(cell, date):
        return datetime.combine(cell, time(), zone)
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return from_serial(cell).replace(tzinfo=zone)
    if not isinstance(cell, str):
        raise no_date(cell)
    text = cell.strip()
    head = without_time(text)
    day = read_day(head, style, cell)
    rest = text[len(head) :].lstrip("Tt, ")
    return datetime.combine(day, time(), zone) if not rest else _at(day, rest, cell, zone)


def _at(day: date, clock: str, cell: str, zone: tzinfo) -> datetime:
    found = _CLOCK.fullmatch(clock.strip())
    if not found:
        raise no_date(cell)
    hour, minute, second = (int(found[name] or 0) for name in ("hour", "minute", "second"))
    if found["half"]:
        hour = hour % 12 + (12 if found["half"].lower().startswith("p") else 0)
    if hour > 23 or minute > 59 or second > 59:
        raise CellProblem(format_lazy(_("“{text}” has no such time of day. Write it like 16:00."), text=shown(cell)))
    micro = int((found["part"] or "0").ljust(6, "0")[:6])
    return datetime.combine(day, time(hour, minute, second, micro), _zone(found["zone"], cell) or zone)


def _zone(name: str | None, cell: str) -> tzinfo | None:
    if not name:
        return None
    offset = re.sub(r"[^\d+-]", "", name)
    if not offset:
        return UTC
    hours, minutes = int(offset[1:3]), int(offset[3:5] or 0)
    if hours > 15 or minutes > 59:
        raise no_date(cell)
    span = timedelta(hours=hours, minutes=minutes)
    return timezone(-span if offset.startswith("-") else span)
