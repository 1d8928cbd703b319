"""Decisions about quotes on plain values: until when they hold, and where they stand."""

from datetime import date, timedelta

VALID_DAYS = 30
SOON, BEFORE_LAST = 3, 2  # working days


def usual_validity(today: date) -> date:
    """The last day a new quote holds, where nobody says another."""
    return today + timedelta(days=VALID_DAYS)


def is_expired(state: str, valid_until: date | None, today: date) -> bool:
    """Is it with the customer although its last day is over? The last day itself still counts."""
    return state == "sent" and valid_until is not None and today > valid_until


def standing(state: str, valid_until: date | None, today: date) -> str:
    """The word for where it stands: its state, or `expired`."""
    return "expired" if is_expired(state, valid_until, today) else state


def reminder_days(working_days: int) -> tuple[int, ...]:
    """On which working days after sending they are reminded: soon, midway, and two days before the last one."""
    last = max(1, working_days - BEFORE_LAST)
    steps = {day for day in (SOON, working_days // 2) if 1 <= day < last}
    return (*sorted(steps), last)
