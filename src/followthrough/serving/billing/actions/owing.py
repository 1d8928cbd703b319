"""Keep the promises and waits of invoices in step with what happens to them."""

from collections.abc import Sequence
from datetime import datetime

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.generic import change_records, create_records
from followthrough.kernel.records.model import Record
from followthrough.kernel.records.registry import type_of
from followthrough.keystone.promises.actions import apply_rule, void_promises
from followthrough.keystone.promises.models import Evidence, EvidenceKind, Promise, State
from followthrough.serving.billing.models import Invoice
from followthrough.serving.billing.queries.wanted import SOURCE, WANTED


def want(rule: str, invoices: Sequence[Invoice], *, by: Actor, now: datetime) -> None:
    """Make what a rule wants for these invoices, if it is not there."""
    apply_rule(rule, [one.pk for one in invoices], by=by, now=now)


def settle(invoices: Sequence[Invoice], rule: str, *, by: Actor, now: datetime) -> None:
    """What a rule asked for was done: its open promises are kept, the invoice shows it."""
    rows = Promise._default_manager.filter(
        source_kind=SOURCE, source_id__in=[one.pk for one in invoices], rule=rule, state=State.OPEN
    )
    keep(list(rows.filter(binned_at__isnull=True).select_for_update(of=("self",)).order_by("pk")), by=by, now=now)


def keep(promises: Sequence[Promise], *, shown: Record | None = None, by: Actor, now: datetime) -> None:
    """Keep promises, shown by their own source or by another record."""
    values = {"state": State.KEPT.value, "closed_at": now, "closed_by_id": by.user_id, "snoozed_until": None}
    change_records(type_of(Promise), [(promise, values) for promise in promises], by=by, now=now)
    rows = [
        {
            "promise": promise,
            "kind": EvidenceKind.RECORD,
            "record_kind": type_of(shown).kind if shown else promise.source_kind,
            "record_ref": shown.ref if shown else promise.source_ref,
        }
        for promise in promises
    ]
    create_records(type_of(Evidence), rows, by=by, now=now)


def let_fall(invoices: Sequence[Invoice], why: str, *, by: Actor, now: datetime) -> None:
    """What the rules wanted of them falls away; what a person promised stays owed."""
    for rule in WANTED:
        void_promises(list(invoices), rule=rule, reason_text=why, by=by, now=now)
