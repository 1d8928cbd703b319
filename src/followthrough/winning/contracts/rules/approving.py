"""What somebody must approve before a contract is signed: every reason, in data a page can word."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Because(StrEnum):
    """Why approval is needed."""

    CLAUSE_CHANGED = "clause_changed"
    CLAUSE_LEFT_OUT = "clause_left_out"
    PAYMENT = "payment"
    TERM = "term"
    DISCOUNT = "discount"


@dataclass(frozen=True, slots=True)
class Limits:
    """What may be agreed without asking anybody; None is no limit."""

    payment_days: int | None = None
    term_months: int | None = None
    discount: Decimal | None = None


@dataclass(frozen=True, slots=True)
class ClauseSaid:
    """A clause as it stands in the contract: is it the standard's text, is it there at all, and does that matter."""

    name: str
    is_changed: bool
    is_there: bool
    is_mandatory: bool
    needs_approval: bool


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason: what it is about (a clause, a line), what was agreed and what would have been allowed."""

    because: Because
    about: str = ""
    agreed: str = ""
    allowed: str = ""


def reasons(
    limits: Limits,
    *,
    payment_days: int | None,
    term_months: int | None,
    discounts: Iterable[tuple[str, Decimal]],
    clauses: Iterable[ClauseSaid],
) -> list[Reason]:
    """Everything that goes beyond what may be agreed without asking, clauses first."""
    found = [reason for clause in clauses if (reason := _of_clause(clause))]
    if _beyond(payment_days, limits.payment_days):
        found.append(Reason(Because.PAYMENT, "", str(payment_days), str(limits.payment_days)))
    if _beyond(term_months, limits.term_months):
        found.append(Reason(Because.TERM, "", str(term_months), str(limits.term_months)))
    for about, discount in discounts:
        if limits.discount is not None and discount > limits.discount:
            found.append(Reason(Because.DISCOUNT, about, f"{discount:f}", f"{limits.discount:f}"))
    return found


def _of_clause(clause: ClauseSaid) -> Reason | None:
    if not clause.is_there:
        return Reason(Because.CLAUSE_LEFT_OUT, clause.name) if clause.is_mandatory else None
    return Reason(Because.CLAUSE_CHANGED, clause.name) if clause.is_changed and clause.needs_approval else None


def _beyond(agreed: int | None, allowed: int | None) -> bool:
    return agreed is not None and allowed is not None and agreed > allowed
