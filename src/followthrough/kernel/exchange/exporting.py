"""Any list as a workbook or CSV: exactly the rows asked for, typed, with what the file holds said inside."""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, BinaryIO, cast
from zoneinfo import ZoneInfo

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.exchange.writing import Column, write_csv, write_xlsx
from followthrough.kernel.records.custom import PREFIX
from followthrough.kernel.records.fields import Field, Kind
from followthrough.kernel.records.listing import check_sort, narrowed, sort_of
from followthrough.kernel.records.model import Record
from followthrough.kernel.records.problems import Denied
from followthrough.kernel.records.registry import RecordType
from followthrough.values.money import Money

AT_A_TIME = 2_000
NOT_WRITTEN = (Kind.STRUCTURE, Kind.FILE)


def exported_columns(kind: RecordType, actor: Actor) -> list[str]:
    """What an export holds: the number first, then every value this actor may see and set, so that it can come back."""
    readable = kind.readable(actor)
    names = [n for n in kind.columns if n in readable] + [n for n in kind.form if n in readable]
    return list(dict.fromkeys(["ref", *names]))


def rows_to_export(
    kind: RecordType, actor: Actor, asked: Mapping[str, str], names: Sequence[str], *, sort: str = ""
) -> Iterator[list[Any]]:
    """The rows of a list with the same filters and order, read in pieces."""
    if not actor.may(kind.permission("export")):
        raise Denied(_("Your role may not download %(plural)s.") % {"plural": kind.label_plural})
    check_sort(kind, sort, actor)
    name, descending = sort_of(kind, sort)
    unclear = {n: titles_of_several(model, actor) for n in names if (model := kind.fields[n].link)}
    links = [n for n in names if kind.fields[n].kind is Kind.LINK]
    rows: QuerySet[Any] = _with_links(kind, narrowed(kind, kind.model.visible_to(actor), asked, actor), links, actor)
    for record in rows.order_by(f"{'-' if descending else ''}{name}", "id").iterator(chunk_size=AT_A_TIME):
        yield [_written(kind.fields[n], getattr(record, n), record, unclear.get(n, frozenset())) for n in names]


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
    numbers = Q(name__in=rows.values("ref"))
    if "former_id" in columns:
        numbers |= Q(name__in=rows.exclude(former_id="").values("former_id"))
    return frozenset(twice) | frozenset(rows.filter(numbers).values_list("name", flat=True))


def _written(field: Field, value: Any, record: Any, unclear: frozenset[str]) -> Any:
    if isinstance(value, Record):
        return value.ref if value.title in unclear else value.title
    if value is None or value == []:
        return None
    if field.kind is Kind.MONEY:
        return Money(value, getattr(record, field.currency or "", "") or "USD")
    if field.kind is Kind.CHOICE:
        return field.choice_label(value)
    return ", ".join(value) if isinstance(value, list) else value


def columns_to_write(kind: RecordType, names: Sequence[str]) -> list[Column]:
    """The heads, with the kinds that decide how cells look."""
    return [
        Column(_capital(kind.fields[n].label), kind.fields[n].kind.value, decimals=kind.fields[n].decimals)
        for n in names
    ]


def export_csv(
    kind: RecordType, actor: Actor, asked: Mapping[str, str], *, sort: str = "", columns: Sequence[str] = ()
) -> Iterator[bytes]:
    """The list as CSV, in pieces; with `columns` only these, after the number."""
    names = _names(kind, actor, columns)
    rows = rows_to_export(kind, actor, asked, names, sort=sort)
    return write_csv(columns_to_write(kind, names), rows, zone=ZoneInfo(actor.zone))


def export_xlsx(
    kind: RecordType,
    actor: Actor,
    asked: Mapping[str, str],
    *,
    now: datetime,
    sort: str = "",
    columns: Sequence[str] = (),
) -> BinaryIO:
    """The list as a workbook, in a temporary file that is gone once it is closed; with `columns` only these."""
    names = _names(kind, actor, columns)
    rows = rows_to_export(kind, actor, asked, names, sort=sort)
    about = [
        (_("What"), _capital(kind.label_plural)),
        (_("Filter"), ", ".join(f"{key} = {value}" for key, value in asked.items()) or _("none")),
        (_("Made"), now.astimezone(ZoneInfo(actor.zone)).strftime("%Y-%m-%d %H:%M %Z")),
        (_("For"), actor.name),
    ]
    stream = cast(BinaryIO, tempfile.TemporaryFile())  # noqa: SIM115 -- the response closes it
    write_xlsx(
        stream, _capital(kind.label_plural), columns_to_write(kind, names), rows, about, zone=ZoneInfo(actor.zone)
    )
    stream.seek(0)
    return stream


def _names(kind: RecordType, actor: Actor, columns: Sequence[str] = ()) -> list[str]:
    readable = kind.readable(actor)
    asked = list(dict.fromkeys(["ref", *(name for name in columns if name in readable)])) if columns else []
    return [n for n in asked or exported_columns(kind, actor) if kind.fields[n].kind not in NOT_WRITTEN]


def _capital(text: Any) -> str:
    words = str(text)
    return words[:1].upper() + words[1:]
