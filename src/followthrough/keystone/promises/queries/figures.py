"""The figures above Today: kept since Monday, and kept on time in thirty days."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, DateTimeField, Q, QuerySet, Value
from django.db.models.functions import TruncDate

from followthrough.foundation.calendar.rules import start_of_day, zone_of
from followthrough.kernel import clock
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.records.prepared import AtAsking, Given, prepared
from followthrough.keystone.promises.models import Direction, Promise, State
from followthrough.keystone.promises.queries.ontime import COUNTS
from followthrough.keystone.promises.queries.today import Scope, in_scope, is_blocked
from followthrough.keystone.promises.rules import OnTimeRate, horizon

WINDOW = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Figures:
    """How many were kept since the reader's Monday, and the rate of the last thirty days."""

    kept_since_monday: int
    monday: datetime
    rate: OnTimeRate


def figures(actor: Actor, *, now: datetime, scope: Scope = Scope.MINE) -> Figures:
    """The figures of the same promises that Today lists, in one query."""
    zone = zone_of(actor.zone)
    day = now.astimezone(zone).date()
    monday = start_of_day(day - timedelta(days=day.weekday()), zone)
    counted = _kept_and_judged(actor, scope).rows(monday=monday, since=now - WINDOW, now=now)
    found = counted[0] if counted else dict.fromkeys(("kept_since_monday", *COUNTS), 0)
    return Figures(found["kept_since_monday"], monday, OnTimeRate(**{name: found[name] for name in COUNTS}))


@prepared
def _kept_and_judged(actor: Actor, scope: Scope) -> QuerySet[Any, Any]:
    moment = {name: Given(name, DateTimeField()) for name in ("monday", "since", "now")}
    kept = Q(state=State.KEPT, closed_at__gte=moment["monday"])
    judged = Q(direction=Direction.OURS, judged_at__gte=moment["since"], judged_at__lt=moment["now"])
    counted = {
        name: Count("pk", filter=judged & (count.filter if count.filter is not None else Q()))
        for name, count in COUNTS.items()
    }
    rows = Promise.visible_to(actor).filter(in_scope(scope, actor)).filter(kept | judged).order_by()
    together = rows.annotate(all=Value(1)).values("all")
    return together.annotate(kept_since_monday=Count("pk", filter=kept), **counted)


def to_do_now(actor: Actor) -> tuple[QuerySet[Promise], Q]:
    """One's own that are late or due today, and which of those are late; for the number beside Today."""
    now = AtAsking(clock.now, DateTimeField())
    end_of_today = AtAsking(lambda: horizon(clock.now(), actor.zone).end_of_today, DateTimeField())
    late = Q(due__lt=now)
    rows = Promise.visible_to(actor).filter(in_scope(Scope.MINE, actor), state=State.OPEN, direction=Direction.OURS)
    rows = rows.filter(due__lte=end_of_today).exclude(snoozed_until__gt=now)
    return rows.exclude(late & is_blocked()), late


@dataclass(frozen=True, slots=True)
class DayOwed:
    """What departments owe on a day: kept, late or missed, and still to come."""

    day: date
    kept: int
    late: int
    open: int


def departments_week(actor: Actor, *, now: datetime) -> list[DayOwed]:
    """The reader's week, Monday to Friday (and the weekend if something stands on it), by departments' dues.

    As on the week of deliveries, what is late stands on today, whichever day or week it was due.
    """
    zone = zone_of(actor.zone)
    today = now.astimezone(zone).date()
    monday = today - timedelta(days=today.weekday())
    start, end = start_of_day(monday, zone), start_of_day(monday + timedelta(days=7), zone)
    found = {row["day"]: row for row in _owed_by_day(actor).rows(start=start, end=end, now=now)}
    overdue = sum(row["overdue"] for row in found.values()) + sum(
        row["overdue"] for row in _overdue(actor).rows(start=start)
    )
    days = [
        DayOwed(day, row["kept"], row["missed"] + (overdue if day == today else 0), row["open"])
        for day, row in ((day, found.get(day, NOTHING)) for day in (monday + timedelta(days=n) for n in range(7)))
    ]
    return [one for one in days if one.day.weekday() < 5 or one.kept or one.late or one.open]


NOTHING = {"kept": 0, "missed": 0, "overdue": 0, "open": 0}


@prepared
def _owed_by_day(actor: Actor) -> QuerySet[Any, Any]:
    """What is counted is due moments: counting ids would send the query from the index to the table."""
    start, end, now = (Given(name, DateTimeField()) for name in ("start", "end", "now"))
    rows = Promise.visible_to(actor).filter(department__isnull=False, due__gte=start, due__lt=end)
    rows = rows.filter(state__in=(State.OPEN, State.KEPT, State.MISSED), direction=Direction.OURS)
    by_day = rows.annotate(day=TruncDate("due", tzinfo=zone_of(actor.zone))).order_by().values("day")
    return by_day.annotate(
        kept=Count("due", filter=Q(state=State.KEPT)),
        missed=Count("due", filter=Q(state=State.MISSED)),
        overdue=Count("due", filter=Q(state=State.OPEN, due__lt=now)),
        open=Count("due", filter=Q(state=State.OPEN, due__gte=now)),
    )


@prepared
def _overdue(actor: Actor) -> QuerySet[Any, Any]:
    """How many are open and late from earlier weeks; a query of its own, for the index of open ones is short."""
    rows = Promise.visible_to(actor).filter(department__isnull=False, state=State.OPEN, direction=Direction.OURS)
    rows = rows.filter(due__lt=Given("start", DateTimeField()))
    return rows.order_by().annotate(all=Value(1)).values("all").annotate(overdue=Count("due"))
