"""Rows in groups: by a choice, a link, yes or no, or a span of days; counted and added up by the database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, DateField, Expression, F, Q, QuerySet, Sum
from django.db.models.functions import TruncDay, TruncMonth, TruncQuarter, TruncWeek, TruncYear
from django.utils.translation import gettext as _

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.records.fields import NUMBERS, Field, Kind
from followthrough.kernel.records.model import Record
from followthrough.kernel.records.problems import Invalid
from followthrough.kernel.records.registry import RecordType

MOST = 50
READ_AT_MOST = 500
GROUPED = (Kind.CHOICE, Kind.LINK, Kind.YES_NO, Kind.DATE, Kind.INSTANT)
DATED = (Kind.DATE, Kind.INSTANT)
SPANS = {"day": TruncDay, "week": TruncWeek, "month": TruncMonth, "quarter": TruncQuarter, "year": TruncYear}


@dataclass(frozen=True, slots=True)
class Grouping:
    """What rows are grouped by: a column, and of one that holds days or moments the span they fall into."""

    field: Field
    span: str
    zone: ZoneInfo

    @property
    def asked(self) -> str:
        """As it stands in an address: `stage`, `close_on__year`."""
        return f"{self.field.name}__{self.span}" if self.span else self.field.name


@dataclass(frozen=True, slots=True)
class Group:
    """One group. `key` is the stored value (of dates the first day of the span), None for rows that hold nothing.

    `sums` holds for each column its sum by currency ("" for plain numbers), `weighted` that of the column which was to
    be weighed, at the rows' probabilities.
    """

    key: Any
    record: Record | None
    count: int
    sums: Mapping[str, Mapping[str, Decimal]]
    weighted: Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class Groups:
    """All groups, or with `more` only the largest ones."""

    groups: tuple[Group, ...]
    more: bool = False


def groupable(kind: RecordType, actor: Actor) -> dict[str, Field]:
    """The columns rows may be grouped by."""
    return {n: f for n, f in kind.readable(actor).items() if f.kind in GROUPED and not n.startswith("binned")}


def dated(kind: RecordType, actor: Actor) -> dict[str, Field]:
    """The columns that place a row in time."""
    return {name: field for name, field in groupable(kind, actor).items() if field.kind in DATED}


def summable(kind: RecordType, names: Sequence[str]) -> list[str]:
    """Those of the columns that mean something when added up."""
    fields = kind.fields
    found = [n for n in names if n in fields and fields[n].kind in NUMBERS and fields[n].adds_up]
    return [name for name in found if not name.endswith(("_year", "_id"))]


def grouping_of(kind: RecordType, asked: str, actor: Actor) -> Grouping:
    """What `stage` or `close_on__year` asks for; dates without a span go by month. Raises Invalid."""
    name, _sep, span = asked.partition("__")
    field = groupable(kind, actor).get(name)
    if field is None or (span and (field.kind not in DATED or span not in SPANS)):
        raise Invalid(
            {"group": _("%(plural)s can't be grouped by “%(name)s”.") % {"plural": kind.label_plural, "name": asked}}
        )
    return Grouping(field, span or ("month" if field.kind in DATED else ""), ZoneInfo(actor.zone))


def groups_of(
    kind: RecordType, rows: QuerySet[Any], by: Grouping, summed: Sequence[str] = (), *, weighed: str = ""
) -> Groups:
    """The groups of these rows in their own order, those without a value last; the 50 largest if there are more.

    The money column `weighed`, of a kind whose money has a weight, is added up at its rows' probabilities as well.
    """
    weighed = weighed if kind.weight else ""
    found = _added_up(kind, rows, by, summed, weighed)
    more = len(found) > READ_AT_MOST
    if more:
        largest = list(dict.fromkeys(row["group_key"] for row in found))[:MOST]
        found = _added_up(kind, rows.filter(_any_of(by, largest)), by, summed, weighed)
    merged = _merged(kind, found, summed, weighed)
    if len(merged) > MOST:
        merged, more = dict(sorted(merged.items(), key=lambda pair: -pair[1][0])[:MOST]), True
    linked = by.field.link._default_manager.in_bulk([k for k in merged if k is not None]) if by.field.link else {}
    groups = [Group(key, linked.get(key), *figures) for key, figures in merged.items()]
    return Groups(tuple(sorted(groups, key=lambda group: _place(by, group))), more)


def totals_of(kind: RecordType, rows: QuerySet[Any], summed: Sequence[str]) -> Group:
    """All rows as one group."""
    merged = _merged(kind, _added_up(kind, rows, None, summed), summed)
    return Group(None, None, *merged.get(None, (0, {}, {})))


def whole_of(groups: Sequence[Group]) -> Group:
    """Groups put together to one."""
    sums: dict[str, dict[str, Decimal]] = {}
    for group in groups:
        for name, own in group.sums.items():
            for currency, amount in own.items():
                _add(sums.setdefault(name, {}), currency, amount)
    return Group(None, None, sum(group.count for group in groups), sums, {})


def rows_in(by: Grouping, key: Any) -> Q:
    """The condition of belonging to a group."""
    name = by.field.name
    if key is None:
        return Q(**{f"{name}__isnull": True}) | (Q(**{name: ""}) if by.field.kind is Kind.CHOICE else Q())
    if by.field.kind in DATED:
        first, after = span_of(by, key)
        return Q(**{f"{name}__gte": first, f"{name}__lt": after})
    return Q(**{name: key})


def span_of(by: Grouping, first: date) -> tuple[date | datetime, date | datetime]:
    """The first day or moment of a span, and the first after it."""
    after = _next(by.span, first)
    if by.field.kind is Kind.DATE:
        return first, after
    begin = datetime.min.time()
    return datetime.combine(first, begin, by.zone), datetime.combine(after, begin, by.zone)


def filters_for(by: Grouping, group: Group) -> dict[str, str]:
    """How a list is narrowed to exactly the rows of this group."""
    name, key = by.field.name, group.key
    if key is None:
        return {f"{name}__empty": "1"}
    if by.field.kind in DATED:
        first, after = span_of(by, key)
        return {f"{name}__gte": first.isoformat(), f"{name}__lt": after.isoformat()}
    if by.field.kind is Kind.YES_NO:
        return {name: "yes" if key else "no"}
    return {name: group.record.ref if group.record else str(key)}


def _next(span: str, first: date) -> date:
    if span in ("day", "week"):
        return first + timedelta(days=7 if span == "week" else 1)
    months = {"month": 1, "quarter": 3, "year": 12}[span] + first.year * 12 + first.month - 1
    return date(months // 12, months % 12 + 1, 1)


def _key(by: Grouping) -> Expression | F:
    if by.field.kind not in DATED:
        return F(by.field.name)
    zone = by.zone if by.field.kind is Kind.INSTANT else None
    return SPANS[by.span](by.field.name, tzinfo=zone, output_field=DateField())


def _any_of(by: Grouping, keys: Sequence[Any]) -> Q:
    found = Q(pk__in=())
    for key in keys:
        found |= rows_in(by, key)
    return found


def _added_up(
    kind: RecordType, rows: QuerySet[Any], by: Grouping | None, summed: Sequence[str], weighed: str = ""
) -> list[dict[str, Any]]:
    """One row for each group and set of currencies, the largest first; at most one more than is read."""
    currencies = sorted({column for n in summed if (column := _currency_column(kind, n))})
    figures: dict[str, Any] = {f"sum_{name}": Sum(name) for name in summed}
    if weighed:
        figures["weighted"] = Sum(F(weighed) * F(kind.weight)) / 100  # divided once, not row by row
    keys = {"group_key": _key(by)} if by else {}
    plain: QuerySet[Any] = rows.order_by().annotate(**keys) if by else rows.order_by()
    added = plain.values(*keys, *currencies).annotate(n=Count("pk"), **figures)
    if by is None and not currencies:
        return [rows.order_by().aggregate(n=Count("pk"), **figures)]
    return list(added.order_by("-n", *keys)[: READ_AT_MOST + 1])


def _merged(
    kind: RecordType, found: Sequence[Mapping[str, Any]], summed: Sequence[str], weighed: str = ""
) -> dict[Any, tuple[int, dict[str, dict[str, Decimal]], dict[str, Decimal]]]:
    merged: dict[Any, tuple[int, dict[str, dict[str, Decimal]], dict[str, Decimal]]] = {}
    for row in found:
        key = row.get("group_key")
        key = None if key == "" else key
        nothing: dict[str, dict[str, Decimal]] = {name: {} for name in summed}
        count, sums, weighted = merged.get(key, (0, nothing, {}))
        for name in summed:
            _add(sums[name], _currency(kind, name, row), row[f"sum_{name}"])
        if weighed:
            _add(weighted, _currency(kind, weighed, row), row["weighted"])
        merged[key] = (count + row["n"], sums, weighted)
    return merged


def _currency_column(kind: RecordType, name: str) -> str:
    """The column a row's currency stands in; a custom amount has one currency for all rows, and no column."""
    named = kind.fields[name].currency or ""
    return named if named in kind.fields else ""


def _currency(kind: RecordType, name: str, row: Mapping[str, Any]) -> str:
    column = _currency_column(kind, name)
    return str(row[column]) if column else str(getattr(kind.model, kind.fields[name].currency or "", ""))


def _add(sums: dict[str, Decimal], currency: str, amount: Any) -> None:
    if amount is not None:
        sums[currency] = sums.get(currency, Decimal(0)) + amount


def _place(by: Grouping, group: Group) -> tuple[Any, ...]:
    """Choices stand as declared, linked records by their position or name, days in time; nothing comes last."""
    if group.key is None:
        return (1,)
    if by.field.kind is Kind.CHOICE:
        declared = [value for value, _label in by.field.choices]
        return (0, declared.index(group.key) if group.key in declared else len(declared), str(group.key))
    if by.field.link:
        return (0, *place_of(group.record))
    return (0, not group.key) if by.field.kind is Kind.YES_NO else (0, group.key)


def place_of(record: Any) -> tuple[int, str, int]:
    """Where a linked record stands among its like."""
    if record is None:
        return (0, "", 0)
    return (getattr(record, "position", 0), record.title.casefold(), record.pk)
