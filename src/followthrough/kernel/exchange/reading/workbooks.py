"""Workbooks: XLSX, XLS and ODS, checked first, then read with their cells' types."""

import io
import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from followthrough.kernel.exchange.reading.archives import LOCKED
from followthrough.kernel.exchange.reading.extents import MAX_ROWS, TOO_MANY_ROWS, check_extents
from followthrough.kernel.exchange.reading.headers import column_names, count_filled, find_header
from followthrough.kernel.exchange.reading.kinds import ODS, XLS, XLSX
from followthrough.kernel.exchange.reading.layout import Numbered, lay_out
from followthrough.kernel.exchange.reading.markup import Markup, markup_of
from followthrough.kernel.exchange.reading.mending import Layout
from followthrough.kernel.exchange.reading.sources import MAX_WORKBOOK_BYTES, Source
from followthrough.kernel.exchange.reading.tables import Cell, Guess, ReadOptions, Row, Sheet, Table, Unreadable

_SAMPLE_ROWS = 400
_DAMAGED = _("This workbook can't be read: it is damaged or protected with a password. Save it again without one.")
_NO_RESULTS = _(
    "Some cells hold formulas whose results were not saved; they were read as empty. Open the file in a spreadsheet"
    " program, save it, and upload it again."
)


def read_workbook(source: Source, kind: str, options: ReadOptions) -> Table:
    """The table on the sheet chosen, or on the first visible sheet that has one."""
    workbook = _open(source, kind)
    sheets = [
        Sheet(found.name, found.visible == SheetVisibleEnum.Visible)
        for found in workbook.sheets_metadata
        if found.typ == SheetTypeEnum.WorkSheet
    ]
    sheet = _choose(workbook, sheets, options.sheet)
    markup = markup_of(source, sheet.name) if kind == XLSX else Markup()
    grid = _Grid(sheet, _zeros(markup, sheet))
    first = [(number, cells) for number, cells, _note in itertools.islice(grid.records(), _SAMPLE_ROWS)]
    header = find_header(first, wanted=options.header_row)
    above = max(header.row, header.above)
    layout = Layout.learn(
        header.cells or [""] * sheet.width, [cells for number, cells in first if number > above], max(sheet.width, 1)
    )
    guess = Guess(header_row=header.row, header_rows=header.rows, sheet=sheet.name)
    if sum(bool(other.visible) for other in sheets) > 1 and not options.sheet:
        guess.warnings.append(
            format_lazy(
                _("The file has several sheets; “{name}” was read. Choose another if need be."), name=sheet.name
            )
        )
    if markup.lacks_results:
        guess.warnings.append(_NO_RESULTS)
    headers = list(layout.header)
    return Table(column_names(headers), headers, _Rows(grid, layout, above), guess, sheets)


@dataclass(frozen=True, slots=True)
class _Grid:
    """A sheet's cells, with the rows above its first filled one; `zeros`: the columns filled up to so many digits."""

    sheet: CalamineSheet
    zeros: dict[int, int]

    def records(self) -> Iterator[Numbered]:
        for number, cells in enumerate(self.sheet.iter_rows(), 1):
            row = [_cell(cell) for cell in cells]
            for column, digits in self.zeros.items():
                if column < len(row) and type(figure := row[column]) is int and figure >= 0:
                    row[column] = f"{figure:0{digits}}"
            yield number, row, ""


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rows under the header; what stands in cells merged over several rows is said in each of them."""

    grid: _Grid
    layout: Layout
    above: int

    def __iter__(self) -> Iterator[Row]:
        found = _carried_down(self.grid.records(), _merged(self.grid.sheet))
        return lay_out((record for record in found if record[0] > self.above), self.layout)


def _merged(sheet: CalamineSheet) -> dict[int, list[tuple[int, int]]]:
    """By the number of their first row: the first column of cells merged over several rows, and their last row."""
    found: dict[int, list[tuple[int, int]]] = {}
    left = sheet.start[1] if sheet.start else 0
    for (first, column), (last, _column) in sheet.merged_cell_ranges or ():
        if last > first and column >= left:
            found.setdefault(first + 1, []).append((column - left, last + 1))
    return found


def _carried_down(records: Iterator[Numbered], merged: dict[int, list[tuple[int, int]]]) -> Iterator[Numbered]:
    carried: dict[int, tuple[Cell, int]] = {}
    for number, cells, note in records:
        if carried:
            carried = {column: one for column, one in carried.items() if one[1] >= number}
            is_filled = count_filled(cells) > 0
            for column, (value, _last) in carried.items():
                cells[column] = value if is_filled and cells[column] is None else cells[column]
        for column, last in merged.get(number, ()):
            if column < len(cells):
                carried[column] = cells[column], last
        yield number, cells, note


def _zeros(markup: Markup, sheet: CalamineSheet) -> dict[int, int]:
    """The zeros by the columns as they come: the first is the first filled one."""
    first = sheet.start[1] if sheet.start else 0
    return {column - first: digits for column, digits in markup.zeros.items() if column >= first}


def _cell(cell: Cell) -> Cell:
    if cell == "":
        return None
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return int(cell)
    return cell


def _open(source: Source, kind: str) -> CalamineWorkbook:
    if source.size > MAX_WORKBOOK_BYTES:
        raise Unreadable(_("This workbook is larger than 50 MB. Save the sheet you need as .csv and upload that."))
    if kind in {XLSX, ODS}:
        check_extents(source, ods=kind == ODS)
    elif kind == XLS and _is_encrypted_package(source):
        raise Unreadable(LOCKED)
    with source.open() as stream:
        content = io.BytesIO(stream.read())  # the parser would keep the file open for as long as it lives
    with _told_plainly():
        return CalamineWorkbook.from_filelike(content)


def _is_encrypted_package(source: Source) -> bool:
    with source.open() as stream:
        return "EncryptedPackage".encode("utf-16-le") in stream.read()


def _choose(workbook: CalamineWorkbook, sheets: list[Sheet], wanted: str | None) -> CalamineSheet:
    if wanted is not None and wanted not in {sheet.name for sheet in sheets}:
        raise Unreadable(format_lazy(_("The file has no sheet named “{name}”."), name=wanted))
    names = (
        [wanted]
        if wanted is not None
        else [s.name for s in sheets if s.visible] + [s.name for s in sheets if not s.visible]
    )
    for name in names:
        with _told_plainly():
            sheet = workbook.get_sheet_by_name(name)
        if sheet.height > MAX_ROWS:
            raise Unreadable(TOO_MANY_ROWS)
        if sheet.height and any(count_filled(row) for row in itertools.islice(sheet.iter_rows(), 1000)):
            return sheet
    raise Unreadable(_("This workbook has no filled sheet."))


@contextmanager
def _told_plainly() -> Iterator[None]:
    """Whatever the parser says about a broken workbook, as one sentence for people."""
    try:
        yield
    except PasswordError as problem:
        raise Unreadable(LOCKED) from problem
    except (CalamineError, OSError, ValueError) as problem:
        raise Unreadable(_DAMAGED) from problem
    except BaseException as problem:
        # A panic of the parser, written in Rust, derives from BaseException and its class can't be imported.
        if type(problem).__name__ != "PanicException":
            raise
        raise Unreadable(_DAMAGED) from problem
