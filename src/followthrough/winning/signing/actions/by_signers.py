"""What a signer does: read, sign, decline, pass it on to somebody else."""

from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followthrough.foundation.documents.queries.versions import content_of
from followthrough.kernel import clock
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.access.permissions import DESK, Role
from followthrough.kernel.actions.declare import ForGuests, action
from followthrough.kernel.actions.generic import change_records, create_records
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.jobs.declare import defer
from followthrough.kernel.links.models import GuestLink, LinkCode
from followthrough.kernel.mail.models import Mail
from followthrough.kernel.notify.tell import tell
from followthrough.kernel.papers.wording import day_said
from followthrough.kernel.records.problems import Denied, Invalid, Refused
from followthrough.kernel.records.registry import type_of
from followthrough.winning.signing.actions.asking import ask, ask_next
from followthrough.winning.signing.actions.chain import Happened, add_events, locked_envelope, stamp
from followthrough.winning.signing.actions.ending import let_waits_fall, refuse_signing, waits_kept
from followthrough.winning.signing.models import Envelope, EnvelopeState, Signer, SignerState, Way
from followthrough.winning.signing.rules import BadDrawing, consent_with, drawing_of, svg_of

OPEN = (SignerState.ASKED.value, SignerState.SEEN.value)
IDENTIFIED = timedelta(hours=2)
FINAL = gettext_lazy("What a signer did stays on record.")
LONGEST_NAME = 120


def is_open(signer: Signer) -> bool:
    """Whether the envelope still waits for this signer."""
    envelope = signer.envelope
    return signer.state in OPEN and envelope.state == EnvelopeState.OUT and envelope.deadline > clock.now()


def has_read(signer: Signer) -> bool:
    """Whether they may sign now: they opened the document, and it still waits for them."""
    return signer.state == SignerState.SEEN and is_open(signer)


@action(
    Signer,
    needs="signers.sign",
    roles=DESK | {Role.FINANCE, Role.READONLY},
    button=gettext_lazy("Read the document"),
    icon="book-open",
    applies=is_open,
    undo_words=FINAL,
    guests=ForGuests(gettext_lazy("Read the document"), {}),
)
def read_signer(signer: Signer, *, by: Actor, now: datetime) -> Changes:
    """Open the document to read it. That it was opened, and when, is kept as evidence."""
    envelope = mine(signer, by, now)
    if signer.state == SignerState.ASKED:
        change_records(type_of(Signer), [(signer, {"state": SignerState.SEEN.value, "seen_at": now})], by=by, now=now)
    add_events(envelope, [("viewed", signer, {"document": envelope.sha256})], by=by, now=now)
    return Changes(_("Here is the document."), record=signer)


@action(
    Signer,
    needs="signers.sign",
    button=gettext_lazy("Sign"),
    icon="file-signature",
    applies=has_read,
    undo_words=FINAL,
    labels={
        "document": gettext_lazy("SHA-256 of the document"),
        "consent": gettext_lazy("SHA-256 of the consent"),
        "agreed": gettext_lazy("I agree"),
        "typed": gettext_lazy("Your name as your signature"),
        "drawn": gettext_lazy("Your signature, drawn"),
    },
    options={"typed": {"max_length": LONGEST_NAME}, "drawn": {"kind": "long"}},
    guests=ForGuests(
        gettext_lazy("Sign"),
        {"document": {}, "consent": {}, "agreed": {}, "typed": {}, "drawn": {}},
        identity=True,
    ),
)
def sign_signer(
    signer: Signer,
    *,
    document: str,
    consent: str,
    agreed: bool = False,
    typed: str = "",
    drawn: str = "",
    by: Actor,
    now: datetime,
) -> Changes:
    """Sign the document that was read. The signature holds for exactly the bytes and the consent that were shown."""
    envelope = mine(signer, by, now)
    text = consent_with(consent)
    if document != envelope.sha256 or text is None:
        raise Refused(_("What you read is no longer what is to be signed. Open it again and read it once more."))
    _refuse_other_content(envelope)
    if not agreed:
        raise Invalid({"agreed": _("Tick that you agree; without it nothing is signed.")})
    way, mark = _mark(signer, typed, drawn)
    bound = {"document": envelope.sha256, "consent": text.sha256}
    told: list[Happened] = [
        ("identified", signer, identity_of(signer, by, now)),
        ("consented", signer, {**bound, "version": text.version, "language": text.language, "text": text.text}),
        ("signed", signer, {**bound, "way": way, "mark": mark}),
    ]
    values = {"state": SignerState.SIGNED.value, "signed_at": now, "way": way, "mark": mark}
    change_records(type_of(Signer), [(signer, values)], by=by, now=now)
    add_events(envelope, [*_delivered(signer), *told], by=by, now=now)
    waits_kept(signer, _("Signed"), by=by, now=now)
    if _is_last(envelope):
        change_records(type_of(Envelope), [(envelope, {"signed_at": now})], by=by, now=now)
        defer("signing.finish", envelope_id=envelope.pk)
        said = _("You have signed. All have signed now: the sealed copy comes to you by mail.")
    else:
        ask_next(envelope, by=by, now=now)
        said = _("You have signed. When all have signed, the sealed copy comes to you by mail.")
    tell_owner(envelope, _("%(who)s signed: %(title)s"), signer, now)
    return Changes(said, record=signer)


@action(
    Signer,
    needs="signers.sign",
    button=gettext_lazy("Decline"),
    icon="circle-x",
    applies=is_open,
    undo_words=FINAL,
    labels={"reason": gettext_lazy("Why")},
    options={"reason": {"kind": "long", "max_length": 300}},
    guests=ForGuests(gettext_lazy("Decline"), {"reason": {}}, identity=True),
)
def decline_signer(signer: Signer, *, reason: str, by: Actor, now: datetime) -> Changes:
    """Decline to sign, and say why. Nobody can sign this document any more; whoever asked is told the reason."""
    envelope = mine(signer, by, now)
    told = reason.strip()[:300]
    if not told:
        raise Invalid({"reason": _("Say in a few words why.")})
    values = {"state": SignerState.DECLINED.value, "reason": told}
    change_records(type_of(Signer), [(signer, values)], by=by, now=now)
    happened: list[Happened] = [
        ("identified", signer, identity_of(signer, by, now)),
        ("declined", signer, {"document": envelope.sha256, "reason": told}),
    ]
    add_events(envelope, happened, by=by, now=now)
    refuse_signing(envelope, EnvelopeState.DECLINED, told, signer=signer, by=by, now=now)
    tell_owner(envelope, _("%(who)s declined to sign: %(title)s"), signer, now)
    return Changes(_("You declined. Whoever asked you is told."), record=signer)


@action(
    Signer,
    needs="signers.sign",
    button=gettext_lazy("Pass on"),
    icon="corner-up-right",
    applies=is_open,
    undo_words=FINAL,
    labels={
        "name": gettext_lazy("Name"),
        "email": gettext_lazy("E-mail"),
        "note": gettext_lazy("Why they sign in your place"),
    },
    options={"name": {"max_length": 160}, "email": {"kind": "email"}, "note": {"max_length": 300}},
    guests=ForGuests(gettext_lazy("Somebody else signs"), {"name": {}, "email": {}, "note": {}}, identity=True),
)
def delegate_signer(signer: Signer, *, name: str, email: str, note: str = "", by: Actor, now: datetime) -> Changes:
    """Name somebody who signs in this person's place. They get a link of their own; whoever asked is told."""
    envelope = mine(signer, by, now, desk=True)
    others = Signer._default_manager.filter(envelope=envelope, email__iexact=email).exclude(state=SignerState.DELEGATED)
    if others.exists():
        raise Invalid({"email": _("%(email)s is asked to sign already.") % {"email": email}})
    values = {
        "envelope": envelope,
        "step": signer.step,
        "name": name.strip(),
        "email": email,
        "role_text": signer.role_text,
        "party": signer.party,
        "language": signer.language,
        "delegated_from": signer,
    }
    (made,) = create_records(type_of(Signer), [values], by=by, now=now)
    passed = {"state": SignerState.DELEGATED.value, "reason": note.strip()[:300]}
    change_records(type_of(Signer), [(signer, passed)], by=by, now=now)
    told = {"to": {"ref": made.ref, "name": made.name, "email": made.email}, "note": note.strip()[:300]}
    add_events(envelope, [("delegated", signer, {**identity_of(signer, by, now), **told})], by=by, now=now)
    let_waits_fall([signer], _("%(name)s signs instead.") % {"name": made.name}, by=by, now=now)
    ask(envelope, [made], by=by, now=now)
    tell_owner(envelope, _("%(who)s passed on to somebody else: %(title)s"), signer, now)
    return Changes(_("%(name)s is asked now.") % {"name": made.name}, record=signer)


def mine(signer: Signer, by: Actor, now: datetime, *, desk: bool = False) -> Envelope:
    """The envelope, held, when it waits for this signer and it is they who act. Raises Refused, Denied."""
    envelope = locked_envelope(signer.envelope_id)
    signer.envelope = envelope
    if envelope.state != EnvelopeState.OUT:
        raise Refused(_("This is no longer to be signed: %(state)s.") % {"state": EnvelopeState(envelope.state).label})
    if envelope.deadline <= now:
        raise Refused(_("The last day to sign this was %(day)s.") % {"day": day_said(envelope.expires_on)})
    is_guest, is_person = by.opens is not None, signer.user_id is not None and signer.user_id == by.user_id
    if not (is_guest or is_person or (desk and by.role in DESK)):
        raise Denied(_("Only %(name)s can do this.") % {"name": signer.name})
    return envelope


def _refuse_other_content(envelope: Envelope) -> None:
    """The document on file must still be the one that went out, and the newest of its kind. Raises Refused."""
    version: Any = envelope.document
    content_of(version)
    if version.sha256 != envelope.sha256 or version.document.number != version.number:
        raise Refused(_("A newer version of this document was filed. Ask for that one; this one can't be signed."))


def _mark(signer: Signer, typed: str, drawn: str) -> tuple[str, str]:
    """How it was signed, and the signature: a drawing, or the name as it was typed. Raises Invalid."""
    if drawn.strip():
        try:
            return Way.DRAWN.value, svg_of(drawing_of(drawn))
        except BadDrawing as problem:
            raise Invalid({"drawn": _("Draw your signature again, or type your name.")}) from problem
    name = " ".join(typed.split())
    if len(name) < 2:
        raise Invalid({"typed": _("Draw your signature, or type your name.")})
    return Way.TYPED.value, name


def identity_of(signer: Signer, by: Actor, now: datetime) -> dict[str, Any]:
    """How we know that it is them: signed in as a colleague, or by the code mailed to their address."""
    if by.opens is None:
        return {"name": by.name, "email": signer.email, "how": "signed in"}
    link = GuestLink._default_manager.filter(ref=by.opens.ref).first()
    code = LinkCode.objects.filter(link=link, confirmed_at__isnull=False).order_by("-confirmed_at").first()
    told = {"name": signer.name, "email": link.email if link else "", "link": by.opens.ref}
    if code is None or code.confirmed_at is None or now - code.confirmed_at > IDENTIFIED:
        return {**told, "how": "link"}
    sent = {"code_sent": stamp(code.sent_at), "code_confirmed": stamp(code.confirmed_at), "code_tries": code.tries}
    return {**told, "how": "code", **sent}


def _delivered(signer: Signer) -> list[Happened]:
    """What the mail server said when it took our letter."""
    mail = Mail._default_manager.filter(once=f"signing/{signer.pk}").first()
    if mail is None or mail.sent_at is None:
        return []
    told = {"message_id": mail.message_id, "to": list(mail.to), "state": mail.state, "accepted": list(mail.accepted)}
    return [("delivered", signer, {**told, "sent": stamp(mail.sent_at)})]


def _is_last(envelope: Envelope) -> bool:
    rows = Signer._default_manager.filter(envelope=envelope, binned_at__isnull=True)
    return not rows.exclude(state__in=(SignerState.SIGNED, SignerState.DELEGATED)).exists()


def tell_owner(envelope: Envelope, words: str, signer: Signer, now: datetime) -> None:
    if envelope.owner and envelope.owner_id != signer.user_id:
        text = words % {"who": signer.name, "title": envelope.title_text}
        tell([envelope.owner_id or 0], text, url=f"/envelopes/{envelope.ref}/", now=now)
