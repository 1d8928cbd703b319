"""What notice given on a day would do to a contract: which day it ends, and whether it comes too late for this term."""

from dataclasses import dataclass
from datetime import date

from followthrough.winning.contracts.models import Contract, ContractClause
from followthrough.winning.contracts.queries.terms import calendar_of, dates_of, terms_of
from followthrough.winning.contracts.queries.wording import agreed_text, clauses_of
from followthrough.winning.contracts.rules.terms import end_of


@dataclass(frozen=True, slots=True)
class Effect:
    """Notice given on a day ends the contract on `last_day`; `missed` is the last day for notice it came after."""

    last_day: date
    notice_by: date | None
    missed: date | None = None


def effect_of(contract: Contract, given_on: date) -> Effect | None:
    """What notice on that day does; None where the contract ends by itself and no notice is needed."""
    terms = terms_of(contract)
    if terms is None:
        return None
    calendar = calendar_of(contract)
    found = dates_of(contract, given_on, calendar)
    if found.notice_by is None and terms.ends_on is not None:
        return None
    last = end_of(terms, given_on, calendar)
    if last is None:
        return None
    late = found.notice_by is not None and given_on > found.notice_by
    return Effect(last, found.notice_by, found.notice_by if late else None)


def notice_clause(contract: Contract) -> tuple[int, ContractClause] | None:
    """The clause that speaks of the notice period, with its number in the contract."""
    for number, clause in enumerate(clauses_of(contract), start=1):
        if "{notice}" in agreed_text(clause, contract.language or "en"):
            return number, clause
    return None
