"""When a step of escalation has come, on plain values."""

from datetime import datetime, timedelta

from followthrough.foundation.calendar.rules import WorkingCalendar

LONGEST = 60  # working days on either side of a due


def has_come(days: int, due: datetime, now: datetime, calendar: WorkingCalendar, *, before: bool) -> bool:
    """Whether so many working days after the due have passed, or no more than so many are left before it.

    A step of zero days after comes with the due itself; a step before is past once the promise is late.
    """
    if before:
        return now <= due and calendar.working_days_between(calendar.day_of(now), calendar.day_of(due)) <= days
    return now > due and calendar.working_days_between(calendar.day_of(due), calendar.day_of(now)) >= days


def window(days: int, now: datetime, *, before: bool) -> tuple[datetime | None, datetime]:
    """The earliest and latest due for which the step can have come at all, whatever the calendar."""
    if before:
        return now, now + timedelta(days=2 * days + 21)
    return None, now - timedelta(days=max(0, days - 1))
