"""How a text file marks its cells: delimiter, quote and escape, chosen by how well rows and cells come out."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from followthrough.kernel.exchange.reading.alignment import Alignment, alignment_of
from followthrough.kernel.exchange.reading.shapes import shape

ALIGNED = "␣"  # in place of a delimiter: columns begin at the same places in every line

_WEIGHTS = {",": 1.0, ";": 1.0, "\t": 1.0, "|": 1.0, "^": 0.8, "~": 0.8, " ": 0.6, ":": 0.3}
_PLAIN_TEXT = re.compile(r"[\w\s.,:!?&/()%+*#@$€£°–-]*(?:['’\"]\w[\w\s.,:!?&/()%+*#@$€£°–-]*)*", re.UNICODE)
_SINGLE_OPENED = re.compile(r"(?:^|[,;\t|])\s?'(?![=+\-@＝＋－＠'])", re.MULTILINE)
_SINGLE_QUOTED = re.compile(r"(?:^|[,;\t|])\s?'(?![=+\-@＝＋－＠'])[^\r\n]*?'(?=[,;\t|\r\n]|\Z)", re.MULTILINE)
_MAX_ROWS = 300
_REGULAR = 0.9  # of the rows have as many cells as the others


@dataclass(frozen=True, slots=True)
class Dialect:
    """How cells are marked off. `escape` is "" (quotes doubled) or a backslash; `spaced`: blanks after delimiters.

    Where nothing marks them off, the delimiter is ALIGNED and `alignment` says where they stand.
    """

    delimiter: str = ","
    quote: str = '"'
    escape: str = ""
    spaced: bool = False
    alignment: Alignment | None = None

    def plain(self, line: str) -> str:
        """The line with escaped quotes doubled and NULs gone, so that one way of reading fits all."""
        if "\0" in line:
            line = line.replace("\0" + self.quote, self.quote * 2).replace("\0", "")
        if self.escape and self.escape in line:
            line = re.sub(r"\\([\\" + self.quote + "])", self._unescaped, line)
        return line

    def reader(self, lines: Iterator[str], *, strict: bool) -> Iterator[list[str]]:
        """The records in these lines; strict raises csv.Error where a quote stands in the wrong place."""
        if self.alignment:
            return self.alignment.cells_of(lines)
        return csv.reader(
            lines,
            delimiter=self.delimiter,
            quotechar=self.quote,
            doublequote=True,
            skipinitialspace=self.spaced,
            strict=strict,
        )

    def _unescaped(self, found: re.Match[str]) -> str:
        letter = found.group(1)
        return letter * 2 if letter == self.quote else letter


def find_dialect(sample: str, *, delimiter: str | None = None, quote: str | None = None, tabs: bool = False) -> Dialect:
    """The dialect under which the sample's rows are most alike and its cells make most sense.

    `delimiter` and `quote` are kept when given; `tabs` says that the file's name promises tabs.
    """
    if delimiter == ALIGNED:
        return _aligned(alignment_of(sample) or Alignment())
    if not delimiter and sample.startswith("sep=") and len(sample) > 5 and sample[5] in "\r\n":
        delimiter = sample[4]
    delimiters = [delimiter] if delimiter else [letter for letter in _WEIGHTS if letter in sample]
    quotes = [quote] if quote else ['"', "'"] if _has_single_quotes(sample) else ['"']
    best, best_score = Dialect(delimiter or ("\t" if tabs else ","), quote or '"'), 0.0
    for candidate in _candidates(sample, delimiters, quotes):
        score = _score(sample, candidate)
        if score > best_score + 1e-9:
            best, best_score = candidate, score
    if not delimiter and (best.delimiter in " :" or _is_poor(sample, best)) and (found := alignment_of(sample)):
        return _aligned(found)
    return best


def _aligned(found: Alignment) -> Dialect:
    return Dialect(ALIGNED, "\0", alignment=found)  # a quote is but a letter there, and a NUL is in no line


def _is_poor(sample: str, dialect: Dialect) -> bool:
    """Whether the delimiter gives most rows one cell only, or many rows another number than the others."""
    widths = Counter(len(row) for row in _rows(sample, dialect))
    usual, count = max(widths.items(), key=lambda item: item[1], default=(1, 0))
    return usual == 1 or count < _REGULAR * widths.total()


def _has_single_quotes(sample: str) -> bool:
    """Whether some cells stand between apostrophes; one in front only guards a formula or belongs to the text."""
    return len(_SINGLE_QUOTED.findall(sample)) > 0.5 * len(_SINGLE_OPENED.findall(sample))


def _candidates(sample: str, delimiters: list[str], quotes: list[str]) -> Iterator[Dialect]:
    for mark in delimiters:
        for quote in quotes:
            spaced = mark != " " and sample.count(mark + " ") >= 0.95 * sample.count(mark)
            yield Dialect(mark, quote, spaced=spaced)
            if mark != " " and mark + " " + quote in sample and not spaced:
                yield Dialect(mark, quote, spaced=True)
            if "\\" + quote in sample:
                yield Dialect(mark, quote, escape="\\")


def _score(sample: str, dialect: Dialect) -> float:
    rows = _rows(sample, dialect)
    if not rows:
        return 0.0
    widths = Counter(len(row) for row in rows)
    width, count = max(widths.items(), key=lambda item: (item[1] * (item[0] - 0.9), item[0]))
    regular = count / len(rows)
    gain = 1 - 1 / width if width > 1 else 0.2
    sense = sum(_sense(cell, dialect) for row in rows[:80] for cell in row[:40])
    cells = sum(min(len(row), 40) for row in rows[:80])
    return (
        float(regular**1.5 * gain**0.5) * (sense / cells) * (_WEIGHTS.get(dialect.delimiter, 0.5) if width > 1 else 1.0)
    )


def _rows(sample: str, dialect: Dialect) -> list[list[str]]:
    lines = (dialect.plain(line) for line in io.StringIO(sample, newline=""))
    rows: list[list[str]] = []
    try:
        for row in dialect.reader(lines, strict=False):
            if any(cell.strip() for cell in row):
                rows.append(row)
            if len(rows) >= _MAX_ROWS:
                break
    except csv.Error:
        return rows[: len(rows) // 2]
    return rows


def _sense(cell: str, dialect: Dialect) -> float:
    if not cell:
        return 0.75
    if shape(cell) not in {"text", ""}:
        return 1.0
    trimmed = cell.strip()
    if len(trimmed) > 1 and trimmed[0] in "\"'" and trimmed[-1] == trimmed[0]:
        return 0.1
    if trimmed[:1] in "\"'" or ("\n" in trimmed.strip("\n") and dialect.quote in trimmed):
        return 0.3
    return 0.9 if _PLAIN_TEXT.fullmatch(trimmed[:200]) else 0.5
