"""Close a round with the copy that was filed: what it says of itself, who is told, what is announced."""

from datetime import datetime
from typing import Any

from followthrough.foundation.documents.models import DocumentVersion
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.generic import change_records
from followthrough.kernel.facts.announce import announce
from followthrough.kernel.mail.letters import MOST_ENCLOSED, Enclosed, Letter
from followthrough.kernel.mail.posting import post_letter
from followthrough.kernel.mail.templates import worded
from followthrough.kernel.records.registry import type_named, type_of
from followthrough.winning.signing.actions.chain import add_events
from followthrough.winning.signing.facts import EnvelopeCompleted
from followthrough.winning.signing.models import Envelope, EnvelopeState, Signer, SignerState
from followthrough.winning.signing.queries.evidence import signers_of


def complete_with(envelope: Envelope, version: DocumentVersion, level: str, *, by: Actor, now: datetime) -> None:
    """Close a held envelope with the filed copy, tell everybody named, and announce it."""
    told = {"final": version.sha256, "size": version.size, "level": level}
    add_events(envelope, [("completed", None, told)], by=by, now=now)
    values = {
        "state": EnvelopeState.COMPLETED.value,
        "closed_at": now,
        "sealed": version,
        "sealed_sha256": version.sha256,
        "level": level,
        "trouble": "",
    }
    change_records(type_of(Envelope), [(envelope, values)], by=by, now=now)
    for signer in signers_of(envelope):
        if signer.state == SignerState.SIGNED:
            _send_copy(envelope, signer, version, by=by, now=now)
    place = (envelope.pk, envelope.about_kind, envelope.about_id)
    announce(EnvelopeCompleted(*place, envelope.document_id, version.pk), at=now)


def about_of(envelope: Envelope) -> Any:
    """The record an envelope is about."""
    kind = type_named(envelope.about_kind)
    assert kind is not None
    return kind.model._default_manager.get(pk=envelope.about_id)


def _send_copy(envelope: Envelope, signer: Signer, version: DocumentVersion, *, by: Actor, now: datetime) -> None:
    values = {"name": signer.name, "title": envelope.title_text, "sha256": version.sha256}
    subject, text = worded("signing.completed", signer.language, values)
    fits = version.size <= MOST_ENCLOSED
    enclosed = [Enclosed(version.name, version.media_type, version.sha256)] if fits else []
    letter = Letter([signer.email], subject, text, enclosed=enclosed)
    once = f"signing/{signer.pk}/completed"
    post_letter(letter, about=signer, by=by, now=now, once=once, language=signer.language)
