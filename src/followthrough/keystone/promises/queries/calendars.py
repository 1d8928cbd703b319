"""Which working calendar somebody owes by: the department's or team's own, one above it, or the house's."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from functools import lru_cache
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from followthrough.foundation.calendar.models import SpecialDay, WorkCalendar, usual_week
from followthrough.foundation.calendar.rules import Span, UnknownRegionError, WorkingCalendar, holiday_dates
from followthrough.kernel import clock
from followthrough.kernel.people.models import Team

Hours = tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
Days = tuple[tuple[str, str, bool], ...]
YEARS_BACK, YEARS_AHEAD = 3, 3


@dataclass(frozen=True, slots=True)
class Calendars:
    """All working calendars at one moment, by the team they hold for; None is the one for everybody else."""

    own: Mapping[int | None, WorkingCalendar]
    parents: Mapping[int, int | None]

    def of(self, *team_ids: int | None) -> WorkingCalendar:
        """The calendar of the first team that has one, itself or above it; otherwise the house's."""
        for team_id in team_ids:
            seen: set[int] = set()
            while team_id is not None and team_id not in seen:
                if team_id in self.own:
                    return self.own[team_id]
                seen.add(team_id)
                team_id = self.parents.get(team_id)
        return self.own[None]


def working_calendars() -> Calendars:
    """Read the calendars in one query, and the tree of teams in a second one only where a team has its own."""
    days = SpecialDay._default_manager.filter(calendar=OuterRef("pk"), binned_at__isnull=True).order_by("day")
    rows = WorkCalendar._default_manager.filter(binned_at__isnull=True).annotate(
        days=ArraySubquery(days.values(json=JSONObject(day="day", name="name", is_working="is_working")))
    )
    this_year = clock.now().year
    own: dict[int | None, WorkingCalendar] = {}
    for row in rows:
        hours = tuple(sorted((day, tuple((a, b) for a, b in spans)) for day, spans in row.week.items()))
        special = tuple((d["day"], d["name"], d["is_working"]) for d in row.days)
        own[row.team_id] = _calendar(row.zone, row.country, row.region, hours, special, this_year)
    if None not in own:
        own[None] = _calendar("UTC", "", "", _usual_hours(), (), this_year)
    teams: Any = Team._default_manager.values_list("pk", "parent_id") if len(own) > 1 else ()
    return Calendars(own, dict(teams))


def _usual_hours() -> Hours:
    return tuple(sorted((day, tuple((a, b) for a, b in spans)) for day, spans in usual_week().items()))


@lru_cache(maxsize=256)
def _calendar(zone: str, country: str, region: str, hours: Hours, days: Days, year: int) -> WorkingCalendar:
    """Built once for each content, since counting working days fills in whole years."""
    week: dict[int, tuple[Span, ...]] = {
        int(day) - 1: tuple((time.fromisoformat(start), time.fromisoformat(end)) for start, end in spans)
        for day, spans in hours
    }
    worked = {date.fromisoformat(day) for day, _name, is_working in days if is_working}
    holidays = _holidays(country, region, range(year - YEARS_BACK, year + YEARS_AHEAD + 1)) if country else {}
    return WorkingCalendar(
        zone=zone,
        week=week,
        holidays={day: name for day, name in holidays.items() if day not in worked},
        closures={date.fromisoformat(day): name for day, name, is_working in days if not is_working},
    )


def _holidays(country: str, region: str, years: range) -> dict[date, str]:
    try:
        return holiday_dates(country, region or None, years)
    except UnknownRegionError:
        return {}  # a calendar for a country nobody knows the holidays of still counts weekdays
