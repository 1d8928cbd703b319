"""Text files without any separator whose columns stand at the same places in every line: lists as ERPs print them."""

import io
import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_LINES = 300
_ENOUGH = 3  # lines: fewer stand below each other by chance
_TITLES = 5  # lines that may stand above the heads
_DASHES = re.compile(r"[-=]{2,}")
_BLANKS, _WORD = re.compile(" +"), re.compile(r"\S+")
Gap = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Alignment:
    """From where to where nothing stands between the columns, and how many lines there are above their heads."""

    gaps: tuple[Gap, ...] = ()
    above: int = 0

    def cells_of(self, lines: Iterable[str]) -> Iterator[list[str]]:
        """The cells of each line; what stands above the heads is one cell.

        A text longer than those before reaches into a gap, which is then cut where it is widest.
        """
        for number, raw in enumerate(lines):
            line = raw.expandtabs(1).rstrip()
            places = [0, *(_place(line, gap) for gap in self.gaps if number >= self.above)]
            yield [line[start:end].strip() for start, end in itertools.pairwise([*places, len(line)])] if line else []


def alignment_of(sample: str) -> Alignment | None:
    """Where the columns of these lines stand; None where they have none in common.

    Lines of dashes under the heads say it themselves. Otherwise it is where all lines have blanks, two or more of them
    at least between the heads.
    """
    first = itertools.islice(io.StringIO(sample, newline=""), _LINES)
    lines = [(at, line.expandtabs(1).rstrip()) for at, line in enumerate(first) if line.strip()]
    for place, (_at, line) in enumerate(lines):
        if len(_DASHES.findall(line)) > 1 and not line.replace("-", "").replace("=", "").strip():
            columns = [found.span() for found in _DASHES.finditer(line)]
            return Alignment(
                tuple((before, after) for (_start, before), (after, _end) in itertools.pairwise(columns)),
                lines[max(place - 1, 0)][0],
            )
    for above in range(max(min(_TITLES, len(lines) - _ENOUGH) + 1, 0)):
        gaps = _gaps_below_heads([line for _at, line in lines[above:]])
        if len(gaps) > (above > 0):  # below titles two columns may be chance
            return Alignment(gaps, lines[above][0])
    return None


def _gaps_below_heads(lines: list[str]) -> tuple[Gap, ...]:
    """The gaps that all lines share, the first of which has a word over each column."""
    heads = lines[0].ljust(max(map(len, lines)))
    taken = bytearray(b" " * len(heads))
    for word in itertools.chain.from_iterable(map(_WORD.finditer, lines)):
        taken[word.start() : word.end()] = b"x" * (word.end() - word.start())
    runs = [run.span() for run in _BLANKS.finditer(taken.decode()) if run.start()]
    wide = [(start, end) for start, end in runs if end - start > 1]
    if _between_heads(wide, heads) != wide:
        return ()
    narrow = [(start, end) for start, end in _between_heads(runs, heads) if _is_wide(heads, start)]
    return tuple(sorted({*wide, *narrow}))


def _between_heads(runs: list[Gap], heads: str) -> list[Gap]:
    """Those of the runs of blanks that have a head on both sides before the next run."""
    edges = [0, *itertools.chain.from_iterable(runs), len(heads)]
    named = [bool(heads[start:end].strip()) for start, end in zip(edges[::2], edges[1::2], strict=True)]
    return [run for run, left, right in zip(runs, named, named[1:], strict=False) if left and right]


def _is_wide(heads: str, at: int) -> bool:
    """Whether the heads have more blanks than one at this place: one stands between words too."""
    return not heads[at - 1 : at + 1].strip() or not heads[at : at + 2].strip()


def _place(line: str, gap: Gap) -> int:
    widest = max(_BLANKS.finditer(line, *gap), key=lambda run: run.end() - run.start(), default=None)
    return widest.end() if widest else gap[1]
