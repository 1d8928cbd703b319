"""Contracts whose term ends, or whose last day for notice lies, in a stretch of days; grouped, and in money a year."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.db.models import Case, Count, DateField, DecimalField, F, OuterRef, Q, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Cast, Coalesce, TruncMonth, TruncQuarter

from followthrough.foundation.calendar.rules import add_months
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.people.models import Team, User
from followthrough.winning.contracts.models import Contract, ContractLine, ContractState

AGREED = (ContractState.SIGNED, ContractState.TERMINATED)
A_YEAR = {"month": 12, "quarter": 4, "half_year": 2, "year": 1}
MONEY: Any = DecimalField(max_digits=24, decimal_places=4)


class By(StrEnum):
    """What the calendar is told apart by."""

    MONTH = "month"
    QUARTER = "quarter"
    REP = "rep"
    TEAM = "team"


class On(StrEnum):
    """Which of a contract's two days places it."""

    END = "end"
    NOTICE = "notice"

    @property
    def column(self) -> str:
        """The contract's column."""
        return "term_ends_on" if self is On.END else "notice_by"


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked at: from the first day to the last, by which date, of whom; `group` opens one group."""

    first: date
    last: date
    on: On = On.END
    by: By = By.MONTH
    owner: int | None = None
    team: int | None = None
    group: str = ""


@dataclass(slots=True)
class Group:
    """A month, quarter, rep or team: how many contracts, and what they come to in a year, by currency."""

    key: str
    name: str
    count: int = 0
    yearly: dict[str, Decimal] = field(default_factory=dict)


def stretch_of(first: date, months: int) -> tuple[date, date]:
    """So many whole months from the month of that day: the first and the last day."""
    start = first.replace(day=1)
    return start, add_months(start, months) - timedelta(days=1)


def expiring(actor: Actor, asked: Asked) -> QuerySet[Contract]:
    """The agreed contracts the actor sees whose day lies in the stretch, narrowed as asked, the group left out."""
    column = asked.on.column
    rows = Contract.visible_to(actor).filter(state__in=AGREED)
    rows = rows.filter(**{f"{column}__gte": asked.first, f"{column}__lte": asked.last})
    if asked.owner is not None:
        rows = rows.filter(owner=asked.owner)
    return rows.filter(team=asked.team) if asked.team is not None else rows


def in_group(asked: Asked) -> Q:
    """The contracts of the one group asked for; all where none is."""
    if not asked.group:
        return Q()
    if asked.by in (By.MONTH, By.QUARTER):
        first, last = stretch_of(date.fromisoformat(asked.group), 1 if asked.by is By.MONTH else 3)
        return Q(**{f"{asked.on.column}__gte": first, f"{asked.on.column}__lte": last})
    column = "owner" if asked.by is By.REP else "team"
    return Q(**{f"{column}__isnull": True}) if asked.group == "none" else Q(**{column: int(asked.group)})


def rows_of(actor: Actor, asked: Asked) -> QuerySet[Contract]:
    """The contracts of the group, or all, in the order of their days, each with what it comes to as `yearly`."""
    rows = expiring(actor, asked).filter(in_group(asked)).select_related("account", "owner", "team")
    return rows.annotate(yearly=yearly_of(asked.on.column)).order_by(asked.on.column, "name", "pk")


def yearly_of(column: str) -> Coalesce:
    """What a contract's recurring lines in force on the day in a column of it come to in a year."""
    lines = ContractLine._default_manager.filter(contract=OuterRef("pk"), binned_at__isnull=True)
    alike = lines.filter(in_force_on(OuterRef(column))).order_by().values("contract")
    return Coalesce(Subquery(alike.annotate(sum=Sum(a_year())).values("sum")), Value(Decimal(0)), output_field=MONEY)


def groups_of(actor: Actor, asked: Asked) -> list[Group]:
    """Every group with its count and sums, in order; the sums are exactly those of its rows."""
    rows = expiring(actor, asked).order_by()
    found: dict[str, Group] = {}
    for key, count in rows.annotate(key=_key(asked)).values_list("key").annotate(count=Count("pk")):
        found[_text(key)] = Group(_text(key), "", count)
    lines = ContractLine.visible_to(actor).filter(in_force_on(F(f"contract__{asked.on.column}")), contract__in=rows)
    keyed = lines.order_by().annotate(key=_key(asked, "contract__"))
    for key, currency, total in keyed.values_list("key", "contract__currency").annotate(total=Sum(a_year())):
        if total:
            found[_text(key)].yearly[currency] = total
    return _named(asked, found)


def total_of(groups: list[Group]) -> Group:
    """All groups together."""
    whole = Group("", "")
    for one in groups:
        whole.count += one.count
        for currency, amount in one.yearly.items():
            whole.yearly[currency] = whole.yearly.get(currency, Decimal(0)) + amount
    return whole


def in_force_on(day: Any) -> Q:
    """Lines that are in force on a day, or on the day in a column."""
    return Q(effective_from__lte=day) & (Q(effective_until__isnull=True) | Q(effective_until__gte=day))


def a_year() -> Case:
    """What a line comes to in a year; nothing where it is charged once or by usage."""
    whens = (When(charged=charged, then=F("amount") * Value(times)) for charged, times in A_YEAR.items())
    return Case(*whens, default=Value(Decimal(0)), output_field=MONEY)


def _key(asked: Asked, prefix: str = "") -> Any:
    match asked.by:
        case By.MONTH:
            return Cast(TruncMonth(f"{prefix}{asked.on.column}"), DateField())
        case By.QUARTER:
            return Cast(TruncQuarter(f"{prefix}{asked.on.column}"), DateField())
        case By.REP:
            return F(f"{prefix}owner")
    return F(f"{prefix}team")


def _text(key: Any) -> str:
    return key.isoformat() if isinstance(key, date) else str(key or "none")


def _named(asked: Asked, found: Mapping[str, Group]) -> list[Group]:
    """Groups in the order of time, or of their names with nobody's last."""
    if asked.by in (By.MONTH, By.QUARTER):
        return [found[key] for key in sorted(found)]
    model: Any = User if asked.by is By.REP else Team
    ids = [int(key) for key in found if key != "none"]
    for pk, name in model._default_manager.filter(pk__in=ids).values_list("pk", "name"):
        found[str(pk)].name = name
    return sorted(found.values(), key=lambda one: (one.key == "none", one.name.casefold(), one.key))
