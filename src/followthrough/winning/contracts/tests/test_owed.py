"""The days on which something is owed agree with an independent calendar, month by month and leap years too."""

from calendar import monthrange
from datetime import date, timedelta

import pytest
from dateutil.rrule import MONTHLY, WEEKLY, rrule
from hypothesis import given
from hypothesis import strategies as st

from followthrough.foundation.calendar.rules import WorkingCalendar, office_week
from followthrough.winning.contracts.rules.owed import Plan, due_day, planned_days, promised_through
from followthrough.winning.contracts.rules.terms import Terms, run_number

DAYS = st.dates(date(2020, 1, 1), date(2032, 12, 31))
CALENDAR = WorkingCalendar(zone="America/New_York", week=office_week(), holidays={}, closures={})


@given(DAYS, st.integers(1, 6), st.integers(0, 900))
def test_months_end_on_their_last_day_where_a_day_is_missing(first: date, interval: int, length: int) -> None:
    horizon = first + timedelta(days=length)
    expected, number = [], 0
    while True:
        months = first.year * 12 + first.month - 1 + number * interval
        year, month = months // 12, months % 12 + 1
        day = date(year, month, min(first.day, monthrange(year, month)[1]))
        if day > horizon:
            break
        expected.append(day)
        number += 1
    found = planned_days(Plan(first, None, first, f"FREQ=MONTHLY;INTERVAL={interval}"), first, horizon)
    assert found == expected


@given(DAYS, st.sampled_from(("WEEKLY", "MONTHLY")), st.integers(1, 28), st.integers(0, 1200), st.integers(0, 400))
def test_days_agree_with_another_reading_of_the_rule(
    start: date, often: str, day: int, length: int, skipped: int
) -> None:
    first, since, horizon = start.replace(day=day), start + timedelta(days=skipped), start + timedelta(days=length)
    found = planned_days(Plan(start, None, first, f"FREQ={often}"), since, horizon)
    told = rrule({"WEEKLY": WEEKLY, "MONTHLY": MONTHLY}[often], dtstart=first, until=horizon)
    assert found == [one.date() for one in told if one.date() >= max(since, start)]


@given(DAYS, st.integers(0, 30), st.integers(0, 30))
def test_what_is_due_lies_on_a_working_day_the_lead_before(planned: date, lead: int, window: int) -> None:
    due = due_day(planned, lead, window, CALENDAR, not_before=date(2019, 1, 1))
    assert due.weekday() < 5
    before = due_day(planned, lead, 0, CALENDAR, not_before=date(2019, 1, 1))
    assert CALENDAR.working_days_between(before, due) == window
    assert before <= planned


def test_an_end_in_between_cuts_what_recurs() -> None:
    plan = Plan(date(2026, 2, 1), date(2026, 4, 30), None, "FREQ=MONTHLY")
    assert planned_days(plan, date(2026, 2, 1), date(2027, 1, 31)) == [date(2026, month, 1) for month in (2, 3, 4)]


def test_what_is_owed_once_is_owed_on_its_day_even_beyond_the_term() -> None:
    plan = Plan(date(2026, 2, 1), None, date(2027, 3, 1))
    assert planned_days(plan, date(2026, 2, 1), date(2027, 1, 31)) == [date(2027, 3, 1)]
    assert planned_days(Plan(date(2026, 2, 1)), date(2026, 2, 1), date(2027, 1, 31)) == [date(2026, 2, 1)]


@pytest.mark.parametrize(
    ("day", "through"), [(date(2026, 12, 2), date(2027, 1, 31)), (date(2026, 12, 3), date(2028, 1, 31))]
)
def test_the_next_term_is_certain_the_day_after_the_last_for_notice(day: date, through: date) -> None:
    terms = Terms(date(2026, 2, 1), date(2027, 1, 31), renews=True, notice=60)
    assert promised_through(terms, run_number(terms, 0, CALENDAR), day, CALENDAR, None) == through


def test_a_contract_without_an_end_is_promised_a_year_at_a_time_two_months_ahead() -> None:
    terms = Terms(date(2024, 2, 29))
    run = run_number(terms, 0, CALENDAR)
    days = (date(2024, 3, 1), date(2024, 12, 29), date(2024, 12, 31))
    assert [promised_through(terms, run, day, CALENDAR, None) for day in days] == [
        date(2025, 2, 27), date(2025, 2, 27), date(2026, 2, 27),
    ]  # fmt: skip
