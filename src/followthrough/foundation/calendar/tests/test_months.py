"""Months added keep the day that was meant, and the end of the month where there is no such day."""

from calendar import monthrange
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followthrough.foundation.calendar.rules import add_months

DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))


@given(DAYS, st.integers(-400, 400))
def test_add_months_moves_by_months_and_keeps_the_day_where_it_exists(day: date, months: int) -> None:
    later = add_months(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day == min(day.day, monthrange(later.year, later.month)[1])


@given(DAYS, st.lists(st.integers(-30, 30), max_size=8))
def test_a_chain_with_its_anchor_comes_to_the_same_day_as_one_step(day: date, steps: list[int]) -> None:
    chained = day
    for step in steps:
        chained = add_months(chained, step, day.day)
    assert chained == add_months(day, sum(steps))


def test_chain_from_the_31st_and_from_a_leap_day() -> None:
    assert add_months(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert add_months(date(2028, 1, 31), 1) == date(2028, 2, 29)
    assert add_months(date(2026, 2, 28), 1, anchor_day=31) == date(2026, 3, 31)
    leap_day = date(2028, 2, 29)
    assert [add_months(leap_day, 12 * years) for years in (1, 4)] == [date(2029, 2, 28), date(2032, 2, 29)]


def test_add_months_refuses_an_anchor_or_a_year_there_is_not() -> None:
    with pytest.raises(ValueError, match="1 to 31"):
        add_months(date(2026, 1, 1), 1, anchor_day=32)
    with pytest.raises(OverflowError):
        add_months(date(9999, 12, 1), 1)
