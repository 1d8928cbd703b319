"""How a round of signatures ends without them all: declined, called back, or over its last day."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.generic import change_records, create_records
from followthrough.kernel.facts.announce import Fact, announce
from followthrough.kernel.mail.letters import Letter
from followthrough.kernel.mail.posting import post_letter
from followthrough.kernel.mail.templates import worded
from followthrough.kernel.records.model import Record
from followthrough.kernel.records.registry import type_of
from followthrough.keystone.promises.actions.making import void_promises
from followthrough.keystone.promises.models import Evidence, EvidenceKind, Promise, State
from followthrough.winning.signing.actions.chain import add_events, locked_envelope
from followthrough.winning.signing.facts import EnvelopeDeclined, EnvelopeExpired, EnvelopeRevoked
from followthrough.winning.signing.models import Envelope, EnvelopeState, Signer, SignerState
from followthrough.winning.signing.queries.promised import QUESTION


def revoke_signatures(about: Record, *, reason: str, by: Actor, now: datetime) -> int:
    """Call back every round about a record that is still out, since that has changed; gives their number."""
    kind = type_of(about).kind
    rows = Envelope._default_manager.filter(about_kind=kind, about_id=about.pk, state=EnvelopeState.OUT)
    out = rows.filter(signed_at__isnull=True).order_by("pk").values_list("pk", flat=True)
    found = [locked_envelope(pk) for pk in out]
    for envelope in found:
        call_back(envelope, reason, by=by, now=now)
    return len(found)


def call_back(envelope: Envelope, reason: str, *, by: Actor, now: datetime) -> None:
    """Call a held envelope back."""
    add_events(envelope, [("revoked", None, {"reason": reason})], by=by, now=now)
    refuse_signing(envelope, EnvelopeState.REVOKED, reason, signer=None, by=by, now=now)


def expire(envelope: Envelope, *, by: Actor, now: datetime) -> None:
    """Note that the last day of a held envelope has passed."""
    add_events(envelope, [("expired", None, {})], by=by, now=now)
    reason = _("The last day passed before all had signed.")
    refuse_signing(envelope, EnvelopeState.EXPIRED, reason, signer=None, by=by, now=now)


def refuse_signing(
    envelope: Envelope, state: EnvelopeState, reason: str, *, signer: Signer | None, by: Actor, now: datetime
) -> None:
    """End a held envelope: nobody can sign any more, waits fall away, those who were asked are told, once."""
    values = {"state": state.value, "closed_at": now, "reason": reason[:300]}
    change_records(type_of(Envelope), [(envelope, values)], by=by, now=now)
    everybody = list(Signer._default_manager.filter(envelope=envelope).order_by("step", "pk"))
    let_waits_fall(everybody, reason, by=by, now=now)
    for one in everybody:
        if one.asked_at and one.state != SignerState.DELEGATED and (signer is None or one.pk != signer.pk):
            _say_it_ended(envelope, one, by=by, now=now)
    announce(_fact(envelope, state, signer, reason), at=now)


def let_waits_fall(signers: Sequence[Signer], words: str, *, by: Actor, now: datetime) -> None:
    """What was waited for from these signers falls away."""
    void_promises(signers, reason_text=words, by=by, now=now)


def waits_kept(signer: Signer, words: str, *, by: Actor, now: datetime) -> None:
    """What was owed of this signer, or to them, is done: `words` say how, and the signer's record shows it.

    What they asked stays owed until it is answered.
    """
    rows = Promise._default_manager.select_for_update(of=("self",)).filter(
        source_kind=type_of(Signer).kind, source_id=signer.pk, state=State.OPEN, binned_at__isnull=True
    )
    kept = list(rows.exclude(kind=QUESTION).order_by("pk"))
    values = {"state": State.KEPT.value, "closed_at": now, "closed_by_id": by.user_id, "snoozed_until": None}
    change_records(type_of(Promise), [(promise, values) for promise in kept], by=by, now=now)
    shown = {"kind": EvidenceKind.RECORD, "record_kind": type_of(Signer).kind, "record_ref": signer.ref}
    rows_of_evidence = [{**shown, "promise": promise, "text": words} for promise in kept]
    create_records(type_of(Evidence), rows_of_evidence, by=by, now=now)


def _say_it_ended(envelope: Envelope, signer: Signer, *, by: Actor, now: datetime) -> None:
    values = {"name": signer.name, "title": envelope.title_text, "reason": envelope.reason}
    subject, text = worded("signing.ended", signer.language, values)
    letter = Letter([signer.email], subject, text)
    once = f"signing/{signer.pk}/ended"
    post_letter(letter, about=signer, by=by, now=now, once=once, language=signer.language)


def _fact(envelope: Envelope, state: EnvelopeState, signer: Signer | None, reason: str) -> Fact:
    place = (envelope.pk, envelope.about_kind, envelope.about_id)
    if state is EnvelopeState.DECLINED:
        return EnvelopeDeclined(*place, signer.name if signer else "", reason)
    return EnvelopeExpired(*place) if state is EnvelopeState.EXPIRED else EnvelopeRevoked(*place, reason)
