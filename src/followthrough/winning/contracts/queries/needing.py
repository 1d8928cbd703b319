"""What of a contract somebody must still approve, and whether they have."""

import hashlib
from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from followthrough.winning.contracts.models import Amendment, Contract, ContractLine, TemplateClause, TermChange
from followthrough.winning.contracts.queries.parts import added_by, standing_parts
from followthrough.winning.contracts.queries.terms import read_term
from followthrough.winning.contracts.queries.wording import agreed_text, clauses_of, standard_text
from followthrough.winning.contracts.rules.approving import Because, ClauseSaid, Limits, Reason, reasons
from followthrough.winning.contracts.rules.terms import end_after
from followthrough.winning.contracts.rules.wording import is_same


def approval_needed(contract: Contract) -> list[Reason]:
    """Why the contract needs approval: clauses that differ, terms and discounts beyond what its template allows."""
    lines = standing_parts(ContractLine, contract).select_related("product")
    return reasons(
        _limits(contract),
        payment_days=contract.payment_days,
        term_months=_months(contract),
        discounts=[(line.title, line.discount) for line in lines],
        clauses=_said(contract),
    )


def amendment_beyond(amendment: Amendment) -> list[Reason]:
    """What an amendment brings that goes beyond what the contract's template allows: discounts, time to pay, term."""
    contract = amendment.contract
    rows = TermChange._default_manager.filter(amendment=amendment, binned_at__isnull=True)
    changed = {one.term: read_term(one.term, one.after) for one in rows}
    ends = changed.get("ends_on")
    lines = added_by(ContractLine, amendment).select_related("product")
    return reasons(
        _limits(contract),
        payment_days=changed.get("payment_days"),
        term_months=_between(amendment.effective_on, ends) if ends else None,
        discounts=[(line.title, line.discount) for line in lines],
        clauses=(),
    )


def _limits(contract: Contract) -> Limits:
    found = contract.template
    return Limits(found.most_payment_days, found.most_term_months, found.most_discount) if found else Limits()


def _months(contract: Contract) -> int | None:
    """The first term in months, begun ones counted; None where it is open-ended."""
    if contract.starts_on is None or contract.ends_on is None:
        return contract.term_months
    return _between(contract.starts_on, contract.ends_on)


def _between(starts_on: date, ends_on: date) -> int:
    months = (ends_on.year - starts_on.year) * 12 + ends_on.month - starts_on.month
    return months + 1 if end_after(starts_on, months) < ends_on else months


def _said(contract: Contract) -> list[ClauseSaid]:
    own = clauses_of(contract)
    there = {one.clause_id for one in own}
    there |= {one.clause.alternative_to_id for one in own if one.clause}
    found = []
    for one in own:
        changed = bool(one.text) and not is_same(standard_text(one, contract.language), one.text)
        needs = one.clause.needs_approval if one.clause else True
        must = one.clause.is_mandatory if one.clause else False
        found.append(ClauseSaid(one.title, changed, True, must, needs))
    if contract.template_id is not None:
        places = TemplateClause._default_manager.filter(template=contract.template_id, binned_at__isnull=True)
        missing = [one.clause for one in places.select_related("clause").order_by("position", "pk")]
        missing = [clause for clause in missing if clause.pk not in there]
        found += [ClauseSaid(clause.name, False, False, clause.is_mandatory, True) for clause in missing]
    return found


def approval_key(contract: Contract, needed: Sequence[Reason]) -> str:
    """What exactly would be approved: another text of a clause is another thing to approve."""
    if not needed:
        return ""
    texts = "\n".join(f"{one.title}: {agreed_text(one, contract.language)}" for one in clauses_of(contract))
    told = [f"{one.because} {one.about} {one.agreed}" for one in needed]
    return hashlib.sha256("\n".join([*told, texts]).encode()).hexdigest()


def is_approved(contract: Contract, needed: Sequence[Reason]) -> bool:
    """Whether nothing needs approval, or exactly this was approved."""
    return not needed or (contract.approved_at is not None and contract.approved_for == approval_key(contract, needed))


def reason_text(reason: Reason) -> str:
    """One reason as a sentence."""
    gaps = {"about": reason.about, "agreed": reason.agreed, "allowed": reason.allowed}
    words = {
        Because.CLAUSE_CHANGED: _("“%(about)s” differs from the standard text."),
        Because.CLAUSE_LEFT_OUT: _("“%(about)s” must be in and is not."),
        Because.PAYMENT: _("Payable within %(agreed)s days; %(allowed)s go without approval."),
        Because.TERM: _("The term is %(agreed)s months; %(allowed)s go without approval."),
        Because.DISCOUNT: _("%(about)s: %(agreed)s%% discount; %(allowed)s%% go without approval."),
    }
    return words[reason.because] % gaps
