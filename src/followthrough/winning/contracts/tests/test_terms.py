"""When a contract runs, renews and ends, against a day-by-day oracle and the examples people know."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from followthrough.foundation.calendar.rules import WorkingCalendar, add_months
from followthrough.winning.contracts.rules.standing import State, Word, standing
from followthrough.winning.contracts.rules.terms import (
    NoticeUnit,
    Terms,
    end_after,
    end_by_notice,
    end_of,
    last_notice_day,
    months_between,
    run_number,
    run_on,
)

OFFICE = WorkingCalendar("UTC")
DAY = timedelta(days=1)
DAYS = st.dates(date(2000, 1, 1), date(2060, 12, 31))


@pytest.mark.parametrize(
    ("ends", "notice", "unit", "last"),
    [
        (date(2027, 1, 31), 60, NoticeUnit.DAYS, date(2026, 12, 2)),
        (date(2027, 4, 30), 3, NoticeUnit.MONTHS, date(2027, 1, 31)),
        (date(2027, 2, 28), 3, NoticeUnit.MONTHS, date(2026, 11, 30)),
        (date(2028, 2, 29), 1, NoticeUnit.MONTHS, date(2028, 1, 31)),
        (date(2027, 5, 15), 3, NoticeUnit.MONTHS, date(2027, 2, 15)),
        (date(2026, 11, 27), 5, NoticeUnit.WORKING_DAYS, date(2026, 11, 22)),
        (date(2027, 1, 31), 0, NoticeUnit.DAYS, date(2027, 1, 31)),
    ],
)
def test_the_last_day_for_notice_as_people_count_it(ends: date, notice: int, unit: NoticeUnit, last: date) -> None:
    assert last_notice_day(ends, notice, unit, OFFICE) == last


@pytest.mark.parametrize(
    ("starts", "months", "ends"),
    [
        (date(2026, 2, 1), 12, date(2027, 1, 31)),
        (date(2026, 8, 31), 12, date(2027, 8, 30)),
        (date(2027, 8, 31), 6, date(2028, 2, 28)),
        (date(2028, 2, 29), 12, date(2029, 2, 27)),
    ],
)
def test_a_term_ends_on_the_day_before_its_anniversary(starts: date, months: int, ends: date) -> None:
    assert end_after(starts, months) == ends


def test_a_contract_from_a_leap_day_comes_back_to_it() -> None:
    terms = Terms(date(2028, 2, 29), end_after(date(2028, 2, 29), 12), renews=True)
    starts = [run_number(terms, number, OFFICE).starts_on for number in range(5)]
    assert starts == [date(2028, 2, 29), date(2029, 2, 28), date(2030, 2, 28), date(2031, 2, 28), date(2032, 2, 29)]


TERMS = st.builds(
    lambda start, months, renews, renewal, limit, notice, unit: Terms(
        start, end_after(start, months), renews, renewal, limit, notice, unit
    ),
    DAYS,
    st.integers(1, 40),
    st.just(True),
    st.integers(1, 24),
    st.none() | st.integers(1, 5),
    st.integers(0, 4),
    st.sampled_from(NoticeUnit),
)


@settings(max_examples=60, deadline=None)
@given(TERMS, st.integers(0, 4000))
def test_every_day_lies_in_exactly_one_term_and_terms_leave_no_gap(terms: Terms, days: int) -> None:
    day = terms.starts_on + timedelta(days=days)
    run = run_on(terms, day, OFFICE)
    assert run.ends_on is not None
    assert run.starts_on <= day
    assert day <= run.ends_on or run.is_last
    if not run.is_last:
        assert run_number(terms, run.number + 1, OFFICE).starts_on == run.ends_on + DAY


@settings(max_examples=60, deadline=None)
@given(TERMS, st.integers(0, 1500))
def test_notice_ends_the_first_term_it_comes_early_enough_for(terms: Terms, days: int) -> None:
    given_on = terms.starts_on + timedelta(days=days)
    number = 0
    while True:  # the oracle: term after term
        run = run_number(terms, number, OFFICE)
        in_time = run.notice_by is not None and given_on <= run.notice_by
        if in_time or run.is_last:
            break
        number += 1
    assert end_of(terms, given_on, OFFICE) == run.ends_on


@settings(max_examples=60, deadline=None)
@given(DAYS, st.integers(0, 90), st.sampled_from(NoticeUnit))
def test_an_open_ended_contract_ends_on_the_first_day_the_notice_was_early_enough_for(
    given_on: date, notice: int, unit: NoticeUnit
) -> None:
    notice = min(notice, 12) if unit is not NoticeUnit.DAYS else notice
    end = end_by_notice(given_on, notice, unit, OFFICE)
    assert last_notice_day(end, notice, unit, OFFICE) >= given_on
    assert end == given_on or last_notice_day(end - DAY, notice, unit, OFFICE) < given_on


def test_without_notice_it_goes_on_until_its_limit() -> None:
    terms = Terms(date(2026, 2, 1), date(2027, 1, 31), renews=True, renewal_limit=2)
    assert end_of(terms, None, OFFICE) == date(2029, 1, 31)
    assert end_of(Terms(date(2026, 2, 1), date(2027, 1, 31), renews=True), None, OFFICE) is None
    assert end_of(Terms(date(2026, 2, 1), date(2027, 1, 31)), None, OFFICE) == date(2027, 1, 31)


def test_a_signed_contract_stands_by_its_dates() -> None:
    start, end = date(2026, 2, 1), date(2027, 1, 31)
    words = [
        standing(State.SIGNED, day, starts_on=start, ends_on=end).word for day in (start - DAY, start, end, end + DAY)
    ]
    assert words == [Word.TO_START, Word.RUNNING, Word.RUNNING, Word.ENDED]
    near = standing(State.SIGNED, date(2026, 11, 24), starts_on=start, notice_by=date(2026, 12, 2))
    assert near.notice_soon == date(2026, 12, 2)
    assert add_months(start, 12) == end + DAY


@settings(max_examples=60, deadline=None)
@given(DAYS, st.integers(1, 240))
def test_months_of_a_term_are_those_it_was_made_of_and_a_begun_one_counts(starts: date, months: int) -> None:
    ends = end_after(starts, months)
    assert (months_between(starts, ends), months_between(starts, ends + DAY)) == (months, months + 1)
