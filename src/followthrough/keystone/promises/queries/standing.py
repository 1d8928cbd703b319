"""What standing promises owe in the coming sixty days."""

from collections.abc import Collection, Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from followthrough.foundation.calendar.queries import Calendars
from followthrough.foundation.calendar.rules import WorkingCalendar
from followthrough.kernel.access.actor import SYSTEM
from followthrough.kernel.papers.wording import day_said
from followthrough.keystone.promises.models import StandingPromise
from followthrough.keystone.promises.queries.wanted import Wanted
from followthrough.keystone.promises.rules import occurrence_key, occurrences, parse_recurrence, working_lead_due

RULE = "promises.standing"
AHEAD = timedelta(days=60)


def wanted_standing(ids: Collection[int] | None, days: int, now: datetime) -> Iterator[Wanted]:
    """A promise for each planned date from the day the standing promise came in to sixty days ahead.

    A single date far ahead is promised when its due comes within those sixty days. `days` is not used.
    """
    rows = StandingPromise.visible_to(SYSTEM).filter(Q(ends_on__isnull=True) | Q(ends_on__gte=now.date() - AHEAD))
    if ids is not None:
        rows = rows.filter(pk__in=ids)
    calendars = Calendars()
    linked = rows.select_related("account", "contact", "owner", "department", "minder").order_by("pk")
    for standing in linked.iterator(chunk_size=2000):
        owners_team = standing.owner.team_id if standing.owner else None
        accounts_team = standing.account.team_id if standing.account else None
        calendar = calendars.of(standing.department_id, owners_team, accounts_team)
        for planned in planned_dates(standing, calendar, now):
            yield _wanted(standing, planned, calendar)


def planned_dates(standing: StandingPromise, calendar: WorkingCalendar, now: datetime) -> list[date]:
    """The dates it falls on, from the day it came in to those whose due lies within sixty days."""
    came_in, horizon = calendar.day_of(standing.created_at), calendar.day_of(now) + AHEAD
    until = calendar.add_working_days(horizon, standing.lead_days) if standing.lead_days else horizon
    last = min(until, standing.ends_on or until)
    if not standing.recurrence:
        return [standing.starts_on] if came_in <= standing.starts_on <= last else []
    rule = parse_recurrence(standing.recurrence)
    return occurrences(rule, standing.starts_on, last, after=came_in - timedelta(days=1))


def _wanted(standing: Any, planned: date, calendar: WorkingCalendar) -> Wanted:
    came_in = calendar.day_of(standing.created_at)
    if standing.lead_days:
        because = _("Planned for %(day)s; due %(days)d working days before.")
    else:
        because = _("Planned for %(day)s.")
    return Wanted(
        what=standing.what,
        kind=standing.kind,
        due_on=working_lead_due(planned, standing.lead_days, calendar, not_before=came_in),
        account=standing.account,
        contact=standing.contact,
        owner=standing.owner,
        department=standing.department,
        minder=standing.minder,
        source=standing,
        source_text=because % {"day": day_said(planned), "days": standing.lead_days},
        rule=RULE,
        occurrence=occurrence_key(RULE, f"standing:{standing.pk}", planned),
    )
