"""How a pasted block looks before it goes in: into which record each row, old and new value by cell, what is wrong."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from followthrough.kernel.exchange.pasting import REF
from followthrough.kernel.exchange.verdicts import AS_NEW, CHANGED, CHOOSE, NEW, REJECTED, SAME, WHOLE_ROW, PlannedRow
from followthrough.kernel.records.registry import RecordType
from followthrough.web.shapes import Badge, Choice
from followthrough.web.shapes.pasting import PastedCell, PastedRow, PastePage
from followthrough.web.showing import Reader, worded_value
from followthrough.web.wording import capital, number_text

SHOWN = 100  # good rows; wrong ones are all shown, for their cells are fields
ORDER = {REJECTED: 0, CHOOSE: 0, NEW: 1, CHANGED: 2, SAME: 3}


@dataclass(frozen=True, slots=True)
class Block:
    """Pasted cells. `columns` are fields ("" is left out), `refs` the list's rows from the cell on, `by` "names" when
    each row says itself which record it means and "rows" when its place does; `seen` the versions the preview showed;
    `chosen` the number of the record a person chose for a row, counted from 1.
    """

    columns: list[str]
    heads: list[str]
    rows: list[list[str]]
    refs: list[str]
    by: str
    has_key: bool
    seen: dict[str, int] = field(default_factory=dict)
    chosen: dict[str, str] = field(default_factory=dict)

    @property
    def fields(self) -> list[str]:
        """The fields behind the number that stands first."""
        return ["" if name == REF else name for name in self.columns]

    @property
    def planned_rows(self) -> list[list[str]]:
        """The rows, each with the number of the record it goes into, or nothing, first."""
        return [[self._number(place), *row] for place, row in enumerate(self.rows)]

    def _number(self, place: int) -> str:
        if chosen := self.chosen.get(str(place + 1)):
            return chosen
        if self.by == "rows":
            return self.refs[place]
        return self.rows[place][self.columns.index(REF)] if REF in self.columns else ""

    def only(self, numbers: Sequence[int]) -> "Block":
        """The rows of these numbers, counted from 1."""
        chosen = {str(now): self.chosen[str(n)] for now, n in enumerate(numbers, start=1) if str(n) in self.chosen}
        rows, refs = [self.rows[n - 1] for n in numbers], [self.refs[n - 1] for n in numbers]
        return replace(self, rows=rows, refs=refs, chosen=chosen)


def paste_page(kind: RecordType, block: Block, planned: Sequence[PlannedRow], reader: Reader) -> PastePage:
    """The preview, wrong rows first."""
    ordered = sorted(planned, key=lambda row: ORDER[row.verdict])
    counts = {verdict: sum(row.verdict == verdict for row in planned) for verdict in ORDER}
    wrong = counts[REJECTED] + counts[CHOOSE]
    shown = ordered[: wrong + SHOWN]
    seen = {row.record.ref: row.record.version for row in planned if row.record is not None}
    return PastePage(
        title=_("Paste into %(plural)s") % {"plural": kind.label_plural},
        url="",
        heads=tuple(capital(head) for head in block.heads),
        rows=tuple(_row(kind, block, row, reader) for row in shown),
        block=json.dumps(asdict(replace(block, seen=seen)), ensure_ascii=False),
        summary=_summary(counts),
        apply=_apply(counts),
        problem=_problem(wrong),
        more=_("%(count)s more rows like these") % {"count": number_text(len(ordered) - len(shown))}
        if len(ordered) > len(shown)
        else "",
        ways=_ways(block),
        mended=bool(wrong),
    )


def _summary(counts: dict[str, int]) -> str:
    words = _("%(new)s to add, %(changed)s to change, %(same)s already there")
    return words % {name: number_text(counts[name]) for name in (NEW, CHANGED, SAME)}


def _apply(counts: dict[str, int]) -> str:
    if not counts[NEW] + counts[CHANGED]:
        return ""
    words = {"new": number_text(counts[NEW]), "changed": number_text(counts[CHANGED])}
    if not counts[NEW]:
        return _("Change %(changed)s") % words
    return _("Add %(new)s, change %(changed)s") % words if counts[CHANGED] else _("Add %(new)s") % words


def _problem(bad: int) -> str:
    if not bad:
        return ""
    words = ngettext(
        "%(count)s row is not right yet: mend its cells here",
        "%(count)s rows are not right yet: mend their cells here",
        bad,
    )
    return words % {"count": number_text(bad)}


def _ways(block: Block) -> tuple[Choice, ...]:
    """How the rows find their records, where both ways make sense."""
    if not block.has_key or not any(block.refs):
        return ()
    return (
        Choice("names", _("Match by name or number"), selected=block.by == "names"),
        Choice("rows", _("Fill the list's rows in order"), selected=block.by == "rows"),
    )


def _row(kind: RecordType, block: Block, row: PlannedRow, reader: Reader) -> PastedRow:
    verdicts = {
        NEW: Badge(_("Add"), "kept", "plus"),
        CHANGED: Badge(_("Change"), "info", "pencil"),
        SAME: Badge(_("Skip"), "plain"),
        REJECTED: Badge(_("Fix"), "late", "circle-alert"),
        CHOOSE: Badge(_("Choose"), "due", "git-compare"),
    }
    cells = tuple(_cell(kind, block, row, index, reader) for index in range(len(block.columns)))
    known = row.record is not None
    into = row.record.title if known else _("new") if row.verdict == NEW else ""
    whole = row.problems.get(WHOLE_ROW, "") or row.problems.get(0, "")
    return PastedRow(row.number, verdicts[row.verdict], into, cells, whole, skip=row.verdict == SAME)


def _cell(kind: RecordType, block: Block, row: PlannedRow, index: int, reader: Reader) -> PastedCell:
    text, name = block.rows[row.number - 1][index], block.columns[index]
    if not name:
        return PastedCell(text, "out")
    if ask := row.asks.get(index + 1) if row.verdict == CHOOSE else None:
        offered = tuple(Choice(ref, f"{title}, {ref}") for ref, title, _note in ask.options if ref != AS_NEW)
        asked = f"row-{row.number}" if ask.of == "row" else f"cell-{row.number}-{index}"
        return PastedCell(text, "ask", name=asked, options=offered)
    message = row.problems.get(index + 1, "")
    if message or (row.verdict == REJECTED and row.problems.keys() <= {WHOLE_ROW, 0}):
        return PastedCell(text, "bad" if message else "", message=message, name=f"cell-{row.number}-{index}")
    if name in row.changes:
        old, _new = row.changes[name]
        words = worded_value(kind.fields[name], old, row.record, reader).text
        return PastedCell(text, "chg", old=words or _("none"))
    return PastedCell(text, "new" if row.verdict == NEW and text else "")
