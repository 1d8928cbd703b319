"""The records of a text file one by one, with stray and unclosed quotes mended instead of swallowing the rows below."""

import csv
from collections import deque
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext_lazy as _

from followthrough.kernel.exchange.formulas import restored
from followthrough.kernel.exchange.reading.dialects import Dialect
from followthrough.kernel.exchange.reading.regluing import reglued
from followthrough.kernel.exchange.reading.tables import Message

MENDED = _("A quotation mark in this row has no partner; it was read as part of the text.")
_MAX_LINES = 60
_PAIRS = -2
Record = tuple[list[str], Message]


def records(lines: Iterable[str], dialect: Dialect, width: int) -> Iterator[Record]:
    """Each record's cells and what was mended in it ("" mostly); blank lines come as empty lists.

    An apostrophe that guards a text against being run as a formula, as our own files write it, is taken off.

    `width` is the number of cells most rows have; it decides between two readings of a stray quote.
    """
    feed = _Feed(lines, dialect)
    reader = dialect.reader(feed, strict=True)
    while True:
        feed.taken.clear()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            if (better := reglued(feed.taken[0], [], dialect, width)) is not None:
                feed.put_back(1)
                yield better
                continue
            cells, used = _mend(feed.taken, dialect, width)
            feed.put_back(used)
            yield cells, MENDED
            continue
        if len(cells) != width and cells and dialect.quote in feed.taken[0]:
            alone = _otherwise(feed.taken, dialect, width)
            if alone is not None and len(alone) == width:
                feed.put_back(1)
                yield alone, MENDED
                continue
        if len(feed.taken) == 1 and (len(cells) != width or dialect.quote in "".join(cells)):
            better = reglued(feed.taken[0], cells, dialect, width) if cells else None
            if better is not None:
                yield better
                continue
        if "'" in feed.taken[0] or len(feed.taken) > 1:
            cells = [restored(cell) for cell in cells]
        yield cells, ""


class _Feed:
    """Lines for the csv reader that remember what the current record took, so it can be read anew."""

    __slots__ = ("_escaped", "_lines", "_plain", "_waiting", "taken")

    def __init__(self, lines: Iterable[str], dialect: Dialect) -> None:
        self._lines = iter(lines)
        self._plain = dialect.plain
        self._escaped = bool(dialect.escape)
        self._waiting: deque[str] = deque()
        self.taken: list[str] = []

    def __iter__(self) -> "_Feed":
        return self

    def __next__(self) -> str:
        if self._waiting:
            line = self._waiting.popleft()
        else:
            line = next(self._lines)
            if self._escaped or "\0" in line:
                line = self._plain(line)
        self.taken.append(line)
        return line

    def put_back(self, used: int) -> None:
        """Give all lines after the first `used` to the next record."""
        self._waiting.extendleft(reversed(self.taken[used:]))


def _mend(taken: list[str], dialect: Dialect, width: int) -> tuple[list[str], int]:
    """The first record in these lines, read forgivingly, and how many lines it takes."""
    alone = _split(taken[0], dialect, width)
    if alone is not None:
        return alone, 1
    for used in range(2, min(len(taken), _MAX_LINES) + 1):
        cells = _cells("".join(taken[:used]).rstrip("\r\n"), dialect, -1)
        if cells is not None and len(cells) == width:
            return cells, used
    return taken[0].rstrip("\r\n").split(dialect.delimiter), 1


def _otherwise(taken: list[str], dialect: Dialect, width: int) -> list[str] | None:
    """The first line read by itself, when the regular reading gave the wrong number of cells."""
    if len(taken) > 1:
        return _split(taken[0], dialect, width)
    return _cells(taken[0].rstrip("\r\n"), dialect, _PAIRS)


def _split(text: str, dialect: Dialect, width: int) -> list[str] | None:
    """The cells of one line; tries each opening quote as plain text until `width` cells come out. None: not closed."""
    text = text.rstrip("\r\n")
    first = _cells(text, dialect, -1)
    if first is not None and len(first) == width:
        return first
    for plain in (_PAIRS, *range(min(text.count(dialect.quote), 40))):
        other = _cells(text, dialect, plain)
        if other is not None and len(other) == width:
            return other
    return first


def _cells(text: str, dialect: Dialect, plain: int) -> list[str] | None:
    """The cells when opening quote number `plain` is text (-1: none); _PAIRS: doubled quotes may close a cell."""
    quote, delimiter = dialect.quote, dialect.delimiter
    cells: list[str] = []
    start, opened = 0, 0
    while True:
        begin = start + (len(text) - start - len(text[start:].lstrip(" ")) if dialect.spaced else 0)
        quoted = text.startswith(quote, begin)
        if quoted and opened != plain:
            end = _closing(text, begin + 1, dialect, doubled=plain != _PAIRS)
            if end < 0:
                return None
            cells.append(text[begin + 1 : end].replace(quote * 2, quote))
            start = end + 1
        else:
            end = text.find(delimiter, begin)
            start = len(text) if end < 0 else end
            cells.append(text[begin:start])
        opened += quoted
        if start >= len(text):
            return cells
        start += 1


def _closing(text: str, start: int, dialect: Dialect, *, doubled: bool) -> int:
    """Where the quoted cell ends: at the first quote before a delimiter or the end; -1 when nowhere."""
    at = text.find(dialect.quote, start)
    while at >= 0:
        after = text[at + 1 : at + 2]
        if after in {"", dialect.delimiter}:
            return at
        at = text.find(dialect.quote, at + (2 if doubled and after == dialect.quote else 1))
    return -1
