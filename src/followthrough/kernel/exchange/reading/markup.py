"""What the parser does not tell of an XLSX sheet: figures shown with leading zeros, and formulas without results."""

import html
import itertools
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import BinaryIO
from zipfile import ZipInfo

from followthrough.kernel.exchange.reading.archives import parts_of, unpack
from followthrough.kernel.exchange.reading.extents import column_number, up_to_tags
from followthrough.kernel.exchange.reading.sources import Source

_LARGEST = 20 * 1024 * 1024  # bytes of a part that says how the workbook is made; real ones have a thousandth of it
_PIECES = 8  # of a megabyte each: a column is formatted, and calculated, as a whole
_MOST = 0.9  # of a column's figures
_ZEROS = re.compile(r"(0{2,20})(?:;.*)?")
# None looks at a letter more than a few times, however a tag goes on.
_ATTRIBUTE = re.compile(rb"""(?<![\w:])([\w:]+)\s*=\s*["']([^"']*)["']""")
_FORMAT = re.compile(rb"<(?:\w+:)?numFmt\s[^<>]*>")
_STYLES_BEGIN, _STYLES_END = re.compile(rb"<(?:\w+:)?cellXfs\b"), re.compile(rb"</(?:\w+:)?cellXfs>")
_STYLE = re.compile(rb"<(?:\w+:)?xf\b[^<>]*>")
_SHEET = re.compile(rb"<(?:\w+:)?sheet\s[^<>]*>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s[^<>]*>")
_CELL = re.compile(rb"<(?:\w+:)?c\s[^<>]*[^/<>]>")
# A text that came out empty is a result too, and says that it is a text.
_NO_RESULT = re.compile(
    rb"""<(?:\w+:)?c\b(?![^<>]*\st=["']str)[^<>]*>\s*<(?:\w+:)?f\b(?:[^<>]*/>|[^<>]*>[^<]*</(?:\w+:)?f>)\s*"""
    rb"""(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>|</(?:\w+:)?c>)"""
)
_COLUMN = re.compile(r"[A-Za-z]{1,3}")


@dataclass(frozen=True, slots=True)
class Markup:
    """To how many digits figures are filled up in each column (from 0) where they are; whether results are missing."""

    zeros: dict[int, int] = field(default_factory=dict)
    lacks_results: bool = False


def markup_of(source: Source, sheet: str) -> Markup:
    """What the first rows of this sheet of an XLSX file say of themselves."""
    with source.open() as stream:
        parts = {part.filename.lower(): part for part in parts_of(stream)}
        found = parts.get(_path(stream, parts, sheet))
        if found is None:
            return Markup()
        digits = _digits(_whole(stream, parts, "xl/styles.xml"))
        begins = list(itertools.islice(up_to_tags(unpack(stream, found)), _PIECES))
        return Markup(_columns(begins, digits) if digits else {}, any(map(_NO_RESULT.search, begins)))


def _digits(styles: bytes) -> dict[str, int]:
    """The digits of each style of cells that fills up with zeros, by the number that cells name it by."""
    formats = {}
    for shown in map(_attributes, _FORMAT.findall(styles)):
        if zeros := _ZEROS.fullmatch(shown.get("formatCode", "")):
            formats[shown.get("numFmtId", "")] = len(zeros[1])
    _before, *after = _STYLES_BEGIN.split(styles, maxsplit=1) if formats else [styles]
    section = _STYLES_END.split(after[0], maxsplit=1)[0] if after else b""
    ways = [_attributes(tag).get("numFmtId", "") for tag in _STYLE.findall(section)]
    return {str(number): formats[way] for number, way in enumerate(ways) if way in formats}


def _path(stream: BinaryIO, parts: dict[str, ZipInfo], sheet: str) -> str:
    """Where in the archive the sheet of this name lies; empty if the workbook does not say."""
    listed = map(_attributes, _SHEET.findall(_whole(stream, parts, "xl/workbook.xml")))
    key = next((one.get("r:id", "") for one in listed if one.get("name") == sheet), "")
    relations = map(_attributes, _RELATION.findall(_whole(stream, parts, "xl/_rels/workbook.xml.rels")))
    target = next((one.get("Target", "") for one in relations if key and one.get("Id") == key), "").lower()
    return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"


def _columns(pieces: Iterable[bytes], digits: dict[str, int]) -> dict[int, int]:
    figures: Counter[int] = Counter()
    filled_up: Counter[tuple[int, int]] = Counter()
    cells = itertools.chain.from_iterable(_CELL.findall(piece) for piece in pieces)
    for cell in map(_attributes, cells):
        letters = _COLUMN.match(cell.get("r", ""))
        if letters and cell.get("t", "n") == "n":
            column = column_number(letters[0].encode()) - 1
            figures[column] += 1
            if width := digits.get(cell.get("s", "")):
                filled_up[column, width] += 1
    return {column: width for (column, width), count in filled_up.items() if count >= _MOST * figures[column]}


def _attributes(tag: bytes) -> dict[str, str]:
    found = _ATTRIBUTE.findall(tag)
    return {name.decode("ascii", "replace"): html.unescape(value.decode("utf-8", "replace")) for name, value in found}


def _whole(stream: BinaryIO, parts: dict[str, ZipInfo], name: str) -> bytes:
    found = parts.get(name)
    return b"".join(unpack(stream, found)) if found and found.file_size <= _LARGEST else b""
