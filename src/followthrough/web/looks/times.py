"""Which days a calendar or timeline shows: a month, a week, a quarter, a year, and the ones before and after."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from followthrough.kernel.records.problems import Invalid

MONTH = re.compile(r"(\d{4})-(\d{2})")
WEEK = re.compile(r"(\d{4})-W(\d{2})")
QUARTER = re.compile(r"(\d{4})-Q([1-4])")
YEAR = re.compile(r"(\d{4})")
MONTHS = {"month": 1, "quarter": 3, "year": 12}


@dataclass(frozen=True, slots=True)
class Span:
    """The days from `first` up to, not including, `after`."""

    name: str  # week, month, quarter or year
    first: date
    after: date

    @property
    def asked(self) -> str:
        """As it stands in an address."""
        if self.name == "week":
            year, week, _day = self.first.isocalendar()
            return f"{year}-W{week:02}"
        if self.name == "quarter":
            return f"{self.first.year}-Q{(self.first.month + 2) // 3}"
        return f"{self.first:%Y-%m}" if self.name == "month" else f"{self.first.year:04}"

    @property
    def days(self) -> int:
        return (self.after - self.first).days


def span_around(day: date, name: str) -> Span:
    """The span of this name that holds the day."""
    if name == "week":
        first = day - timedelta(days=day.weekday())
        return Span(name, first, first + timedelta(days=7))
    months = MONTHS[name]
    first = date(day.year, (day.month - 1) // months * months + 1, 1)
    return Span(name, first, months_on(first, months))


def beside(span: Span, by: int) -> Span:
    """The span before (-1) or after (1)."""
    if span.name == "week":
        return span_around(span.first + timedelta(days=7 * by), "week")
    return span_around(months_on(span.first, MONTHS[span.name] * by), span.name)


def months_on(first: date, months: int) -> date:
    """The first of a month so many months later."""
    count = first.year * 12 + first.month - 1 + months
    return date(min(max(count // 12, 1), 9999), count % 12 + 1, 1)


def span_of(asked: str, today: date, usual: str) -> Span:
    """What `2026-11`, `2026-W47`, `2026-Q4` or `2026` asks for; the usual span around today without it."""
    if not asked:
        return span_around(today, usual)
    try:
        if found := WEEK.fullmatch(asked):
            return span_around(date.fromisocalendar(int(found[1]), int(found[2]), 1), "week")
        if found := QUARTER.fullmatch(asked):
            return span_around(_day(int(found[1]), int(found[2]) * 3), "quarter")
        if found := MONTH.fullmatch(asked):
            return span_around(_day(int(found[1]), int(found[2])), "month")
        if found := YEAR.fullmatch(asked):
            return span_around(_day(int(found[1]), 1), "year")
    except ValueError as problem:
        raise _wrong() from problem
    raise _wrong()


def _day(year: int, month: int) -> date:
    if not 1900 <= year <= 2200:
        raise ValueError(year)
    return date(year, month, 1)


def _wrong() -> Invalid:
    return Invalid({"around": _("Write a time such as 2026-11, 2026-W47, 2026-Q4 or 2026.")})
