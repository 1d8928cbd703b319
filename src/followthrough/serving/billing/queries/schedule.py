"""The invoice schedule of a contract: what is to be billed for which days, and when."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from followthrough.foundation.calendar.rules import WorkingCalendar
from followthrough.serving.billing.queries.arrivals import arrivals
from followthrough.serving.billing.rules.planning import ON_DELIVERY, Piece, Stretch, due_of, pieces, share
from followthrough.values.money import Money, sum_money
from followthrough.values.period import Period
from followthrough.winning.contracts.models import BilledWhen, Charged, Contract, ContractLine, TermChange
from followthrough.winning.contracts.queries.money import price_of
from followthrough.winning.contracts.queries.parts import standing_parts
from followthrough.winning.contracts.queries.terms import calendar_of, dates_of, read_term, term_changes, terms_of
from followthrough.winning.contracts.rules.proration import ONCE
from followthrough.winning.contracts.rules.terms import run_number

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class PlannedLine:
    """What one line of the contract bears of an invoice."""

    line: ContractLine
    period: Period
    amount: Money


@dataclass(frozen=True, slots=True)
class Planned:
    """One invoice that is to come: for which days, due on which day, with which lines."""

    period: Period
    due: date
    lines: tuple[PlannedLine, ...]
    amount: Money


@dataclass(frozen=True, slots=True)
class Agreed:
    """All that the schedule of one contract is made from; read for many contracts at once or for one."""

    contract: Contract
    lines: Sequence[ContractLine]
    changes: Sequence[TermChange]
    calendar: WorkingCalendar
    delivered: dict[int, date] = field(default_factory=dict)  # what is billed on delivery: when each line was


def agreed_in(contract: Contract) -> Agreed:
    """What one contract's schedule is made from."""
    lines = list(standing_parts(ContractLine, contract).select_related("product", "amendment"))
    return Agreed(contract, lines, term_changes(contract), calendar_of(contract), arrivals(lines))


def schedule_of(contract: Contract, until: date) -> list[Planned]:
    """The invoices of all days billed together that begin by `until`, in the order they are due.

    Over a term they add up to what the term costs, to the cent. What is charged by usage, or billed as it goes live, is
    in none of them.
    """
    return planned(agreed_in(contract), until)


def planned(agreed: Agreed, until: date) -> list[Planned]:
    """The same, from what was read before."""
    found: dict[tuple[date, date, date | None], list[PlannedLine]] = {}
    for due, line in _planned_lines(agreed, until):
        found.setdefault((due, line.period.start, line.period.end), []).append(line)
    made = [_invoice(key, lines, agreed.contract.currency) for key, lines in found.items()]
    return sorted(made, key=lambda one: (one.due, one.period.start))


def _invoice(key: tuple[date, date, date | None], lines: list[PlannedLine], currency: str) -> Planned:
    due, start, end = key
    return Planned(Period(start, end), due, tuple(lines), sum_money((one.amount for one in lines), currency))


def _planned_lines(agreed: Agreed, until: date) -> Iterator[tuple[date, PlannedLine]]:
    contract = agreed.contract
    anchor = contract.starts_on
    if anchor is None:
        return
    last = dates_of(contract, until, agreed.calendar).last_day
    fixed = [line for line in agreed.lines if is_scheduled(line)]
    prices = [(line, price_of(line, anchor, last)) for line in fixed]
    for piece in pieces(_stretches(agreed, last, until), anchor, until=until):
        for line, price in prices:
            amount = share(price, anchor, piece)
            if amount:
                due = due_of(piece, price, _agreed_on(line, contract))
                due = _delivery(agreed, line, piece, due, last)
                yield due, PlannedLine(line, piece.period, amount)


def is_scheduled(line: ContractLine) -> bool:
    """Whether the calendar says when a line is due: not usage, nor what is billed as it goes live."""
    return line.amount is not None and line.charged != Charged.USAGE and line.billed_when != BilledWhen.LIVE


def _delivery(agreed: Agreed, line: ContractLine, piece: Piece, due: date, last: date | None) -> date:
    """What is charged once and billed on delivery is due on the day it was delivered, at the latest when it ends."""
    if line.charged != ONCE or _billing_on(agreed, piece.period.start) != ON_DELIVERY:
        return due
    return agreed.delivered.get(line.pk) or max(due, line.effective_until or last or due)


def _agreed_on(line: ContractLine, contract: Contract) -> date | None:
    return line.amendment.signed_on if line.amendment else contract.signed_on


def _stretches(agreed: Agreed, last: date | None, until: date) -> Iterator[Stretch]:
    """Each term, cut where an amendment changes how it is billed."""
    for run in _runs(agreed, last, until):
        for start, end in _cut(run, [one.amendment.effective_on for one in _billing_changes(agreed)]):
            yield Stretch(Period(start, end), _billing_on(agreed, start), run)


def _runs(agreed: Agreed, last: date | None, until: date) -> Iterator[Period]:
    terms = terms_of(agreed.contract)
    assert terms is not None
    number = 0
    while True:
        run = run_number(terms, number, agreed.calendar)
        if run.starts_on > until or (last is not None and run.starts_on > last):
            return
        ends = min((day for day in (run.ends_on, last) if day is not None), default=None)
        yield Period(run.starts_on, ends)
        if run.ends_on is None or run.is_last:
            return
        number += 1


def _cut(run: Period, days: Iterable[date]) -> Iterator[tuple[date, date | None]]:
    start = run.start
    for day in sorted(days):
        if start < day and (run.end is None or day <= run.end):
            yield start, day - _DAY
            start = day
    yield start, run.end


def _billing_changes(agreed: Agreed) -> list[TermChange]:
    return [one for one in agreed.changes if one.term == "billing"]


def _billing_on(agreed: Agreed, day: date) -> str:
    """How the contract is billed on a day: as now, unless an amendment changed it only later."""
    billing = agreed.contract.billing
    for one in _billing_changes(agreed):  # the last to come into force first
        if one.amendment.effective_on > day:
            billing = read_term("billing", one.before)
    return str(billing)
