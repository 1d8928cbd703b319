"""Counting working days agrees with walking the calendar day by day."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followthrough.foundation.calendar.rules import BadWeekError, NoWorkingDayError, WorkingCalendar
from followthrough.foundation.calendar.tests.calendars import CALENDARS, DAYS

DAY = timedelta(days=1)
BERLIN = WorkingCalendar("Europe/Berlin", holidays={date(2026, 12, 25): "Christmas Day"})


def walk(calendar: WorkingCalendar, start: date, end: date) -> list[date]:
    days = [start + n * DAY for n in range(1, (end - start).days + 1)]
    return [day for day in days if calendar.is_working_day(day)]


@given(CALENDARS, DAYS, DAYS)
def test_working_days_between_is_the_walk_from_one_to_the_other(
    calendar: WorkingCalendar, first: date, second: date
) -> None:
    start, end = min(first, second), max(first, second)
    assert calendar.working_days_between(start, end) == len(walk(calendar, start, end))
    assert calendar.working_days_between(end, start) == -len(walk(calendar, start, end))


@given(CALENDARS, DAYS, st.integers(1, 40))
def test_add_working_days_lands_on_the_last_day_of_the_walk(calendar: WorkingCalendar, day: date, days: int) -> None:
    later, earlier = calendar.add_working_days(day, days), calendar.add_working_days(day, -days)
    assert (calendar.is_working_day(later), calendar.is_working_day(earlier)) == (True, True)
    assert len(walk(calendar, day, later)) == days
    assert len(walk(calendar, earlier - DAY, day - DAY)) == days
    assert calendar.working_days_between(day, later) == days


@given(CALENDARS, DAYS)
def test_shifts_keep_a_working_day_and_else_take_the_nearest_on_their_side(
    calendar: WorkingCalendar, day: date
) -> None:
    ahead, back = calendar.shift_to_working_day(day), calendar.shift_back_to_working_day(day)
    if calendar.is_working_day(day):
        assert (ahead, back) == (day, day)
    else:
        assert (ahead, back) == (calendar.next_working_day(day), calendar.previous_working_day(day))
    assert calendar.add_working_days(day, 0) == ahead


def test_lateness_of_the_design_counts_working_days_only() -> None:
    tuesday = date(2026, 11, 24)
    assert BERLIN.working_days_between(date(2026, 11, 16), tuesday) == 6
    assert BERLIN.working_days_between(date(2026, 11, 20), tuesday) == 2


def test_next_working_day_steps_over_a_holiday_and_the_weekend() -> None:
    assert BERLIN.next_working_day(date(2026, 12, 24)) == date(2026, 12, 28)
    assert BERLIN.add_working_days(date(2026, 12, 28), -1) == date(2026, 12, 24)
    assert BERLIN.working_days_between(date(2025, 12, 31), date(2026, 12, 31)) == 260


def test_a_calendar_closed_for_good_says_so() -> None:
    closed = {date(2026, 1, 1) + n * DAY: "closed" for n in range(5000)}
    with pytest.raises(NoWorkingDayError):
        WorkingCalendar("UTC", closures=closed).next_working_day(date(2026, 1, 1))


@pytest.mark.parametrize(
    "week",
    [
        {},
        {0: ()},
        {7: ((time(9), time(17)),)},
        {0: ((time(17), time(9)),)},
        {0: ((time(9), time(12)), (time(11), time(17)))},
        {0: ((time(9), time(0)), (time(11), time(17)))},
    ],
)
def test_calendar_refuses_a_week_that_makes_no_sense(week: dict[int, tuple[tuple[time, time], ...]]) -> None:
    with pytest.raises(BadWeekError):
        WorkingCalendar("UTC", week=week)
