"""Paper that a signer hands in on their own page: it comes, and we say yes to it or return it with the reason."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from followthrough.foundation.documents.actions import file_document
from followthrough.foundation.documents.models import DocumentVersion
from followthrough.foundation.documents.queries.versions import content_of
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.access.permissions import DESK
from followthrough.kernel.actions.declare import ForGuests, Upload, action
from followthrough.kernel.actions.generic import change_records
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.records.problems import Invalid, Refused
from followthrough.kernel.records.registry import type_of
from followthrough.keystone.promises.actions.engine import apply_rule
from followthrough.keystone.promises.actions.making import make_promises
from followthrough.winning.signing.actions.asking import send_link
from followthrough.winning.signing.actions.by_desk import is_out
from followthrough.winning.signing.actions.by_signers import FINAL, identity_of, is_open, mine, tell_owner
from followthrough.winning.signing.actions.chain import Happened, add_events, locked_envelope
from followthrough.winning.signing.actions.closing import about_of
from followthrough.winning.signing.actions.ending import waits_kept
from followthrough.winning.signing.actions.on_paper import Paper, complete_on_paper, read_scan
from followthrough.winning.signing.models import Envelope, Signer, SignerState
from followthrough.winning.signing.queries.promised import CHECK, wanted_signature

KIND = "signing.handed"


def is_handed_in(signer: Signer) -> bool:
    """Whether their paper is here and nobody has said yes or no to it."""
    return signer.state == SignerState.HANDED and is_out(signer.envelope)


@action(
    Signer,
    needs="signers.sign",
    button=gettext_lazy("Hand in the signed paper"),
    icon="file-up",
    applies=is_open,
    undo_words=FINAL,
    labels={"file": gettext_lazy("The signed paper"), "note": gettext_lazy("A word about it")},
    options={"note": {"max_length": 300}},
    guests=ForGuests(gettext_lazy("Sign on paper instead"), {"file": {}, "note": {}}, identity=True),
)
def hand_in_paper_signer(signer: Signer, *, file: Upload, note: str = "", by: Actor, now: datetime) -> Changes:
    """Hand in the paper signed by hand, as a PDF or a picture. It counts once it was compared with the document."""
    envelope = mine(signer, by, now)
    name, content = read_scan(file)
    with override(envelope.language):
        title = _("%(title)s, handed in by %(name)s") % {"title": envelope.title_text, "name": signer.name}
    version = file_document(
        about_of(envelope),
        account=envelope.account,
        kind=KIND,
        title=title[:240],
        name=name,
        content=content,
        by=by,
        now=now,
    )
    values = {"state": SignerState.HANDED.value, "paper": version, "handed_at": now, "reason": note.strip()[:300]}
    change_records(type_of(Signer), [(signer, values)], by=by, now=now)
    told = {"scan": version.sha256, "name": version.name, "size": version.size, "note": note.strip()[:300]}
    happened: list[Happened] = [
        ("identified", signer, identity_of(signer, by, now)),
        ("handed_in", signer, {"document": envelope.sha256, **told}),
    ]
    add_events(envelope, happened, by=by, now=now)
    waits_kept(signer, _("The signed paper came."), by=by, now=now)
    apply_rule(CHECK, [signer.pk], by=by, now=now)
    tell_owner(envelope, _("%(who)s handed in the signed paper: %(title)s"), signer, now)
    return Changes(_("Your paper is here. It is compared with the document, and you hear of it."), record=signer)


@action(
    Signer,
    needs="envelopes.ask",
    roles=DESK,
    button=gettext_lazy("The paper is good"),
    icon="circle-check-big",
    primary=True,
    applies=is_handed_in,
    undo_words=gettext_lazy("All who were asked are told that it is signed."),
    labels={
        "signed_on": gettext_lazy("Signed on"),
        "file": gettext_lazy("The same paper with our signature, if it was missing"),
        "note": gettext_lazy("Who signed, and how the paper was compared"),
    },
    options={"note": {"kind": "long"}},
    prepare=lambda signer, by: {"signed_on": signer.handed_at.astimezone(ZoneInfo(by.zone)).date()},
)
def accept_paper_signer(
    signer: Signer, *, signed_on: date, file: Upload | None = None, note: str = "", by: Actor, now: datetime
) -> Changes:
    """Say yes to the paper that came: it is what was sent, and all who were asked have signed it. The round ends.

    Where only the customer has signed, sign the print yourselves and send that scan along.
    """
    held, paper = _handed(signer)
    name, content = read_scan(file) if file else (paper.name, content_of(paper))
    handed = {"handed_in": paper.sha256, "handed_in_by": signer.ref}
    waits_kept(signer, _("Compared with the document."), by=by, now=now)
    told = Paper(name, content, signed_on, note.strip(), by.name, handed)
    complete_on_paper(held, told, by=by, now=now)
    return Changes(_("The paper is filed, and everybody named is told."), record=signer)


@action(
    Signer,
    needs="envelopes.ask",
    button=gettext_lazy("Return the paper"),
    icon="undo-2",
    applies=is_handed_in,
    undo_words=gettext_lazy("The mail to them has gone out."),
    labels={"reason": gettext_lazy("What is wrong with it")},
    options={"reason": {"kind": "long", "max_length": 300}},
)
def return_paper_signer(signer: Signer, *, reason: str, by: Actor, now: datetime) -> Changes:
    """Return the paper that came, and say why. They are asked again by mail: online or with another paper."""
    (held, paper), told = _handed(signer), reason.strip()[:300]
    if not told:
        raise Invalid({"reason": _("Say in a few words why.")})
    state = SignerState.SEEN if signer.seen_at else SignerState.ASKED
    values = {"state": state.value, "reason": told, "asked_at": now}
    change_records(type_of(Signer), [(signer, values)], by=by, now=now)
    once = f"signing/{signer.pk}/returned/{paper.pk}/{signer.version}"
    mail = send_link(held, signer, "signing.returned", once=once, reason=told, by=by, now=now)
    event = {"scan": paper.sha256, "reason": told, "email": signer.email, "message_id": mail.message_id}
    add_events(held, [("returned", signer, event)], by=by, now=now)
    waits_kept(signer, _("Returned: %(reason)s") % {"reason": told}, by=by, now=now)
    make_promises([wanted_signature(held, signer, now)], by=by, now=now)
    return Changes(_("%(name)s is asked again.") % {"name": signer.name}, record=signer)


def _handed(signer: Signer) -> tuple[Envelope, DocumentVersion]:
    """The envelope, held, and the paper of this signer that waits to be compared. Raises Refused."""
    signer.envelope = locked_envelope(signer.envelope_id)
    if signer.paper is None or not is_handed_in(signer):
        raise Refused(_("No paper of %(name)s waits to be compared any more.") % {"name": signer.name})
    return signer.envelope, signer.paper
