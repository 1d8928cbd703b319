"""A commitment through its versions: the term a day lies in, its periods, and what each asks for and allows."""

from dataclasses import dataclass
from datetime import date

from followthrough.foundation.calendar.queries import Calendars
from followthrough.serving.usage.queries.chains import Kin, kin_of_part
from followthrough.serving.usage.rules.allowing import Allowance, Limit, allowances
from followthrough.values.period import Period
from followthrough.winning.contracts.models import Commitment, Contract
from followthrough.winning.contracts.queries.terms import calendar_of, dates_of, terms_of
from followthrough.winning.contracts.rules.terms import run_number


@dataclass(frozen=True, slots=True)
class CommitmentTerm:
    """One term of a commitment: the version that counts, whether it rolls over, and its periods in order.

    `until` is the last day that counts for it, where a renewal's contract goes on from it before the term is over.
    """

    commitment: Commitment
    term: Period
    allowances: tuple[Allowance, ...]
    until: date | None = None

    def last(self, day: date) -> date:
        """The day, or the last one that counts if that is earlier."""
        return day if self.until is None else min(day, self.until)

    def place(self, day: date) -> int:
        """Which of the periods the day lies in; before the first the first, after the last the last."""
        ends = [one.period.end for one in self.allowances]
        return next((n for n, end in enumerate(ends) if end is not None and day <= end), len(ends) - 1)


def term_on(contract: Contract, day: date, calendars: Calendars | None = None) -> Period | None:
    """The term of a contract a day lies in, as it was agreed; None before it has a first day."""
    run = dates_of(contract, day, calendar_of(contract, calendars)).run
    return None if run is None else Period(run.starts_on, run.ends_on)


def terms_within(contract: Contract, start: date, end: date, calendars: Calendars | None = None) -> list[Period]:
    """Every term of the contract that touches these days."""
    terms, calendar = terms_of(contract), calendar_of(contract, calendars)
    if terms is None:
        return []
    last = dates_of(contract, end, calendar).last_day
    found: list[Period] = []
    number = 0
    while True:
        run = run_number(terms, number, calendar)
        if run.starts_on > end or (last is not None and run.starts_on > last):
            return found
        if run.ends_on is None or run.ends_on >= start:
            found.append(Period(run.starts_on, run.ends_on))
        if run.is_last or run.ends_on is None:
            return found
        number += 1


def commitment_term(
    commitment: Commitment,
    day: date,
    calendars: Calendars | None = None,
    *,
    term: Period | None = None,
    kin: Kin[Commitment] | None = None,
) -> CommitmentTerm | None:
    """The term the day lies in with its periods; None while the contract has no first day, or never in force in it."""
    contract = commitment.contract
    term = term or term_on(contract, day, calendars)
    if term is None:
        return None
    calendar = calendar_of(contract, calendars)
    kin = kin or kin_of_part(commitment)
    versions, until = kin.versions, kin.until
    last = min(filter(None, (dates_of(contract, day, calendar).last_day, until)), default=None)
    limits = [limit for one in versions if (limit := _limit(one, term, last))]
    if not limits:
        return None
    now = next((one for one in reversed(versions) if (one.effective_from or term.start) <= day), versions[0])
    return CommitmentTerm(now, term, tuple(allowances(limits, now.period, term)), until)


def _limit(one: Commitment, term: Period, last: date | None) -> Limit | None:
    """A version on the days of the term it is in force on; one not signed yet as if it were, all through."""
    start = max(one.effective_from or term.start, term.start)
    ends = [day for day in (one.effective_until, term.end, last) if day is not None]
    end = min(ends, default=None)
    if end is not None and end < start:
        return None
    return Limit(one.minimum, one.maximum, one.period, Period(start, end))
