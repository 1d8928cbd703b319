"""The present term of a contract as renewals see it: its number, its end, the day that counts, and what it is worth."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from followthrough.foundation.calendar.queries import Calendars
from followthrough.foundation.calendar.rules import WorkingCalendar
from followthrough.winning.contracts.models import Contract, ContractLine, ContractState
from followthrough.winning.contracts.queries.money import yearly
from followthrough.winning.contracts.queries.parts import in_force
from followthrough.winning.contracts.queries.terms import calendar_of, dates_of

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Term:
    """A contract's term with an end: `number` 0 is the first. `target` is the last day for notice, else the end."""

    number: int
    starts_on: date
    ends_on: date
    notice_by: date | None
    goes_on: bool
    months: int

    @property
    def target(self) -> date:
        """The day heads-ups are counted to."""
        return self.notice_by or self.ends_on

    @property
    def next_day(self) -> date:
        """The first day after it."""
        return self.ends_on + DAY


def term_of(contract: Contract, day: date, calendar: WorkingCalendar) -> Term | None:
    """The term that runs on a day; None for a contract not agreed, open-ended, or without dates."""
    if not contract.is_signed:
        return None
    found = dates_of(contract, day, calendar)
    run = found.run
    if run is None or run.ends_on is None:
        return None
    ends = min(run.ends_on, found.last_day or run.ends_on)
    goes_on = found.last_day is None or found.last_day > ends
    months = contract.renewal_months if contract.renews else months_between(run.starts_on, run.ends_on)
    return Term(run.number, run.starts_on, ends, found.notice_by, goes_on, months)


def term_now(contract: Contract, now: Any, calendars: Calendars | None = None) -> Term | None:
    """The term that runs today, where the contract is looked after."""
    calendar = calendar_of(contract, calendars)
    return term_of(contract, calendar.day_of(now), calendar)


def months_between(first: date, last: date) -> int:
    """How many months a term is long, begun ones counted, at least one."""
    after = last + DAY
    months = (after.year - first.year) * 12 + after.month - first.month
    return max(1, months + (after.day > first.day))


def lines_on(contract: Contract, day: date) -> list[ContractLine]:
    """The lines in force on a day, in their order; for the house's own sums."""
    rows = ContractLine._default_manager.filter(in_force(day), contract=contract, binned_at__isnull=True)
    return list(rows.select_related("product").order_by("pk"))


def worth(lines: Iterable[ContractLine], currency: str) -> Decimal:
    """What lines come to in a year."""
    return yearly(lines, currency).amount


def notice_is_given(contract: Contract) -> bool:
    """Whether its end is already decided: by notice, termination, or the contract that takes its place."""
    is_taken_over = contract.superseded_from is not None
    return contract.notice_given_on is not None or contract.state == ContractState.TERMINATED or is_taken_over


def renewable(rows: Sequence[Contract]) -> list[Contract]:
    """Those of some contracts that may need a renewal: signed, with an end, and nobody gave notice."""
    return [one for one in rows if one.state == ContractState.SIGNED and one.ends_on and not notice_is_given(one)]
