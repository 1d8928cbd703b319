"""What shows that lines were delivered, read for many contracts at once, and what of it is due."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from followthrough.foundation.calendar.rules import WorkingCalendar
from followthrough.serving.billing.queries.counted import Counted, counted_of
from followthrough.serving.billing.queries.live import Shared, is_billed_live, shared_out
from followthrough.serving.billing.queries.proven import Pieces, Proof, Proven, Standing, in_money, pieces_of
from followthrough.serving.billing.queries.schedule import Agreed
from followthrough.values.money import Money
from followthrough.values.period import Period
from followthrough.winning.contracts.models import Charged, Contract, ContractLine
from followthrough.winning.contracts.queries.money import begins_by, price_of
from followthrough.winning.contracts.queries.terms import dates_of
from followthrough.winning.contracts.rules.proration import charged

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Running:
    """Through which day a contract is tied out, and its very last day if that is known."""

    until: date
    last: date | None


@dataclass(frozen=True, slots=True)
class Shown:
    """What shows that lines were delivered, by line: pieces, what went live, usage in money."""

    pieces: dict[int, Pieces]
    live: dict[int, list[Shared]]
    counted: dict[int, Counted]


def running(contract: Contract, calendar: WorkingCalendar, day: date) -> Running:
    """Through the end of its present term, or of the contract if that comes first; at least through that day."""
    found = dates_of(contract, day, calendar)
    until = max(day, (found.run.ends_on if found.run else None) or day)
    return Running(min(until, found.last_day or until), found.last_day)


def shown_of(
    contracts: Sequence[Contract],
    lines: Mapping[int, Sequence[ContractLine]],
    runs: Mapping[int, Running],
    day: date,
) -> Shown:
    """Read it for contracts whose lines were read before."""
    every = [line for some in lines.values() for line in some]
    until = {pk: run.until for pk, run in runs.items()}
    return Shown(pieces_of(every, day, until), shared_out(every), counted_of(contracts, lines, day))


def due_of(line: ContractLine, shown: Shown, run: Running) -> tuple[Decimal, Decimal] | None:
    """What is due of a line that no calendar bills, and what will be; None for the others.

    What is billed as it goes live is due as far as it did, usage as far as its month is over.
    """
    if is_billed_live(line) and begins_by(line, run.last):
        live = sum((one.share.amount for one in shown.live.get(line.pk, ()) if one.since), ZERO)
        return live, Money(line.amount or ZERO, line.currency).rounded().amount - live
    if line.charged == Charged.USAGE and (counted := shown.counted.get(line.pk)):
        return counted.due, counted.so_far - counted.due
    return None


def proven_of(line: ContractLine, agreed: Agreed, contracted: Decimal, day: date, run: Running, shown: Shown) -> Proven:
    """By its pieces where it has such, usage as it was taken; else by the days gone by of what recurs."""
    pieces = shown.pieces.get(line.pk)
    if pieces is not None:
        return in_money(pieces, contracted, line.currency)
    amounts = dict.fromkeys(Standing, ZERO)
    if line.charged == Charged.USAGE:
        amounts[Standing.DONE] = contracted
        return Proven(Proof.USAGE, ZERO, ZERO, amounts)
    amounts[Standing.DONE] = _by_days(line, agreed, day, run.last)
    amounts[Standing.TO_COME] = contracted - amounts[Standing.DONE]
    return Proven(Proof.DAYS, ZERO, ZERO, amounts)


def _by_days(line: ContractLine, agreed: Agreed, day: date, last: date | None) -> Decimal:
    """What was there for them by that day: all of what is charged once, the days gone by of what recurs."""
    start = agreed.contract.starts_on
    if start is None or line.amount is None or day < start or not begins_by(line, last):
        return ZERO
    return charged(price_of(line, start, last), start, Period(start, day)).amount
