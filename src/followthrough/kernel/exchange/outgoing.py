"""The rows of a list on their way out, read in pieces as one reader sees them, for as long as they may see them."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from django.db.models import Count, Prefetch, QuerySet
from django.utils.translation import gettext as _

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.exchange.nearby import is_named
from followthrough.kernel.people.actors import actor_now
from followthrough.kernel.records.custom import PREFIX
from followthrough.kernel.records.fields import Field, Kind
from followthrough.kernel.records.listing import check_sort, narrowed, sort_of
from followthrough.kernel.records.model import Record
from followthrough.kernel.records.problems import Denied
from followthrough.kernel.records.registry import RecordType
from followthrough.values.money import Money

AT_A_TIME = 2_000
ASK_EVERY = 5  # seconds: whoever was shut out meanwhile gets no more rows
Write = Callable[[Any], Any]


def exported_rows(kind: RecordType, actor: Actor, asked: Mapping[str, str]) -> QuerySet[Any]:
    """The rows of a list with the same filters, if this actor may take them out at all."""
    if not actor.may(kind.permission("export")):
        raise Denied(_("Your role may not download %(plural)s.") % {"plural": kind.label_plural})
    return narrowed(kind, kind.model.visible_to(actor), asked, actor)


def rows_to_export(
    kind: RecordType, actor: Actor, asked: Mapping[str, str], names: Sequence[str], *, sort: str = ""
) -> Iterator[list[Any]]:
    """The values of those rows in the list's order. What is wrong is said at once, what is read comes in pieces.

    Words are in the language of this moment, whenever the rows are read.
    """
    check_sort(kind, sort, actor)
    name, descending = sort_of(kind, sort)
    links = [n for n in names if kind.fields[n].kind is Kind.LINK]
    rows = _with_links(kind, exported_rows(kind, actor, asked), links, actor)
    ordered = rows.order_by(f"{'-' if descending else ''}{name}", "id")
    return _read(ordered, [(n, _writer(kind.fields[n], actor)) for n in names], kind, actor)


def _read(rows: QuerySet[Any], writers: list[tuple[str, Write]], kind: RecordType, actor: Actor) -> Iterator[list[Any]]:
    asked_at = time.monotonic()
    for count, record in enumerate(rows.iterator(chunk_size=AT_A_TIME)):
        if count % AT_A_TIME == 0 and time.monotonic() - asked_at > ASK_EVERY:
            check_still_allowed(kind, actor)
            asked_at = time.monotonic()
        yield [write(record) for _name, write in writers]


def check_still_allowed(kind: RecordType, actor: Actor) -> None:
    """Refuse when the person was deactivated meanwhile, or may not see or take out now what they could before."""
    if actor.user_id is None:
        return
    now = actor_now(actor.user_id)
    if now is None or sight_of(kind, now) != sight_of(kind, actor) or not now.may(kind.permission("export")):
        raise Denied(_("What you may see has changed meanwhile. Download it again."))


def sight_of(kind: RecordType, actor: Actor) -> str:
    """What decides which rows and columns of a kind an actor sees, as one text to compare."""
    parts = (actor.role, actor.reach, sorted(actor.team_ids), sorted(actor.covers), sorted(kind.readable(actor)))
    return repr([str(part) for part in parts])


def _with_links(kind: RecordType, rows: QuerySet[Any], links: Sequence[str], actor: Actor) -> QuerySet[Any]:
    """The rows with what they link to; custom links may lead anywhere, and are followed only where one may look."""
    usual = [name for name in links if not name.startswith(PREFIX)]
    rows = rows.select_related(*usual) if usual else rows
    custom = {name: kind.fields[name].link for name in links if name.startswith(PREFIX)}
    seen = (Prefetch(name, queryset=model.visible_to(actor)) for name, model in custom.items() if model)
    return rows.prefetch_related(*seen)


def titles_of_several(model: type[Record], actor: Actor) -> frozenset[str]:
    """Titles that would not lead an upload back to one record: those records are written by their numbers."""
    columns = {column.name for column in model._meta.concrete_fields}
    if "name" not in columns:
        return frozenset()
    rows: Any = model.visible_to(actor).order_by()
    twice = rows.values("name").annotate(bearers=Count("id")).filter(bearers__gt=1).values_list("name", flat=True)
    numbers = [rows.values("ref")]
    if "former_id" in columns:
        numbers.append(rows.exclude(former_id="").values("former_id"))
    # One question each: both in one, joined by OR, would be answered name by name.
    named = (rows.filter(name__in=some).values_list("name", flat=True) for some in numbers)
    return frozenset(twice).union(*named)


def _writer(field: Field, actor: Actor) -> Write:
    """How a field of a record is written: chosen once for all rows, with its words as they are now."""
    name = field.name
    if field.link:
        if not is_named(field.link):
            return lambda record: getattr(getattr(record, name), "ref", None)
        unclear = titles_of_several(field.link, actor)
        return lambda record: _linked(getattr(record, name), unclear)
    if field.kind is Kind.MONEY:
        return lambda record: _money(getattr(record, name), getattr(record, field.currency or "", ""))
    if field.kind is Kind.CHOICE:
        labels = {str(value): str(label) for value, label in (*field.retired, *field.choices)}
        return lambda record: _chosen(getattr(record, name), labels)
    if says := field.says:
        return lambda record: says(getattr(record, name))
    return lambda record: _plain(getattr(record, name))


def _linked(value: Any, unclear: frozenset[str]) -> Any:
    if isinstance(value, Record):
        return value.ref if value.title in unclear else value.title
    return _plain(value)


def _money(value: Any, currency: str) -> Any:
    return None if value is None else Money(value, currency or "USD")


def _chosen(value: Any, labels: Mapping[str, str]) -> Any:
    return None if value is None else labels.get(str(value), str(value))


def _plain(value: Any) -> Any:
    if value is None or value == []:
        return None
    return ", ".join(map(str, value)) if isinstance(value, list) else value
