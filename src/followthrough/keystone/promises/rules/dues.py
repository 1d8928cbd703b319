"""When something is due: a moment, or a whole day in the zone of the calendar that owes it."""

from dataclasses import dataclass
from datetime import date, datetime

from followthrough.foundation.calendar.rules import WorkingCalendar


@dataclass(frozen=True)
class Due:
    """Due on a day or at a moment, exactly one of the two. Raises ValueError otherwise."""

    on: date | None = None
    at: datetime | None = None

    def __post_init__(self) -> None:
        if (self.on is None) == (self.at is None):
            raise ValueError("A promise is due on a day or at a moment, exactly one of the two.")
        if isinstance(self.on, datetime):
            raise TypeError("A day is a date; a datetime is a moment.")
        if self.at is not None and self.at.tzinfo is None:
            raise ValueError("A moment needs its time zone.")

    def instant(self, calendar: WorkingCalendar) -> datetime:
        """The last moment, in UTC, at which it is still on time."""
        return due_instant(self.on, self.at, calendar)

    def day(self, calendar: WorkingCalendar) -> date:
        """The day it is due, in the zone of the calendar."""
        return self.on or calendar.day_of(self.instant(calendar))


def due_instant(due_on: date | None, due_at: datetime | None, calendar: WorkingCalendar) -> datetime:
    """The last moment at which it is on time: the moment itself, or the end of the day in the calendar's zone.

    Raises ValueError if neither is given.
    """
    if due_at is not None:
        return due_at
    if due_on is None:
        raise ValueError("A promise is due on a day or at a moment.")
    return calendar.end_of_day(due_on)
