"""What an upload would do, row by row: new, changed, the same, or set aside with the reason in its cell."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import UniqueConstraint
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.exchange.cells import cell_value, currency_of, missing, style_of
from followthrough.kernel.exchange.folding import fold
from followthrough.kernel.exchange.links import LinkFinder, Pending
from followthrough.kernel.exchange.matching import Guess, Target, guess_mapping, near
from followthrough.kernel.exchange.parsing import CellProblem, ColumnStyle, parse_text
from followthrough.kernel.exchange.reading import Cell, ReadOptions, Row, Table, read_table
from followthrough.kernel.files.store import path_of
from followthrough.kernel.records.fields import Field, Kind
from followthrough.kernel.records.problems import Invalid
from followthrough.kernel.records.registry import RecordType, Values

NEW, CHANGED, SAME, REJECTED = "new", "changed", "same", "rejected"
WHOLE_ROW = -1


@dataclass(slots=True)
class PlannedRow:
    """One row of the file and what would become of it. `problems` are by column index, `WHOLE_ROW` for all of it."""

    number: int
    cells: Sequence[Cell]
    values: Values = field(default_factory=dict)
    record: Any = None
    changes: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    problems: dict[int, str] = field(default_factory=dict)
    warning: str = ""

    @property
    def verdict(self) -> str:
        """new, changed, same or rejected."""
        if self.problems:
            return REJECTED
        if self.record is None:
            return NEW
        return CHANGED if self.changes else SAME


@dataclass(slots=True)
class Plan:
    """The whole file, planned."""

    kind: RecordType
    headers: list[str]
    mapping: dict[int, str]
    rows: list[PlannedRow]
    table: Table
    styles: dict[int, ColumnStyle]
    left_out: int = 0

    @property
    def counts(self) -> dict[str, int]:
        """How many rows of each verdict; they add up to `rows`."""
        found = Counter(row.verdict for row in self.rows)
        return {"rows": len(self.rows), **{verdict: found[verdict] for verdict in (NEW, CHANGED, SAME, REJECTED)}}

    def new_links(self) -> dict[type[Any], list[str]]:
        """Names of linked records that are not there yet and would be made, once each."""
        wanted: dict[type[Any], dict[str, str]] = {}
        for row in self.rows:
            if not row.problems:
                for value in row.values.values():
                    if isinstance(value, Pending) and not value.own_file:
                        wanted.setdefault(value.model, {}).setdefault(fold(value.text), value.text)
        return {model: list(names.values()) for model, names in wanted.items()}


def open_table(sha256: str, name: str, options: Mapping[str, Any]) -> Table:
    """The uploaded file as a table; raises `Unreadable`."""
    known = {
        key: options[key]
        for key in ("encoding", "delimiter", "quote", "header_row", "sheet")
        if options.get(key) not in (None, "")
    }
    return read_table(path_of(sha256), name, options=ReadOptions(**known))


def targets_of(kind: RecordType, actor: Actor) -> list[Target]:
    """The fields a column may go into."""
    found = []
    for name, each in {"ref": kind.fields["ref"], **kind.writable(actor)}.items():
        if each.kind not in (Kind.FILE, Kind.STRUCTURE):
            found.append(Target(name, (str(each.label),), tuple(each.aliases), each.kind.value, each.required))
    return found


def guessed(kind: RecordType, table: Table, actor: Actor) -> dict[int, Guess]:
    """Which column goes where, as far as headings and values tell."""
    sample = [row.cells for _place, row in zip(range(200), table.rows, strict=False) if not row.flag]
    subject = (str(kind.label), kind.singular, *kind.aliases)
    headers = [header or column for header, column in zip(table.headers, table.columns, strict=True)]
    return guess_mapping(headers, sample, targets_of(kind, actor), subject=subject)


def plan_upload(kind: RecordType, table: Table, mapping: Mapping[int, str], actor: Actor) -> Plan:
    """Read every row, find what it means, and compare it with what is there. Writes nothing."""
    return Planner(kind, table, dict(mapping), actor).plan()


class Planner:
    """The steps of planning, over all rows at once."""

    def __init__(self, kind: RecordType, table: Table, mapping: dict[int, str], actor: Actor) -> None:
        self.kind, self.table, self.actor = kind, table, actor
        writable = {"ref": kind.fields["ref"], **kind.writable(actor)}
        self.mapping = {index: name for index, name in mapping.items() if name in writable}
        self.fields: dict[int, Field] = {index: writable[name] for index, name in self.mapping.items()}
        self.columns = {name: index for index, name in self.mapping.items()}

    def plan(self) -> Plan:
        data: list[Row] = [row for row in self.table.rows if not row.flag]
        self.styles = {index: style_of([row.cells[index] for row in data]) for index in self.fields}
        rows = [self._read(row) for row in data]
        self._link(rows)
        self._match(rows)
        self._tidy(rows)
        self._match([row for row in rows if row.record is None])
        self._doubles(rows)
        self._keep_unique(rows)
        self._compare(rows)
        headers = [head or name for head, name in zip(self.table.headers, self.table.columns, strict=True)]
        return Plan(self.kind, headers, self.mapping, rows, self.table, self.styles)

    def _read(self, row: Row) -> PlannedRow:
        planned = PlannedRow(row.number, row.cells, warning=str(row.warning))
        for index, each in self.fields.items():
            try:
                value = cell_value(each, row.cells[index], self.styles[index], self.actor)
                currency = currency_of(each, row.cells[index], self.styles[index]) if value is not None else None
            except CellProblem as problem:
                planned.problems[index] = str(problem)
                continue
            if value is not None and value != "":
                planned.values[each.name] = value
            if currency and each.currency and each.currency not in self.columns:
                planned.values[each.currency] = currency
        return planned

    def _link(self, rows: list[PlannedRow]) -> None:
        own_names = self._own_names(rows)
        for index, each in self.fields.items():
            if each.kind is not Kind.LINK or each.link is None:
                continue
            texts = {row.values[each.name] for row in rows if each.name in row.values}
            finder = LinkFinder.for_texts(each, texts, self.actor)
            meant = {text: self._meant(finder, each, text, own_names) for text in texts}
            for row in rows:
                if each.name in row.values:
                    found = meant[row.values[each.name]]
                    if isinstance(found, str):
                        row.problems[index] = found
                        del row.values[each.name]
                    else:
                        row.values[each.name] = found

    def _meant(self, finder: LinkFinder, each: Field, text: str, own_names: set[str]) -> Any:
        """The record, a pending one, or the sentence that says what is wrong."""
        assert each.link is not None
        try:
            found = finder.find(text)
        except ValueError as problem:
            return str(problem)
        if found is not None:
            return found
        if each.link is self.kind.model and fold(text) in own_names:
            return Pending(each.link, text, own_file=True)
        nearest = finder.nearest(text, self.actor)
        if each.creates and not nearest:
            return Pending(each.link, text)
        return finder.advice(text, nearest)

    def _own_names(self, rows: Iterable[PlannedRow]) -> set[str]:
        keys = [name for name in ("name", "former_id") if name in self.columns]
        return {fold(str(row.values[key])) for row in rows for key in keys if key in row.values}

    def _tidy(self, rows: list[PlannedRow]) -> None:
        """Let the area tidy and check values; what it adds belongs to the row."""
        for row in rows:
            pending = {n: v for n, v in row.values.items() if isinstance(v, Pending)}
            settled = {n: v for n, v in row.values.items() if n not in pending and n != "ref"}
            if self.kind.clean:
                try:
                    settled = self.kind.clean(settled, row.record)
                except Invalid as problem:
                    for name, sentence in problem.fields.items():
                        if name not in pending:
                            row.problems[self.columns.get(name, WHOLE_ROW)] = str(sentence)
            row.values = {**({"ref": row.values["ref"]} if "ref" in row.values else {}), **settled, **pending}

    def _match(self, rows: list[PlannedRow]) -> None:
        """Find the record each row means, by the first key it fills in."""
        existing = {key: self._existing(key, rows) for key in self._keys}
        hits: list[tuple[PlannedRow, tuple[str, ...], list[Any]]] = []
        for row in rows:
            key, identity = self._identified(row)
            if identity is None:
                continue
            found = existing[key].get(identity, [])
            if found:
                hits.append((row, key, found))
            elif key == ("ref",):
                row.problems[self._column_of(key)] = _("There is no record with this number.")
        strange = _strange_numbers(hits)
        for row, key, found in hits:
            alike = [record for record in found if _alike(record, row.values)]
            meant = alike if alike or (key == ("former_id",) and strange) else found
            if len(meant) > 1:
                refs = ", ".join(one.ref for one in meant[:3])
                sentence = _("Several records fit: %(refs)s. Give the number.") % {"refs": refs}
                row.problems[self._column_of(key)] = sentence
            elif meant:
                row.record = meant[0]

    def _doubles(self, rows: list[PlannedRow]) -> None:
        """A file that names the same record twice can't mean both."""
        seen: dict[tuple[str, ...], int] = {}
        for row in rows:
            key, identity = self._identified(row)
            if identity is None or row.problems:
                continue
            first = seen.setdefault(("+".join(key), *identity), row.number)
            if first != row.number:
                row.problems[self._column_of(key)] = _("Row %(number)d of this file says the same.") % {"number": first}

    def _keep_unique(self, rows: list[PlannedRow]) -> None:
        """A value only one record may have is said in the cell, not by the database."""
        for name in unique_columns(self.kind):
            index = self.columns.get(name)
            filled = [row for row in rows if not row.problems and row.values.get(name) not in (None, "")]
            if index is None or not filled:
                continue
            label = str(self.kind.field(name).label).lower()
            wanted = {str(row.values[name]).lower() for row in filled}
            stored = self.kind.model._default_manager.annotate(unique_value=Lower(name)).filter(unique_value__in=wanted)
            taken = dict(stored.values_list("unique_value", "pk"))
            first: dict[str, int] = {}
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

    def _identified(self, row: PlannedRow) -> tuple[tuple[str, ...], tuple[str, ...] | None]:
        for key in self._keys:
            identity = self._identity(key, row.values)
            if identity is not None:
                return key, identity
        return (), None

    def _column_of(self, key: tuple[str, ...]) -> int:
        return self.columns.get(key[0], WHOLE_ROW)

    @cached_property
    def _keys(self) -> list[tuple[str, ...]]:
        return [key if isinstance(key, tuple) else (key,) for key in self.kind.match]

    def _identity(self, key: tuple[str, ...], values: Values) -> tuple[str, ...] | None:
        if values.get(key[0]) in (None, ""):
            return None
        return tuple(_folded(values.get(name)) for name in key)

    def _existing(self, key: tuple[str, ...], rows: list[PlannedRow]) -> dict[tuple[str, ...], list[Any]]:
        wanted = {identity for row in rows if (identity := self._identity(key, row.values)) is not None}
        linked = [
            each.name for each in self.fields.values() if each.kind is Kind.LINK and each.name in self.kind.fields
        ]
        found: dict[tuple[str, ...], list[Any]] = {}
        if not wanted:
            return found
        stored = self.kind.model.visible_to(self.actor).select_related(*linked)
        for record in stored.iterator(chunk_size=2_000):
            identity = tuple(_folded(_stored_value(self.kind, record, name)) for name in key)
            if identity in wanted:
                found.setdefault(identity, []).append(record)
        return found

    def _compare(self, rows: list[PlannedRow]) -> None:
        required = [f for n, f in self.kind.writable(self.actor).items() if f.required]
        for row in rows:
            if row.record is None:
                for each in required:
                    index = self.columns.get(each.name, WHOLE_ROW)
                    if row.values.get(each.name) in (None, "") and index not in row.problems:
                        row.problems[index] = missing(each)
                continue
            for name, value in row.values.items():
                if name == "ref" or name in self.kind.extras or name not in self.kind.fields:
                    continue
                old = _stored_value(self.kind, row.record, name)
                if isinstance(value, Pending) or _differs(old, value):
                    row.changes[name] = (getattr(row.record, name), value)


def _strange_numbers(hits: list[tuple[PlannedRow, tuple[str, ...], list[Any]]]) -> bool:
    """Whether the file's old numbers are another system's than ours: they hit, but most names say somebody else."""
    by_number = [(row, found) for row, key, found in hits if key == ("former_id",) and row.values.get("name")]
    same = sum(any(_alike(record, row.values) for record in found) for row, found in by_number)
    return same * 2 < len(by_number)


def _alike(record: Any, values: Values) -> bool:
    """Whether a record bears the row's name, or one that may be meant by it."""
    name = values.get("name")
    return not name or near(str(name), [record.title]) is not None


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


def _stored_value(kind: RecordType, record: Any, name: str) -> Any:
    each = kind.fields[name]
    return getattr(record, f"{name}_id") if each.kind is Kind.LINK else getattr(record, name)


def _differs(old: Any, value: Any) -> bool:
    return bool(old != (value.pk if hasattr(value, "pk") else value))


def _folded(value: Any) -> str:
    if isinstance(value, Pending):
        return f"?{fold(value.text)}"
    if hasattr(value, "pk"):
        return str(value.pk)
    return fold(str(value)) if value is not None else ""


def cell_text(cell: Cell) -> str:
    """A cell of the file as the preview shows it."""
    return parse_text(cell)
