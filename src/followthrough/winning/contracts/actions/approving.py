"""Have what goes beyond the template approved before a contract is signed; without it nobody signs, on no surface."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.access.permissions import MANAGERS
from followthrough.kernel.actions.declare import action
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.people.models import User
from followthrough.kernel.records.problems import Refused
from followthrough.winning.contracts.actions.holding import pass_on
from followthrough.winning.contracts.actions.owing import settle, want
from followthrough.winning.contracts.models import Amendment, Contract, ContractState, Party
from followthrough.winning.contracts.queries.needing import (
    amendment_beyond,
    approval_key,
    approval_needed,
    is_approved,
    reason_text,
)
from followthrough.winning.contracts.queries.wanted import APPROVAL

TALKING = (ContractState.DRAFT.value, ContractState.NEGOTIATION.value)


@action(
    Contract,
    needs="contracts.negotiate",
    button=gettext_lazy("Ask for approval"),
    icon="stamp",
    moves=(TALKING, ContractState.APPROVAL.value),
    applies=lambda one: bool(approval_needed(one)),
    undone_by="take-back",
    labels={"approver": gettext_lazy("Approver"), "note": gettext_lazy("Note")},
    options={"note": {"kind": "long"}},
)
def ask_approval_contract(
    contract: Contract, *, approver: User | None = None, note: str = "", by: Actor, now: datetime
) -> Changes:
    """Ask a manager to approve what goes beyond the template. Refused where nothing does."""
    needed = approval_needed(contract)
    person = approver or (contract.team.manager if contract.team else None)
    why = note or " ".join(reason_text(one) for one in needed)
    pass_on(contract, Party.APPROVER, state=ContractState.APPROVAL.value, person=person, why=why, by=by, now=now)
    want(APPROVAL, contract, by=by, now=now)
    return Changes(_("It waits for approval."), record=contract)


@action(
    Contract,
    needs="contracts.approve",
    roles=MANAGERS,
    button=gettext_lazy("Approve"),
    icon="circle-check-big",
    primary=True,
    moves=(ContractState.APPROVAL.value, ContractState.NEGOTIATION.value),
    undone_by="return",
    labels={"note": gettext_lazy("Note")},
    options={"note": {"kind": "long"}},
)
def approve_contract(contract: Contract, *, note: str = "", by: Actor, now: datetime) -> Changes:
    """Approve exactly what it says now. If words, terms or discounts change afterwards, it is asked for again."""
    needed = approval_needed(contract)
    values = {"approved_at": now, "approved_by_id": by.user_id, "approved_for": approval_key(contract, needed)}
    state = ContractState.NEGOTIATION.value
    pass_on(contract, Party.US, state=state, person=contract.owner, why=note, values=values, by=by, now=now)
    settle(contract, APPROVAL, _("Approved."), by=by, now=now)
    return Changes(_("Approved: it can be signed."), record=contract)


@action(
    Contract,
    needs="contracts.approve",
    button=gettext_lazy("Return"),
    icon="undo-2",
    moves=(ContractState.APPROVAL.value, ContractState.NEGOTIATION.value),
    labels={"reason": gettext_lazy("Why")},
    options={"reason": {"max_length": 300}},
)
def return_contract(contract: Contract, *, reason: str, by: Actor, now: datetime) -> Changes:
    """Give it back with the reason; it can be changed and asked for again."""
    values = {"approved_at": None, "approved_by_id": None, "approved_for": ""}
    state = ContractState.NEGOTIATION.value
    pass_on(contract, Party.US, state=state, person=contract.owner, why=reason, values=values, by=by, now=now)
    settle(contract, APPROVAL, _("Returned."), by=by, now=now)
    return Changes(_("Returned: %(reason)s") % {"reason": reason}, record=contract)


def refuse_unapproved(contract: Contract) -> None:
    """Nothing is signed that somebody had to approve and has not. Raises Refused with every reason."""
    needed = approval_needed(contract)
    if not is_approved(contract, needed):
        told = " ".join(reason_text(one) for one in needed)
        raise Refused(_("This needs approval first. %(why)s") % {"why": told})


def refuse_beyond(amendment: Amendment, by: Actor) -> None:
    """What an amendment brings beyond the limits goes out only by those who approve contracts. Raises Refused."""
    beyond = () if by.may("contracts.approve") else amendment_beyond(amendment)
    if beyond:
        told = " ".join(reason_text(one) for one in beyond)
        raise Refused(_("Somebody who approves contracts has to send it. %(why)s") % {"why": told})
