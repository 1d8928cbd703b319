"""Periods agree with the plain sets of days they stand for."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followthrough.values.period import Period

DAYS = st.dates(date(2023, 11, 1), date(2025, 3, 31))
PERIODS = st.tuples(DAYS, DAYS).map(lambda ends: Period(min(ends), max(ends)))


def days_of(period: Period | None) -> set[date]:
    if period is None:
        return set()
    assert period.end is not None
    return {period.start + timedelta(days=n) for n in range((period.end - period.start).days + 1)}


@given(PERIODS, PERIODS, DAYS)
def test_period_agrees_with_its_set_of_days(first: Period, second: Period, day: date) -> None:
    shared = days_of(first) & days_of(second)
    assert days_of(first.intersect(second)) == shared
    assert first.overlaps(second) == bool(shared)
    assert first.contains(day) == (day in days_of(first))
    assert first.days == len(days_of(first))


@given(PERIODS)
def test_months_cover_each_day_once_and_keep_to_one_month(period: Period) -> None:
    months = list(period.months())
    assert sum(month.days for month in months) == period.days
    assert set().union(*map(days_of, months)) == days_of(period)
    assert all(month.end is not None and month.start.month == month.end.month for month in months)


def test_open_period_goes_on() -> None:
    running = Period(date(2026, 3, 1))
    assert running.contains(date(2999, 1, 1))
    assert running.intersect(Period(date(2026, 1, 1), date(2026, 3, 2))) == Period(date(2026, 3, 1), date(2026, 3, 2))
    assert running.intersect(Period(date(2026, 4, 1))) == Period(date(2026, 4, 1))
    with pytest.raises(ValueError, match="without an end"):
        _ = running.days


def test_of_month_knows_leap_days_and_the_last_month_there_is() -> None:
    assert Period.of_month(2028, 2).end == date(2028, 2, 29)
    assert Period.of_month(2026, 2).end == date(2026, 2, 28)
    assert [month.end for month in Period.of_month(9999, 12).months()] == [date.max]
    assert Period.of_year(2026).days == 365


def test_period_refuses_to_end_before_it_starts() -> None:
    with pytest.raises(ValueError, match="before its start"):
        Period(date(2026, 1, 2), date(2026, 1, 1))
