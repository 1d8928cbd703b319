"""The figures above Today: kept since Monday, and kept on time in thirty days."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q

from followthrough.foundation.calendar.rules import start_of_day, zone_of
from followthrough.kernel.access.actor import Actor
from followthrough.keystone.promises.models import Direction, Promise, State
from followthrough.keystone.promises.queries.ontime import COUNTS
from followthrough.keystone.promises.queries.today import Scope, in_scope
from followthrough.keystone.promises.rules import OnTimeRate

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
    kept = Q(state=State.KEPT, closed_at__gte=monday)
    judged = Q(direction=Direction.OURS, judged_at__gte=now - WINDOW, judged_at__lt=now)
    counted = {
        name: Count("pk", filter=judged & (count.filter if count.filter is not None else Q()))
        for name, count in COUNTS.items()
    }
    rows = Promise.visible_to(actor).filter(in_scope(scope, actor)).filter(kept | judged)
    found = rows.aggregate(kept_since_monday=Count("pk", filter=kept), **counted)
    return Figures(found.pop("kept_since_monday"), monday, OnTimeRate(**found))
