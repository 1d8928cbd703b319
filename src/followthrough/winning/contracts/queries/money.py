"""What a contract costs: in a year, over its term, and before and after an amendment, to the cent."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from followthrough.values.money import Money, sum_money
from followthrough.values.period import Period
from followthrough.winning.contracts.models import Amendment, AmendmentState, Charged, Contract, ContractLine
from followthrough.winning.contracts.queries.parts import added_by, ended_by, standing_parts
from followthrough.winning.contracts.queries.terms import CHANGING, calendar_of, dates_of, read_term
from followthrough.winning.contracts.rules.proration import ONCE, Price, a_year, billing_periods, charged

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Costs:
    """What a set of lines costs in a year, and over the days asked about."""

    yearly: Money
    in_all: Money


@dataclass(frozen=True, slots=True)
class LinePreview:
    """A line an amendment brings or ends, and what that means in money from its day to the end of the term."""

    line: ContractLine
    difference: Money
    comes: bool


@dataclass(frozen=True, slots=True)
class Preview:
    """An amendment in money: `within` is what is counted, from its first day to the end of the term (or one year)."""

    within: Period
    before: Costs
    after: Costs
    lines: tuple[LinePreview, ...]

    @property
    def difference(self) -> Money:
        """What is owed more (or less, below zero) over these days."""
        return self.after.in_all - self.before.in_all


def price_of(line: ContractLine, start: date, end: date | None) -> Price:
    """A line's price over the days it is in force; one without a price costs nothing."""
    amount = Money(line.amount, line.currency).rounded() if line.amount is not None else Money.zero(line.currency)
    until = min((day for day in (line.effective_until, end) if day), default=None)
    first = line.effective_from or start
    return Price(amount, line.charged, Period(first, max(until, first) if until else None))


def begins_by(line: ContractLine, last: date | None) -> bool:
    """Whether a line comes into force by the last day of its contract, where it has one."""
    return last is None or line.effective_from is None or line.effective_from <= last


def yearly(lines: Iterable[ContractLine], currency: str) -> Money:
    """What the lines come to in a year, once-only ones left out."""
    prices = (price_of(line, date.min, None) for line in _fixed(lines))
    return sum_money((a_year(price) for price in prices), currency)


def once(lines: Iterable[ContractLine], currency: str) -> Money:
    """What the lines cost that are charged once."""
    return sum_money(
        (price_of(line, date.min, None).amount for line in _fixed(lines) if line.charged == ONCE), currency
    )


def by_usage(lines: Iterable[ContractLine], currency: str) -> Money:
    """What was estimated for lines charged by usage; it is part of no other sum."""
    used = (line for line in lines if line.amount is not None and line.charged == Charged.USAGE)
    return sum_money((price_of(line, date.min, None).amount for line in used), currency)


def _fixed(lines: Iterable[ContractLine]) -> list[ContractLine]:
    """The lines whose price is agreed, not estimated."""
    return [line for line in lines if line.amount is not None and line.charged != Charged.USAGE]


def costs(lines: Sequence[ContractLine], contract: Contract, within: Period, last: date | None) -> Costs:
    """What these lines cost in a year and over the days of `within`, counted from the contract's first day.

    Over those days nothing is owed of a line that would begin only after the last.
    """
    anchor = contract.starts_on or within.start
    prices = [price_of(line, anchor, last) for line in _fixed(lines) if begins_by(line, last)]
    total = sum_money((charged(price, anchor, within) for price in prices), contract.currency)
    return Costs(yearly(lines, contract.currency), total)


def term_total(contract: Contract, lines: Sequence[ContractLine], day: date) -> Money | None:
    """What the present term costs in all; None while the contract has no dates or no end."""
    found = dates_of(contract, day, calendar_of(contract))
    if found.run is None or found.run.ends_on is None:
        return None
    within = Period(found.run.starts_on, found.run.ends_on)
    return costs(lines, contract, within, found.last_day).in_all


def preview_of(amendment: Amendment) -> Preview:
    """What the amendment changes in money, from its first day to the end of the term it falls in.

    An open-ended contract is counted for one year. The days of begun periods are counted, nothing is estimated.
    """
    contract, day = amendment.contract, amendment.effective_on
    within = Period(day, max(_end(contract, amendment), day))
    gone, come = list(ended_by(ContractLine, amendment)), list(added_by(ContractLine, amendment))
    stay = [line for line in standing_parts(ContractLine, contract) if line.ended_by_id != amendment.pk]
    stay = [line for line in stay if line.amendment_id != amendment.pk]
    last = within.end
    before = [*stay, *(_unended(line) for line in gone)]
    after = [*stay, *(_until(line, day) for line in gone), *(_from(line, day) for line in come)]
    running = [line for line in stay if line.effective_until is None or line.effective_until >= day]
    was = Costs(yearly([*running, *gone], contract.currency), costs(before, contract, within, last).in_all)
    becomes = Costs(yearly([*running, *come], contract.currency), costs(after, contract, within, last).in_all)
    return Preview(within, was, becomes, tuple(_told(gone, come, contract, within, day)))


def _told(
    gone: Sequence[ContractLine], come: Sequence[ContractLine], contract: Contract, within: Period, day: date
) -> Iterable[LinePreview]:
    for line in gone:
        lost = costs([_unended(line)], contract, within, within.end).in_all
        kept = costs([_until(line, day)], contract, within, within.end).in_all
        yield LinePreview(line, kept - lost, comes=False)
    for line in come:
        yield LinePreview(line, costs([_from(line, day)], contract, within, within.end).in_all, comes=True)


def _unended(line: ContractLine) -> ContractLine:
    return _dated(line, line.effective_from, None)


def _until(line: ContractLine, day: date) -> ContractLine:
    return _dated(line, line.effective_from, day - _DAY)


def _from(line: ContractLine, day: date) -> ContractLine:
    return _dated(line, line.effective_from or day, line.effective_until)


def _dated(line: ContractLine, first: date | None, until: date | None) -> ContractLine:
    """The line as it would be, for sums only: it is never saved."""
    values = {name: getattr(line, name) for name in ("amount", "currency", "charged", "quantity", "unit_price")}
    return ContractLine(**values, effective_from=first, effective_until=until)


def _end(contract: Contract, amendment: Amendment) -> date:
    """The last day that is counted: of the term as the amendment leaves it."""
    changed = _with_changes(contract, amendment)
    run = dates_of(changed, amendment.effective_on, calendar_of(contract)).run
    if run is not None and run.ends_on is not None and run.ends_on >= amendment.effective_on:
        return run.ends_on
    first = next(billing_periods(contract.starts_on or amendment.effective_on, 12, _one(amendment.effective_on)))
    return first.end or amendment.effective_on


def _one(day: date) -> Period:
    return Period(day, day)


def _with_changes(contract: Contract, amendment: Amendment) -> Contract:
    """The contract as it would be with the amendment in it, never saved."""
    names = ("starts_on", "term_months", "notice_given_on", "terminated_on", "superseded_from", *CHANGING)
    values = {name: getattr(contract, name) for name in names}
    if amendment.state != AmendmentState.SIGNED:
        for change in amendment.terms.filter(binned_at__isnull=True):
            values[change.term] = read_term(change.term, change.after)
    return Contract(**values)
