"""The smaller decisions of promises: triggers, keys, pushes, the on-time rate, stories of dates, snooze."""

from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followthrough.foundation.calendar.rules import WorkingCalendar, office_week
from followthrough.keystone.promises import models
from followthrough.keystone.promises.rules import (
    LET_GO_FOR,
    MISSED_FOR,
    MOVED_FOR,
    DateStory,
    Direction,
    OnTimeRate,
    PromisedDate,
    PromiseState,
    Reason,
    SnoozeChoice,
    SnoozePreset,
    due_after_event,
    lead_due,
    next_contact_due,
    next_push,
    occurrence_key,
    on_time,
    snooze_choices,
    working_lead_due,
)

BERLIN = WorkingCalendar("Europe/Berlin", office_week(time(9), time(18)), holidays={date(2026, 12, 25): "Christmas"})
DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))
COUNTS = st.integers(0, 400)


@given(DAYS, st.integers(0, 90))
def test_lead_time_leaves_at_least_the_days_it_promises(target: date, days: int) -> None:
    due = lead_due(target, days, BERLIN)
    assert BERLIN.is_working_day(due)
    assert (target - due).days >= days
    assert not any(BERLIN.is_working_day(due + timedelta(n)) for n in range(1, (target - due).days - days + 1))


def test_lead_time_of_a_target_long_past_starts_on_the_day_the_data_came_in() -> None:
    saturday = date(2026, 11, 21)
    assert lead_due(date(2017, 3, 1), 60, BERLIN, not_before=saturday) == date(2026, 11, 23)
    assert working_lead_due(date(2017, 3, 1), 5, BERLIN, not_before=saturday) == date(2026, 11, 23)
    assert working_lead_due(date(2026, 12, 28), 2, BERLIN) == date(2026, 12, 23)
    assert working_lead_due(date(2026, 12, 27), 0, BERLIN) == date(2026, 12, 24)


@given(st.none() | DAYS, st.integers(1, 120), DAYS)
def test_cadence_runs_from_the_last_contact_but_never_from_before_the_data_came_in(
    last: date | None, cadence: int, started: date
) -> None:
    due = next_contact_due(last, cadence, started, BERLIN)
    assert due == BERLIN.shift_to_working_day(max(last or started, started) + timedelta(days=cadence))
    assert due > started


def test_cadence_of_an_old_book_is_not_late_at_once() -> None:
    assert next_contact_due(date(2017, 5, 2), 14, date(2026, 11, 23), BERLIN) == date(2026, 12, 7)
    with pytest.raises(ValueError, match="at least one day"):
        next_contact_due(None, 0, date(2026, 11, 23), BERLIN)


def test_due_after_event_counts_business_hours_from_event_or_import() -> None:
    friday = BERLIN.at(date(2026, 11, 20), time(16))
    monday = BERLIN.at(date(2026, 11, 23), time(9))
    assert due_after_event(friday, 4, BERLIN) == BERLIN.at(date(2026, 11, 23), time(11))
    assert due_after_event(friday, 4, BERLIN, came_in_at=monday) == BERLIN.at(date(2026, 11, 23), time(13))


def test_occurrence_key_is_the_same_for_the_same_and_another_for_any_other() -> None:
    key = occurrence_key(12, "opportunity:345", date(2026, 11, 24))
    assert key == "12/opportunity:345/on-2026-11-24"
    others = [
        occurrence_key(12, "opportunity:345", "2026-11-24"),
        occurrence_key(12, "opportunity:345", 7),
        occurrence_key(1, "opportunity:345", date(2026, 11, 24)),
        occurrence_key(12, "opportunity:34", date(2026, 11, 24)),
    ]
    assert len({key, *others}) == 5
    for wrong in (("a/b", "x:1", 1), ("a", "x y", 1), ("a", "", 1), ("a", "x:1", datetime(2026, 1, 1, tzinfo=UTC))):
        with pytest.raises(ValueError, match="occurrence"):
            occurrence_key(*wrong)


def test_pushes_climb_the_ladder_in_working_days_and_end() -> None:
    asked = date(2026, 11, 20)
    planned = [next_push(asked, done, (3, 7, 14), BERLIN) for done in range(4)]
    assert planned == [date(2026, 11, 25), date(2026, 12, 1), date(2026, 12, 10), None]


@given(DAYS, st.integers(0, 2), st.integers(0, 30))
def test_a_push_sent_late_keeps_the_next_at_its_distance(asked: date, done: int, late_by: int) -> None:
    ladder = (3, 7, 14)
    planned = next_push(asked, done, ladder, BERLIN)
    assert planned is not None
    sent = BERLIN.add_working_days(planned, late_by)
    following = next_push(asked, done + 1, ladder, BERLIN, last_pushed_on=sent)
    if done == 2:
        assert following is None
    else:
        assert following is not None
        assert BERLIN.working_days_between(sent, following) == ladder[done + 1] - ladder[done]


@pytest.mark.parametrize("ladder", [(), (0, 3), (3, 3), (7, 3), (-1,)])
def test_push_ladder_has_to_rise(ladder: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="rise"):
        next_push(date(2026, 1, 1), 0, ladder, BERLIN)


@given(COUNTS, COUNTS, COUNTS, COUNTS)
def test_on_time_rate_is_on_time_of_all_that_came_due(kept: int, late: int, missed: int, late_open: int) -> None:
    rate = OnTimeRate(kept, late, missed, late_open)
    base = kept + late + missed + late_open
    assert rate.base == base
    assert rate.share == (Fraction(kept, base) if base else None)
    if rate.percent is not None:
        assert abs(rate.percent - 100 * kept / base) <= 0.5 or rate.percent in (1, 99)
        assert (rate.percent == 100, rate.percent == 0) == (kept == base, kept == 0)
    assert (OnTimeRate(kept, 0, missed, 0) + OnTimeRate(0, late, 0, late_open)) == rate


def test_on_time_rate_of_nothing_is_nothing_and_of_nearly_all_is_not_all() -> None:
    assert (OnTimeRate().share, OnTimeRate().percent) == (None, None)
    assert OnTimeRate(kept_on_time=1999, late_open=1).percent == 99
    assert OnTimeRate(kept_on_time=47, kept_late=2, missed=1).percent == 94


NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def story(*moves: tuple[int, Reason], kept_on: int | None = None) -> DateStory:
    promised = [PromisedDate(NOON, NOON), *(PromisedDate(NOON + timedelta(days), NOON, why) for days, why in moves)]
    return DateStory(tuple(promised), actual=None if kept_on is None else NOON + timedelta(days=kept_on))


@pytest.mark.parametrize(
    ("told", "judged_days", "was_on_time"),
    [
        (story(), 0, None),
        (story(kept_on=0), 0, True),
        (story((3, Reason.WE_LATE), kept_on=3), 0, False),
        (story((3, Reason.CUSTOMER_ASKED), kept_on=3), 3, True),
        (story((3, Reason.SUPPLIER), (7, Reason.CUSTOMER_ASKED), kept_on=7), 7, True),
        (story((3, Reason.CUSTOMER_ASKED), (7, Reason.ABSENCE), kept_on=7), 3, False),
        (story((-2, Reason.OTHER), kept_on=-1), -2, False),
    ],
)
def test_story_is_judged_by_what_was_promised_unless_the_customer_moved_it(
    told: DateStory, judged_days: int, was_on_time: bool | None
) -> None:
    assert (told.judged_due, told.was_on_time) == (NOON + timedelta(days=judged_days), was_on_time)


def test_story_counts_its_slip_in_working_days_and_refuses_to_begin_without_a_promise() -> None:
    told = story((3, Reason.SUPPLIER), (6, Reason.SUPPLIER))
    assert (told.days_slipped(BERLIN), len(told.moves), told.first_due) == (4, 2, NOON)
    assert story(kept_on=-1).days_slipped(BERLIN) == -1
    with pytest.raises(ValueError, match="begins"):
        DateStory(())
    with pytest.raises(ValueError, match="reason"):
        DateStory((PromisedDate(NOON, NOON), PromisedDate(NOON, NOON)))
    assert (on_time(NOON, NOON), on_time(NOON + timedelta.resolution, NOON)) == (True, False)


def choices(day: date, clock: time) -> list[tuple[str, date, time]]:
    found = snooze_choices(BERLIN.at(day, clock), BERLIN)
    local = [(choice.preset.value, choice.until.astimezone(BERLIN.zone_info)) for choice in found]
    return [(name, moment.date(), moment.time()) for name, moment in local]


def test_snooze_offers_what_makes_sense_on_a_tuesday_and_on_a_friday_evening() -> None:
    assert choices(date(2026, 11, 24), time(10, 42)) == [
        ("later_today", date(2026, 11, 24), time(14)),
        ("tomorrow_morning", date(2026, 11, 25), time(9)),
        ("next_monday", date(2026, 11, 30), time(9)),
        ("in_two_weeks", date(2026, 12, 8), time(9)),
    ]
    assert choices(date(2026, 11, 27), time(17)) == [
        ("next_monday", date(2026, 11, 30), time(9)),
        ("in_two_weeks", date(2026, 12, 11), time(9)),
    ]
    assert choices(date(2026, 12, 24), time(20))[0] == ("next_monday", date(2026, 12, 28), time(9))


def test_snooze_names_the_next_working_day_where_tomorrow_is_off() -> None:
    midweek = WorkingCalendar("UTC", holidays={date(2026, 11, 25): "Holiday"})
    now = datetime(2026, 11, 24, 20, tzinfo=UTC)
    morning = datetime(2026, 11, 26, 9, tzinfo=UTC)
    assert snooze_choices(now, midweek)[0] == SnoozeChoice(SnoozePreset.NEXT_WORKING_DAY, morning)


@given(st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC)))  # noqa: DTZ001 -- bounds
def test_snooze_choices_lie_ahead_in_order_and_in_working_time(now: datetime) -> None:
    untils = [choice.until for choice in snooze_choices(now, BERLIN)]
    assert untils == sorted(set(untils))
    assert untils[0] > now
    assert all(BERLIN.is_working_day(BERLIN.day_of(until)) for until in untils)


def test_each_reason_a_person_gives_suits_a_move_a_miss_or_letting_go() -> None:
    given_by_people = {*MOVED_FOR, *MISSED_FOR, *LET_GO_FOR}
    assert set(Reason) - given_by_people == {Reason.SOURCE_BINNED, Reason.RULE_OFF}
    assert set(MISSED_FOR) < set(MOVED_FOR)


def test_stored_words_of_the_tables_are_those_of_the_rules() -> None:
    assert set(models.State.values) == {*PromiseState}
    assert set(models.Direction.values) == {*Direction}
    assert set(models.Reason.values) <= {*Reason}
