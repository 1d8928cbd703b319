"""Periods: stretches of whole days, both ends included, the last of them possibly open."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self


@dataclass(frozen=True)
class Period:
    """From start to end, both days included; no end means it goes on. Raises ValueError if it ends before it starts."""

    start: date
    end: date | None = None

    def __post_init__(self) -> None:
        if self.end is not None and self.end < self.start:
            raise ValueError(f"A period can't end on {self.end}, before its start on {self.start}.")

    @classmethod
    def of_month(cls, year: int, month: int) -> Self:
        """The calendar month."""
        return cls(date(year, month, 1), _last_of_month(date(year, month, 1)))

    @classmethod
    def of_year(cls, year: int) -> Self:
        """The calendar year."""
        return cls(date(year, 1, 1), date(year, 12, 31))

    def contains(self, day: date) -> bool:
        """Is the day one of this period's?"""
        return self.start <= day and (self.end is None or day <= self.end)

    def overlaps(self, other: "Period") -> bool:
        """Do the two share a day?"""
        return self.intersect(other) is not None

    def intersect(self, other: "Period") -> "Period | None":
        """The days both share, or None."""
        start = max(self.start, other.start)
        end = min((end for end in (self.end, other.end) if end is not None), default=None)
        return None if end is not None and end < start else Period(start, end)

    @property
    def days(self) -> int:
        """How many days it has. Raises ValueError for one without an end."""
        return (self._closed_end() - self.start).days + 1

    def months(self) -> Iterator["Period"]:
        """Each calendar month touched, cut to this period. Raises ValueError for a period without an end."""
        end, start = self._closed_end(), self.start
        while start <= end:
            yield Period(start, min(end, _last_of_month(start)))
            if (last := _last_of_month(start)) == date.max:
                return
            start = last + timedelta(days=1)

    def _closed_end(self) -> date:
        if self.end is None:
            raise ValueError("A period without an end has no number of days or months.")
        return self.end


def _last_of_month(day: date) -> date:
    if day.month == 12:
        return date(day.year, 12, 31)
    return date(day.year, day.month + 1, 1) - timedelta(days=1)
