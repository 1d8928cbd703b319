"""The on-time rate: of what came due in a period, how much was kept by the time promised."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db.models import Count, Q, QuerySet

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.records.fields import Words
from followthrough.keystone.promises.models import Direction, Promise, State, Verdict
from followthrough.keystone.promises.rules import OnTimeRate
from followthrough.values.money import Money


class By(StrEnum):
    """What the rate may be told apart by; the person is whoever owes."""

    ACCOUNT = "account"
    TEAM = "team"
    DEPARTMENT = "department"
    KIND = "kind"
    PERSON = "owner"
    REASON = "reason"


@dataclass(frozen=True, slots=True)
class Cost:
    """What missing cost in a period, in one currency, and where its rows are listed."""

    label: Words
    money: Money
    url: str


Costs = Callable[[Actor, datetime, datetime], Sequence[Cost]]
_costs: list[Costs] = []
NAMED = (By.ACCOUNT, By.TEAM, By.DEPARTMENT, By.PERSON)


@dataclass(frozen=True, slots=True)
class OnTime:
    """A rate and what it belongs to: a record's id, a kind or a reason, and the name of a record."""

    key: Any
    name: str
    rate: OnTimeRate


def judged(actor: Actor, *, since: datetime, until: datetime, now: datetime) -> QuerySet[Promise]:
    """What the rate counts: our promises that were closed or came due in the period (until is not in it).

    Kept and missed ones count from when they were closed, at the latest from their due; open ones once late. Let-go
    and void ones are left out, and so is what others owe us.
    """
    closed = Q(state__in=(State.KEPT, State.MISSED), judged_at__lt=until)
    late = Q(state=State.OPEN, judged_at__lt=min(until, now))
    rows = Promise.visible_to(actor).filter(direction=Direction.OURS, judged_at__gte=since)
    return rows.filter(closed | late)


def cost_of_missing(costs: Costs) -> None:
    """Have the on-time report tell what missing cost: `costs(actor, since, until)`; called from `records.py`."""
    _costs.append(costs)


def costs_of(actor: Actor, *, since: datetime, until: datetime) -> list[Cost]:
    """What missing cost in the period, as far as the areas that know it tell; `until` is not in it."""
    return [one for costs in _costs for one in costs(actor, since, until)]


def on_time_rate(rows: QuerySet[Promise]) -> OnTimeRate:
    """The rate of these promises."""
    return _rate(rows.aggregate(**COUNTS))


def on_time_by(by: By, rows: QuerySet[Promise]) -> list[OnTime]:
    """The rate for each account, team, department, kind, person or reason, worst first, as one grouped query."""
    names = [by.value, f"{by.value}__name"] if by in NAMED else [by.value]
    found = rows.order_by().values(*names).annotate(**COUNTS)
    rates = [OnTime(row[by.value], str(row.get(f"{by.value}__name") or ""), _rate(row)) for row in found]
    return sorted(rates, key=lambda one: (one.rate.share or 0, -one.rate.base, one.name, str(one.key)))


def rows_behind(part: str, *, since: datetime, until: datetime, now: datetime) -> dict[str, str]:
    """The filters of the list of promises that show what one count stands for: a `Verdict`, or `late_open`."""
    end = min(until, now) if part == "late_open" else until
    period = {"judged_at__gte": since.isoformat(), "judged_at__lt": end.isoformat(), "direction": Direction.OURS.value}
    return {**period, "state": State.OPEN.value} if part == "late_open" else {**period, "verdict": part}


COUNTS: dict[str, Any] = {
    "kept_on_time": Count("pk", filter=Q(verdict=Verdict.ON_TIME)),
    "kept_late": Count("pk", filter=Q(verdict=Verdict.KEPT_LATE)),
    "missed": Count("pk", filter=Q(verdict=Verdict.MISSED)),
    "late_open": Count("pk", filter=Q(state=State.OPEN)),
}


def _rate(counts: Mapping[str, Any]) -> OnTimeRate:
    return OnTimeRate(**{name: counts[name] for name in COUNTS})
