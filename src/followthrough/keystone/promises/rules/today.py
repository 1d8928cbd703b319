"""Where an open promise stands on Today: late, today, later this week, later, or waiting on others."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from followthrough.foundation.calendar.rules import WorkingCalendar, end_of_day, zone_of
from followthrough.keystone.promises.rules.standing import Owed, StandingWord, standing_word
from followthrough.keystone.promises.rules.states import Direction


class TodayGroup(StrEnum):
    """The headings of Today, in their order."""

    LATE = "late"
    TODAY = "today"
    LATER_THIS_WEEK = "later_this_week"
    LATER = "later"
    WAITING = "waiting"


@dataclass(frozen=True)
class Horizon:
    """Now, and the last moments of the reader's day and week, in UTC: all a query needs to group by."""

    now: datetime
    end_of_today: datetime
    end_of_week: datetime


def horizon(now: datetime, reader_zone: str, week_starts_on: int = 0) -> Horizon:
    """The reader's day and week around now; weeks start on that weekday, 0 for Monday to 6 for Sunday."""
    zone = zone_of(reader_zone)
    today = now.astimezone(zone).date()
    days_left = 6 - (today.weekday() - week_starts_on) % 7
    return Horizon(now, end_of_day(today, zone), end_of_day(today + timedelta(days=days_left), zone))


def today_group(owed: Owed, seen: Horizon, calendar: WorkingCalendar) -> TodayGroup | None:
    """The heading it stands under; None if it is no longer open.

    Late is decided by the calendar that owes it, the days by the reader's. A snoozed promise stands where it comes
    back. A wait always stands under waiting; a blocked promise only once its due has passed: its clock is stopped.
    """
    if not owed.is_open:
        return None
    word = standing_word(owed, seen.now, calendar)
    overdue = word is not StandingWord.SNOOZED and seen.now > owed.due.instant(calendar)
    if owed.direction is Direction.WAIT or (owed.is_blocked and overdue):
        return TodayGroup.WAITING
    if overdue:
        return TodayGroup.LATE
    listed = listed_at(owed, seen.now, calendar)
    if listed <= seen.end_of_today:
        return TodayGroup.TODAY
    return TodayGroup.LATER_THIS_WEEK if listed <= seen.end_of_week else TodayGroup.LATER


def listed_at(owed: Owed, now: datetime, calendar: WorkingCalendar) -> datetime:
    """The moment by which it is sorted: when it comes back if snoozed, else when it is due."""
    if owed.is_snoozed(now) and owed.snoozed_until is not None:
        return owed.snoozed_until
    return owed.due.instant(calendar)
