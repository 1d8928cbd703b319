"""Months added to a date so that the end of a month stays the end of a month."""

from calendar import monthrange
from datetime import date


def add_months(day: date, months: int, anchor_day: int | None = None) -> date:
    """The same day so many months later (earlier if negative); in a shorter month its last day.

    The anchor is the day of the month that was meant at first (1 to 31; the day's own if left out): with it a chain
    from 31 January runs 28 February, 31 March, and one from 29 February comes back to it in the next leap year.
    Raises ValueError for an anchor that is no day of a month, OverflowError outside the years 1 to 9999.
    """
    anchor = day.day if anchor_day is None else anchor_day
    if not 1 <= anchor <= 31:
        raise ValueError(f"The anchor is a day of the month, 1 to 31, not {anchor}.")
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        raise OverflowError("That is outside the years 1 to 9999.")
    return day_of_month(year, month + 1, anchor)


def day_of_month(year: int, month: int, anchor_day: int) -> date:
    """That day of the month, or its last day where the month is shorter."""
    return date(year, month, min(anchor_day, monthrange(year, month)[1]))
