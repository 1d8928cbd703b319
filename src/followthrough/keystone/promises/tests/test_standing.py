"""How a promise stands: the word, how late, and how much of its time is gone."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followthrough.foundation.calendar.rules import WorkingCalendar, office_week
from followthrough.keystone.promises.rules import (
    Direction,
    Due,
    Lateness,
    LatenessUnit,
    Owed,
    PromiseState,
    Standing,
    StandingWord,
    elapsed_share,
    may_move,
    standing,
)

BERLIN = WorkingCalendar("Europe/Berlin", office_week(time(9), time(18)))
TUESDAY = date(2026, 11, 24)
NOW = BERLIN.at(TUESDAY, time(10))
MADE = BERLIN.at(date(2026, 11, 16), time(9))
OPEN = Owed(PromiseState.OPEN, Due(on=TUESDAY), MADE)


def late(number: int, unit: LatenessUnit) -> Standing:
    return Standing(StandingWord.LATE, Lateness(number, unit), 100, is_overdue=True)


@pytest.mark.parametrize(
    ("due", "number", "unit"),
    [
        (Due(on=date(2026, 11, 16)), 6, LatenessUnit.DAYS),
        (Due(on=date(2026, 11, 20)), 2, LatenessUnit.DAYS),
        (Due(on=date(2026, 11, 23)), 1, LatenessUnit.DAYS),
        (Due(at=BERLIN.at(date(2026, 11, 23), time(13))), 6, LatenessUnit.HOURS),
        (Due(at=BERLIN.at(date(2026, 11, 20), time(13))), 2, LatenessUnit.DAYS),
        (Due(at=BERLIN.at(TUESDAY, time(9, 35))), 25, LatenessUnit.MINUTES),
    ],
)
def test_late_is_counted_in_working_time(due: Due, number: int, unit: LatenessUnit) -> None:
    assert standing(replace(OPEN, due=due), NOW, BERLIN) == late(number, unit)


def test_late_on_a_weekend_is_late_by_no_working_time_yet() -> None:
    saturday = BERLIN.at(date(2026, 11, 28), time(12))
    friday_evening = Due(at=BERLIN.at(date(2026, 11, 27), time(18)))
    assert standing(replace(OPEN, due=friday_evening), saturday, BERLIN) == late(0, LatenessUnit.MINUTES)


def test_due_today_lasts_to_the_end_of_the_day_in_the_zone_that_owes_it() -> None:
    last_minute = BERLIN.at(TUESDAY, time(23, 59))
    assert standing(OPEN, last_minute, BERLIN).word is StandingWord.DUE_TODAY
    assert standing(OPEN, last_minute + timedelta(minutes=1), BERLIN).word is StandingWord.LATE
    auckland = WorkingCalendar("Pacific/Auckland")
    assert standing(OPEN, BERLIN.at(TUESDAY, time(13)), auckland).word is StandingWord.LATE


@pytest.mark.parametrize(
    ("change", "word", "is_overdue"),
    [
        ({"due": Due(on=date(2026, 11, 25))}, StandingWord.OPEN, False),
        ({"due": Due(at=NOW)}, StandingWord.DUE_TODAY, False),
        ({"due": Due(on=date(2026, 11, 20)), "is_blocked": True}, StandingWord.WAITING, True),
        ({"direction": Direction.WAIT}, StandingWord.WAITING, False),
        ({"is_blocked": True, "snoozed_until": NOW + timedelta(hours=1)}, StandingWord.SNOOZED, False),
        ({"due": Due(on=date(2026, 11, 20)), "snoozed_until": NOW + timedelta(1)}, StandingWord.SNOOZED, True),
        ({"snoozed_until": NOW}, StandingWord.DUE_TODAY, False),
        ({"state": PromiseState.MISSED, "is_blocked": True}, StandingWord.MISSED, False),
        ({"state": PromiseState.WAIVED, "snoozed_until": NOW + timedelta(1)}, StandingWord.LET_GO, False),
        ({"state": PromiseState.VOID}, StandingWord.LET_GO, False),
        ({"state": PromiseState.KEPT, "kept_at": BERLIN.end_of_day(TUESDAY)}, StandingWord.KEPT, False),
    ],
)
def test_standing_says_the_word_that_decides(change: dict[str, object], word: StandingWord, is_overdue: bool) -> None:
    found = standing(replace(OPEN, **change), NOW, BERLIN)
    assert (found.word, found.is_overdue, found.lateness) == (word, is_overdue, None)


def test_kept_late_says_how_late_it_was_kept_whatever_the_time_now() -> None:
    kept = replace(OPEN, state=PromiseState.KEPT, kept_at=BERLIN.at(date(2026, 11, 27), time(9)))
    expected = Standing(StandingWord.KEPT_LATE, Lateness(3, LatenessUnit.DAYS), 100, is_overdue=False)
    assert standing(kept, NOW + timedelta(days=400), BERLIN) == expected


def test_ring_fills_with_working_time() -> None:
    due = Due(at=BERLIN.at(date(2026, 11, 24), time(18)))
    monday = BERLIN.at(date(2026, 11, 23), time(9))
    shares = [elapsed_share(monday, due, monday + timedelta(hours=hours), BERLIN) for hours in (-1, 0, 9, 20, 24, 33)]
    assert shares == [0, 0, 50, 50, 50, 100]


MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)).map(  # noqa: DTZ001 -- the zone comes next
    lambda moment: moment.replace(tzinfo=UTC)
)


@given(MOMENTS, MOMENTS, MOMENTS, MOMENTS)
def test_ring_never_goes_back_and_is_full_only_when_due(
    made: datetime, due: datetime, first: datetime, second: datetime
) -> None:
    first, second = sorted((first, second))
    shares = [elapsed_share(made, Due(at=due), now, BERLIN) for now in (first, second)]
    assert shares == sorted(shares)
    assert [share == 100 for share in shares] == [now >= due for now in (first, second)]
    assert shares[0] >= 0


@given(st.dates(date(2026, 1, 1), date(2027, 12, 31)), MOMENTS)
def test_late_means_exactly_that_the_due_has_passed(due_on: date, now: datetime) -> None:
    found = standing(replace(OPEN, due=Due(on=due_on)), now, BERLIN)
    assert (found.word is StandingWord.LATE) == (BERLIN.day_of(now) > due_on)
    assert (found.word is StandingWord.DUE_TODAY) == (BERLIN.day_of(now) == due_on)
    assert found.is_overdue == (found.lateness is not None)


def test_due_is_a_day_or_a_moment_and_nothing_else() -> None:
    for wrong in ({}, {"on": TUESDAY, "at": NOW}, {"at": datetime(2026, 1, 1)}):  # noqa: DTZ001 -- a mistake under test
        with pytest.raises(ValueError, match="moment"):
            Due(**wrong)
    with pytest.raises(TypeError):
        Due(on=NOW)
    with pytest.raises(ValueError, match="kept"):
        replace(OPEN, state=PromiseState.KEPT)


def test_end_states_are_final() -> None:
    ends = [PromiseState.KEPT, PromiseState.MISSED, PromiseState.WAIVED, PromiseState.VOID]
    assert [state for state in PromiseState if may_move(PromiseState.OPEN, state)] == ends
    assert [(old, new) for old in ends for new in PromiseState if may_move(old, new)] == []
