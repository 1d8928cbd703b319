"""Money by days: what a price for a period costs for a part of it, so that the parts always add up to the whole.

What is owed up to the end of day k of a period of n days is the amount x k / n, rounded half up to the currency's
decimals; a stretch of days costs what is owed at its end less what was owed before it. However a period is cut, and
in whatever order, the sum of its parts is the amount, to the cent.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from followthrough.foundation.calendar.rules import add_months
from followthrough.values.currency import minor_units
from followthrough.values.money import Money, sum_money
from followthrough.values.period import Period

_DAY = timedelta(days=1)
MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}
ONCE = "once"


@dataclass(frozen=True, slots=True)
class Price:
    """An amount owed once or each month, quarter, half_year or year (`charged`); in force on the days of `live`."""

    amount: Money
    charged: str
    live: Period


def stretch(amount: Money, period: Period, part: Period) -> Money:
    """What a part of a period costs. The days of the part outside the period cost nothing."""
    shared = period.intersect(part)
    if shared is None or shared.end is None:
        return Money.zero(amount.currency)
    before, through = (shared.start - period.start).days, (shared.end - period.start).days + 1
    return _owed_by(amount, through, period.days) - _owed_by(amount, before, period.days)


def _owed_by(amount: Money, days: int, of_days: int) -> Money:
    """Half up, away from zero, counted exactly: a quotient cut off at some decimal might round the wrong way."""
    whole, decimals = amount.rounded().amount, minor_units(amount.currency)
    exact = Fraction(abs(whole)) * days / of_days * 10**decimals
    units = Decimal(int(exact + Fraction(1, 2))).copy_sign(whole)
    return Money(units.scaleb(-decimals), amount.currency)


def billing_period(anchor: date, months: int, day: date) -> Period:
    """The period of so many months, counted from the anchor, that the day lies in; there are periods before it too."""
    number = ((day.year - anchor.year) * 12 + day.month - anchor.month) // months
    while add_months(anchor, months * number, anchor.day) > day:
        number -= 1
    while add_months(anchor, months * (number + 1), anchor.day) <= day:
        number += 1
    return _period(anchor, months, number)


def billing_periods(anchor: date, months: int, within: Period) -> Iterator[Period]:
    """Every such period that touches the days of `within`, which has an end."""
    assert within.end is not None
    found = billing_period(anchor, months, within.start)
    while found.start <= within.end:
        yield found
        assert found.end is not None
        found = billing_period(anchor, months, found.end + _DAY)


def _period(anchor: date, months: int, number: int) -> Period:
    start = add_months(anchor, months * number, anchor.day)
    return Period(start, add_months(anchor, months * (number + 1), anchor.day) - _DAY)


def charged(price: Price, anchor: date, within: Period) -> Money:
    """What a price costs over the days of `within`: whole periods in full, begun ones by their days.

    What is owed once is owed on the first day it is in force.
    """
    nothing = Money.zero(price.amount.currency)
    shared = price.live.intersect(within)
    if shared is None:
        return nothing
    if price.charged == ONCE:
        return price.amount.rounded() if within.contains(price.live.start) else nothing
    periods = billing_periods(anchor, MONTHS[price.charged], shared)
    return sum_money((stretch(price.amount, period, shared) for period in periods), price.amount.currency)


def a_year(price: Price) -> Money:
    """What it comes to in a year; once-only prices do not count."""
    if price.charged == ONCE:
        return Money.zero(price.amount.currency)
    return price.amount * (12 // MONTHS[price.charged])
