"""The times a person may snooze to with one key."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from followthrough.foundation.calendar.rules import WorkingCalendar

_HOUR = timedelta(hours=1)


class SnoozePreset(StrEnum):
    """What the choices are called."""

    LATER_TODAY = "later_today"
    TOMORROW_MORNING = "tomorrow_morning"
    NEXT_WORKING_DAY = "next_working_day"
    NEXT_MONDAY = "next_monday"
    IN_TWO_WEEKS = "in_two_weeks"


@dataclass(frozen=True)
class SnoozeChoice:
    """A choice and the moment, in UTC, at which the promise comes back."""

    preset: SnoozePreset
    until: datetime


def snooze_choices(now: datetime, calendar: WorkingCalendar) -> list[SnoozeChoice]:
    """The choices that make sense now, by the reader's calendar, soonest first, no moment twice.

    Later today is at a full hour three to four hours on, and left out if work is over by then. All others are the
    start of a working day; a Monday off moves to the next one. The next working day stands in when tomorrow is off.
    """
    today = calendar.day_of(now)
    morning = calendar.next_working_day(today)
    tomorrow = today + timedelta(days=1)
    monday = calendar.shift_to_working_day(today + timedelta(days=7 - today.weekday()))
    mornings = [
        (SnoozePreset.TOMORROW_MORNING if morning == tomorrow else SnoozePreset.NEXT_WORKING_DAY, morning),
        (SnoozePreset.NEXT_MONDAY, monday),
        (SnoozePreset.IN_TWO_WEEKS, calendar.shift_to_working_day(today + timedelta(weeks=2))),
    ]
    choices = [SnoozeChoice(preset, _start_of_work(day, calendar)) for preset, day in mornings]
    later = _later_today(now, calendar)
    return _each_moment_once(([SnoozeChoice(SnoozePreset.LATER_TODAY, later)] if later else []) + choices)


def _later_today(now: datetime, calendar: WorkingCalendar) -> datetime | None:
    hours = calendar.hours_of(calendar.day_of(now))
    begun = now.astimezone(calendar.zone_info).replace(minute=0, second=0, microsecond=0).astimezone(UTC)
    later = begun + (3 if begun == now else 4) * _HOUR
    return later if hours and hours[0] <= later < hours[1] else None


def _start_of_work(day: date, calendar: WorkingCalendar) -> datetime:
    hours = calendar.hours_of(day)
    return hours[0] if hours else calendar.end_of_day(day)


def _each_moment_once(choices: list[SnoozeChoice]) -> list[SnoozeChoice]:
    # Of two names for one moment the plainer: tomorrow before Monday, Monday before the next working day.
    vague = SnoozePreset.NEXT_WORKING_DAY
    by_moment: dict[datetime, SnoozeChoice] = {}
    for choice in sorted(choices, key=lambda choice: choice.preset is vague):
        by_moment.setdefault(choice.until, choice)
    return sorted(by_moment.values(), key=lambda choice: choice.until)
