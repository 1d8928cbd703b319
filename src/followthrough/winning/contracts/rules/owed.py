"""On which days something sold is owed, and how far ahead a contract's promises are made."""

from dataclasses import dataclass
from datetime import date, timedelta

from followthrough.foundation.calendar.rules import WorkingCalendar, add_months
from followthrough.keystone.promises.rules import MOST_OCCURRENCES, occurrences, parse_recurrence, working_lead_due
from followthrough.winning.contracts.rules.terms import Run, Terms, run_number

_DAY = timedelta(days=1)
AHEAD = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Plan:
    """When one entitlement is owed: in force between two days, first on a day, once or by a recurrence."""

    in_force_from: date
    in_force_until: date | None = None
    first_on: date | None = None
    recurrence: str = ""
    until: date | None = None


def planned_days(plan: Plan, since: date, horizon: date) -> list[date]:
    """The days from `since` to `horizon` on which it is owed, each month's end and leap day where people expect it.

    Something owed once is owed on its day however far that is; without a day of its own, when it comes into force.
    """
    first = plan.first_on or plan.in_force_from
    last = min(day for day in (plan.in_force_until, plan.until, horizon) if day is not None)
    if not plan.recurrence:
        ends = plan.in_force_until
        return [first] if first >= since and (ends is None or first <= ends) else []
    start = max(since, plan.in_force_from)
    return _all_between(plan.recurrence, first, start, last)


def _all_between(recurrence: str, first: date, start: date, last: date) -> list[date]:
    rule, after, found = parse_recurrence(recurrence), start - _DAY, list[date]()
    while some := occurrences(rule, first, last, after=after):
        found += some
        after = some[-1]
        if len(some) < MOST_OCCURRENCES:
            break
    return found


def due_day(planned: date, lead: int, window: int, calendar: WorkingCalendar, *, not_before: date) -> date:
    """The last day on time: so many working days before the planned day, or so many after it; never before a day.

    A planned day off is owed on the last working day before it.
    """
    due = working_lead_due(planned, lead, calendar)
    due = calendar.add_working_days(due, window) if window else due
    return due if due >= not_before else calendar.shift_to_working_day(not_before)


def promised_through(terms: Terms, run: Run, day: date, calendar: WorkingCalendar, last_day: date | None) -> date:
    """Up to which day promises are made: the end of the present term, and of the next once that is certain to come.

    That is the day after the last one for notice. Without an end it is the contract's year, and from sixty days before
    on the next.
    """
    if run.ends_on is None:
        end = _year_end(terms.starts_on, max(day + AHEAD, terms.starts_on))
    elif last_day is None and not run.is_last and run.notice_by is not None and run.notice_by < day:
        following = run_number(terms, run.number + 1, calendar)
        end = following.ends_on or run.ends_on
    else:
        end = run.ends_on
    return min(end, last_day) if last_day else end


def _year_end(start: date, day: date) -> date:
    years = 1
    while add_months(start, 12 * years) <= day:
        years += 1
    return add_months(start, 12 * years) - _DAY
