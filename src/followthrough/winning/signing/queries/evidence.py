"""The evidence of an envelope: all that is needed to know who signed what, readable without this product."""

import json
from collections.abc import Iterator
from typing import Any

from followthrough.kernel.signatures.chain import Break, breaks
from followthrough.winning.signing.models import Envelope, SignatureEvent, Signer, SignerState
from followthrough.winning.signing.rules import consent_of

FORMAT = "followthrough-evidence-1"
ABOUT = (
    "Each event carries in `hash` the SHA-256 of its canonical JSON (keys sorted, no blanks, UTF-8, without `hash`),"
    " which contains in `before` the hash of the event before it. `head` is the last hash. The first `document.size`"
    " bytes of the sealed PDF are the document itself, with the SHA-256 that every signer was shown. All times are UTC."
)


def told(envelope: Envelope) -> list[dict[str, Any]]:
    """The events of a chain as the database holds them now, in the order of their rows."""
    rows = SignatureEvent._default_manager.filter(envelope=envelope).order_by("pk")
    return [
        {**body, "number": number, "before": before, "hash": own}
        for body, number, before, own in rows.values_list("body", "number", "before", "hash")
    ]


def evidence_of(envelope: Envelope) -> dict[str, Any]:
    """Everything as plain values: document, signers, consent texts, events with their chain."""
    version = envelope.document
    events = told(envelope)
    return {
        "format": FORMAT,
        "about": ABOUT,
        "round": {"ref": envelope.ref, "title": envelope.title_text, "subject": envelope.about_ref},
        "document": {
            "name": version.name,
            "sha256": envelope.sha256,
            "size": version.size,
            "pages": envelope.pages,
        },
        "consents": list(_consents(events)),
        "signers": [_signer(one) for one in signers_of(envelope)],
        "events": events,
        "head": envelope.head,
    }


def evidence_text(envelope: Envelope) -> bytes:
    """The same as it is attached to the sealed file."""
    return json.dumps(evidence_of(envelope), ensure_ascii=False, indent=1).encode()


def signers_of(envelope: Envelope) -> list[Signer]:
    """All signers in order, those who passed it on included."""
    rows = Signer._default_manager.filter(envelope=envelope, binned_at__isnull=True)
    return list(rows.select_related("delegated_from", "user").order_by("step", "pk"))


def broken_chain(envelope: Envelope) -> Iterator[Break]:
    """Every place where the chain in the database is not what it was; also when its end was cut off."""
    rows = SignatureEvent._default_manager.filter(envelope=envelope).order_by("pk")
    found = list(rows.values_list("number", "kind", "at", "body"))
    yield from breaks(told(envelope), head=envelope.head, count=envelope.events)
    for number, kind, at, body in found:
        if (body.get("number"), body.get("kind")) != (number, kind) or not body.get("at", "").startswith(
            f"{at:%Y-%m-%dT%H:%M:%S}"
        ):
            yield Break(number, "changed")


def _consents(events: list[dict[str, Any]]) -> Iterator[dict[str, str]]:
    seen = set()
    for event in events:
        if event["kind"] == "consented" and event["consent"] not in seen:
            seen.add(event["consent"])
            text = consent_of(event["language"], event["version"])
            yield {"sha256": text.sha256, "version": text.version, "language": text.language, "text": text.text}


def _signer(signer: Signer) -> dict[str, Any]:
    return {
        "ref": signer.ref,
        "name": signer.name,
        "email": signer.email,
        "signs_as": signer.role_text,
        "party": signer.party,
        "step": signer.step,
        "state": signer.state,
        "how": signer.way if signer.state == SignerState.SIGNED else "",
        "in_place_of": signer.delegated_from.name if signer.delegated_from else "",
    }
