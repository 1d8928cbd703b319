"""What an upload would do, row by row and a few thousand rows at a time: read, link, recognise, tidy, compare."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from django.db.models import UniqueConstraint
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.exchange.cells import ColumnReader, missing, styles_of
from followthrough.kernel.exchange.folding import fold
from followthrough.kernel.exchange.kept import kept_in, leave_kept
from followthrough.kernel.exchange.keys import KeyText
from followthrough.kernel.exchange.links import LinkFinder, Pending, fold_note
from followthrough.kernel.exchange.models import Import
from followthrough.kernel.exchange.parsing import CellProblem, parse_text
from followthrough.kernel.exchange.reading import Cell, Row, Table
from followthrough.kernel.exchange.recognise import NEVER, Recogniser, keys_chosen
from followthrough.kernel.exchange.resembling import ADD, Lookalikes
from followthrough.kernel.exchange.verdicts import AS_NEW, WHOLE_ROW, Ask, PlannedRow
from followthrough.kernel.records.fields import Field, Kind
from followthrough.kernel.records.problems import Invalid
from followthrough.kernel.records.registry import RecordType
from followthrough.kernel.records.sets import checked_by_sets

CHUNK = 2_000
SAMPLED = 20_000  # rows that decide how a column writes its dates and figures


class Planner:
    """The steps of planning for one upload, as one actor sees the records. Writes nothing."""

    def __init__(self, kind: RecordType, table: Table, draft: Import, actor: Actor) -> None:
        self.kind, self.table, self.actor = kind, table, actor
        self.decided: Mapping[str, Any] = draft.choices
        self.by: Mapping[str, str] = draft.options.get("by", {})
        writable = {"ref": kind.fields["ref"], **kind.writable(actor)}
        self.mapping = {int(index): name for index, name in draft.mapping.items() if name in writable}
        self.fields: dict[int, Field] = {index: writable[name] for index, name in self.mapping.items()}
        self.columns = {name: index for index, name in self.mapping.items()}
        self.required = [each for each in kind.writable(actor).values() if each.required]
        keys = keys_chosen(kind, str(draft.options.get("match", "")))
        self.recogniser = Recogniser(kind, actor, keys, self.columns, self.decided.get("rows", {}))
        asking = draft.pk is not None and draft.options.get("doubles") != ADD and draft.options.get("match") != NEVER
        decided = self.decided.get("rows", {})
        self.lookalikes = Lookalikes(kind, actor, self.columns, decided) if asking else None
        self.kept = kept_in(draft)
        self.finders = {index: self._finder(index, each) for index, each in self.fields.items() if _links(each)}
        self.taken: dict[str, dict[str, int]] = {name: {} for name in unique_columns(kind) if name in self.columns}
        styles = styles_of(self.fields, (row.cells for row in islice(_data(table.rows), SAMPLED)))
        self.readers = {index: ColumnReader(each, styles[index], actor) for index, each in self.fields.items()}
        self.own_names = self._own_names() if self._links_itself() else frozenset()

    def chunks(self) -> Iterator[list[PlannedRow]]:
        """The whole file, planned, a chunk at a time."""
        rows = _data(self.table.rows)
        while chunk := list(islice(rows, CHUNK)):
            yield self.plan([(row.number, row.cells) for row in chunk])

    def plan(self, rows: Iterable[tuple[int, Sequence[Cell]]]) -> list[PlannedRow]:
        """These rows with what would become of them, but for rows of the same file that mean the same."""
        planned = [self._read(number, cells) for number, cells in rows]
        self._link(planned)
        self.recogniser.match(planned)
        leave_kept(planned, self.kept, self.mapping)
        asked = [(row, self.recogniser.tells(row.values)) for row in planned if row.record is None and not row.asks]
        with checked_by_sets():
            self._tidy(planned)
        self.recogniser.match([row for row, before in asked if self.recogniser.tells(row.values) != before])
        self.recogniser.mark(planned)
        self._keep_unique(planned)
        self._compare(planned)
        if self.lookalikes is not None:
            self.lookalikes.ask(planned)
        return planned

    def _finder(self, index: int, each: Field) -> LinkFinder:
        decided = self.decided.get("links", {}).get(str(index), {})
        return LinkFinder(each, self.actor, by=self.by.get(str(index), ""), decided=decided)

    def _links_itself(self) -> bool:
        return any(finder.column.link is self.kind.model for finder in self.finders.values())

    def _own_names(self) -> frozenset[str]:
        """The names and old numbers the file's own rows bear: a row may be part of another one."""
        indexes = [self.columns[name] for name in ("name", "former_id") if name in self.columns]
        return frozenset(
            fold(text) for row in _data(self.table.rows) for index in indexes if (text := parse_text(row.cells[index]))
        )

    def _read(self, number: int, cells: Sequence[Cell]) -> PlannedRow:
        planned = PlannedRow(number, cells)
        for index, each in self.fields.items():
            try:
                value, currency = self.readers[index].read(cells[index])
            except CellProblem as problem:
                planned.problems[index] = str(problem)
                continue
            if value is not None and value != "":
                planned.values[each.name] = value
            if currency and each.currency and each.currency not in self.kind.fields:
                self._check_currency(planned, index, each, currency)
            elif currency and each.currency and each.currency not in self.columns:
                planned.values[each.currency] = currency
        return planned

    def _check_currency(self, planned: PlannedRow, index: int, each: Field, currency: str) -> None:
        """A custom amount has the one currency it was declared with."""
        own = str(getattr(self.kind.model, each.currency or "", ""))
        if own and currency != own:
            sentence = _("This amount is in %(theirs)s, and the field holds %(ours)s.")
            planned.problems[index] = sentence % {"theirs": currency, "ours": own}
            planned.values.pop(each.name, None)

    def _link(self, rows: list[PlannedRow]) -> None:
        for index, finder in self.finders.items():
            name = finder.column.name
            finder.learn({row.values[name] for row in rows if name in row.values})
            for row in rows:
                if name in row.values:
                    self._settle_link(row, index, finder, row.values.pop(name))

    def _settle_link(self, row: PlannedRow, index: int, finder: LinkFinder, text: str) -> None:
        found = finder.meanings[text]
        if isinstance(found, Ask):
            row.asks[index] = found
        elif found is None:
            self._settle_unknown(row, index, finder, text)
        else:
            row.values[finder.column.name] = found

    def _settle_unknown(self, row: PlannedRow, index: int, finder: LinkFinder, text: str) -> None:
        """Nobody bears the name: a row of this file, a record to be made, a question, or a problem."""
        link = finder.kind.model
        if link is self.kind.model and fold(text) in self.own_names:
            row.values[finder.column.name] = Pending(link, text, own_file=True)
            return
        as_new = finder.decided.get(text) == AS_NEW
        nearest = None if as_new else finder.nearest(text)
        if finder.column.creates and nearest is None:
            row.values[finder.column.name] = Pending(link, text)
        elif nearest is not None and finder.column.creates:
            options = [[nearest.ref, nearest.title, fold_note(nearest)], [AS_NEW, text, ""]]
            row.asks[index] = Ask("link", text, options)
        else:
            row.problems[index] = finder.advice(text, nearest)
            if nearest is not None:
                row.asks[index] = Ask("hint", text, [[nearest.ref, nearest.title, ""]])

    def _tidy(self, rows: list[PlannedRow]) -> None:
        """Let the area tidy and check values; what it adds belongs to the row."""
        for row in rows:
            pending = {n: v for n, v in row.values.items() if isinstance(v, Pending)}
            settled = {n: v for n, v in row.values.items() if n not in pending and n != "ref"}
            if self.kind.clean or self.kind.holds:
                try:
                    settled = self.kind.cleaned(settled, row.record)
                except Invalid as problem:
                    for name, sentence in problem.fields.items():
                        if name not in pending and self.columns.get(name, WHOLE_ROW) not in row.asks:
                            row.problems[self.columns.get(name, WHOLE_ROW)] = str(sentence)
            row.values = {**({"ref": row.values["ref"]} if "ref" in row.values else {}), **settled, **pending}

    def _keep_unique(self, rows: list[PlannedRow]) -> None:
        """A value only one record may have is said in the cell, not by the database."""
        for name, first in self.taken.items():
            index, label = self.columns[name], str(self.kind.field(name).label).lower()
            filled = [row for row in rows if not row.problems and row.values.get(name) not in (None, "")]
            wanted = {str(row.values[name]).lower() for row in filled}
            stored = self.kind.model._default_manager.annotate(unique_value=Lower(name, output_field=KeyText())).filter(
                unique_value__among=wanted
            )
            taken = dict(stored.values_list("unique_value", "pk"))
            for row in filled:
                value = str(row.values[name]).lower()
                holder = taken.get(value)
                if first.setdefault(value, row.number) != row.number:
                    row.problems[index] = _("Row %(number)d has the same %(label)s, and only one may.") % {
                        "number": first[value],
                        "label": label,
                    }
                elif holder is not None and (row.record is None or row.record.pk != holder):
                    row.problems[index] = _("Another %(kind)s already has this %(label)s.") % {
                        "kind": self.kind.label,
                        "label": label,
                    }

    def _compare(self, rows: list[PlannedRow]) -> None:
        for row in rows:
            if row.record is None:
                for each in self.required:
                    index = self.columns.get(each.name, WHOLE_ROW)
                    if row.values.get(each.name) in (None, "") and not (index in row.problems or index in row.asks):
                        row.problems[index] = missing(each)
            else:
                row.changes = self._changes(row)

    def _changes(self, row: PlannedRow) -> dict[str, tuple[Any, Any]]:
        """What would change: not a value that is only kept in another form than the one it would get today."""
        changes = changes_of(self.kind, row)
        if not changes or self.kind.clean is None:
            return changes
        held = {name: getattr(row.record, name) for name in row.values if name in self.kind.fields and name != "ref"}
        try:
            tidied = self.kind.clean(
                {name: value for name, value in held.items() if value not in (None, "")}, row.record
            )
        except Invalid:
            return changes
        return {
            name: (old, new)
            for name, (old, new) in changes.items()
            if isinstance(new, Pending) or tidied.get(name, old) != new
        }


def changes_of(kind: RecordType, row: PlannedRow) -> dict[str, tuple[Any, Any]]:
    """What the row would change in its record: old and new value by field."""
    changes: dict[str, tuple[Any, Any]] = {}
    for name, value in row.values.items():
        if name == "ref" or name in kind.extras or name not in kind.fields:
            continue
        each = kind.fields[name]
        old = getattr(row.record, f"{name}_id") if each.kind is Kind.LINK else getattr(row.record, name)
        if isinstance(value, Pending) or old != getattr(value, "pk", value):
            changes[name] = (getattr(row.record, name), value)
    return changes


def _links(each: Field) -> bool:
    return each.kind is Kind.LINK and each.link is not None


def _data(rows: Iterable[Row]) -> Iterator[Row]:
    return (row for row in rows if not row.flag)


def unique_columns(kind: RecordType) -> list[str]:
    """Text columns that no two records may share, with or without regard to case."""
    names = []
    constraint: Any
    for constraint in kind.model._meta.constraints:
        if isinstance(constraint, UniqueConstraint):
            if len(constraint.fields) == 1:
                names.append(constraint.fields[0])
            elif len(constraint.expressions) == 1 and isinstance(constraint.expressions[0], Lower):
                source: Any = constraint.expressions[0].source_expressions[0]
                names.append(source.name)
    return [n for n in names if n in kind.fields and kind.fields[n].kind in (Kind.TEXT, Kind.EMAIL)]


def cell_text(cell: Cell) -> str:
    """A cell of the file as the preview shows it."""
    return parse_text(cell)
