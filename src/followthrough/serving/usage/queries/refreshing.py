"""Which refreshes are planned and promised: by a schedule's own recurrence, or by the entitlement it delivers."""

import re
from collections.abc import Collection, Iterator
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from followthrough.foundation.calendar.queries import Calendars
from followthrough.kernel.access.actor import SYSTEM
from followthrough.kernel.papers.wording import day_said
from followthrough.kernel.records.registry import type_of
from followthrough.keystone.promises.models import Promise, State
from followthrough.keystone.promises.queries.wanted import Wanted, written_for
from followthrough.keystone.promises.rules import occurrence_key, occurrences, parse_recurrence, working_lead_due
from followthrough.serving.usage.models import RefreshSchedule

RULE = "usage.refresh"
KIND = "contracts.refresh"
ENTITLED = "contracts.entitled"  # the rule that promises what a contract entitles to
AHEAD = timedelta(days=60)
_PLANNED = re.compile(r".*/on-(\d{4}-\d\d-\d\d)")


def wanted_refreshes(ids: Collection[int] | None, days: int, now: datetime) -> Iterator[Wanted]:
    """A promise for each planned day from when the schedule came in to sixty days ahead, due working days before.

    A schedule that delivers what a contract entitles to makes none: the contract has made them.
    """
    rows = RefreshSchedule.visible_to(SYSTEM).filter(entitlement__isnull=True)
    rows = rows.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=now.date()))
    if ids is not None:
        rows = rows.filter(pk__in=ids)
    calendars = Calendars()
    linked = rows.select_related("account__owner", "contract__owner", "owner", "department", "receiver").order_by("pk")
    for one in linked.iterator(chunk_size=1000):
        owner = one.owner or (one.contract.owner if one.contract else None) or one.account.owner
        calendar = calendars.of(one.department_id, owner.team_id if owner else None, one.account.team_id)
        came_in, today = calendar.day_of(one.created_at), calendar.day_of(now)
        for planned in planned_days(one, came_in, today + AHEAD):
            with written_for(owner):
                yield Wanted(
                    what=_("Deliver the data: %(name)s") % {"name": one.name},
                    kind=KIND,
                    due_on=working_lead_due(planned, days, calendar, not_before=came_in),
                    account=one.account,
                    contact=one.receiver,
                    owner=None if one.department else owner,
                    minder=owner if one.department else None,
                    department=one.department,
                    source=one,
                    source_text=_("Planned for %(day)s.") % {"day": day_said(planned)},
                    rule=RULE,
                    occurrence=occurrence_key(RULE, f"schedule:{one.pk}", planned),
                )


def planned_days(schedule: RefreshSchedule, start: date, end: date) -> list[date]:
    """The days a schedule plans from start to end, both included."""
    last = min(end, schedule.ends_on or end)
    if not schedule.recurrence:
        return [schedule.first_on] if start <= schedule.first_on <= last else []
    rule = parse_recurrence(schedule.recurrence)
    return occurrences(rule, schedule.first_on, last, after=start - timedelta(days=1))


def promised_by(schedule: RefreshSchedule) -> QuerySet[Promise]:
    """The promises a schedule delivers on: its own, or those of the entitlement; in the order of their planned days."""
    if schedule.entitlement_id is None:
        own = {"rule": RULE, "source_kind": type_of(RefreshSchedule).kind, "source_id": schedule.pk}
    else:
        own = {"rule": ENTITLED, "occurrence__startswith": f"{ENTITLED}/entitlement:{schedule.entitlement_id}/on-"}
    return Promise._default_manager.filter(**own, binned_at__isnull=True).order_by("occurrence")


def planned_of(promise: Promise) -> date | None:
    """The day a promise was planned for."""
    found = _PLANNED.fullmatch(promise.occurrence or "")
    return date.fromisoformat(found[1]) if found else None


def next_planned(schedule: RefreshSchedule, today: date) -> date | None:
    """The planned day of its first open promise, else the first its recurrence names after the last delivery."""
    first = promised_by(schedule).filter(state=State.OPEN).first()
    if first is not None and (planned := planned_of(first)):
        return planned
    after = (schedule.last_on + timedelta(days=1)) if schedule.last_on else min(schedule.first_on, today)
    days = planned_days(schedule, max(after, schedule.first_on), max(today, after) + 6 * AHEAD)
    return days[0] if days else None
