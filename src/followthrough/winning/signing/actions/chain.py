"""Add to the chain of what happened; the envelope is locked by whoever calls, so that the chain never forks."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.access.whence import whence
from followthrough.kernel.actions.generic import change_records, create_records
from followthrough.kernel.records.registry import type_of
from followthrough.kernel.signatures.chain import linked
from followthrough.winning.signing.models import Envelope, SignatureEvent, Signer

Happened = tuple[str, Signer | None, Mapping[str, Any]]


def locked_envelope(envelope_id: int) -> Envelope:
    """The envelope as it stands now, held until the end of the transaction."""
    return Envelope._default_manager.select_for_update(of=("self",)).select_related("document").get(pk=envelope_id)


def add_events(envelope: Envelope, happened: Sequence[Happened], *, by: Actor, now: datetime) -> None:
    """Put events at the end of a locked envelope's chain, each with when, by whom and from where."""
    before, number = envelope.head, envelope.events
    rows = []
    for kind, signer, told in happened:
        number += 1
        body = {
            "number": number,
            "at": stamp(now),
            "kind": kind,
            "by": by.name,
            "signer": signer.ref if signer else "",
            **_from_where(),
            **told,
        }
        made = {"number": number, "at": now, "kind": kind, "signer": signer, "body": body, "before": before}
        before = linked(body, before)
        rows.append({"envelope": envelope, **made, "hash": before})
    create_records(type_of(SignatureEvent), rows, by=by, now=now)
    change_records(type_of(Envelope), [(envelope, {"head": before, "events": number})], by=by, now=now)


def stamp(moment: datetime) -> str:
    """A moment as evidence says it: UTC, to the second."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _from_where() -> dict[str, str]:
    place = whence.get()
    return {"ip": place.address, "browser": place.browser} if place.address else {}
