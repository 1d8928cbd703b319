"""Keep the contact that was promised when it was made."""

from collections.abc import Collection
from datetime import datetime

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.generic import change_records, create_records
from followthrough.kernel.records.registry import type_of
from followthrough.keystone.promises.models import Evidence, EvidenceKind, Promise, State
from followthrough.keystone.promises.queries.cadence import contacts_done


def contact_made(account_ids: Collection[int] | None, *, by: Actor, now: datetime) -> int:
    """Keep each promised contact of these accounts (None: of all) that was made since, with the talk as evidence.

    It is kept at the moment of the conversation, by whoever held it. Returns how many were kept.
    """
    done = contacts_done(account_ids, now)
    changes = [
        (promise, {"state": State.KEPT.value, "closed_at": talk.at, "closed_by_id": talk.by_id, "snoozed_until": None})
        for promise, talk in done
    ]
    change_records(type_of(Promise), changes, by=by, now=now)
    evidence = [
        {
            "promise": promise,
            "kind": EvidenceKind.CALL,
            "record_kind": type_of(talk).kind,
            "record_ref": talk.ref,
            "text": talk.title,
        }
        for promise, talk in done
    ]
    create_records(type_of(Evidence), evidence, by=by, now=now)
    return len(done)
