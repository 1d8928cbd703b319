"""Where the header stands, how many rows it spans, and what the columns are called."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from followthrough.kernel.exchange.reading.shapes import TYPED, column_shapes, is_rule, is_year, shape
from followthrough.kernel.exchange.reading.tables import Cell

Numbered = tuple[int, Sequence[Cell]]
_LOOKED_AT = 40
_FEW = 2  # rows of data, too few to tell a second header by what their columns hold


@dataclass(frozen=True, slots=True)
class Header:
    """The header's cells as written, its last row's number (0: no header), how many rows it spans, rows above it."""

    cells: list[str]
    row: int
    rows: int
    above: int


def find_header(sample: Sequence[Numbered], *, wanted: int | None = None) -> Header:
    """The header among the first rows. `wanted` is the row a person chose (0: none) and is taken as it is."""
    filled = [(number, cells) for number, cells in sample if count_filled(cells) and not is_rule(cells)]
    if wanted is not None:
        chosen = next((cells for number, cells in filled if number == wanted), None)
        return Header(
            text_cells(chosen) if chosen else [], wanted if chosen else 0, int(bool(chosen)), max(wanted - 1, 0)
        )
    if not filled:
        return Header([], 0, 0, 0)
    first = _first_of_table(filled)
    if not _is_header(filled[first][1], [cells for _number, cells in filled[first + 1 :]]):
        return Header([], 0, 0, filled[first][0] - 1)
    start, end = _grow_up(filled, first), _grow_down(filled, first)
    cells = _join([row for _number, row in filled[start : end + 1]])
    return Header(cells, filled[end][0], end - start + 1, filled[start][0] - 1)


def column_names(headers: Sequence[str]) -> list[str]:
    """Unique names: blanks trimmed, empty ones "Column 3", repeated ones "Name 2"."""
    names: list[str] = []
    taken: set[str] = set()
    for index, header in enumerate(headers, 1):
        plain = re.sub(r"\s+", " ", header).strip() or str(format_lazy(_("Column {number}"), number=index))
        name, count = plain, 1
        while name.casefold() in taken:
            count += 1
            name = f"{plain} {count}"
        taken.add(name.casefold())
        names.append(name)
    return names


def count_filled(cells: Sequence[Cell]) -> int:
    """How many cells hold something other than blanks."""
    return sum(cell is not None and str(cell).strip() != "" for cell in cells)


def text_cells(cells: Sequence[Cell]) -> list[str]:
    """Header cells as text, without the ".0" that a spreadsheet adds to years."""
    return ["" if cell is None else str(cell) for cell in cells]


def _first_of_table(filled: Sequence[Numbered]) -> int:
    counts = [count_filled(cells) for _number, cells in filled[:100]]
    usual = max(set(counts), key=lambda width: (width**1.4 * sum(count >= width for count in counts), width))
    return next(index for index, count in enumerate(counts) if count >= 0.6 * usual or index == _LOOKED_AT)


def _is_header(row: Sequence[Cell], body: Sequence[Sequence[Cell]]) -> bool:
    if not body:
        return not any(shape(cell) in TYPED for cell in row)
    shapes = column_shapes(body, len(row))
    votes = 0.0
    for index, (cell, usual) in enumerate(zip(row, shapes, strict=True)):
        own = shape(cell)
        if own in TYPED and (own == usual or usual == "text"):
            votes -= 0.0 if is_year(cell) and own != "text" and _few_years(body, index) else 1.0
        elif usual in TYPED and own == "text":
            votes += 1.0
        elif own == "text":
            votes += -0.5 if _recurs(cell, index, body) else 0.3
    return votes >= 0


def _recurs(cell: Cell, index: int, body: Sequence[Sequence[Cell]]) -> bool:
    again = sum(index < len(row) and row[index] == cell for row in body)
    return again > 0.08 * len(body)


def _few_years(body: Sequence[Sequence[Cell]], index: int) -> bool:
    cells = [row[index] for row in body if index < len(row)]
    return sum(is_year(cell) for cell in cells) < 0.3 * len(cells)


def _grow_up(filled: Sequence[Numbered], first: int) -> int:
    """The first header row when a row of group names stands above it: "2025", "", "2026", "" over recurring names."""
    if first == 0 or filled[first - 1][0] != filled[first][0] - 1:
        return first
    above, row = filled[first - 1][1], text_cells(filled[first][1])
    names = [name for name in row if name.strip()]
    groups = count_filled(above)
    recurring = len(set(names)) < len(names) or len(names) < len(row)
    fits = 2 <= groups < len(row) and all(shape(cell) in {"", "text"} or is_year(cell) for cell in above)
    return first - 1 if fits and recurring else first


def _grow_down(filled: Sequence[Numbered], first: int) -> int:
    """The last header row when a second one follows: text over columns that hold figures (units), the same again, or
    the names below those of groups."""
    if len(filled) < first + 3 or filled[first + 1][0] != filled[first][0] + 1:
        return first
    row, body = filled[first + 1][1], [cells for _number, cells in filled[first + 2 :]]
    if _completes(row, filled[first][1], body):
        return first + 1
    if len(body) < _FEW:
        return first
    if text_cells(row) == text_cells(filled[first][1]):
        return first + 1
    shapes = column_shapes(body, len(row), share=0.9)
    figures = [shape(cell) for cell, usual in zip(row, shapes, strict=True) if usual in TYPED]
    typed = any(shape(cell) in TYPED for cell in row)
    return first + 1 if len(figures) >= 2 and figures.count("text") >= 0.6 * len(figures) and not typed else first


def _completes(row: Sequence[Cell], above: Sequence[Cell], body: Sequence[Sequence[Cell]]) -> bool:
    """Whether a row names what the one above left without a name, and has nothing where every row of data has."""
    names, groups = text_cells(row), text_cells(above)
    places = range(min(len(names), len(groups)))
    unnamed = [i for i in places if not groups[i].strip() and any(i < len(cells) and cells[i] for cells in body)]
    needed = [i for i in places if groups[i].strip() and all(i < len(cells) and cells[i] for cells in body)]
    return (
        bool(unnamed)
        and all(names[i].strip() for i in unnamed)
        and any(not names[i].strip() for i in needed)
        and not any(shape(cell) in TYPED for cell in row)
    )


def _join(rows: Sequence[Sequence[Cell]]) -> list[str]:
    if len(rows) == 1:
        return text_cells(rows[0])
    width = max(len(row) for row in rows)
    grid = [(text_cells(row) + [""] * width)[:width] for row in rows]
    grid[0] = _spread(grid[0], grid[1])
    joined = []
    for column in zip(*grid, strict=True):
        parts = list(dict.fromkeys(part.strip() for part in column if part.strip()))
        joined.append(" ".join(parts))
    return joined


def _spread(groups: list[str], names: list[str]) -> list[str]:
    """Group names carried on over the columns they span."""
    current, spread = "", []
    for group, name in zip(groups, names, strict=True):
        current = group.strip() or current
        spread.append(current if name.strip() else group)
    return spread
