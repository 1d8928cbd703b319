"""Which working calendar holds for a team, and on which days it is closed."""

from collections.abc import Iterator, Mapping
from datetime import date, time, timedelta
from typing import Any

from followthrough.foundation.calendar.models import SpecialDay, WorkCalendar, usual_week
from followthrough.foundation.calendar.rules import (
    BadWeekError,
    UnknownRegionError,
    Week,
    WorkingCalendar,
    holiday_dates,
)
from followthrough.kernel.people.models import Team, company

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
            found = holiday_dates(*self._place, [day.year])
            self._years[day.year] = {when: name for when, name in found.items() if when not in self._worked}
        return self._years[day.year][day]

    def __iter__(self) -> Iterator[date]:
        return (day for year in sorted(self._years) for day in self._years[year])

    def __len__(self) -> int:
        return sum(len(days) for days in self._years.values())


class Calendars:
    """All working calendars of the house, read once; make one for a request or a job and let it go with it."""

    def __init__(self) -> None:
        self._parents: dict[int, int | None] = dict(Team._default_manager.values_list("id", "parent_id"))
        rows = WorkCalendar._default_manager.filter(binned_at__isnull=True)
        self._stored: dict[int | None, WorkCalendar] = {row.team_id: row for row in rows}
        self._special: dict[int, list[SpecialDay]] = {}
        for special in SpecialDay._default_manager.filter(binned_at__isnull=True):
            self._special.setdefault(special.calendar_id, []).append(special)
        self._made: dict[int | None, WorkingCalendar] = {}

    def for_team(self, team_id: int | None) -> WorkingCalendar:
        """The team's own calendar, else that of the nearest team above it, else the house's."""
        holder = self._holder(team_id)
        if holder not in self._made:
            self._made[holder] = self._make(self._stored.get(holder))
        return self._made[holder]

    def _holder(self, team_id: int | None) -> int | None:
        seen: set[int] = set()
        while team_id is not None and team_id not in self._stored and team_id not in seen:
            seen.add(team_id)
            team_id = self._parents.get(team_id)
        return team_id if team_id in self._stored else None

    def _make(self, stored: WorkCalendar | None) -> WorkingCalendar:
        if stored is None:
            return WorkingCalendar(zone=company().zone, week=week_of(usual_week()))
        special = self._special.get(stored.pk, [])
        worked = frozenset(day.day for day in special if day.is_working)
        return WorkingCalendar(
            zone=stored.zone,
            week=week_of(stored.week),
            holidays=Holidays(stored.country, stored.region, worked) if stored.country else {},
            closures={day.day: day.name for day in special if not day.is_working},
        )


def calendar_for(team_id: int | None, calendars: Calendars | None = None) -> WorkingCalendar:
    """The working calendar a team owes by; hand in `calendars` when asking more than once."""
    return (calendars or Calendars()).for_team(team_id)


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
    held = Calendars()._make(calendar)
    days = [first + n * _DAY for n in range((last - first).days + 1)]
    named = [(day, held.closures.get(day) or _holiday(held, day)) for day in days if held.week.get(day.weekday())]
    return [(day, name) for day, name in named if name]


def _holiday(held: WorkingCalendar, day: date) -> str:
    try:
        return held.holidays.get(day, "")
    except UnknownRegionError:
        return ""
