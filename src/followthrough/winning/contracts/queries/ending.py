"""What it would mean if a contract ended: the last day, what is lost, what lapses, what is still owed or to be paid."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from followthrough.kernel.access.actor import Actor
from followthrough.values.money import Money
from followthrough.winning.contracts.models import Commitment, Contract, ContractLine
from followthrough.winning.contracts.queries.fulfilment import Fulfilment, fulfilment_of
from followthrough.winning.contracts.queries.money import yearly
from followthrough.winning.contracts.queries.parts import parts_on
from followthrough.winning.contracts.queries.terms import calendar_of, dates_of, terms_of
from followthrough.winning.contracts.rules.terms import end_of


@dataclass(frozen=True, slots=True)
class Ending:
    """The last day there would be, what a year of it is worth, how many departments have less to do.

    `still_owed` is what is to be done until then; `lapsing` the benefits with what is left of each; `minima` the
    commitments that must be taken or paid.
    """

    last_day: date | None
    is_certain: bool
    lost: Money
    departments: int
    still_owed: int
    lapsing: tuple[tuple[Fulfilment, int], ...]
    minima: tuple[Commitment, ...]


def ending_of(contract: Contract, day: date, actor: Actor) -> Ending | None:
    """As of a day, with notice given on it; None for one that is not signed, has no days, or has ended."""
    calendar, terms = calendar_of(contract), terms_of(contract)
    if not contract.is_signed or terms is None:
        return None
    found = dates_of(contract, day, calendar)
    last = found.last_day or end_of(terms, day, calendar)
    if last is not None and last < day:
        return None
    rows = fulfilment_of(contract, day)
    lines = list(parts_on(ContractLine, contract, max(day, terms.starts_on), actor))
    commitments = parts_on(Commitment, contract, max(day, terms.starts_on), actor)
    return Ending(
        last_day=last,
        is_certain=found.last_day is not None,
        lost=yearly(lines, contract.currency),
        departments=len({one.department.pk for one in rows if one.department}),
        still_owed=_open_until(rows, last),
        lapsing=tuple((one, left) for one in rows if (left := _uncalled(one))),
        minima=tuple(one for one in commitments if one.minimum),
    )


def _open_until(rows: Sequence[Fulfilment], last: date | None) -> int:
    opened = [promise for one in rows for promise in one.promises if promise.state == "open"]
    return sum(last is None or promise.due_on is None or promise.due_on <= last for promise in opened)


def _uncalled(one: Fulfilment) -> int:
    return one.entitled - one.promised if getattr(one.entitlement, "is_called", False) else 0
