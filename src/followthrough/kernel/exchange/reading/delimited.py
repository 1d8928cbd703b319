"""Text files: CSV, tabs, semicolons, bars; the first rows teach how to read, the rest streams."""

import io
import itertools
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from followthrough.kernel.exchange.reading.dialects import Dialect, find_dialect
from followthrough.kernel.exchange.reading.encodings import Encoding, find_encoding
from followthrough.kernel.exchange.reading.headers import Header, column_names, find_header
from followthrough.kernel.exchange.reading.layout import Numbered, lay_out
from followthrough.kernel.exchange.reading.mending import Layout
from followthrough.kernel.exchange.reading.records import records
from followthrough.kernel.exchange.reading.sources import Source
from followthrough.kernel.exchange.reading.tables import Cell, Guess, Message, ReadOptions, Row, Table, Unreadable

_SAMPLE_LETTERS = 128 * 1024
_SAMPLE_ROWS = 400
MAX_COLUMNS = 16_384
_MAX_LINE = 4_000_000  # letters: more than any real row, far less than the memory at hand


def read_delimited(source: Source, options: ReadOptions) -> Table:
    """The table of a text file. Reads the file once for its encoding; its rows are read when they are gone through."""
    encoding = find_encoding(source, options.encoding)
    sample = _sample(source, encoding)
    dialect = find_dialect(
        sample, delimiter=options.delimiter, quote=options.quote, tabs=source.suffix in {".tsv", ".tab"}
    )
    text = _Text(source, encoding, dialect, width=0)
    text.width = _usual_width([cells for _number, cells, _note in itertools.islice(text.records(), _SAMPLE_ROWS)])
    first = [(number, cells) for number, cells, _note in itertools.islice(text.records(), _SAMPLE_ROWS)]
    header = find_header(first, wanted=options.header_row)
    body = [cells for number, cells in first if number > max(header.row, header.above)]
    layout = _layout(header, body)
    warnings: list[Message] = [*encoding.warnings, *_oddities(sample, first)]
    headers = list(layout.header)
    guess = Guess(
        encoding.name,
        dialect.delimiter,
        dialect.quote.strip("\0"),
        dialect.escape,
        _line_end(sample),
        header.row,
        header.rows,
        "",
        warnings,
    )
    return Table(column_names(headers), headers, _Rows(text, layout, max(header.row, header.above)), guess)


@dataclass(slots=True)
class _Text:
    """A text file with all that is needed to read its records, again and again."""

    source: Source
    encoding: Encoding
    dialect: Dialect
    width: int

    def records(self) -> Iterator[Numbered]:
        with _lines(self.source, self.encoding) as lines:
            for number, (cells, note) in enumerate(records(_bounded(lines), self.dialect, self.width), 1):
                if len(cells) > MAX_COLUMNS:
                    raise Unreadable(_("This file has more than 16,384 columns. Is it a table?"))
                yield number, cells, note  # type: ignore[misc]


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rows under the header; each pass reads the file again."""

    text: _Text
    layout: Layout
    above: int

    def __iter__(self) -> Iterator[Row]:
        found = self.text.records()
        return lay_out(itertools.islice(found, self.above, None), self.layout)


@contextmanager
def _lines(source: Source, encoding: Encoding) -> Iterator[io.TextIOWrapper]:
    with source.open_text() as stream:
        try:
            yield io.TextIOWrapper(stream, encoding.name, encoding.errors, newline="")
        except (EOFError, OSError, UnicodeError, zlib.error) as problem:
            raise Unreadable(
                _("This file can't be read to its end. Save it again as UTF-8 and upload that.")
            ) from problem


def _bounded(lines: io.TextIOWrapper) -> Iterator[str]:
    """The lines one by one; refuses one that would fill the memory."""
    while line := lines.readline(_MAX_LINE + 1):
        if len(line) > _MAX_LINE:
            raise Unreadable(_("A line of this file has more than 4 million letters. Is it a table?"))
        yield line


def _sample(source: Source, encoding: Encoding) -> str:
    with _lines(source, encoding) as lines:
        text = lines.read(_SAMPLE_LETTERS)
    if not text.strip("\0 \t\r\n,;"):
        raise Unreadable(_("This file is empty."))
    if len(text) < _SAMPLE_LETTERS:
        return text
    return text[: max(text.rfind("\n"), text.rfind("\r")) + 1] or text


def _usual_width(rows: Sequence[Sequence[Cell]]) -> int:
    widths = Counter(len(cells) for cells in rows if len(cells) > 1)
    return max(widths.items(), key=lambda item: (item[1] * item[0], item[0]))[0] if widths else 1


def _layout(header: Header, body: Sequence[list[Cell]]) -> Layout:
    widths = Counter(len(cells) for cells in body if any(cells))
    usual, count = widths.most_common(1)[0] if widths else (0, 0)
    width = max(len(header.cells), usual if not header.cells or 2 * count > widths.total() else 0, 1)
    names = header.cells + [""] * (width - len(header.cells))
    return Layout.learn(names, body, width)


def _oddities(sample: str, first: Sequence[tuple[int, Sequence[Cell]]]) -> list[Message]:
    found: list[Message] = []
    if "\0" in sample:
        found.append(_("The file holds NUL characters; they were left out."))
    if not first:
        found.append(_("The file has no rows."))
    return found


def _line_end(sample: str) -> str:
    counts = {"\r\n": sample.count("\r\n")}
    counts["\n"] = sample.count("\n") - counts["\r\n"]
    counts["\r"] = sample.count("\r") - counts["\r\n"]
    return max(counts, key=lambda end: counts[end]) if any(counts.values()) else "\n"
