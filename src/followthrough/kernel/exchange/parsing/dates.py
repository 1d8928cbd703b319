"""Dates as people write them: in the column's order, with English or Spanish months, or as Excel counts days."""

import calendar
import re
from datetime import date, datetime, timedelta

from django.utils.dates import MONTHS, MONTHS_3
from django.utils.text import capfirst, format_lazy
from django.utils.translation import gettext_lazy as _

from followthrough.kernel.exchange.folding import without_accents
from followthrough.kernel.exchange.parsing.problems import CellProblem, shown
from followthrough.kernel.exchange.parsing.styles import ColumnStyle, full_year, in_order
from followthrough.kernel.exchange.parsing.texts import is_empty
from followthrough.kernel.exchange.reading import Cell

_NAMES = {
    **{
        name: number
        for number, name in enumerate(
            ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1
        )
    },
    **{
        name: number
        for number, name in enumerate(
            ["ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"], 1
        )
    },
    "set": 9,
}
_FULL_NAMES = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
    "setiembre",
    "sept",
]
_PARTS = re.compile(r"(\d{1,4})([-/.\s])\s?(\d{1,2})\2\s?(\d{1,4})\.?")
_WEEKDAY = re.compile(
    r"^(?:[a-z]{2,9}day|mon|tues?|wed|thur?s?|fri|sat|sun|lun|mar|mie|jue|vie|sab|dom|[a-z]+s)\.?,?\s+"
)
_NAMED = re.compile(
    r"(?:(?P<day>\d{1,2})(?:st|nd|rd|th|\.|º)?[\s/-]*(?:de\s|of\s)?\s*(?P<month>[a-z]+)\.?[\s/,-]*(?:de[l]?\s|of\s)?\s*"
    r"(?P<year>\d{4}|\d{2})"
    r"|(?P<month2>[a-z]+)\.?[\s-]*(?P<day2>\d{1,2})(?:st|nd|rd|th)?[\s,-]+(?P<year2>\d{4}|\d{2})"
    r"|(?P<year3>\d{4})[\s/-]*(?P<month3>[a-z]+)[\s/-]*(?P<day3>\d{1,2}))"
)
_FIRST_SERIAL, _LAST_SERIAL = 1, 2_958_465
_HOW = _("Write it like 30 Nov 2026 or 2026-11-30.")


def parse_date(cell: Cell, style: ColumnStyle | str | None = None) -> date | None:
    """The date in a cell; None where empty. `style` is the column's style or its order, "DMY", "MDY" or "YMD".

    Typed dates and Excel's day numbers are taken as they are; a time of day is left off. CellProblem otherwise.
    """
    if is_empty(cell):
        return None
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return from_serial(cell).date()
    if not isinstance(cell, str):
        raise no_date(cell)
    return read_day(without_time(cell.strip()), style, cell)


def read_day(text: str, style: ColumnStyle | str | None, cell: Cell) -> date:
    """The date in a text that holds no time; `cell` is shown when it is none."""
    order = style if isinstance(style, str) else (style or ColumnStyle()).order
    if re.fullmatch(r"(?:19|20)\d{6}", text):
        return _made(int(text[:4]), int(text[4:6]), int(text[6:]), cell)
    if found := _PARTS.fullmatch(text):
        return _from_parts(found.groups(), order, cell)
    plain = without_accents(text).casefold()
    named = _NAMED.fullmatch(plain) or _NAMED.fullmatch(_WEEKDAY.sub("", plain))
    if named:
        parts = {name.rstrip("23"): part for name, part in named.groupdict().items() if part}
        if month := _month(parts["month"]):
            return _made(full_year(int(parts["year"]), len(parts["year"])), month, int(parts["day"]), cell)
    raise no_date(cell)


def from_serial(days: float) -> datetime:
    """The moment Excel means by a count of days since 1900, whose 29 February 1900 never was."""
    if not _FIRST_SERIAL <= days < _LAST_SERIAL + 1:
        raise no_date(days)
    start = datetime(1899, 12, 30 if days >= 60 else 31)  # noqa: DTZ001 -- a workbook's dates have no zone
    return start + timedelta(seconds=round(days * 86_400))


def no_date(cell: Cell) -> CellProblem:
    """The problem of a cell that is no date at all."""
    return CellProblem(format_lazy(_("“{text}” is not a date. {how}"), text=shown(cell), how=_HOW))


def without_time(text: str) -> str:
    """The text up to its time of day."""
    return re.split(r"(?:[T,]|(?<=\d)\s)\s*\d{1,2}:\d{2}", text, maxsplit=1)[0].strip()


def _month(name: str) -> int | None:
    if name in _FULL_NAMES:
        return _NAMES["sep"] if name in {"sept", "setiembre"} else _FULL_NAMES.index(name) % 12 + 1
    return _NAMES.get(name)


def _from_parts(parts: tuple[str, ...], order: str, cell: Cell) -> date:
    if len(parts[0]) == 4:
        order = "YMD"
    elif len(parts[3]) == 4 and order == "YMD":
        order = "DMY"
    year, month, day = in_order(parts, order)
    if len(year) not in {2, 4} or len(day) > 2:
        raise no_date(cell)
    return _made(full_year(int(year), len(year)), int(month), int(day), cell)


def _made(year: int, month: int, day: int, cell: Cell) -> date:
    if not 1 <= month <= 12:
        raise CellProblem(
            format_lazy(_("“{text}” has no month {month}. {how}"), text=shown(cell), month=month, how=_HOW)
        )
    if not 1 <= year <= 9999 or day < 1:
        raise no_date(cell)
    last = calendar.monthrange(year, month)[1]
    if day <= last:
        return date(year, month, day)
    short = format_lazy("{day} {month} {year}", day=last, month=capfirst(MONTHS_3[month]), year=year)
    iso = f"{year:04}-{month:02}-{last}"
    name = MONTHS[month] if month != 2 else format_lazy("{month} {year}", month=MONTHS[month], year=year)
    message = _("{name} has {last} days. Write {short} or {iso}.")
    raise CellProblem(format_lazy(message, name=capfirst(name), last=last, short=short, iso=iso), iso)
