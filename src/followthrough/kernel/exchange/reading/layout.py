"""Records turned into the rows of a table, with totals, notes, repeated headers and second tables flagged."""

import re
from collections.abc import Iterable, Iterator

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from followthrough.kernel.exchange.reading.headers import count_filled
from followthrough.kernel.exchange.reading.mending import Layout, fit, is_second_header
from followthrough.kernel.exchange.reading.shapes import is_rule, shape
from followthrough.kernel.exchange.reading.tables import Cell, Message, Row

_TOTAL = re.compile(
    r"(?:grand |sub|sub-| *)?(?:totals?|totales|sum|suma|summe|gesamt|subtotal|total general)(?: general)?\s*:?",
    re.IGNORECASE,
)
_TOTAL_STARTS = frozenset("tTgGsS ")
_NOTE = re.compile(
    r"[*†‡©]|\(?c\)|note|source|nota|fuente|quelle|generated|confidential|copyright|exported", re.IGNORECASE
)
_RULE_STARTS = ("", "-", "=", "_", "─", "|", "+", ":", " ")
_NOTE_LETTERS = 60
_MAX_HELD = 200
Numbered = tuple[int, list[Cell], Message]


def lay_out(records: Iterable[Numbered], layout: Layout) -> Iterator[Row]:
    """The table's rows. Blank rows are skipped; every other comes out once, in order, flagged where no data."""
    held: list[Row] = []
    width, header, wide = layout.width, list(layout.header), layout.width >= 3
    known = {name.strip().casefold() for name in header if name.strip()}
    apart = False
    for number, cells, mended in records:
        first = cells[0] if cells else None
        if (not first or not str(first).strip()) and not count_filled(cells):
            apart = True
            continue
        row = Row(number, cells, "", mended) if len(cells) == width else fit(number, cells, mended, layout)
        if isinstance(first, str) and first[:1] in _RULE_STARTS and is_rule(cells):
            yield from _released(held, layout)
            yield row._replace(flag="note", warning="")
            continue
        if known and cells == header:
            yield from _released(held)
            yield row._replace(flag="header")
            continue
        if len(known) > 2 and first and is_second_header(cells, known):
            yield from _released(held)
            yield from _rest(row, records, layout)
            return
        if (wide and _sparse(row.cells)) or _is_total(row.cells, layout):
            held.append(row._replace(flag="note") if apart or _is_note(row.cells) else row)
            if len(held) > _MAX_HELD:
                yield from _released(held)
            continue
        apart = False
        if held:
            yield from _released(held, layout)
        yield row
    yield from _endings(held, layout)


def _sparse(cells: list[Cell]) -> bool:
    return not cells[1] and not cells[-1] and count_filled(cells) == 1


def _is_note(cells: list[Cell]) -> bool:
    text = str(cells[0] or "").strip()
    return len(text) > _NOTE_LETTERS or bool(_NOTE.match(text))


def _is_total(cells: list[Cell], layout: Layout) -> bool:
    first = cells[0]
    if not isinstance(first, str) or first[:1] not in _TOTAL_STARTS or not _TOTAL.fullmatch(first.strip()):
        return False
    figures = any(shape(cell) in {"number", "money", "percent"} for cell in cells[1:])
    return figures or count_filled(cells) == 1


def _released(held: list[Row], layout: Layout | None = None) -> Iterator[Row]:
    """Rows held back because they looked like an ending, now that more rows follow."""
    rows, held[:] = list(held), []
    for row in rows:
        total = layout is not None and _is_total(row.cells, layout) and any(not row.cells[i] for i in layout.always)
        yield row._replace(flag="total" if total else "")


def _endings(held: list[Row], layout: Layout) -> Iterator[Row]:
    """The last rows of the file: totals, and lone sentences where every row of data has more."""
    lacking = bool(set(layout.always) - {0}) or len(layout.always) > 1
    for row in held:
        flag = "total" if _is_total(row.cells, layout) else row.flag if lacking and _sparse(row.cells) else ""
        yield row._replace(flag=flag)


def _rest(row: Row, records: Iterable[Numbered], layout: Layout) -> Iterator[Row]:
    """A second table with other columns: its rows are counted, not imported."""
    note = format_lazy(_("Another table begins in row {number}. Import it from a file of its own."), number=row.number)
    yield row._replace(flag="other table", warning=note)
    for number, cells, mended in records:
        if count_filled(cells):
            yield fit(number, cells, mended, layout)._replace(flag="other table")
