"""What usage is charged: by its line, beyond the most agreed, and up to the least; for billing, to the cent.

Each day is priced by the version of the line in force on it, at the tier the period's quantity had reached by then.
What a stretch of days costs is what the quantity cost by its end less what it cost before it: however a period is cut
into invoices, they add up to the whole.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from followthrough.foundation.calendar.queries import Calendars
from followthrough.serving.usage.models import Charges, Meter
from followthrough.serving.usage.queries.chains import Kin
from followthrough.serving.usage.queries.meters import Metered, metered
from followthrough.serving.usage.queries.pricing import price_of_quantity
from followthrough.serving.usage.queries.standing import term_balances
from followthrough.serving.usage.queries.terms import CommitmentTerm, commitment_term, terms_within
from followthrough.serving.usage.queries.used import Tally, tallied
from followthrough.serving.usage.rules.allowing import Balance, periods_of
from followthrough.values.money import Money
from followthrough.values.period import Period
from followthrough.winning.contracts.models import Commitment, Contract, ContractLine

NOTHING = Decimal(0)
_DAY = timedelta(days=1)


class Of(StrEnum):
    """What a charge is for: what was taken, what went beyond the most, what is missing to the least."""

    USAGE = "usage"
    OVERAGE = "overage"
    SHORTFALL = "shortfall"


@dataclass(frozen=True, slots=True)
class Overage:
    """A charge for usage on the days of `within`, part of the commitment's (or the line's) `period`.

    `line` prices it; where none does, `amount` is None. `unit` is the meter's.
    """

    of: Of
    line: ContractLine | None
    commitment: Commitment | None
    period: Period
    within: Period
    quantity: Decimal
    unit: str
    amount: Money | None
    currency: str


@dataclass(frozen=True, slots=True)
class _Counted:
    """Meters that are counted together: what they count for, and what prices them, all of them alike.

    `until` is the last day they count here, where a renewal's contract goes on from then.
    """

    meters: tuple[Meter, ...]
    commitment: Kin[Commitment] | None
    lines: tuple[ContractLine, ...]
    charges: str
    until: date | None

    def counts(self, days: Period) -> Period | None:
        """Those of the days that count here."""
        return days if self.until is None else days.intersect(Period(date.min, self.until))


def overage_of(contract: Contract, start: date, end: date) -> list[Overage]:
    """What is charged for usage under a contract on the days from start to end, both included.

    Of a signed contract only. What is taken is charged where the meter's price is for everything; else what goes beyond
    the most agreed, as it does. The shortfall to the least is charged with the last day of its period (with roll-over
    the last of the term). What comes to nothing is left out.
    """
    (found,) = overages_of([(contract, Period(start, end))])
    return found


def overages_of(asked: Sequence[tuple[Contract, Period]]) -> list[list[Overage]]:
    """The same for stretches of days of any contracts, in their order, in a fixed number of queries."""
    meters = metered({one.pk: one for one, _window in asked}.values())
    calendars = Calendars()
    return tallied(
        lambda tally: [
            list(_of_contract(meters[one.pk], window, tally, calendars)) if one.is_signed and one.pk in meters else []
            for one, window in asked
        ]
    )


def _of_contract(of: Metered, window: Period, tally: Tally, calendars: Calendars) -> Iterator[Overage]:
    assert window.end is not None
    terms = terms_within(of.contract, window.start, window.end, calendars)
    for counted in _together(of):
        for term in terms:
            for one in _of_term(counted, of.contract, term, window, tally, calendars):
                if one.quantity or one.amount:
                    yield one


def _together(of: Metered) -> list[_Counted]:
    groups: dict[tuple[int, int], list[Meter]] = {}
    for one in of.meters:
        counts, priced = of.commitments.get(one.commitment_id or 0), of.lines.get(one.line_id or 0)
        if counts or priced:
            key = (counts.versions[-1].pk, 0) if counts else (0, priced.versions[0].pk if priced else 0)
            groups.setdefault(key, []).append(one)
    return [_counted(of, meters) for meters in groups.values()]


def _counted(of: Metered, meters: list[Meter]) -> _Counted:
    commitment, line = of.commitments.get(meters[0].commitment_id or 0), of.lines.get(meters[0].line_id or 0)
    until = min((kin.until for kin in (commitment, line) if kin and kin.until), default=None)
    return _Counted(tuple(meters), commitment, line.versions if line else (), meters[0].charges, until)


def _of_term(
    counted: _Counted, contract: Contract, term: Period, window: Period, tally: Tally, calendars: Calendars
) -> Iterator[Overage]:
    counts, kin = counted.counts(window), counted.commitment
    found = commitment_term(kin.versions[-1], window.end or term.start, calendars, term=term, kin=kin) if kin else None
    if found is None:
        for period in periods_of("year", term):
            if counted.charges == Charges.ALL and counts:
                yield from _charged(counted, contract, period, period.intersect(counts), None, tally)
        return
    if (shared := window.intersect(term)) is None:
        return
    assert shared.end is not None
    for balance in term_balances(found, counted.meters, shared.end, tally):
        period = balance.allowance.period
        yield from _charged(counted, contract, period, period.intersect(counts) if counts else None, balance, tally)
        if period.end is not None and window.contains(period.end):
            yield from _true_up(counted, contract, found, balance)


def _charged(
    counted: _Counted, contract: Contract, period: Period, part: Period | None, balance: Balance | None, tally: Tally
) -> Iterator[Overage]:
    """What the days of a part of a period cost, each by the version of the line in force on it."""
    is_over = counted.charges == Charges.OVER
    if part is None or part.end is None or (is_over and (balance is None or balance.allowed is None)):
        return
    most = balance.allowed if is_over and balance else None

    def reached(day: date) -> Decimal:
        taken = tally.used(counted.meters, period.start, day)
        return taken if most is None else max(NOTHING, taken - most)

    of, unit = Of.OVERAGE if is_over else Of.USAGE, counted.meters[0].unit
    commitment = counted.commitment.versions[-1] if counted.commitment else None
    if not counted.lines:
        if is_over:
            quantity = reached(part.end) - reached(part.start - _DAY)
            yield Overage(of, None, commitment, period, part, quantity, unit, None, contract.currency)
        return
    for line in counted.lines:
        if (live := _live(line, part)) is None or live.end is None:
            continue
        before, after = reached(live.start - _DAY), reached(live.end)
        amount = price_of_quantity(line, after) - price_of_quantity(line, before)
        yield Overage(of, line, commitment, period, live, after - before, unit, amount, contract.currency)


def _true_up(counted: _Counted, contract: Contract, found: CommitmentTerm, balance: Balance) -> Iterator[Overage]:
    """What is missing to the least, at what that quantity costs more than what was taken."""
    period, due = balance.allowance.period, balance.due
    if not due or period.end is None or counted.charges == Charges.OVER:
        return  # what is agreed at least is in the fixed price
    line = _in_force(counted.lines, period.end)
    amount = None
    if line is not None:
        amount = price_of_quantity(line, balance.taken + due) - price_of_quantity(line, balance.taken)
    unit = counted.meters[0].unit
    yield Overage(Of.SHORTFALL, line, found.commitment, period, period, due, unit, amount, contract.currency)


def _live(line: ContractLine, part: Period) -> Period | None:
    if line.effective_from is None:
        return None
    return Period(line.effective_from, line.effective_until).intersect(part)


def _in_force(lines: Sequence[ContractLine], day: date) -> ContractLine | None:
    """The version in force on the day, else the last one before it."""
    begun = [one for one in lines if one.effective_from is not None and one.effective_from <= day]
    return begun[-1] if begun else None
