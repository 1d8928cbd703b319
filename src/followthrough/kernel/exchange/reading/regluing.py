"""Lines whose cells are marked off wrongly in one place: a separator missing beside a quote, or another one used."""

import csv
import re
from collections.abc import Iterator
from functools import lru_cache

from django.utils.translation import gettext_lazy as _

from followthrough.kernel.exchange.reading.dialects import Dialect
from followthrough.kernel.exchange.reading.shapes import TYPED, shape
from followthrough.kernel.exchange.reading.tables import Message

_GLUED = _("A separator is missing beside a quotation mark in this row; it was put there.")
_OTHER = _("This row marks its cells off in another way than the rest; it was read that way.")
_OTHERS = (",", ";", "\t", "|", " ")
_MOST_PLACES = 40
_TYPED_ENOUGH = 2


def reglued(line: str, cells: list[str], dialect: Dialect, width: int) -> tuple[list[str], Message] | None:
    """The row's cells and what was mended, when exactly one repair gives `width` well-formed cells; otherwise None."""
    if width < 2 or len(line) > 100_000:
        return None
    text = line.rstrip("\r\n")
    found = {tuple(read) for read in _with_a_separator(text, dialect, width)}
    if len(found) == 1:
        return list(found.pop()), _GLUED
    if found or len(cells) == width:
        return None
    other = [read for mark in _OTHERS if (read := _strictly(text, mark, dialect.quote, width))]
    told = [read for read in other if sum(shape(cell) in TYPED for cell in read) >= _TYPED_ENOUGH]
    return (told[0], _OTHER) if len(told) == 1 else None


def _with_a_separator(text: str, dialect: Dialect, width: int) -> Iterator[list[str]]:
    for found in list(_beside_quotes(dialect.delimiter, dialect.quote).finditer(text))[:_MOST_PLACES]:
        for at in (found.start(), found.end()):
            mended = text[:at] + dialect.delimiter + text[at:]
            if read := _strictly(mended, dialect.delimiter, dialect.quote, width):
                yield read


@lru_cache(maxsize=16)
def _beside_quotes(delimiter: str, quote: str) -> re.Pattern[str]:
    """A single quote mark between two letters of text; a doubled one is text in every well-made file."""
    text = f"[^{re.escape(delimiter + quote)}]"
    return re.compile(f"(?<={text}){re.escape(quote)}(?={text})")


def _strictly(text: str, delimiter: str, quote: str, width: int) -> list[str] | None:
    """The cells, when they are `width` and every quotation mark stands where it may."""
    try:
        (cells,) = csv.reader([text], delimiter=delimiter, quotechar=quote, strict=True)
    except (csv.Error, ValueError):
        return None
    return cells if len(cells) == width and not _strays(text, cells, quote) else None


def _strays(text: str, cells: list[str], quote: str) -> bool:
    """Whether a cell that is not quoted holds a quotation mark: more marks inside cells than were doubled."""
    inside = sum(cell.count(quote) for cell in cells)
    return 2 * text.count(quote * 2) < 2 * inside if inside else False
