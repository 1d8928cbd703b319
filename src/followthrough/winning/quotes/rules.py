"""Decisions about quotes on plain values: until when they hold, and where they stand."""

from datetime import date, timedelta

VALID_DAYS = 30


def usual_validity(today: date) -> date:
    """The last day a new quote holds, where nobody says another."""
    return today + timedelta(days=VALID_DAYS)


def is_expired(state: str, valid_until: date | None, today: date) -> bool:
    """Is it with the customer although its last day is over? The last day itself still counts."""
    return state == "sent" and valid_until is not None and today > valid_until


def standing(state: str, valid_until: date | None, today: date) -> str:
    """The word for where it stands: its state, or `expired`."""
    return "expired" if is_expired(state, valid_until, today) else state
