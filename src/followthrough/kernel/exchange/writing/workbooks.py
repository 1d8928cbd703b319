"""XLSX, written row by row with real dates, figures and yes-or-no cells, and a sheet that says what it is."""

import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, tzinfo
from decimal import Decimal
from functools import cache
from typing import Any, BinaryIO

import xlsxwriter
from django.utils.translation import gettext_lazy as _
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from followthrough.kernel.exchange.reading import Message
from followthrough.kernel.exchange.writing.columns import Column, as_text
from followthrough.values.currency import minor_units
from followthrough.values.money import Money

ROWS_A_SHEET = 1_048_575
MOST_LETTERS = 32_767
_EXACT_DIGITS = 15
_FIRST_DAY = date(1900, 3, 1)
_ABOUT = _("About")
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
Formats = Callable[[str], Format]


def write_xlsx(
    stream: BinaryIO,
    sheet_title: Message,
    columns: Sequence[Column],
    rows: Iterable[Sequence[object]],
    about: Sequence[tuple[Message, Message]] = (),
    *,
    zone: tzinfo = UTC,
    below: Sequence[Sequence[object]] = (),
) -> None:
    """Write the rows as a workbook. Moments are shown in `zone`, which their headings name.

    Rows `below`, such as sums, stand under the last sheet's, after a blank one; filters leave them where they are.

    More rows than a sheet holds go on to further sheets. Text beyond 32,767 letters is cut, as a cell holds no more;
    figures of more than 15 digits are written as text, as a spreadsheet would round them. The last sheet holds `about`
    and how many rows there are.
    """
    with xlsxwriter.Workbook(stream, _OPTIONS) as workbook:
        formats: Formats = cache(lambda pattern: workbook.add_format({"num_format": pattern}))
        bold = workbook.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        total = 0
        for title, part in _parts(str(sheet_title), rows):
            sheet = workbook.add_worksheet(title)
            _lay_out(sheet, columns, bold, zone)
            count = 0
            for count, row in enumerate(part, 1):
                _write_row(sheet, count, columns, row, formats, zone)
            total += count
            sheet.autofilter(0, 0, count, max(len(columns) - 1, 0))
        for place, row in enumerate(below, count + 2):
            _write_row(sheet, place, columns, row, formats, zone)
        _write_about(workbook, [*about, (_("Rows"), f"{total:,}")] if about else (), bold)


def _parts(title: str, rows: Iterable[Sequence[object]]) -> Iterator[tuple[str, Iterator[Sequence[object]]]]:
    """Sheet titles with their rows, as many as are needed."""
    plain = re.sub(r"[\[\]:*?/\\]", " ", title).strip(" '")[:25] or "Table"
    plain = f"{plain} ." if plain.casefold() in {"history", str(_ABOUT).casefold()} else plain
    source = iter(rows)
    for number in itertools.count(1):
        first = next(source, None)
        if first is None and number > 1:
            return
        part = itertools.chain([first], itertools.islice(source, ROWS_A_SHEET - 1)) if first is not None else iter(())
        yield (plain if number == 1 else f"{plain} {number}"), part


def _lay_out(sheet: Worksheet, columns: Sequence[Column], bold: Format, zone: tzinfo) -> None:
    sheet.freeze_panes(1, 0)
    for place, column in enumerate(columns):
        sheet.set_column(place, place, column.shown_width)
        sheet.write_string(0, place, column.heading(zone)[:MOST_LETTERS], bold)


def _write_row(
    sheet: Worksheet, at: int, columns: Sequence[Column], row: Sequence[object], formats: Formats, zone: tzinfo
) -> None:
    for place, (column, value) in enumerate(zip(columns, row, strict=True)):
        _write(sheet, at, place, column, value, formats, zone)


def _write(sheet: Worksheet, row: int, place: int, column: Column, value: Any, formats: Formats, zone: tzinfo) -> None:
    if value is None or value == "":
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, place, value)
    elif isinstance(value, Money):
        sheet.write_number(row, place, float(value.amount), formats(_money(value.currency)))
    elif isinstance(value, int | float | Decimal) and _is_exact(value):
        sheet.write_number(row, place, float(value), formats(_figures(column, value)))
    elif isinstance(value, date) and (value.date() if isinstance(value, datetime) else value) >= _FIRST_DAY:
        _write_day(sheet, row, place, value, formats, zone)
    elif isinstance(value, time):
        sheet.write_datetime(row, place, value.replace(tzinfo=None), formats("hh:mm:ss"))
    else:
        sheet.write_string(row, place, _cut(value.isoformat() if isinstance(value, date) else as_text(value)))


def _write_day(sheet: Worksheet, row: int, place: int, value: date, formats: Formats, zone: tzinfo) -> None:
    if not isinstance(value, datetime):
        sheet.write_datetime(row, place, value, formats("yyyy-mm-dd"))
        return
    local = value.astimezone(zone).replace(tzinfo=None) if value.tzinfo else value
    sheet.write_datetime(row, place, local, formats("yyyy-mm-dd hh:mm:ss"))


def _is_exact(value: float | Decimal) -> bool:
    number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    return number.is_finite() and (
        isinstance(value, float) or len(number.normalize().as_tuple().digits) <= _EXACT_DIGITS
    )


def _figures(column: Column, value: float | Decimal) -> str:
    if column.kind == "money" and column.currency:
        return _money(column.currency)
    if column.kind == "money":
        return "#,##0.00"
    if column.decimals:
        return "#,##0." + "0" * column.decimals
    return "0" if column.is_text and isinstance(value, int) else "General" if column.is_text else "#,##0.##########"


def _money(currency: str) -> str:
    decimals = minor_units(currency)
    return "#,##0" + ("." + "0" * decimals if decimals else "") + f' "{currency}"'


def _cut(text: str) -> str:
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    return plain if len(plain) <= MOST_LETTERS else plain[: MOST_LETTERS - 1] + "…"


def _write_about(workbook: Any, about: Sequence[tuple[Message, Message]], bold: Format) -> None:
    if not about:
        return
    sheet = workbook.add_worksheet(str(_ABOUT)[:31])
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 60)
    for row, (name, text) in enumerate(about):
        sheet.write_string(row, 0, _cut(str(name)), bold)
        sheet.write_string(row, 1, _cut(str(text)))
