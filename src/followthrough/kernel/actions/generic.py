"""Create, change, bin and bring back: set-based for every record, one being a set of one."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.numbering.draw import draw_refs
from followthrough.kernel.numbering.models import FormerNumber
from followthrough.kernel.records.custom_columns import custom_column
from followthrough.kernel.records.fields import Kind
from followthrough.kernel.records.model import Record
from followthrough.kernel.records.problems import Invalid, Refused
from followthrough.kernel.records.reading import read_value
from followthrough.kernel.records.registry import RecordType, Values, type_of
from followthrough.kernel.records.sets import insert_rows, new_instances, update_rows


def read_values(kind: RecordType, raw: Mapping[str, Any], actor: Actor, *, record: Record | None = None) -> Values:
    """The typed values among what was sent; raises `Invalid` with a sentence for each bad or unknown one.

    For a new record the required fields must be there; for a change only what is named is read.
    """
    allowed = kind.writable(actor)
    problems: dict[str, Any] = {}
    values: Values = {}
    for name, typed in raw.items():
        if name not in allowed:
            problems[name] = _("%(label)s has no field “%(name)s” that you may set.") % {
                "label": kind.label,
                "name": name,
            }
            continue
        try:
            values[name] = read_value(allowed[name], typed, actor)
        except Invalid as problem:
            problems.update(problem.fields)
    if record is None:
        for name, field in allowed.items():
            if field.required and name not in raw:
                problems[name] = _("Fill in %(label)s.") % {"label": str(field.label).lower()}
    if problems:
        raise Invalid(problems)
    return kind.cleaned(values, record)


def create_records(kind: RecordType, rows: Sequence[Values], *, by: Actor, now: datetime) -> list[Any]:
    """Write new records of one kind, number them, and let their area do what follows from their being there."""
    rows = [dict(row) for row in rows]
    if kind.fill:
        kind.fill(rows, by=by, now=now)
    stamps = {"created_at": now, "updated_at": now}
    own = [{n: v for n, v in row.items() if n not in kind.extras} if kind.extras else row for row in rows]
    made = new_instances(kind.model, [{**row, **stamps} for row in own])
    for record, ref in zip(made, draw_refs(kind.kind, kind.ref, year=now.year, count=len(rows)), strict=True):
        record.ref = ref
    insert_rows(kind.model, made)
    _bump_parents(kind, made, now=now)
    if kind.saved:
        kind.saved(created=made, changed=[], inputs=rows, by=by, now=now)
    return made


def change_records(kind: RecordType, changes: Sequence[tuple[Any, Values]], *, by: Actor, now: datetime) -> list[Any]:
    """Set values on locked records; rows that already hold them are left alone. Returns those that changed."""
    changed: list[Any] = []
    inputs: list[Values] = []
    names: set[str] = set()
    for record, values in changes:
        if kind.holds and not by.is_system and (held := kind.holds(values, record)):
            raise Refused(held[1])
        own = {n: v for n, v in values.items() if n not in kind.extras and differs(record, n, v)}
        extra = any(n in kind.extras for n in values)
        for name, value in own.items():
            setattr(record, name, value)
        if own or extra:
            names |= own.keys()
            changed.append(record)
            inputs.append({**own, **{n: v for n, v in values.items() if n in kind.extras}})
    if names:
        update_rows(kind.model, changed, sorted(names))
        _bump_parents(kind, changed, now=now)
    if changed and kind.saved:
        kind.saved(created=[], changed=changed, inputs=inputs, by=by, now=now)
    return changed


def differs(record: Any, name: str, value: Any) -> bool:
    """Whether the record holds something else; links are told apart by their id, so that none is fetched."""
    column = None if custom_column(type(record), name) else record._meta.get_field(name)
    if column is not None and column.is_relation:
        return bool(getattr(record, column.attname) != (value.pk if isinstance(value, Record) else value))
    return bool(getattr(record, name) != value)


def bin_records(kind: RecordType, records: Sequence[Any], *, now: datetime | None) -> int:
    """Move records to the bin (`now`), or back out of it (None)."""
    ids = [record.pk for record in records]
    if now is None:
        _refuse_merged(kind, records)
    _bump_parents(kind, records, now=now)
    return kind.model._default_manager.filter(pk__in=ids).update(binned_at=now)


def _refuse_merged(kind: RecordType, records: Sequence[Any]) -> None:
    """One that was merged comes back with all that moved, or not at all."""
    led = FormerNumber.objects.filter(kind=kind.kind, former_id__in=[record.pk for record in records]).first()
    if led:
        words = _("%(ref)s was merged into another record. Take the merge back to have it again.")
        raise Refused(words % {"ref": led.ref})


def _bump_parents(kind: RecordType, records: Sequence[Any], *, now: datetime | None) -> None:
    """Editing a child is editing its parent: the parent's version moves too, unless it was made at this very moment."""
    parent = kind.parent_type
    if not parent:
        return
    attname = kind.stored(kind.parent).attname
    ids = {getattr(record, attname) for record in records if not _is_made_now(record, kind.parent, now)} - {None}
    if not ids:
        return
    parents = parent.model._default_manager.filter(pk__in=ids)
    if now:
        parents = parents.exclude(version=1, created_at=now)
    parents.update(version=models.F("version"))


def _is_made_now(record: Any, parent: str, now: datetime | None) -> bool:
    """Whether its parent is known to be of this very moment, without asking the database."""
    held = record._state.fields_cache.get(parent)
    return held is not None and now is not None and bool(held.created_at == now and held.version == 1)


def plain(kind: RecordType, name: str, value: Any) -> Any:
    """A value as it stands in answers and comparisons: links by number, the rest as text or number."""
    if isinstance(value, Record):
        return value.ref
    if isinstance(value, datetime):
        return value.isoformat()
    field = kind.fields.get(name)
    if value is not None and field and field.kind in (Kind.MONEY, Kind.DECIMAL):
        return format(value.normalize(), "f") if value == value.to_integral() else str(value.normalize())
    return value if isinstance(value, str | int | bool | list | dict | type(None)) else str(value)


__all__ = ["bin_records", "change_records", "create_records", "plain", "read_values", "type_of"]
