"""The list behind every surface: declared filters, one declared sort, keyset pages, an honest count."""

import base64
import binascii
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import BooleanField, F, Func, Model, Q, QuerySet, TextField, Value
from django.utils.translation import gettext as _

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.records.columns import Fold
from followthrough.kernel.records.fields import Field, Kind
from followthrough.kernel.records.grouping import groupable
from followthrough.kernel.records.holding import Held, held
from followthrough.kernel.records.problems import Invalid
from followthrough.kernel.records.reading import find_linked, read_value
from followthrough.kernel.records.registry import Condition, RecordType

COUNTED_UP_TO, SOME = 10_000, 5_000
TEXTS = (Kind.TEXT, Kind.LONG, Kind.EMAIL, Kind.URL, Kind.PHONE)
RANGES = {"gte": "from", "lte": "to", "gt": "above", "lt": "below"}
BEHIND_A_LINK = ("created_at", "updated_at", "custom")
RESERVED = ("q", "sort", "after", "limit", "fields", "view", "format", "by", "whose", "columns", "beside")


@dataclass(frozen=True, slots=True)
class Page:
    """One page of rows; `after` is the cursor of the next one, None at the end."""

    rows: list[Any]
    after: str | None


class RowBeyond(Func):
    """`(column, id) > (value, id)`, the comparison a keyset index answers at any depth."""

    output_field = BooleanField()
    arity = 4

    def __init__(self, column: Any, value: Any, row_id: int, *, descending: bool) -> None:
        super().__init__(column, F("id"), value, Value(row_id))
        self.sign = "<" if descending else ">"

    def as_sql(self, compiler: Any, connection: Any, *_given: Any, **extra: Any) -> Any:
        parts = [compiler.compile(expression) for expression in self.source_expressions]
        (a, b, c, d) = (sql for sql, _params in parts)
        params = [p for _sql, own in parts for p in own]
        return f"(({a}, {b}) {self.sign} ({c}, {d}))", params


def narrowed(kind: RecordType, rows: QuerySet[Any], asked: Mapping[str, str], actor: Actor) -> QuerySet[Any]:
    """The rows that meet the asked filters; an unknown or unreadable filter is refused, never ignored."""
    return narrowed_and_some(kind, rows, asked, actor).rows


def narrowed_and_some(kind: RecordType, rows: QuerySet[Any], asked: Mapping[str, str], actor: Actor) -> Held:
    """`narrowed`, and where a word is asked for that very many hold, some of the rows that are counted sooner."""
    for key, raw in asked.items():
        if key in RESERVED and key not in kind.filters:
            continue
        if key == "ref":
            rows = rows.filter(ref__in=[part.strip() for part in raw.split(",")])
            continue
        name, _sep, operator = key.partition("__")
        if name in kind.conditions and not operator:
            rows = rows.filter(_where(kind.conditions[name], raw, actor))
            continue
        field = kind.readable(actor).get(name)
        if field is None or name not in (*kind.filters, *kind.match, *groupable(kind, actor), "ref", "id"):
            if key == "id" and raw:
                rows = rows.filter(pk__in=[int(part) for part in raw.split(",") if part.isdecimal()])
                continue
            raise Invalid(
                {key: _("%(plural)s can't be filtered by “%(key)s”.") % {"plural": kind.label_plural, "key": key}}
            )
        rows = rows.filter(_condition(field, operator, raw, actor))
    return held(kind, rows, asked["q"]) if asked.get("q", "").strip() else Held(rows)


def _where(condition: Condition, raw: str, actor: Actor) -> Q:
    field = condition.field
    value = _several(field, raw, actor) if field.kind is Kind.LINK else read_value(field, raw, actor)
    if value in (None, ""):
        raise Invalid({field.name: _("Give a value to compare with.")})
    return condition.where(value, actor)


def _condition(field: Field, operator: str, raw: str, actor: Actor) -> Q:
    name = field.name
    if operator == "empty":
        blank = Q(**{f"{name}__isnull": True})
        if field.kind in TEXTS or field.kind is Kind.CHOICE:
            blank |= Q(**{name: ""})
        return blank if raw in ("1", "true", "yes", "") else ~blank
    if operator in RANGES and field.kind not in (Kind.LINK, Kind.YES_NO, Kind.TAGS):
        bound = _compared(field, raw, actor)
        if bound is None:
            raise Invalid({f"{name}__{operator}": _("Give a value to compare with.")})
        return Q(**{f"{name}__{operator}": bound})
    if operator == "contains" and field.kind in TEXTS:
        return Q(**{f"{name}__icontains": raw})
    if operator == "not" and field.kind in (Kind.CHOICE, Kind.LINK):
        return ~Q(**{f"{name}__in": _several(field, raw, actor)}) | Q(**{f"{name}__isnull": True})
    if operator:
        raise Invalid({f"{name}__{operator}": _("“%(operator)s” is not a way to filter.") % {"operator": operator}})
    if field.kind is Kind.TAGS:
        return Q(**{f"{name}__contains": [part.strip() for part in raw.split(",")]})
    if field.kind in (Kind.CHOICE, Kind.LINK):
        return Q(**{f"{name}__in": _several(field, raw, actor)})
    return Q(**{name: _compared(field, raw, actor)})


def _compared(field: Field, raw: str, actor: Actor) -> Any:
    """The value to compare with; nothing can be asked for where none may be stored."""
    return read_value(replace(field, nullable=True), raw, actor)


def _several(field: Field, raw: str, actor: Actor) -> list[Any]:
    parts = [part.strip() for part in raw.split(",") if part.strip()]
    if field.kind is Kind.CHOICE:
        return [read_value(field, part, actor) for part in parts]
    assert field.link is not None
    found = [find_linked(field.link, part, actor) for part in parts]
    return [record.pk for record in found if record is not None]


def counted(rows: QuerySet[Any], some: QuerySet[Any] | None = None) -> tuple[int, bool]:
    """How many rows there are, exactly up to 10,000; above that (10,000, False).

    Where `some` of the rows, counted sooner, are more than 5,000, it is (5,000, False).
    """
    if some is not None and counted_to(some, SOME + 1) > SOME:
        return SOME, False
    found = counted_to(rows, COUNTED_UP_TO + 1)
    return min(found, COUNTED_UP_TO), found <= COUNTED_UP_TO


def sizes_of(parts: Mapping[Any, QuerySet[Any]]) -> dict[Any, int]:
    """How many rows each part has, counted as far as `counted` does and one more; a query for each."""
    return {key: counted_to(rows, COUNTED_UP_TO + 1) for key, rows in parts.items()}


def counted_to(rows: QuerySet[Any], most: int) -> int:
    """How many rows there are, counted no further than `most`."""
    return int(rows.order_by().values("pk")[:most].count())


def page_of(
    kind: RecordType,
    rows: QuerySet[Any],
    *,
    sort: str = "",
    after: str = "",
    limit: int = 100,
    names: Sequence[str] = (),
) -> Page:
    """The next `limit` rows in the asked order (nulls last, id breaks ties), starting beyond the cursor.

    The records that the columns `names` link to (by default the list's) come with them.
    """
    name, descending = sort_of(kind, sort)
    column = _sortable(kind, name)
    rows = with_links(kind, rows, names)
    # Ascending, an index ends with the rows that hold nothing: the first page is one query.
    splits = kind.stored(name).null and (descending or bool(after))
    filled = rows.filter(**{f"{name}__isnull": False}) if splits else rows
    order = (column.desc(), F("id").desc()) if descending else (column.asc(), F("id").asc())
    value, row_id = _cursor(after, kind, name)
    found: list[Any] = []
    if row_id is None or value is not None:
        if row_id is not None:
            beyond = RowBeyond(column, _folded(kind, name, value), row_id, descending=descending)
            filled = filled.filter(beyond)
        found = list(filled.order_by(*order)[: limit + 1])
    if len(found) <= limit and splits:
        blank = rows.filter(**{f"{name}__isnull": True})
        if row_id is not None and value is None:
            blank = blank.filter(**{"id__lt" if descending else "id__gt": row_id})
        found += blank.order_by(order[1])[: limit + 1 - len(found)]
    more = len(found) > limit
    found = found[:limit]
    return Page(found, _encode(getattr(found[-1], name), found[-1].pk) if more else None)


def sort_of(kind: RecordType, asked: str) -> tuple[str, bool]:
    """The column and direction to sort by; only declared, indexed columns sort."""
    wanted = asked or kind.default_sort
    name, descending = wanted.removeprefix("-"), wanted.startswith("-")
    if name not in (*kind.sorts, "id", "created_at") and wanted != kind.default_sort:
        raise Invalid(_no_sort(kind, name))
    return name, descending


def check_sort(kind: RecordType, asked: str, actor: Actor) -> None:
    """Refuse an order by a column the actor may not see, in the same words as one that is not there."""
    name, _descending = sort_of(kind, asked)
    if name in kind.fields and name not in kind.readable(actor):
        raise Invalid(_no_sort(kind, name))


def _no_sort(kind: RecordType, name: str) -> dict[str, str]:
    return {"sort": _("%(plural)s can't be sorted by “%(name)s”.") % {"plural": kind.label_plural, "name": name}}


def order_of(kind: RecordType, sort: str) -> list[Any]:
    """The asked order as the database takes it: nulls last, id breaks ties."""
    name, descending = sort_of(kind, sort)
    column, last = _sortable(kind, name), True if kind.stored(name).null else None
    if descending:
        return [column.desc(nulls_last=last), F("id").desc()]
    return [column.asc(nulls_last=last), F("id").asc()]


def first_of_each(
    kind: RecordType, parts: Mapping[Any, QuerySet[Any]], *, sort: str = "", limit: int, names: Sequence[str] = ()
) -> dict[Any, list[Any]]:
    """The first rows of each part in the asked order; two queries, however many parts there are."""
    if not parts:
        return {}
    order = order_of(kind, sort)
    numbers = [
        rows.order_by(*order).annotate(part_number=Value(number)).values_list("part_number", "pk")[:limit]
        for number, rows in enumerate(parts.values())
    ]
    part_of = {pk: number for number, pk in numbers[0].union(*numbers[1:], all=True)}
    rows = with_links(kind, kind.model._default_manager.filter(pk__in=list(part_of)), names)
    found: list[list[Any]] = [[] for _part in parts]
    for record in rows.order_by(*order):
        found[part_of[record.pk]].append(record)
    return dict(zip(parts, found, strict=True))


def with_links(kind: RecordType, rows: QuerySet[Any], names: Sequence[str] = ()) -> QuerySet[Any]:
    """The rows with the records their columns link to, in the same query, as far as a link shows of them."""
    links = linking(kind, names or kind.columns)
    behind = [f"{link}__{name}" for link in links for name in BEHIND_A_LINK]
    return rows.select_related(*links).defer(*behind) if links else rows


def linking(kind: RecordType, names: Sequence[str]) -> tuple[str, ...]:
    """Those of the columns that lead to other records."""
    return tuple(name for name in names if name in kind.fields and kind.fields[name].kind is Kind.LINK)


def _is_text(kind: RecordType, name: str) -> bool:
    return name in kind.fields and kind.fields[name].kind in TEXTS and name != "ref"


def _sortable(kind: RecordType, name: str) -> Any:
    return Fold(F(name)) if _is_text(kind, name) else F(name)


def _folded(kind: RecordType, name: str, value: Any) -> Any:
    if _is_text(kind, name):
        return Fold(Value(value, output_field=TextField()))
    return Value(value, output_field=kind.stored(name))


def _encode(value: Any, row_id: int) -> str:
    if isinstance(value, Model):
        value = value.pk
    plain = (
        value.isoformat() if isinstance(value, date | datetime) else str(value) if isinstance(value, Decimal) else value
    )
    return base64.urlsafe_b64encode(json.dumps([plain, row_id]).encode()).decode().rstrip("=")


def _cursor(after: str, kind: RecordType, name: str) -> tuple[Any, int | None]:
    if not after:
        return None, None
    try:
        plain, row_id = json.loads(base64.urlsafe_b64decode(after + "=" * (-len(after) % 4)))
        return (None if plain is None else kind.stored(name).to_python(plain)), int(row_id)
    except (ValueError, TypeError, OverflowError, ValidationError, binascii.Error) as problem:
        raise Invalid({"after": _("This page mark is not valid. Start again from the first page.")}) from problem
