"""How far the sheets of a zipped workbook reach, checked before the parser lays them out in memory."""

import itertools
import re
from array import array
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from followthrough.kernel.exchange.reading.archives import DAMAGED, PIECE, TOO_BIG, parts_of, unpack
from followthrough.kernel.exchange.reading.sources import MAX_WORKBOOK_BYTES, Source
from followthrough.kernel.exchange.reading.tables import Unreadable

MAX_ROWS = 1_048_576
MAX_COLUMNS = 16_384
MAX_CELLS = 25_000_000
MAX_SPARSE_CELLS = 5_000_000
MAX_CELL_TEXT = 300_000_000
TOO_MANY_ROWS = _("This sheet has more than 1,048,576 rows. Split it and import the parts one by one.")
_TOO_WIDE = _("This sheet spreads over too many cells. Delete what stands far below or beside the table.")
_COLUMN = re.compile(rb'r="([A-Za-z]{1,3})[0-9]')
_ROW = re.compile(rb'r="[A-Za-z]{0,3}([0-9]{1,9})"')
_ANY_PLACE = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]{0,3})([0-9]{1,9})["']""")
_UNUSUAL = re.compile(rb"r(?:='|[ \t\r\n]+=|=[ \t\r\n])")
_ROWS = re.compile(rb"<(?:\w+:)?row\b")
_CELLS = re.compile(rb"<(?:\w+:)?c[\s>/]")
_TEXT_ENDS = re.compile(rb"</(?:\w+:)?si>")
_TEXT_USES = re.compile(rb"""\st\s*=\s*["']s["'][^>]*>\s*<(?:\w+:)?v>\s*([0-9]{1,9})""")
_ODS_TAGS = re.compile(rb"<table:(?:table|table-row|table-cell|covered-table-cell)\b[^>]*>")
_REPEAT = re.compile(rb"""number-(?:columns|rows)-repeated\s*=\s*["']([0-9]{1,12})["']""")


def check_extents(source: Source, *, ods: bool) -> None:
    """Refuse a zipped workbook whose sheets would not fit into memory, or that is broken, encrypted or a bomb.

    Every part is looked at by its content: where a sheet lies inside the archive is for its author to choose.
    """
    if source.size > MAX_WORKBOOK_BYTES:
        raise Unreadable(_("This workbook is larger than 50 MB. Save the sheet you need as .csv and upload that."))
    texts, sheets = array("L"), []
    with source.open() as stream:
        for part in parts_of(stream):
            if not part.filename.lower().endswith((".xml", ".rels", ".bin")):
                continue
            pieces = unpack(stream, part)
            first = next(pieces, b"")
            pieces = up_to_tags(itertools.chain([first], pieces))
            if b"<sst" in first[:2048] or b":sst" in first[:2048]:
                texts = _text_lengths(pieces)
            elif ods:
                _check_repeats(pieces)
            else:
                sheets.append((part, _check_sheet(pieces)))
        for part, cells in sheets:
            if texts and cells * max(texts) > MAX_CELL_TEXT:
                _check_text(up_to_tags(unpack(stream, part)), texts)


def up_to_tags(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The pieces with each cut moved to a tag's end, so that no tag is halved; one that never ends is left out."""
    rest = b""
    for index, piece in enumerate(pieces):
        if index == 0 and piece.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise Unreadable(DAMAGED)
        piece = rest + piece
        cut = piece.rfind(b">") + 1
        rest = piece[cut:] if cut or len(piece) < 8 * PIECE else b""
        yield piece[:cut]


def _text_lengths(pieces: Iterator[bytes]) -> "array[int]":
    """The length of each shared text, which many cells may point to."""
    lengths, carried = array("L"), 0
    for piece in pieces:
        first, *others = [len(text) for text in _TEXT_ENDS.split(piece)]
        carried += first
        for length in others:
            lengths.append(carried)
            carried = length
    return lengths


def _check_text(pieces: Iterator[bytes], texts: "array[int]") -> None:
    total = 0
    for piece in pieces:
        total += sum(texts[int(use)] for use in _TEXT_USES.findall(piece) if int(use) < len(texts))
        if total > MAX_CELL_TEXT:
            raise Unreadable(TOO_BIG)


def _check_sheet(pieces: Iterator[bytes]) -> int:
    """Refuse a sheet that reaches too far; gives the number of cells written, 0 for a part that is no sheet."""
    written = cells = last = widest = carried = 0
    is_sheet = False
    letters: set[bytes] = set()
    for piece in pieces:
        is_sheet = is_sheet or b"sheetData" in piece
        columns_found, rows_found = _places(piece)
        letters |= columns_found
        last = max(last, max(map(int, rows_found), default=0))
        counts = [_count_cells(row) for row in (_ROWS.split(piece) if b":row" in piece else piece.split(b"<row"))]
        counts[0] += carried
        carried, widest = counts[-1], max(widest, *counts)
        written, cells = written + len(counts) - 1, cells + sum(counts) - carried
    rows = max(written, last)
    columns = max([widest, *(column_number(column) for column in letters)])
    cells += carried
    if not is_sheet:
        return 0
    if rows > MAX_ROWS:
        raise Unreadable(TOO_MANY_ROWS)
    _check_grid(rows, columns, cells)
    return cells


def _count_cells(row: bytes) -> int:
    return len(_CELLS.findall(row)) if b":c" in row else row.count(b"<c ") + row.count(b"<c>")


def _places(piece: bytes) -> tuple[set[bytes], set[bytes]]:
    """The columns' letters and the rows' numbers that cells name; the usual spelling is looked for first, for speed."""
    if not _UNUSUAL.search(piece):
        return set(_COLUMN.findall(piece)), set(_ROW.findall(piece))
    found = _ANY_PLACE.findall(piece)
    return {column for column, _row in found}, {row for _column, row in found}


def _check_repeats(pieces: Iterator[bytes]) -> None:
    """The same for an .ods sheet, which writes "the same again" as a number; empty repeats at the ends don't count."""
    row = column = step = rows = columns = cells = 0
    for tag in itertools.chain.from_iterable(_ODS_TAGS.findall(piece) for piece in pieces):
        repeat = int(found.group(1)) if (found := _REPEAT.search(tag)) else 1
        if tag.startswith(b"<table:table "):
            row = column = step = rows = columns = 0
        elif tag.startswith(b"<table:table-row"):
            row, column, step = row + step, 0, repeat
        else:
            column += repeat
            if b"value-type" in tag:
                rows, columns, cells = row + step, max(columns, column), cells + repeat * step
        if rows > MAX_ROWS:
            raise Unreadable(TOO_MANY_ROWS)
        _check_grid(rows, columns, cells)


def _check_grid(rows: int, columns: int, cells: int) -> None:
    """Refuse what is too much to lay out, and grids that are big but next to empty."""
    grid = rows * columns
    if max(grid, cells) > MAX_CELLS or columns > MAX_COLUMNS or (grid > MAX_SPARSE_CELLS and cells < grid / 20):
        raise Unreadable(_TOO_WIDE)


def column_number(letters: bytes) -> int:
    """Which column the letters name, from 1: b"A", b"aa"."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
