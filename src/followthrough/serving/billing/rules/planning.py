"""When what is agreed is invoiced, and how much each time: the parts always add up to what the contract costs.

What a price costs over the days it is in force is counted by the contract's own rule. Here it is only divided among
invoices: an invoice for whole months of a longer price bears as many equal shares, begun months bear their days, and
the last invoice of a price's period bears what is left. So what was billed is not touched by what ends later.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from followthrough.foundation.calendar.rules import add_months
from followthrough.values.currency import minor_units
from followthrough.values.money import Money, sum_money
from followthrough.values.period import Period
from followthrough.winning.contracts.rules.proration import MONTHS, ONCE, Price, billing_periods, stretch

_DAY = timedelta(days=1)
BEFORE = {"month_before": 1, "quarter_before": 3, "half_year_before": 6, "year_before": 12}
AFTER = {"month_after": 1, "quarter_after": 3}
ON_SIGNATURE, ON_DELIVERY = "on_signature", "on_delivery"


@dataclass(frozen=True, slots=True)
class Piece:
    """Days of a term that are invoiced together, and when that is due; `is_begun` where it is when they begin."""

    period: Period
    due: date
    is_begun: bool
    term: Period


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days of one term during which the contract is invoiced in one way."""

    days: Period
    billing: str
    term: Period


def pieces(stretches: Iterable[Stretch], anchor: date, *, until: date) -> Iterator[Piece]:
    """The days that are invoiced together, one after the other, as far as they begin by `until`.

    What is invoiced when signed has its term's days in one; what is invoiced as it is delivered, each month's.
    """
    for one in stretches:
        if one.days.start > until:
            return
        if one.billing == ON_SIGNATURE and one.days.end is not None:
            yield Piece(one.days, one.days.start, True, one.term)
            continue
        months = BEFORE.get(one.billing) or AFTER.get(one.billing) or (12 if one.billing == ON_SIGNATURE else 1)
        is_begun = one.billing in BEFORE or one.billing == ON_SIGNATURE
        asked = Period(one.days.start, min(one.days.end or until, max(until, one.days.start)))
        for whole in billing_periods(anchor, months, asked):
            part = whole.intersect(one.days)
            assert part is not None and part.end is not None
            yield Piece(part, part.start if is_begun else part.end + _DAY, is_begun, one.term)


def due_of(piece: Piece, price: Price, agreed_on: date | None) -> date:
    """When a price is due within a piece: not before it is in force, nor before it was agreed."""
    due = max(piece.due, price.live.start) if piece.is_begun else piece.due
    return max(due, agreed_on) if agreed_on else due


def share(price: Price, anchor: date, piece: Piece) -> Money:
    """What of a price the invoice of a piece bears."""
    nothing = Money.zero(price.amount.currency)
    live, asked = price.live.intersect(piece.term), price.live.intersect(piece.period)
    if live is None or asked is None:
        return nothing
    if price.charged == ONCE:
        return price.amount.rounded() if piece.period.contains(price.live.start) else nothing
    months = MONTHS[price.charged]
    wholes = billing_periods(anchor, months, asked)
    return sum_money((_part(price.amount, whole, months, live, asked) for whole in wholes), price.amount.currency)


def _part(amount: Money, whole: Period, months: int, live: Period, asked: Period) -> Money:
    """The share within one period of the price: what is borne by its end less what was borne before it."""
    live_here, here = whole.intersect(live), whole.intersect(asked)
    assert live_here is not None and here is not None and here.end is not None
    through = _borne(amount, whole, months, live_here, here.end)
    return through - _borne(amount, whole, months, live_here, here.start - _DAY)


def _borne(amount: Money, whole: Period, months: int, live: Period, day: date) -> Money:
    """What invoices bear through a day: nothing before it is in force, all of it on its last day."""
    assert live.end is not None
    if day < live.start:
        return Money.zero(amount.currency)
    if day >= live.end:
        return stretch(amount, whole, live)
    gone = _elapsed(whole.start, day) - _elapsed(whole.start, live.start - _DAY)
    return _rounded(amount, gone / months)


def _elapsed(start: date, day: date) -> Fraction:
    """How many months have gone by at the end of that day; a begun one counts by its days."""
    if day < start:
        return Fraction(0)
    number = (day.year - start.year) * 12 + day.month - start.month
    while add_months(start, number, start.day) > day:
        number -= 1
    first, following = add_months(start, number, start.day), add_months(start, number + 1, start.day)
    return number + Fraction((day - first).days + 1, (following - first).days)


def _rounded(amount: Money, part: Fraction) -> Money:
    whole, decimals = amount.rounded().amount, minor_units(amount.currency)
    units = Decimal(int(Fraction(abs(whole)) * part * 10**decimals + Fraction(1, 2))).copy_sign(whole)
    return Money(units.scaleb(-decimals), amount.currency)
