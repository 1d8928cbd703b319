"""A working calendar: the zone, week, holidays and closures by which somebody owes, and time counted by it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import accumulate
from zoneinfo import ZoneInfo

from followthrough.foundation.calendar.rules import zones
from followthrough.foundation.calendar.rules.week import Week, check_week, office_week

_DAY = timedelta(days=1)
# Ten years without a working day is a calendar filled in wrongly, not a long holiday.
_LONGEST_SEARCH = 3660


class NoWorkingDayError(ValueError):
    """The calendar has no working day within ten years of the day asked about."""


@dataclass(frozen=True)
class _YearSums:
    """Working days and working time of a year's first n days, for n from none to all, so that counting is quick."""

    days: list[int]
    time: list[timedelta]


@dataclass(frozen=True)
class WorkingCalendar:
    """Working time in one IANA zone: a week of spans, less public holidays and closures of one's own (day → name)."""

    zone: str
    week: Week = field(default_factory=office_week, hash=False)
    holidays: Mapping[date, str] = field(default_factory=dict, hash=False)
    closures: Mapping[date, str] = field(default_factory=dict, hash=False)
    _years: dict[int, _YearSums] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        zones.zone_of(self.zone)
        check_week(self.week)

    @property
    def zone_info(self) -> ZoneInfo:
        """The zone itself."""
        return zones.zone_of(self.zone)

    def day_of(self, moment: datetime) -> date:
        """The day that moment falls on in this calendar's zone."""
        return _aware(moment).astimezone(self.zone_info).date()

    def end_of_day(self, day: date) -> datetime:
        """The last moment, in UTC, of the day in this zone: what expires or is due on a day is good until then."""
        return zones.end_of_day(day, self.zone_info)

    def at(self, day: date, clock: time) -> datetime:
        """The moment, in UTC, of that clock time; see ``zones.instant`` for skipped and doubled ones."""
        return zones.instant(day, clock, self.zone_info)

    def is_working_day(self, day: date) -> bool:
        """Is any time worked on that day?"""
        return bool(self.week.get(day.weekday())) and day not in self.holidays and day not in self.closures

    def hours_of(self, day: date) -> tuple[datetime, datetime] | None:
        """When work begins and when it ends on that day, in UTC; None if nobody works."""
        spans = self._spans(day)
        return (spans[0][0], spans[-1][1]) if spans else None

    def next_working_day(self, day: date) -> date:
        """The first working day after that day."""
        return self._seek(day + _DAY, _DAY)

    def previous_working_day(self, day: date) -> date:
        """The last working day before that day."""
        return self._seek(day - _DAY, -_DAY)

    def shift_to_working_day(self, day: date) -> date:
        """That day if it is worked, else the next working day."""
        return self._seek(day, _DAY)

    def shift_back_to_working_day(self, day: date) -> date:
        """That day if it is worked, else the working day before it: for lead times, which must not run out."""
        return self._seek(day, -_DAY)

    def add_working_days(self, day: date, days: int) -> date:
        """The so-manieth working day after that day, before it if negative; none at all shifts to a working day."""
        if days == 0:
            return self.shift_to_working_day(day)
        for _ in range(abs(days)):
            day = self.next_working_day(day) if days > 0 else self.previous_working_day(day)
        return day

    def working_days_between(self, start: date, end: date) -> int:
        """How many working days come after start, up to and with end; negative the other way round."""
        if end < start:
            return -self.working_days_between(end, start)
        whole_years = sum(self._sums(year).days[-1] for year in range(start.year, end.year))
        return whole_years + self._sums(end.year).days[_nth(end)] - self._sums(start.year).days[_nth(start)]

    def add_working_time(self, moment: datetime, duration: timedelta) -> datetime:
        """The moment by which that much working time has passed, in UTC.

        Time outside working hours does not count. A duration that ends with a span ends then, not when the next
        span starts; none at all gives the first working moment. Raises ValueError for a negative duration.
        """
        if duration < timedelta(0):
            raise ValueError("Working time is added, not taken away.")
        start, day = _aware(moment).astimezone(UTC), self.day_of(moment)
        while True:
            for opens, closes in self._spans(day):
                start = max(start, opens)
                if closes > start and duration <= closes - start:
                    return start + duration
                duration -= max(closes - start, timedelta(0))
            day = self.next_working_day(day)

    def working_time_between(self, start: datetime, end: datetime) -> timedelta:
        """How much working time lies between two moments; negative if the second comes first."""
        start, end = _aware(start).astimezone(UTC), _aware(end).astimezone(UTC)
        if end < start:
            return -self.working_time_between(end, start)
        years = range(self.day_of(start).year, self.day_of(end).year)
        whole_years = sum((self._sums(year).time[-1] for year in years), timedelta(0))
        return whole_years + self._worked_this_year(end) - self._worked_this_year(start)

    def _worked_this_year(self, moment: datetime) -> timedelta:
        day = self.day_of(moment)
        today = (min(moment, closes) - opens for opens, closes in self._spans(day) if opens < moment)
        return self._sums(day.year).time[_nth(day) - 1] + sum(today, timedelta(0))

    def _spans(self, day: date) -> list[tuple[datetime, datetime]]:
        if not self.is_working_day(day):
            return []
        return [(self._utc(day, start), self._utc(day, end, closing=True)) for start, end in self.week[day.weekday()]]

    def _utc(self, day: date, clock: time, *, closing: bool = False) -> datetime:
        at_midnight = closing and clock == time.min
        return self.at(day + _DAY if at_midnight else day, clock)

    def _sums(self, year: int) -> "_YearSums":
        if year not in self._years:
            first = date(year, 1, 1)
            days = [first + n * _DAY for n in range((date(year, 12, 31) - first).days + 1)]
            worked = (sum((closes - opens for opens, closes in self._spans(day)), timedelta(0)) for day in days)
            self._years[year] = _YearSums(
                days=list(accumulate((self.is_working_day(day) for day in days), initial=0)),
                time=list(accumulate(worked, initial=timedelta(0))),
            )
        return self._years[year]

    def _seek(self, day: date, step: timedelta) -> date:
        for _ in range(_LONGEST_SEARCH):
            if self.is_working_day(day):
                return day
            day += step
        raise NoWorkingDayError(f"No working day within ten years of {day}.")


def _nth(day: date) -> int:
    return day.timetuple().tm_yday


def _aware(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("A moment needs its time zone.")
    return moment
