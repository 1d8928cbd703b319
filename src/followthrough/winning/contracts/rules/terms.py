"""A contract's term: when it runs, how often it goes on by itself, and the last day to say that it shall not.

Days are included at both ends: a contract to 31 January still runs on the 31st. Every term begins on the day after
the one before has ended, so terms never overlap and leave no gap.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from followthrough.foundation.calendar.rules import WorkingCalendar, add_months, day_of_month

_DAY = timedelta(days=1)


class NoticeUnit(StrEnum):
    """What a notice period is counted in."""

    DAYS = "days"
    WORKING_DAYS = "working_days"
    MONTHS = "months"


@dataclass(frozen=True, slots=True)
class Terms:
    """What was agreed about time. Without `ends_on` it is open-ended and ends by notice alone.

    After `ends_on` it goes on for `renewal_months` each time if it `renews`, at most `renewal_limit` times. Notice is
    given `notice` days, working days or months before the end of a term.
    """

    starts_on: date
    ends_on: date | None = None
    renews: bool = False
    renewal_months: int = 12
    renewal_limit: int | None = None
    notice: int = 0
    unit: NoticeUnit = NoticeUnit.DAYS


@dataclass(frozen=True, slots=True)
class Run:
    """One stretch of a contract: the first has number 0, the first renewal 1; `notice_by` its last day for notice."""

    number: int
    starts_on: date
    ends_on: date | None
    notice_by: date | None
    is_last: bool


def end_after(starts_on: date, months: int) -> date:
    """The last day of a term of so many months: the day before the same day of the month, months later."""
    return add_months(starts_on, months) - _DAY


def months_between(starts_on: date, ends_on: date) -> int:
    """How many months a term from one day to another has, begun ones counted."""
    months = (ends_on.year - starts_on.year) * 12 + ends_on.month - starts_on.month
    return months + 1 if end_after(starts_on, months) < ends_on else months


def last_notice_day(ends_on: date, notice: int, unit: NoticeUnit, calendar: WorkingCalendar) -> date:
    """The last day on which notice still ends the term: the whole notice period lies between it and the end.

    60 days before 31 January is 2 December. Months are counted from the day after the end, so that three months
    before 30 April is 31 January. Working days are those of the calendar.
    """
    if unit is NoticeUnit.MONTHS:
        return add_months(ends_on + _DAY, -notice) - _DAY
    if unit is NoticeUnit.WORKING_DAYS:
        return calendar.add_working_days(ends_on + _DAY, -notice) - _DAY if notice else ends_on
    return ends_on - timedelta(days=notice)


def end_by_notice(given_on: date, notice: int, unit: NoticeUnit, calendar: WorkingCalendar) -> date:
    """The last day of an open-ended contract when notice is given: the first end for which the day was early enough."""
    if unit is NoticeUnit.MONTHS:
        end = add_months(given_on + _DAY, notice) - _DAY
    elif unit is NoticeUnit.WORKING_DAYS:
        end = calendar.add_working_days(given_on, notice) if notice else given_on
    else:
        return given_on + timedelta(days=notice)
    while last_notice_day(end, notice, unit, calendar) < given_on:
        end += _DAY
    return end


def run_number(terms: Terms, number: int, calendar: WorkingCalendar) -> Run:
    """The term of that number. The day of the month that was meant at first is kept: 29 February comes back."""
    starts_on, ends_on = terms.starts_on, terms.ends_on
    if number and ends_on is not None:
        starts_on = _renewal_start(terms, ends_on, number - 1)
        ends_on = _renewal_start(terms, ends_on, number) - _DAY
    notice_by = last_notice_day(ends_on, terms.notice, terms.unit, calendar) if ends_on else None
    return Run(number, starts_on, ends_on, notice_by, is_last=number >= _most(terms))


def run_on(terms: Terms, day: date, calendar: WorkingCalendar) -> Run:
    """The term that runs on that day; before the start the first one, after the last end the last one."""
    if terms.ends_on is None or not terms.renews or day <= terms.ends_on:
        return run_number(terms, 0, calendar)
    first = terms.ends_on + _DAY
    guess = ((day.year - first.year) * 12 + day.month - first.month) // terms.renewal_months
    number = max(1, guess)
    while _renewal_start(terms, terms.ends_on, number) <= day:
        number += 1
    return run_number(terms, int(min(number, _most(terms))), calendar)


def end_of(terms: Terms, notice_given_on: date | None, calendar: WorkingCalendar) -> date | None:
    """The last day of all, or None where it goes on until somebody gives notice.

    Notice ends the first term for which it came early enough; later notice ends the one after it.
    """
    if terms.ends_on is None:
        return end_by_notice(notice_given_on, terms.notice, terms.unit, calendar) if notice_given_on else None
    if not terms.renews:
        return terms.ends_on
    if notice_given_on is None:
        return None if terms.renewal_limit is None else run_number(terms, terms.renewal_limit, calendar).ends_on
    run = run_on(terms, notice_given_on, calendar)
    while not run.is_last and run.notice_by is not None and run.notice_by < notice_given_on:
        run = run_number(terms, run.number + 1, calendar)
    return run.ends_on


def _most(terms: Terms) -> float:
    if not terms.renews or terms.ends_on is None:
        return 0
    return float("inf") if terms.renewal_limit is None else terms.renewal_limit


def _renewal_start(terms: Terms, ends_on: date, number: int) -> date:
    first = ends_on + _DAY
    meant = day_of_month(first.year, first.month, terms.starts_on.day) == first
    return add_months(first, terms.renewal_months * number, terms.starts_on.day if meant else first.day)
