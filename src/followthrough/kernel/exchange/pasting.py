"""Rows pasted from a sheet: planned like an upload, and written as one deed."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import action, actions_on
from followthrough.kernel.actions.generic import change_records, create_records
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.exchange.actions import importable
from followthrough.kernel.exchange.links import Pending
from followthrough.kernel.exchange.models import Import
from followthrough.kernel.exchange.plan import Planner
from followthrough.kernel.exchange.reading import Row, Table
from followthrough.kernel.exchange.reading.tables import Guess
from followthrough.kernel.exchange.verdicts import CHANGED, CHOOSE, NEW, REJECTED, WHOLE_ROW, PlannedRow
from followthrough.kernel.history.queries import fields_changed_since
from followthrough.kernel.records.problems import Invalid, Refused
from followthrough.kernel.records.registry import RecordType

MOST_ROWS, MOST_CELLS = 1_000, 20_000
REF = "ref"


def plan_block(
    kind: RecordType, columns: Sequence[str], rows: Sequence[Sequence[str]], actor: Actor
) -> list[PlannedRow]:
    """What would become of each row; the first column holds the number of the record it means, or nothing.

    `columns` are fields, "" for one that is left out. Nothing is ever emptied: an empty cell changes nothing.
    """
    mapping = {index: name for index, name in enumerate((REF, *columns)) if name}
    width = len(columns) + 1
    data = [Row(number, list(row)) for number, row in enumerate(rows, start=1)]
    table = Table([str(index) for index in range(width)], [""] * width, data, Guess())
    draft = Import(mapping={str(index): name for index, name in mapping.items()})
    planned = [row for chunk in Planner(kind, table, draft, actor).chunks() for row in chunk]
    _once_each(planned)
    _allowed(kind, planned, actor, {name: index for index, name in mapping.items()})
    return planned


def _once_each(rows: Sequence[PlannedRow]) -> None:
    """Two rows that mean the same record, or would make the same one, can't both be meant."""
    first: dict[tuple[str, int], int] = {}
    for row in rows:
        means = ("record", row.record.pk) if row.record is not None else ("new", row.identity or -row.number)
        if first.setdefault(means, row.number) != row.number:
            row.problems[WHOLE_ROW] = _("Row %(number)d means the same record.") % {"number": first[means]}


def _allowed(kind: RecordType, rows: Sequence[PlannedRow], actor: Actor, columns: Mapping[str, int]) -> None:
    edit = actions_on(kind.model)["edit"]
    for row in rows:
        for name, value in row.values.items():
            if isinstance(value, Pending):
                sentence = _("There is no “%(text)s” yet. Make it first.") % {"text": value.text}
                row.problems[columns.get(name, WHOLE_ROW)] = sentence
        if row.verdict == CHANGED and not (actor.may(edit.needs) and edit.allows(row.record)):
            row.problems[WHOLE_ROW] = _("This record can't be changed as it stands now.")
        elif row.verdict == NEW and not actor.may(kind.permission("create")):
            row.problems[WHOLE_ROW] = _("Your role may not make %(plural)s.") % {"plural": kind.label_plural}


@action(
    Import,
    needs="imports.upload",
    on_class=True,
    labels={"into": gettext_lazy("What is in it"), "block": gettext_lazy("Cells")},
)
def paste_import(*, into: str, block: dict, by: Actor, now: datetime) -> Changes:  # type: ignore[type-arg]
    """Add and change what a block of cells says.

    It holds `columns` (fields), `rows` (each with a record's number or "" first) and `seen`.

    Rows with problems stay out, and `left` in the answer names them. `seen` holds the version of each record as the
    person saw it: when somebody changed the same value meanwhile, nothing is written.
    """
    kind = importable(into, by)
    columns, rows, seen = _checked(block)
    planned = plan_block(kind, columns, rows, by)
    changed = [row for row in planned if row.verdict == CHANGED]
    stored = kind.model.visible_to(by).filter(pk__in=[row.record.pk for row in changed])
    held = {record.pk: record for record in stored.select_for_update(of=("self",))}
    for row in changed:
        _still_as_seen(row, held.get(row.record.pk), seen)
    new = [{n: v for n, v in row.values.items() if n != REF} for row in planned if row.verdict == NEW]
    create_records(kind, new, by=by, now=now)
    changes = [(held[row.record.pk], {n: new for n, (_old, new) in row.changes.items()}) for row in changed]
    change_records(kind, changes, by=by, now=now)
    left = [row.number for row in planned if row.verdict in (REJECTED, CHOOSE)]
    counts = {"new": len(new), "changed": len(changes)}
    return Changes(_("%(new)d added, %(changed)d changed.") % counts, ask={"left": left})


def _checked(block: dict[str, Any]) -> tuple[list[str], list[list[str]], dict[str, int]]:
    columns: Any = block.get("columns")
    rows: Any = block.get("rows")
    seen: Any = block.get("seen", {})
    well = isinstance(columns, list) and isinstance(rows, list) and isinstance(seen, dict)
    if not well or not all(isinstance(row, list) and len(row) == len(columns) + 1 for row in rows):
        raise Invalid(
            {"block": _("Every row needs as many cells as there are columns, and a number or nothing first.")}
        )
    if len(rows) > MOST_ROWS or len(rows) * len(columns) > MOST_CELLS:
        raise Invalid({"block": too_many()})
    return [str(name) for name in columns], [[str(cell) for cell in row] for row in rows], seen


def too_many() -> str:
    """The sentence for more than a person can look over."""
    return _("At most %(rows)d rows can be pasted at once. Upload the file instead.") % {"rows": MOST_ROWS}


def _still_as_seen(row: PlannedRow, record: Any, seen: Mapping[str, int]) -> None:
    version = seen.get(row.record.ref, row.record.version)
    if record is None:
        raise Refused(_("%(title)s is gone. Look at the rows again.") % {"title": row.record.title})
    if version == record.version:
        return
    theirs = fields_changed_since(record, int(version))
    columns = {record._meta.get_field(name).column for name in row.changes}
    if columns & theirs.keys() or record.version != row.record.version:
        who = max(theirs.values(), key=lambda entry: entry.pk).actor_name if theirs else _("somebody")
        raise Refused(
            _("%(title)s was changed by %(who)s meanwhile. Look at the rows again.")
            % {"title": record.title, "who": who}
        )
