"""How a promise stands when it is read: open, due today, late, waiting, snoozed, kept, kept late, missed or let go."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from followthrough.foundation.calendar.rules import WorkingCalendar
from followthrough.keystone.promises.rules.dues import Due
from followthrough.keystone.promises.rules.states import Direction, PromiseState

_HOUR = timedelta(hours=1)
_MINUTE = timedelta(minutes=1)


class StandingWord(StrEnum):
    """The word and the ring shown for a promise."""

    OPEN = "open"
    DUE_TODAY = "due_today"
    LATE = "late"
    WAITING = "waiting"
    SNOOZED = "snoozed"
    KEPT = "kept"
    KEPT_LATE = "kept_late"
    MISSED = "missed"
    LET_GO = "let_go"


class LatenessUnit(StrEnum):
    """What lateness is counted in, always of working time."""

    DAYS = "days"
    HOURS = "hours"
    MINUTES = "minutes"


@dataclass(frozen=True)
class Lateness:
    """So many whole units of working time past due; none when only nights and weekends have passed since."""

    number: int
    unit: LatenessUnit


@dataclass(frozen=True)
class Owed:
    """What is stored of a promise that decides how it stands; a kept one needs the moment it was kept."""

    state: PromiseState
    due: Due
    made_at: datetime
    direction: Direction = Direction.PROMISE
    kept_at: datetime | None = None
    snoozed_until: datetime | None = None
    is_blocked: bool = False

    def __post_init__(self) -> None:
        if self.state is PromiseState.KEPT and self.kept_at is None:
            raise ValueError("A kept promise needs the moment it was kept.")

    @property
    def is_open(self) -> bool:
        """Is it still to be kept?"""
        return self.state is PromiseState.OPEN

    def is_snoozed(self, now: datetime) -> bool:
        """Is it open and hidden for the time being?"""
        return self.is_open and self.snoozed_until is not None and now < self.snoozed_until

    @property
    def is_waiting(self) -> bool:
        """Is it open and the ball with somebody else: a wait, or blocked by one?"""
        return self.is_open and (self.is_blocked or self.direction is Direction.WAIT)


@dataclass(frozen=True)
class Standing:
    """The word, how late (late and kept late only), the share of its time gone (0 to 100), and whether its due passed.

    A snoozed or waiting promise past its due does not say late, but is overdue all the same.
    """

    word: StandingWord
    lateness: Lateness | None
    elapsed: int
    is_overdue: bool


def standing(owed: Owed, now: datetime, calendar: WorkingCalendar) -> Standing:
    """Say how it stands now, by the calendar of whoever owes it."""
    word = standing_word(owed, now, calendar)
    late_until = {StandingWord.LATE: now, StandingWord.KEPT_LATE: owed.kept_at}.get(word)
    return Standing(
        word=word,
        lateness=lateness(owed.due, late_until, calendar) if late_until else None,
        elapsed=elapsed_share(owed.made_at, owed.due, now, calendar) if owed.is_open else 100,
        is_overdue=owed.is_open and now > owed.due.instant(calendar),
    )


def standing_word(owed: Owed, now: datetime, calendar: WorkingCalendar) -> StandingWord:
    """The word alone; what a person decided goes before snooze, snooze before waiting, waiting before the clock."""
    if not owed.is_open:
        return _closed_word(owed, calendar)
    if owed.is_snoozed(now):
        return StandingWord.SNOOZED
    if owed.is_waiting:
        return StandingWord.WAITING
    if now > owed.due.instant(calendar):
        return StandingWord.LATE
    return StandingWord.DUE_TODAY if owed.due.day(calendar) == calendar.day_of(now) else StandingWord.OPEN


def lateness(due: Due, until: datetime, calendar: WorkingCalendar) -> Lateness:
    """The working time from due to then: whole days, or below two days of a due moment, hours or minutes."""
    days = calendar.working_days_between(due.day(calendar), calendar.day_of(until))
    worked = calendar.working_time_between(due.instant(calendar), until)
    if due.on is not None or days >= 2 or worked >= 24 * _HOUR:
        return Lateness(max(days, 0), LatenessUnit.DAYS)
    if worked >= _HOUR:
        return Lateness(worked // _HOUR, LatenessUnit.HOURS)
    return Lateness(max(worked // _MINUTE, 0), LatenessUnit.MINUTES)


def elapsed_share(made_at: datetime, due: Due, now: datetime, calendar: WorkingCalendar) -> int:
    """How much of the working time between making and due is gone, 0 to 100; 100 only once the due has come."""
    instant = due.instant(calendar)
    if now >= instant:
        return 100
    whole = calendar.working_time_between(made_at, instant)
    gone = calendar.working_time_between(made_at, now)
    if whole <= timedelta(0):
        return 0
    return min(max(100 * gone // whole, 0), 99)


def _closed_word(owed: Owed, calendar: WorkingCalendar) -> StandingWord:
    if owed.state is PromiseState.MISSED:
        return StandingWord.MISSED
    if owed.state is not PromiseState.KEPT or owed.kept_at is None:
        return StandingWord.LET_GO
    return StandingWord.KEPT if owed.kept_at <= owed.due.instant(calendar) else StandingWord.KEPT_LATE
