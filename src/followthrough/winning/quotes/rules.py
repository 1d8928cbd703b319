"""Decisions about quotes on plain values: until when they hold, where they stand, what their terms come to."""

import re
from datetime import date, timedelta
from decimal import Decimal

VALID_DAYS = 30
SOON, BEFORE_LAST = 3, 2  # working days
WHOLE = Decimal(100)
LISTED = ("-", "•", "*")
MONTHS = {"month": 1, "quarter": 3, "year": 12}
# Days as terms of payment name them: "30 days net", "net 60", "2 % 10, neto 45", "a 90 días", "30/60/90".
DAYS = re.compile(
    r"(\d{1,3})\s*(?:days?|d[ií]as?|d\b)|(?:net|neto|neta)\s*(\d{1,3})|(?:^|/)\s*(\d{1,3})(?=\s*(?:/|$))", re.I
)
AT_ONCE = re.compile(
    r"advance|prepa|upfront|up front|on receipt|on delivery|on order|cash|contado|anticipad|adelantad|a la vista|"
    r"contra entrega|al recibir",
    re.I,
)


def usual_validity(today: date) -> date:
    """The last day a new quote holds, where nobody says another."""
    return today + timedelta(days=VALID_DAYS)


def usual_promises(text: str) -> str:
    """What of a quote's promises holds for the next one too: sentences; what is listed was sold with that one."""
    return "\n".join(line for line in text.splitlines() if not line.lstrip().startswith(LISTED)).strip()


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


def payment_days(terms: str) -> int | None:
    """The longest time to pay that terms in words allow, in days; none said is none given. None if it can't be read."""
    if not terms.strip():
        return 0
    found = [int(next(group for group in one if group)) for one in DAYS.findall(terms)]
    if found:
        return max(found)
    return 0 if AT_ONCE.search(terms) else None


def term_months(charge: str, periods: int) -> int:
    """How many months a line binds the customer; what is charged once or by usage binds for none."""
    return MONTHS.get(charge, 0) * periods


def percent_off(listed: Decimal, price: Decimal, discount: Decimal) -> Decimal:
    """What is off the list price when a price each, maybe written by hand, is discounted further, in percent.

    A price at or above the list price takes nothing off: then it is the discount as it was typed.
    """
    if listed <= 0 or price >= listed:
        return discount
    return WHOLE - price / listed * (WHOLE - discount)
