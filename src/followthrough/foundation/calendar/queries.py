"""Which working calendar holds for a team, and on which days it is closed."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, time, timedelta
from functools import lru_cache
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject

from followthrough.foundation.calendar.models import SpecialDay, WorkCalendar, usual_week
from followthrough.foundation.calendar.rules import (
    BadWeekError,
    UnknownRegionError,
    Week,
    WorkingCalendar,
    holiday_dates,
)
from followthrough.kernel.people.models import Team, company
from followthrough.kernel.records.prepared import prepared

Days = tuple[tuple[date, str, bool], ...]
_DAY = timedelta(days=1)


class Holidays(Mapping[date, str]):
    """The public holidays of a country or region, found year by year as they are asked for.

    Days that are worked nevertheless are left out. Iterating gives the holidays of the years asked about so far.
    """

    def __init__(self, country: str, region: str, worked: frozenset[date]) -> None:
        self._place = (country, region or None)
        self._worked = worked
        self._years: dict[int, Mapping[date, str]] = {}

    def __getitem__(self, day: date) -> str:
        if day.year not in self._years:
            self._years[day.year] = self._of_year(day.year)
        return self._years[day.year][day]

    def _of_year(self, year: int) -> Mapping[date, str]:
        try:
            found = holiday_dates(*self._place, [year])
        except UnknownRegionError:
            return {}  # a country nobody knows the holidays of still has weekdays
        return {when: name for when, name in found.items() if when not in self._worked}

    def __iter__(self) -> Iterator[date]:
        return (day for year in sorted(self._years) for day in self._years[year])

    def __len__(self) -> int:
        return sum(len(days) for days in self._years.values())


class Calendars:
    """All working calendars of the house, read once; make one for a request or a job and let it go with it."""

    def __init__(self) -> None:
        self._own = {row.team_id: _kept(row, row.days) for row in _calendars().rows()}
        if None not in self._own:
            self._own[None] = _working(company().zone, "", "", json.dumps(usual_week()), ())
        has_teams = len(self._own) > 1
        self._parents = dict(_teams().rows()) if has_teams else {}

    def of(self, *team_ids: int | None) -> WorkingCalendar:
        """The calendar of the first team that has one, itself or above it; otherwise the house's."""
        for team_id in team_ids:
            seen: set[int] = set()
            while team_id is not None and team_id not in seen:
                if team_id in self._own:
                    return self._own[team_id]
                seen.add(team_id)
                team_id = self._parents.get(team_id)
        return self._own[None]


@prepared
def _calendars() -> QuerySet[Any]:
    special = SpecialDay._default_manager.filter(calendar=OuterRef("pk"), binned_at__isnull=True).order_by("day")
    return WorkCalendar._default_manager.filter(binned_at__isnull=True).annotate(
        days=ArraySubquery(special.values(json=JSONObject(day="day", name="name", is_working="is_working")))
    )


@prepared
def _teams() -> QuerySet[Team, tuple[int, int | None]]:
    return Team._default_manager.values_list("pk", "parent_id")


def _kept(row: WorkCalendar, special: Iterable[Mapping[str, Any]]) -> WorkingCalendar:
    days = tuple((date.fromisoformat(d["day"]), d["name"], d["is_working"]) for d in special)
    return _working(row.zone, row.country, row.region, json.dumps(row.week), days)


@lru_cache(maxsize=256)
def _working(zone: str, country: str, region: str, week: str, special: Days) -> WorkingCalendar:
    """Made once for each content, never for a row: counting fills in whole years, and a changed row is another one."""
    worked = frozenset(day for day, _name, is_working in special if is_working)
    return WorkingCalendar(
        zone=zone,
        week=week_of(json.loads(week)),
        holidays=Holidays(country, region, worked) if country else {},
        closures={day: name for day, name, is_working in special if not is_working},
    )


def calendar_for(team_id: int | None, calendars: Calendars | None = None) -> WorkingCalendar:
    """The working calendar a team owes by; hand in `calendars` when asking more than once."""
    return (calendars or Calendars()).of(team_id)


def week_of(stored: Any) -> Week:
    """The week as the rules count it (0 is Monday), from the stored `{"1": [["09:00", "17:30"]], …}` (1 is Monday).

    Raises BadWeekError for anything that is not such a week.
    """
    if not isinstance(stored, dict):
        raise BadWeekError("A working week names its days.")
    try:
        return {
            _weekday(day): tuple((_clock(start), _clock(end)) for start, end in spans) for day, spans in stored.items()
        }
    except (TypeError, ValueError) as problem:
        raise BadWeekError(str(problem)) from problem


def _weekday(written: object) -> int:
    day = int(str(written))
    if not 1 <= day <= 7:
        raise ValueError("Days are 1 for Monday to 7 for Sunday.")
    return day - 1


def _span(start: object, end: object) -> tuple[time, time]:
    return _clock(start), _clock(end)


def _clock(written: object) -> time:
    # Midnight at the end of a day may be written as people say it.
    return time.min if written == "24:00" else time.fromisoformat(str(written))


def closed_days(calendar: WorkCalendar, first: date, last: date) -> list[tuple[date, str]]:
    """Each public holiday and closure of the calendar from first to last day, weekends left out, in order."""
    special = SpecialDay._default_manager.filter(calendar=calendar, binned_at__isnull=True).order_by("day")
    rows = [{**row, "day": str(row["day"])} for row in special.values("day", "name", "is_working")]
    held = _kept(calendar, rows)
    days = [first + n * _DAY for n in range((last - first).days + 1)]
    named = [
        (day, held.closures.get(day) or held.holidays.get(day, "")) for day in days if held.week.get(day.weekday())
    ]
    return [(day, name) for day, name in named if name]
