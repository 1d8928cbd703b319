"""Keep the waits and promises of contracts in step with what happens to them."""

from collections.abc import Sequence
from datetime import datetime

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.generic import change_records, create_records
from followthrough.kernel.records.registry import type_of
from followthrough.keystone.promises.actions import apply_rule, void_promises
from followthrough.keystone.promises.models import Evidence, EvidenceKind, Promise, State
from followthrough.winning.contracts.models import Contract
from followthrough.winning.contracts.queries.wanted import ANSWER, OUR_ANSWER, PO_NUMBER, SOURCE


def want(rule: str, contract: Contract, *, by: Actor, now: datetime) -> None:
    """Make what a rule wants for this contract, if it is not there."""
    apply_rule(rule, [contract.pk], by=by, now=now)


def settle(contract: Contract, rule: str, shown: str, *, by: Actor, now: datetime) -> None:
    """What a rule asked for is here: its open promises are kept, the contract shows it."""
    rows = Promise._default_manager.filter(source_kind=SOURCE, source_id=contract.pk, rule=rule, state=State.OPEN)
    kept = list(rows.filter(binned_at__isnull=True).select_for_update(of=("self",)).order_by("pk"))
    values = {"state": State.KEPT.value, "closed_at": now, "closed_by_id": by.user_id, "snoozed_until": None}
    change_records(type_of(Promise), [(promise, values) for promise in kept], by=by, now=now)
    evidence = {"kind": EvidenceKind.RECORD, "record_kind": SOURCE, "record_ref": contract.ref, "text": shown}
    create_records(type_of(Evidence), [{**evidence, "promise": promise} for promise in kept], by=by, now=now)


def let_fall(contract: Contract, why: str, *, by: Actor, now: datetime) -> None:
    """What the rules wanted of it falls away; what a person promised stays owed."""
    for rule in (ANSWER, OUR_ANSWER, PO_NUMBER):
        void_promises(contract, rule=rule, reason_text=why, by=by, now=now)


def renew_waits(contracts: Sequence[Contract], *, by: Actor, now: datetime) -> None:
    """A PO number that came is no longer waited for; one that is needed is."""
    for contract in contracts:
        if contract.po_number:
            settle(contract, PO_NUMBER, contract.po_number, by=by, now=now)
        else:
            want(PO_NUMBER, contract, by=by, now=now)
