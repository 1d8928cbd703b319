"""What the first rows teach about a table, and rows that don't fit it put right where only one reading is possible."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from followthrough.kernel.exchange.reading.headers import count_filled
from followthrough.kernel.exchange.reading.shapes import TYPED, column_shapes, is_rule, shape
from followthrough.kernel.exchange.reading.tables import Cell, Message, Row

_ENOUGH_ROWS = 5
_MARKED = TYPED - {"number", "bool"}  # shapes known by a sign in them, so that no plain text ends in one by chance


@dataclass(frozen=True, slots=True)
class Layout:
    """What the first rows taught: width, header, each column's shape, and which columns are never empty."""

    width: int
    header: tuple[str, ...]
    shapes: tuple[str, ...]
    always: tuple[int, ...]

    @classmethod
    def learn(cls, header: Sequence[str], body: Sequence[Sequence[Cell]], width: int) -> "Layout":
        """The layout shown by the rows under the header; rows of another width teach nothing."""
        body = _before_second(header, body)
        whole = [
            row for row in body if len(row) == width and not is_rule(row) and 2 * count_filled(row) >= min(width, 2)
        ]
        full = [row for row in whole if count_filled(row) > 1] or whole
        always = (
            [i for i in range(width) if full and all(row[i] not in (None, "") for row in full)] if len(full) > 2 else []
        )
        shapes = column_shapes(full, width, share=0.9) if len(full) >= _ENOUGH_ROWS else [""] * width
        return cls(width, tuple(header), tuple(shapes), tuple(always))


def fit(number: int, cells: list[Cell], mended: Message, layout: Layout) -> Row:
    """The row at the table's width: padded, cut, or a shifted cell put right, with a warning that says so."""
    width, count = layout.width, len(cells)
    if halves := _halved(cells, layout):
        at, left, right = halves
        note = format_lazy(
            _("A separator is missing in this row; it was read as “{left}” and “{right}”."), left=left, right=right
        )
        return Row(number, [*cells[:at], left, right, *cells[at + 1 :]], "", mended or note)
    if count < width:
        short = cells + [""] * (width - count)
        missing = ngettext_lazy(
            "This row has one cell too few; the missing one was left empty.",
            "This row has {missing} cells too few; the missing ones were left empty.",
            width - count,
        )
        return Row(number, short, "", mended or format_lazy(missing, missing=width - count))
    if (empty := _misplaced(cells, layout)) is not None:
        note = format_lazy(_("This row has a cell too many; the empty cell {place} was left out."), place=empty + 1)
        return Row(number, cells[:empty] + cells[empty + 1 :], "", mended or note)
    if not any(cells[width:]):
        return Row(number, cells[:width], "", mended)
    note = format_lazy(
        _("This row has more cells than the header; what follows cell {width} was left out."), width=width
    )
    return Row(number, cells[:width], "", mended or note, tuple(cells[width:]))


def _misplaced(cells: list[Cell], layout: Layout) -> int | None:
    """The one empty cell without which every other cell stands in a column of its shape."""
    if len(cells) != layout.width + 1 or len(set(layout.shapes) & TYPED) == 0:
        return None
    if not _strays(cells[: layout.width], layout):
        return None
    good = [
        index
        for index, cell in enumerate(cells)
        if cell == "" and not _strays(cells[:index] + cells[index + 1 :], layout)
    ]
    runs = [index for index in good if index - 1 not in good]
    return good[0] if len(runs) == 1 else None


def _halved(cells: list[Cell], layout: Layout) -> tuple[int, str, str] | None:
    """The cell that holds two, and its parts, when only this split puts every cell in a column of its shape."""
    if len(cells) != layout.width - 1 or not _strays([*cells, ""], layout):
        return None
    first = next(i for i in range(layout.width) if _is_stray([*cells, ""][i], i, layout))
    found: list[tuple[int, int, str, str]] = []
    for at in range(max(first - 1, 0), min(first + 1, len(cells))):
        text = cells[at]
        if not isinstance(text, str) or len(text) > 120:
            continue
        fits = not _is_stray(text, at, layout)
        if fits and layout.shapes[at] != "text":
            continue
        for cut in range(1, len(text)):
            left, right = text[:cut], text[cut:]
            apart = left[-1].isspace() or right[0].isspace()
            if (
                apart
                or (fits and shape(right) not in _MARKED)
                or _is_stray(left, at, layout)
                or _is_stray(right, at + 1, layout)
            ):
                continue
            if not _strays([*cells[:at], left, right, *cells[at + 1 :]], layout):
                typed = sum(len(part) for part in (left, right) if shape(part) in TYPED)
                found.append((typed, at, left, right))
    found.sort(reverse=True)
    sure = bool(found) and found[0][0] > 0 and (len(found) == 1 or found[0][0] > found[1][0])
    return found[0][1:] if sure else None


def _is_stray(cell: Cell, index: int, layout: Layout) -> bool:
    usual, own, always = layout.shapes[index], shape(cell), index in layout.always
    wrong = (usual in TYPED and own not in {usual, ""}) or (usual == "text" and own in TYPED and always)
    return wrong or (always and not cell)


def _strays(cells: Sequence[Cell], layout: Layout) -> int:
    return sum(_is_stray(cell, index, layout) for index, cell in enumerate(cells))


def is_second_header(cells: Sequence[Cell], known: set[str]) -> bool:
    """Whether this row names most of our columns, and so heads another table below ours."""
    if str(cells[0]).strip().casefold() not in known:
        return False
    names = {str(cell).strip().casefold() for cell in cells if cell}
    return len(names & known) >= 0.8 * len(known) and len(names & known) >= 0.6 * len(names)


def _before_second(header: Sequence[str], body: Sequence[Sequence[Cell]]) -> Sequence[Sequence[Cell]]:
    known = {name.strip().casefold() for name in header if name.strip()}
    if len(known) > 2:
        for index, row in enumerate(body):
            if row and row[0] and list(row) != list(header) and is_second_header(row, known):
                return body[:index]
    return body
