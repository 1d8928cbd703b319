"""The days on which a recurrence falls, with the ends of months and leap days where people expect them.

Where a day is missing from a month the rule means its last day (RFC 7529 SKIP=BACKWARD): what recurs on the 31st is
owed in April too. Written out here rather than left to dateutil, which skips such months and searches for ever for a
day that never comes; the tests hold the two equal everywhere else.
"""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count

from followthrough.foundation.calendar.rules import day_of_month
from followthrough.keystone.promises.rules.rrule import Frequency, Recurrence

MOST_OCCURRENCES = 500
_FURTHEST = timedelta(days=40 * 366)


def occurrences(rule: Recurrence, start: date, until: date, after: date | None = None) -> list[date]:
    """The days from start to until, both included, that the rule names; with ``after``, only those later than it.

    The start counts only if the rule names it. At most 500 are given, none more than forty years ahead: ask again
    after the last for more.
    """
    last = min(until, rule.until or until, _ahead(max(start, after or start)))
    found: list[date] = []
    for number, day in _numbered(rule, start, last, after):
        if len(found) == MOST_OCCURRENCES or (rule.count is not None and number > rule.count):
            break
        if after is None or day > after:
            found.append(day)
    return found


def _ahead(day: date) -> date:
    return day + _FURTHEST if date.max - day > _FURTHEST else date.max


def _numbered(rule: Recurrence, start: date, last: date, after: date | None) -> Iterator[tuple[int, date]]:
    # Only a rule with a count has to be followed from its start; any other may begin shortly before what is asked for.
    skipped = 0 if rule.count or after is None or after <= start else _periods_before(rule, start, after)
    numbers = count(1)
    for step in count(skipped):
        first = _period_start(rule, start, step * rule.interval)
        if first is None or first > last:
            return
        for day in _days_of_period(rule, start, first):
            if start <= day <= last:
                yield next(numbers), day


def _period_start(rule: Recurrence, start: date, periods: int) -> date | None:
    if rule.frequency in (Frequency.DAILY, Frequency.WEEKLY):
        days = periods
        if rule.frequency is Frequency.WEEKLY:
            days = 7 * periods - (start.weekday() - rule.week_start) % 7
        ordinal = start.toordinal() + days
        return date.fromordinal(max(ordinal, 1)) if ordinal <= date.max.toordinal() else None
    months = start.year * 12 + start.month - 1 + periods
    if rule.frequency is Frequency.YEARLY:
        months = (start.year + periods) * 12
    return date(months // 12, months % 12 + 1, 1) if months // 12 <= date.max.year else None


def _periods_before(rule: Recurrence, start: date, after: date) -> int:
    days = {Frequency.DAILY: 1, Frequency.WEEKLY: 7, Frequency.MONTHLY: 31, Frequency.YEARLY: 366}[rule.frequency]
    return max((after - start).days // days // rule.interval - 1, 0)


def _days_of_period(rule: Recurrence, start: date, first: date) -> list[date]:
    if rule.frequency in (Frequency.DAILY, Frequency.WEEKLY):
        length = 7 if rule.frequency is Frequency.WEEKLY else 1
        days = [first + timedelta(days=n) for n in range(length) if first.toordinal() + n <= date.max.toordinal()]
        days = [day for day in days if _fits(rule, start, day)]
    else:
        days = [day for month in _months_of_period(rule, start, first) for day in _days_of_month(rule, start, month)]
    if not rule.positions:
        return days
    picked = {n - 1 if n > 0 else len(days) + n for n in rule.positions}
    return [day for place, day in enumerate(days) if place in picked]


def _fits(rule: Recurrence, start: date, day: date) -> bool:
    if rule.months and day.month not in rule.months:
        return False
    if rule.month_days and not {day.day, day.day - monthrange(day.year, day.month)[1] - 1} & set(rule.month_days):
        return False
    if rule.weekdays:
        return any(_is_weekday(day, nth, weekday) for nth, weekday in rule.weekdays)
    return rule.frequency is not Frequency.WEEKLY or day.weekday() == start.weekday()


def _months_of_period(rule: Recurrence, start: date, first: date) -> list[date]:
    if rule.frequency is Frequency.MONTHLY:
        return [first] if not rule.months or first.month in rule.months else []
    every = range(1, 13) if rule.month_days else [start.month]
    return [first.replace(month=month) for month in sorted(rule.months or every)]


def _days_of_month(rule: Recurrence, start: date, month: date) -> list[date]:
    length = monthrange(month.year, month.month)[1]
    if rule.weekdays:
        every = [month.replace(day=number) for number in range(1, length + 1)]
        return [day for day in every if _fits(rule, start, day)]
    if not rule.month_days:
        return [day_of_month(month.year, month.month, start.day)]
    days = {min(n, length) if n > 0 else length + 1 + n for n in rule.month_days}
    return [month.replace(day=day) for day in sorted(days) if day > 0]


def _is_weekday(day: date, nth: int, weekday: int) -> bool:
    if day.weekday() != weekday:
        return False
    if nth < 0:
        return (monthrange(day.year, day.month)[1] - day.day) // 7 + 1 == -nth
    return nth in (0, (day.day - 1) // 7 + 1)
