"""Approval of contracts and amendments: asked on them, fallen away by changes; whoever is asked has the contract."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.records.prepared import IDS, Given, among, prepared
from followthrough.kernel.records.registry import Values, type_of
from followthrough.keystone.approvals.actions import approval_verb_on, settle_approvals
from followthrough.keystone.approvals.actions.asking import open_findings
from followthrough.keystone.approvals.models import Approval, ApprovalState
from followthrough.winning.contracts.actions.holding import pass_on
from followthrough.winning.contracts.models import Amendment, Contract, ContractClause, ContractLine, Party, TermChange
from followthrough.winning.contracts.queries.measuring import draft_amendments, open_contracts

SETTLED_AFTER = (Contract, ContractClause, ContractLine, Amendment, TermChange)
approval_verb_on(Contract)
approval_verb_on(Amendment)


def settle_agreed(
    *, created: Sequence[Any], changed: Sequence[Any], inputs: Sequence[Any], by: Actor, now: datetime
) -> None:
    """After a change of contracts, amendments or what is in them: what was asked or approved otherwise falls away."""
    rows = [*created, *changed]
    contracts = {one.pk if isinstance(one, Contract) else getattr(one, "contract_id", 0) for one in rows}
    amendments = {one.pk if isinstance(one, Amendment) else getattr(one, "amendment_id", 0) for one in rows}
    if ids := [pk for pk in contracts if pk]:
        settle_approvals(_open().rows(ids=ids), by=by, now=now)
    if ids := [pk for pk in amendments if pk]:
        settle_approvals(_drafts().rows(ids=ids), by=by, now=now)


@prepared
def _open() -> QuerySet[Contract]:
    return open_contracts().filter(among("pk", Given("ids", IDS)))


@prepared
def _drafts() -> QuerySet[Amendment]:
    return draft_amendments().filter(among("pk", Given("ids", IDS)))


def follow_approvals(
    *, created: Sequence[Approval], changed: Sequence[Approval], inputs: Sequence[Values], by: Actor, now: datetime
) -> None:
    """Whoever is asked about a contract has it; once nobody is asked any more it is with us again."""
    for approval in created:
        contract = _talked_about(approval)
        if contract is not None and not _is_with(contract, approval):
            why = approval.note or approval.reasons
            pass_on(contract, Party.APPROVER, person=approval.approver, why=why, by=by, now=now)
    answers = [one for one, row in zip(changed, inputs if changed else (), strict=True) if "state" in row]
    for approval in answers:
        contract = _talked_about(approval)
        if contract is not None and contract.with_party == Party.APPROVER and not _still_asked(approval, contract):
            pass_on(contract, Party.US, person=contract.owner, why=approval.comment, by=by, now=now)


def _talked_about(approval: Approval) -> Contract | None:
    """The contract a question is about, locked, as long as both sides still talk."""
    if approval.subject_kind != type_of(Contract).kind:
        return None
    return open_contracts().select_for_update(of=("self",)).filter(pk=approval.subject_id).first()


def _is_with(contract: Contract, approval: Approval) -> bool:
    """Whether whoever is asked has it already, by another question."""
    last = contract.holdings.order_by("-pk").values_list("person", flat=True).first()
    return contract.with_party == Party.APPROVER and last == approval.approver_id


def _still_asked(approval: Approval, contract: Contract) -> bool:
    """Whether another question waits, or the next one follows from this yes."""
    others = Approval._default_manager.filter(
        subject_kind=approval.subject_kind, subject_id=contract.pk, state=ApprovalState.ASKED, binned_at__isnull=True
    )
    is_yes = approval.state == ApprovalState.APPROVED
    return others.exclude(pk=approval.pk).exists() or (is_yes and bool(open_findings(contract, approval.asker)))
