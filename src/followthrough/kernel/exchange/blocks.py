"""A block of cells copied from a sheet: its text taken apart, and the fields its columns go into."""

import re
from collections.abc import Sequence

from followthrough.kernel.exchange.matching import Target, guess_mapping

_CELL = re.compile(r'"(?:[^"]|"")*"(?=[\t\n]|$)|[^\t\n]*')
_SURE = 0.9


def cells_of(text: str) -> list[list[str]]:
    """The cells as a sheet puts them on the clipboard: tabs between, one line a row, quoted where a cell holds either.

    Every row comes out as long as the longest one.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
    rows: list[list[str]] = [[]]
    at = 0
    while True:
        found = _CELL.match(text, at)
        assert found is not None
        rows[-1].append(_plain(found.group()))
        at = found.end() + 1
        if at > len(text):
            break
        if text[at - 1] == "\n":
            rows.append([])
    width = max(map(len, rows))
    return [row + [""] * (width - len(row)) for row in rows]


def _plain(cell: str) -> str:
    if len(cell) > 1 and cell.startswith('"') and cell.endswith('"'):
        cell = cell[1:-1].replace('""', '"')
    return cell.strip()


def heads_in(rows: Sequence[Sequence[str]], targets: Sequence[Target], subject: Sequence[str]) -> dict[int, str]:
    """The fields the first row names, by column; empty when it is a row of values like the others."""
    heads = rows[0]
    if len(rows) < 2 or not all(heads):
        return {}
    guesses = guess_mapping(heads, [], targets, subject=subject)
    named = {index: guess.target for index, guess in guesses.items() if guess.target and guess.confidence >= _SURE}
    return named if len(named) * 2 > len(heads) else {}
