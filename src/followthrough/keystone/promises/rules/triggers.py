"""When a rule makes a promise due: before a date, after an event, since the last contact; and under which one key."""

import re
from datetime import date, datetime, timedelta
from enum import StrEnum

from followthrough.foundation.calendar.rules import WorkingCalendar

_PLAIN = re.compile(r"[\w.:-]{1,80}", re.ASCII)


class TriggerKind(StrEnum):
    """What sets a rule off."""

    FIXED_DATE = "fixed_date"
    RECURRENCE = "recurrence"
    LEAD_TIME = "lead_time"
    CADENCE = "cadence"
    AFTER_EVENT = "after_event"


def lead_due(target: date, days: int, calendar: WorkingCalendar, *, not_before: date | None = None) -> date:
    """The working day at least so many calendar days before the target; never before the day the data came in."""
    due = calendar.shift_back_to_working_day(target - timedelta(days=days))
    return _not_before(due, not_before, calendar)


def working_lead_due(target: date, days: int, calendar: WorkingCalendar, *, not_before: date | None = None) -> date:
    """The so-manieth working day before the target; never before the day the data came in."""
    due = calendar.add_working_days(target, -days) if days else calendar.shift_back_to_working_day(target)
    return _not_before(due, not_before, calendar)


def next_contact_due(last_contact: date | None, cadence_days: int, started_on: date, calendar: WorkingCalendar) -> date:
    """The working day by which the next contact is owed: the cadence after the last contact.

    The clock starts on the day the data came in at the earliest, so that an old book is not late at once. A due on a
    day off moves to the next working day. Raises ValueError for a cadence below one day.
    """
    if cadence_days < 1:
        raise ValueError("A contact cadence is at least one day.")
    clock_starts = max(last_contact or started_on, started_on)
    return calendar.shift_to_working_day(clock_starts + timedelta(days=cadence_days))


def due_after_event(
    happened_at: datetime, hours: int, calendar: WorkingCalendar, *, came_in_at: datetime | None = None
) -> datetime:
    """The moment, in UTC, so many working hours after an event, or after its data came in if that was later."""
    return calendar.add_working_time(max(happened_at, came_in_at or happened_at), timedelta(hours=hours))


def occurrence_key(rule_id: int | str, source: str, occurrence: date | int | str) -> str:
    """One key for one promise of a rule: the same planned date or triggering fact always gives the same text.

    The source names a record, such as ``opportunity:345``; the occurrence is a date or the id of a fact. The rule's
    version is no part of it: an edited rule does not promise again. Raises ValueError for parts that could be
    mistaken for each other, such as a datetime or text with a slash or a space.
    """
    if isinstance(occurrence, datetime):
        raise ValueError("A planned occurrence is a date, not a moment.")
    named = f"on-{occurrence.isoformat()}" if isinstance(occurrence, date) else f"fact-{occurrence}"
    parts = (str(rule_id), source, named)
    if not all(_PLAIN.fullmatch(part) for part in parts):
        raise ValueError(f"{parts} can't name an occurrence: letters, figures and .:-_ only.")
    return "/".join(parts)


def _not_before(due: date, earliest: date | None, calendar: WorkingCalendar) -> date:
    return due if earliest is None or due >= earliest else calendar.shift_to_working_day(earliest)
