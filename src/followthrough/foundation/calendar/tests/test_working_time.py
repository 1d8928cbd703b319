"""Working time agrees with a clock watched every quarter of an hour, through every jump of the clock."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followthrough.foundation.calendar.rules import UnknownZoneError, WorkingCalendar, office_week
from followthrough.foundation.calendar.tests.calendars import CALENDARS, MOMENTS, QUARTER

HOURS = timedelta(hours=1)
BERLIN = WorkingCalendar("Europe/Berlin", office_week(time(9), time(18)))


def is_worked(calendar: WorkingCalendar, moment: datetime) -> bool:
    local = moment.astimezone(calendar.zone_info)
    spans = calendar.week.get(local.weekday(), ()) if calendar.is_working_day(local.date()) else ()
    return any(start <= local.time() and (end == time.min or local.time() < end) for start, end in spans)


def watch(calendar: WorkingCalendar, start: datetime, end: datetime) -> timedelta:
    quarters = range((end - start) // QUARTER)
    return sum(is_worked(calendar, start + n * QUARTER) for n in quarters) * QUARTER


@given(CALENDARS, MOMENTS, st.integers(0, 4 * 24 * 20))
def test_working_time_between_is_what_a_watched_clock_shows(
    calendar: WorkingCalendar, start: datetime, quarters: int
) -> None:
    end = start + quarters * QUARTER
    assert calendar.working_time_between(start, end) == watch(calendar, start, end)
    assert calendar.working_time_between(end, start) == -watch(calendar, start, end)


@given(CALENDARS, MOMENTS, MOMENTS, MOMENTS)
def test_working_time_adds_up_over_any_stop_on_the_way(
    calendar: WorkingCalendar, first: datetime, second: datetime, third: datetime
) -> None:
    whole = calendar.working_time_between(first, third)
    assert calendar.working_time_between(first, second) + calendar.working_time_between(second, third) == whole


@given(CALENDARS, MOMENTS, st.timedeltas(timedelta(0), timedelta(hours=60)))
def test_add_working_time_ends_at_the_first_moment_when_it_has_passed(
    calendar: WorkingCalendar, start: datetime, duration: timedelta
) -> None:
    end = calendar.add_working_time(start, duration)
    assert calendar.working_time_between(start, end) == duration
    if duration:
        assert calendar.working_time_between(start, end - timedelta(microseconds=1)) < duration
    else:
        assert is_worked(calendar, end)


def test_add_working_time_runs_over_night_weekend_and_zone() -> None:
    friday_in_new_york = datetime(2026, 11, 20, 16, 30, tzinfo=UTC)
    assert BERLIN.add_working_time(friday_in_new_york, 4 * HOURS) == BERLIN.at(date(2026, 11, 23), time(12, 30))
    assert BERLIN.add_working_time(BERLIN.at(date(2026, 11, 20), time(9)), 9 * HOURS) == BERLIN.at(
        date(2026, 11, 20), time(18)
    )


def test_a_night_shift_works_an_hour_less_in_spring_and_more_in_autumn() -> None:
    night = WorkingCalendar("Europe/Berlin", {6: ((time(0), time(6)),)})
    spring, autumn = date(2026, 3, 29), date(2026, 10, 25)
    assert night.working_time_between(night.at(spring, time(0)), night.end_of_day(spring)) == 5 * HOURS
    assert night.working_time_between(night.at(autumn, time(0)), night.end_of_day(autumn)) == 7 * HOURS


def test_working_time_refuses_a_moment_without_zone_and_a_negative_duration() -> None:
    naive = datetime(2026, 1, 1)  # noqa: DTZ001 -- the mistake under test
    with pytest.raises(ValueError, match="time zone"):
        BERLIN.working_time_between(naive, naive)
    with pytest.raises(ValueError, match="not taken away"):
        BERLIN.add_working_time(datetime(2026, 1, 1, tzinfo=UTC), -HOURS)
    with pytest.raises(UnknownZoneError):
        WorkingCalendar("Europe/Bremen")
