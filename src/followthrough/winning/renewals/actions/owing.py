"""Keep the heads-ups of contracts in step: they fall away once the end is decided, and come back if it is not."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.generic import change_records
from followthrough.kernel.records.registry import type_of
from followthrough.keystone.promises.actions import void_promises
from followthrough.keystone.promises.actions.engine import REOPENED
from followthrough.keystone.promises.models import Promise, State
from followthrough.winning.contracts.models import Contract, ContractState
from followthrough.winning.renewals.actions.carrying import carry_over
from followthrough.winning.renewals.actions.noticing import let_letters_go
from followthrough.winning.renewals.models import Outcome, Renewal
from followthrough.winning.renewals.queries.terms import Term, notice_is_given, term_now
from followthrough.winning.renewals.queries.wanted import CONTRACT, RUNGS

FOLLOWED = {
    "notice_given_on",
    "terminated_on",
    "superseded_from",
    "state",
    "ends_on",
    "renews",
    "renewal_months",
    "renewal_limit",
    "notice",
    "notice_unit",
}


def contracts_saved(
    *, created: Sequence[Contract], changed: Sequence[Contract], inputs: Sequence[Any], by: Actor, now: datetime
) -> None:
    """What changes a contract's end changes its heads-ups and the days of its open renewal, in the same transaction.

    A new contract that renews another begins with what that one owed.
    """
    carry_over(created, by=by, now=now)
    told = zip(changed, inputs[len(created) :], strict=True)
    for contract in (one for one, values in told if FOLLOWED & values.keys() and one.is_signed):
        _follow(contract, by=by, now=now)


def _follow(contract: Contract, *, by: Actor, now: datetime) -> None:
    if notice_is_given(contract) or contract.state != ContractState.SIGNED:
        let_fall(contract, _("Notice was given, or the contract was ended."), by=by, now=now)
        return
    let_letters_go(contract, by=by, now=now)
    term = term_now(contract, now)
    if term is None:
        return
    _let_others_fall(contract, term, by=by, now=now)
    _bring_back(contract, term, by=by, now=now)
    rows = Renewal._default_manager.filter(contract=contract, term=term.number, state=Outcome.OPEN)
    days = {"ends_on": term.ends_on, "notice_by": term.notice_by}
    change_records(type_of(Renewal), [(one, days) for one in rows.select_for_update(of=("self",))], by=by, now=now)


def let_fall(contract: Contract, why: str, *, by: Actor, now: datetime) -> None:
    """Nobody needs to be told any more: open heads-ups fall away."""
    for rule in RUNGS:
        void_promises(contract, rule=rule, reason_text=why, by=by, now=now)


def _rungs_of(contract: Contract, state: State) -> Any:
    rows = Promise._default_manager.filter(source_kind=CONTRACT, source_id=contract.pk, rule__in=RUNGS, state=state)
    return rows.filter(binned_at__isnull=True).select_for_update(of=("self",)).order_by("pk")


def _ending(term: Term) -> str:
    return f"/on-{term.target.isoformat()}"


def _let_others_fall(contract: Contract, term: Term, *, by: Actor, now: datetime) -> None:
    """Heads-ups to a day that counts no longer."""
    values = {
        "state": State.VOID.value,
        "closed_at": now,
        "closed_by_id": by.user_id,
        "reason_text": _("The day it was counted to is another one."),
    }
    gone = [one for one in _rungs_of(contract, State.OPEN) if not one.occurrence.endswith(_ending(term))]
    change_records(type_of(Promise), [(one, values) for one in gone], by=by, now=now)


def _bring_back(contract: Contract, term: Term, *, by: Actor, now: datetime) -> None:
    """What fell away with a notice that was withdrawn is owed again, unless the renewal is decided."""
    if Renewal._default_manager.filter(contract=contract, term=term.number).exclude(state=Outcome.OPEN).exists():
        return
    back = [one for one in _rungs_of(contract, State.VOID) if one.occurrence.endswith(_ending(term)) and not one.reason]
    change_records(type_of(Promise), [(one, REOPENED) for one in back], by=by, now=now)
