"""Where promises stand on Today, by the reader's day and week."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followthrough.foundation.calendar.rules import WorkingCalendar
from followthrough.keystone.promises.rules import (
    Direction,
    Due,
    Horizon,
    Owed,
    PromiseState,
    StandingWord,
    TodayGroup,
    horizon,
    listed_at,
    standing_word,
    today_group,
)

BERLIN = WorkingCalendar("Europe/Berlin")
TUESDAY = date(2026, 11, 24)
NOW = BERLIN.at(TUESDAY, time(10))
SEEN = horizon(NOW, "Europe/Berlin")
OPEN = Owed(PromiseState.OPEN, Due(on=TUESDAY), NOW - timedelta(days=9))
FRIDAY = BERLIN.at(date(2026, 11, 27), time(9))


@pytest.mark.parametrize(
    ("change", "group"),
    [
        ({"due": Due(on=date(2026, 11, 23))}, TodayGroup.LATE),
        ({"due": Due(at=NOW - timedelta(minutes=1))}, TodayGroup.LATE),
        ({}, TodayGroup.TODAY),
        ({"due": Due(on=date(2026, 11, 25))}, TodayGroup.LATER_THIS_WEEK),
        ({"due": Due(on=date(2026, 11, 29))}, TodayGroup.LATER_THIS_WEEK),
        ({"due": Due(on=date(2026, 11, 30))}, TodayGroup.LATER),
        ({"is_blocked": True}, TodayGroup.TODAY),
        ({"is_blocked": True, "due": Due(on=date(2026, 11, 23))}, TodayGroup.WAITING),
        ({"direction": Direction.WAIT, "due": Due(on=date(2026, 12, 30))}, TodayGroup.WAITING),
        ({"snoozed_until": FRIDAY}, TodayGroup.LATER_THIS_WEEK),
        ({"snoozed_until": FRIDAY, "due": Due(on=date(2026, 11, 20))}, TodayGroup.LATER_THIS_WEEK),
        ({"state": PromiseState.VOID}, None),
    ],
)
def test_today_group_on_a_tuesday_morning(change: dict[str, object], group: TodayGroup | None) -> None:
    assert today_group(replace(OPEN, **change), SEEN, BERLIN) is group


def test_week_ends_where_the_reader_says_it_does() -> None:
    sunday = Due(on=date(2026, 11, 29))
    assert horizon(NOW, "Europe/Berlin", 0).end_of_week == BERLIN.end_of_day(date(2026, 11, 29))
    assert horizon(NOW, "Europe/Berlin", 6).end_of_week == BERLIN.end_of_day(date(2026, 11, 28))
    assert today_group(replace(OPEN, due=sunday), horizon(NOW, "Europe/Berlin", 6), BERLIN) is TodayGroup.LATER


def test_a_day_owed_far_west_is_still_tomorrow_for_a_reader_far_east() -> None:
    honolulu = WorkingCalendar("Pacific/Honolulu")
    morning_in_tokyo = datetime(2026, 11, 24, 0, 30, tzinfo=UTC)
    seen = horizon(morning_in_tokyo, "Asia/Tokyo")
    assert standing_word(replace(OPEN, due=Due(on=date(2026, 11, 23))), seen.now, honolulu) is StandingWord.DUE_TODAY
    assert today_group(replace(OPEN, due=Due(on=date(2026, 11, 23))), seen, honolulu) is TodayGroup.TODAY
    assert today_group(OPEN, seen, honolulu) is TodayGroup.LATER_THIS_WEEK


MOMENTS = st.datetimes(datetime(2026, 11, 1), datetime(2026, 12, 31)).map(  # noqa: DTZ001 -- the zone comes next
    lambda moment: moment.replace(tzinfo=UTC)
)
PROMISES = st.builds(
    Owed,
    state=st.sampled_from([PromiseState.OPEN, PromiseState.VOID]),
    due=st.one_of(
        st.builds(Due, at=MOMENTS),
        st.builds(Due, on=st.dates(date(2026, 11, 1), date(2026, 12, 30))),
    ),
    made_at=MOMENTS,
    direction=st.sampled_from(Direction),
    snoozed_until=st.none() | MOMENTS,
    is_blocked=st.booleans(),
)


def by_three_comparisons(owed: Owed, seen: Horizon) -> TodayGroup | None:
    """What a query would do: compare stored moments with the three of the horizon."""
    if owed.state is not PromiseState.OPEN:
        return None
    due, asleep = owed.due.instant(BERLIN), owed.snoozed_until is not None and owed.snoozed_until > seen.now
    if owed.direction is Direction.WAIT or (owed.is_blocked and not asleep and due < seen.now):
        return TodayGroup.WAITING
    moment = owed.snoozed_until if asleep and owed.snoozed_until else due
    if moment < seen.now:
        return TodayGroup.LATE
    if moment <= seen.end_of_today:
        return TodayGroup.TODAY
    return TodayGroup.LATER_THIS_WEEK if moment <= seen.end_of_week else TodayGroup.LATER


@given(PROMISES, MOMENTS, st.sampled_from(["Europe/Berlin", "Asia/Tokyo", "America/Los_Angeles"]), st.integers(0, 6))
def test_today_group_is_what_a_query_over_stored_moments_finds(
    owed: Owed, now: datetime, zone: str, week_starts_on: int
) -> None:
    seen = horizon(now, zone, week_starts_on)
    assert today_group(owed, seen, BERLIN) == by_three_comparisons(owed, seen)
    assert seen.now <= seen.end_of_today <= seen.end_of_week <= now + timedelta(days=8)


def test_rows_are_sorted_by_when_they_come_back_or_are_due() -> None:
    assert listed_at(OPEN, NOW, BERLIN) == BERLIN.end_of_day(TUESDAY)
    assert listed_at(replace(OPEN, snoozed_until=FRIDAY), NOW, BERLIN) == FRIDAY
    assert listed_at(replace(OPEN, snoozed_until=FRIDAY), FRIDAY, BERLIN) == BERLIN.end_of_day(TUESDAY)
