"""The working week: on which weekdays and between which clock times people work."""

from collections.abc import Mapping
from datetime import time
from types import MappingProxyType

Span = tuple[time, time]
Week = Mapping[int, tuple[Span, ...]]


class BadWeekError(ValueError):
    """A working week needs at least one span, its spans in order, none over another, none past midnight."""


def check_week(week: Week) -> None:
    """Raise BadWeekError unless weekdays are 0 (Monday) to 6 and their spans are in order and don't overlap.

    A span that ends at 00:00 ends at midnight, the end of its day; a night shift is two spans on two days.
    """
    if not any(week.values()):
        raise BadWeekError("A working week needs at least one span of working time.")
    for weekday, spans in week.items():
        if weekday not in range(7):
            raise BadWeekError(f"Weekdays are 0 for Monday to 6 for Sunday, not {weekday}.")
        last_end: time | None = time.min
        for start, end in spans:
            if start.tzinfo or end.tzinfo:
                raise BadWeekError("The times of a working week carry no zone; the calendar does.")
            if last_end is None or start < last_end or (end != time.min and end <= start):
                raise BadWeekError(f"The span {start:%H:%M} to {end:%H:%M} overlaps another or ends before it starts.")
            last_end = None if end == time.min else end


def office_week(start: time = time(9), end: time = time(17), days: int = 5) -> Week:
    """The same hours on the first so many days of the week, Monday to Friday unless told otherwise."""
    return MappingProxyType(dict.fromkeys(range(days), ((start, end),)))
