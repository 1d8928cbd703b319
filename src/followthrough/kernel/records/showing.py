"""How records look to programs: plain JSON, guarded fields cut, linked records named only where one may look."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.records.fields import Field, Kind
from followthrough.kernel.records.model import Record
from followthrough.kernel.records.problems import Invalid
from followthrough.kernel.records.registry import RecordType, type_of
from followthrough.values.currency import UnknownCurrencyError, minor_units
from followthrough.values.money import Money

Links = Mapping[tuple[type[Record], int], Record]
HIDDEN = {"ref": "", "title": "", "hidden": True}


def showable(kind: RecordType, actor: Actor) -> list[str]:
    """The names of what this actor may see of such a record: its own fields first, then computed columns."""
    return [*kind.readable(actor), *(name for name in kind.computed if name not in kind.fields)]


def shown_records(
    kind: RecordType, rows: Sequence[Any], actor: Actor, names: Iterable[str] = ()
) -> list[dict[str, Any]]:
    """Each row as JSON: number and version always, then the named fields (all readable ones when none is named).

    Computed columns are shown only when named. The count of queries depends on the fields, never on the rows.
    """
    readable = kind.readable(actor)
    asked = list(names) or list(readable)
    own = {name: readable[name] for name in asked if name in readable}
    links = links_of(kind, rows, own, actor)
    computed = {
        name: kind.computed[name].fetch(rows, actor) for name in asked if name not in own and name in kind.computed
    }
    return [
        {"ref": row.ref, "version": row.version}
        | {name: shown_field(field, row, links) for name, field in own.items()}
        | {name: shown_value(fetched.get(row.pk)) for name, fetched in computed.items()}
        for row in rows
    ]


def shown_field(field: Field, row: Any, links: Links) -> Any:
    """One field of a record as JSON; `links` are the linked records that may be named."""
    if field.kind is Kind.LINK and field.link:
        return shown_link(field.link, getattr(row, row._meta.get_field(field.name).attname), links)
    value = getattr(row, field.name)
    if field.kind is Kind.MONEY and value is not None:
        return shown_money(value, str(getattr(row, field.currency or "", "")))
    return shown_value(value)


def shown_link(model: type[Record], pk: int | None, links: Links) -> dict[str, Any] | None:
    """A link as number and title; one that leads to a record the actor can't see says only that it is there."""
    if pk is None:
        return None
    found = links.get((model, pk))
    return {"ref": found.ref, "title": found.title} if found else dict(HIDDEN)


def shown_money(amount: Decimal, currency: str) -> dict[str, str]:
    """An amount as exact text with at least the decimals its currency has, and the currency."""
    try:
        least = minor_units(currency)
    except UnknownCurrencyError:
        least = 2
    text = format(amount, "f")
    whole, _point, decimals = text.partition(".")
    decimals = decimals.rstrip("0").ljust(least, "0")
    return {"amount": f"{whole}.{decimals}" if decimals else whole, "currency": currency}


def shown_value(value: Any) -> Any:
    """Any other value as JSON: decimals as text, dates and instants in ISO 8601, instants in UTC."""
    if isinstance(value, bool | int | dict | type(None)):
        return value
    if isinstance(value, list | tuple):
        return [shown_value(part) for part in value]
    if isinstance(value, Money):
        return shown_money(value.amount, value.currency)
    if isinstance(value, Record):
        return {"ref": value.ref, "title": value.title}
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return value.isoformat() if isinstance(value, date | time) else str(value)


def links_of(kind: RecordType, rows: Sequence[Any], fields: Mapping[str, Field], actor: Actor) -> Links:
    """The linked records of these rows that the actor may see, with one query for each kind of record linked to."""
    wanted: dict[type[Record], set[int]] = {}
    for name, field in fields.items():
        if field.kind is Kind.LINK and field.link:
            attname = kind.stored(name).attname
            wanted.setdefault(field.link, set()).update(getattr(row, attname) for row in rows)
    return linked(wanted, actor)


def linked(wanted: Mapping[type[Record], set[int]], actor: Actor) -> Links:
    """The records of these ids that the actor may see, those in the bin included: a link to them still stands."""
    return {
        (model, row.pk): row
        for model, ids in wanted.items()
        if ids - {None} and (actor.is_system or actor.may(type_of(model).permission("view")))
        for row in model.reached(actor).filter(pk__in=ids - {None})
    }


def checked_names(kind: RecordType, actor: Actor, names: Sequence[str], asked_as: str = "fields") -> list[str]:
    """The names, if all of them may be shown; a guarded field is refused in the same words as an unknown one."""
    known = showable(kind, actor)
    for name in names:
        if name not in known and name not in ("ref", "version"):
            sentence = _("%(label)s has no field “%(name)s” that you may see.")
            raise Invalid({asked_as: sentence % {"label": kind.label, "name": name}})
    return [name for name in names if name not in ("ref", "version")]
