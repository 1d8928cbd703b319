"""Keep promises by what happened: the record that shows it is their evidence."""

from datetime import datetime

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.generic import change_records, create_records
from followthrough.kernel.records.model import Record
from followthrough.kernel.records.registry import type_of
from followthrough.keystone.promises.models import Evidence, EvidenceKind, Promise, State


def keep_of(source: Record, *, rule: str, text: str, by: Actor, now: datetime, occurrence: str = "") -> list[Promise]:
    """Keep the open promises and waits of one rule that arise from a record, or the one of an occurrence.

    `text` says what the record shows.
    """
    rows = Promise._default_manager.filter(
        source_kind=type_of(source).kind, source_id=source.pk, rule=rule, state=State.OPEN, binned_at__isnull=True
    )
    rows = rows.filter(occurrence=occurrence) if occurrence else rows
    kept = list(rows.select_for_update(of=("self",)).order_by("pk"))
    values = {"state": State.KEPT.value, "closed_at": now, "closed_by_id": by.user_id, "snoozed_until": None}
    change_records(type_of(Promise), [(promise, values) for promise in kept], by=by, now=now)
    shown = {"kind": EvidenceKind.RECORD, "record_kind": type_of(source).kind, "record_ref": source.ref, "text": text}
    create_records(type_of(Evidence), [{**shown, "promise": promise} for promise in kept], by=by, now=now)
    return kept
