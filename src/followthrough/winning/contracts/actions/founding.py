"""What every house has of contracts from its first day: who decides where one leaves its template or its clauses."""

from datetime import datetime

from django.utils.translation import gettext as _

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.generic import change_records, create_records
from followthrough.kernel.records.registry import type_of
from followthrough.keystone.approvals.actions.asking import ask_next
from followthrough.keystone.approvals.models import ApprovalRule, ApproverRole, Comparison
from followthrough.keystone.promises.actions import void_promises
from followthrough.winning.contracts.actions.holding import pass_on
from followthrough.winning.contracts.models import Contract, ContractState, Holding, Party
from followthrough.winning.contracts.queries.measuring import BEYOND, CHANGED, LEFT_OUT

RULES = (
    ("Contracts: a changed clause", CHANGED),
    ("Contracts: a clause left out", LEFT_OUT),
    ("Contracts: beyond the template", BEYOND),
)
FORMER = "approval"  # the state, and the last word of the promise, of contracts that asked for approval by themselves


def ensure_contract_rules(*, by: Actor, now: datetime) -> None:
    """Make the usual rules where there is none yet; what somebody changed or took away since stays as they left it."""
    kind = type_of(Contract).kind
    if not ApprovalRule._default_manager.filter(subject=kind).exists():
        usual = {"subject": kind, "comparison": Comparison.PRESENT, "approver_role": ApproverRole.TEAM_MANAGER}
        rows = [{**usual, "name": name, "measure": measure, "is_on": True} for name, measure in RULES]
        create_records(type_of(ApprovalRule), rows, by=by, now=now)
    carry_over(by=by, now=now)


def carry_over(*, by: Actor, now: datetime) -> None:
    """Ask again, as everywhere else, about contracts that waited for an approval of their own; done once."""
    waiting = Contract._default_manager.select_for_update(of=("self",)).filter(state=FORMER).order_by("pk")
    for contract in waiting.select_related("account", "owner", "team", "template"):
        steps = list(Holding._default_manager.filter(contract=contract, step=FORMER).order_by("pk"))
        talking = ContractState.NEGOTIATION.value
        change_records(type_of(Holding), [(one, {"step": talking}) for one in steps], by=by, now=now)
        void_promises(contract, rule=f"contracts.{FORMER}", reason_text=_("It is asked anew."), by=by, now=now)
        asked = steps[-1].why if steps else ""
        pass_on(contract, Party.US, state=talking, person=contract.owner, why=asked, by=by, now=now)
        if contract.binned_at is None:
            ask_next(contract, contract.owner, asked, by=by, now=now)
