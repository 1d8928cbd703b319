"""How history is shown: each change in the record's own words, guarded fields cut, children only where one may look."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.history.models import Entry
from followthrough.kernel.records.fields import Field, Kind
from followthrough.kernel.records.model import Record
from followthrough.kernel.records.registry import RecordType, record_types
from followthrough.kernel.records.showing import Links, linked, shown_link, shown_money

UNTOLD = ("ref", "created_at", "updated_at")
EMPTY: tuple[object, ...] = (None, "", [], {})


@dataclass(frozen=True, slots=True)
class Change:
    """One field that changed, before and after, as plain JSON values (links as number and title)."""

    field: Field
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class ShownEntry:
    """One entry of history as one actor may see it. `record` is what it tells of, the asked record or its child."""

    entry: Entry
    kind: RecordType
    record: Record
    changes: list[Change]


def shown_entries(entries: Sequence[Entry], actor: Actor) -> list[ShownEntry]:
    """The entries this actor may see, in the order given; those of children that are hidden from them are left out."""
    kinds = {kind.kind: kind for kind in record_types()}
    seen = [entry for entry in entries if entry.kind in kinds and _may_view(kinds[entry.kind], actor)]
    wanted: dict[type[Record], set[int]] = {}
    for entry in seen:
        kind = kinds[entry.kind]
        wanted.setdefault(kind.model, set()).add(entry.record_id)
        for field, before, after in _changed(kind, entry, actor):
            if field.kind is Kind.LINK and field.link:
                wanted.setdefault(field.link, set()).update(pk for pk in (before, after) if pk is not None)
    links = linked(wanted, actor)
    return [
        ShownEntry(entry, kinds[entry.kind], record, _changes(kinds[entry.kind], entry, actor, links))
        for entry in seen
        if (record := links.get((kinds[entry.kind].model, entry.record_id)))
    ]


def _may_view(kind: RecordType, actor: Actor) -> bool:
    return actor.is_system or actor.may(kind.permission("view"))


def _changed(kind: RecordType, entry: Entry, actor: Actor) -> Iterable[tuple[Field, Any, Any]]:
    """The fields of an entry this actor may see, with the values as the database wrote them."""
    names = {column.column: column.name for column in kind.model._meta.concrete_fields}
    readable = kind.readable(actor)
    before, after = entry.before or {}, entry.after or {}
    for column in dict.fromkeys([*after, *before]):
        field = readable.get(names.get(column, column))
        one, two = before.get(column), after.get(column)
        if field and field.name not in UNTOLD and not (one in EMPTY and two in EMPTY):
            yield field, one, two


def _changes(kind: RecordType, entry: Entry, actor: Actor, links: Links) -> list[Change]:
    currency = str({**(entry.before or {}), **(entry.after or {})}.get("currency", ""))
    return [
        Change(field, _shown(field, before, links, currency), _shown(field, after, links, currency))
        for field, before, after in _changed(kind, entry, actor)
    ]


def _shown(field: Field, value: Any, links: Links, currency: str) -> Any:
    if field.kind is Kind.LINK and field.link:
        return shown_link(field.link, value, links)
    if value is None or field.kind not in (Kind.MONEY, Kind.DECIMAL):
        return value
    amount = Decimal(str(value))
    return shown_money(amount, currency) if field.kind is Kind.MONEY else format(amount, "f")
