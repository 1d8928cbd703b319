"""What the page of a document that is to be signed shows: where it stands, its pages, and the place to sign."""

from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _

from followthrough.foundation.documents.models import DocumentVersion
from followthrough.foundation.documents.queries.versions import content_of
from followthrough.kernel.papers.picturing import page_picture
from followthrough.kernel.papers.typesetting import CannotTypeset
from followthrough.kernel.people.models import company
from followthrough.kernel.records.problems import NotFound
from followthrough.web.downloads import closed_answer
from followthrough.web.shapes import GuestForm, Question
from followthrough.web.wording import full_text
from followthrough.winning.signing.models import Envelope, EnvelopeState, Signer, SignerState
from followthrough.winning.signing.rules import Consent, consent_of


@dataclass(frozen=True, slots=True)
class Sheet:
    """signing/_sheet.html. `stage` is `read` (open it first), `sign`, `done` or `ended`; `said` tells the last two."""

    title: str
    asked_by: str
    message: str
    signer: str
    email: str
    until: str
    sha256: str
    document_name: str
    pages: tuple[str, ...]
    pdf_url: str
    stage: str
    said: str = ""
    tone: str = "plain"
    consent: Consent | None = None
    read_url: str = ""
    sign_url: str = ""
    others: tuple[GuestForm, ...] = ()
    paper: GuestForm | None = None
    returned: str = ""
    signers: tuple[tuple[str, str], ...] = ()
    asked: tuple[Question, ...] = ()
    copy_url: str = ""
    idempotency_key: str = ""
    version: str = ""
    typed: dict[str, Any] = field(default_factory=dict)
    errors: dict[str, Any] = field(default_factory=dict)
    thanks: str = ""
    company: str = ""
    language: str = "en"
    theme: str = "system"


def sheet_of(signer: Signer, *, now: Any, **given: Any) -> Sheet:
    """The sheet of one signer; addresses and what was just tried are given by the surface that shows it."""
    envelope = signer.envelope
    stage, said, tone = _stage(signer, envelope, now)
    shown = stage in ("read", "sign")
    see = given.pop("page_url", "{number}")
    return Sheet(
        title=envelope.title_text,
        asked_by=envelope.owner.name if envelope.owner else company().name,
        message=envelope.message,
        signer=signer.name,
        email=signer.email,
        until=full_text(envelope.expires_on, zone=ZoneInfo(envelope.zone)),
        sha256=envelope.sha256,
        document_name=envelope.document.name,
        pages=tuple(see.format(number=number) for number in range(1, envelope.pages + 1)) if stage == "sign" else (),
        stage=stage,
        said=said,
        tone=tone,
        consent=consent_of(translation.get_language() or signer.language) if shown else None,
        signers=_others(envelope),
        returned=signer.reason if shown and signer.handed_at else "",
        version=str(signer.version),
        company=company().name,
        language=translation.get_language() or "en",
        **given,
    )


def _stage(signer: Signer, envelope: Envelope, now: Any) -> tuple[str, str, str]:
    """What can be done here, and in words why not."""
    day = full_text(envelope.expires_on, zone=ZoneInfo(envelope.zone))
    gaps = {"name": envelope.owner.name if envelope.owner else company().name}
    if envelope.state == EnvelopeState.COMPLETED:
        return "done", _("All have signed. The sealed copy is on record and was mailed to everybody."), "kept"
    if envelope.state == EnvelopeState.DECLINED:
        return "ended", _("This was declined and can no longer be signed."), "late"
    if envelope.state == EnvelopeState.REVOKED:
        said = _("%(name)s called this back: %(why)s") % {**gaps, "why": envelope.reason}
        return "ended", said, "late"
    if signer.state == SignerState.SIGNED:
        return "done", _("You have signed. When all have signed, the sealed copy comes to you by mail."), "kept"
    if signer.state == SignerState.HANDED:
        said = _("Your signed paper is here. %(name)s compares it with the document; you hear of it by mail.") % gaps
        return "done", said, "kept"
    if signer.state == SignerState.DELEGATED:
        heir = Signer._default_manager.filter(delegated_from=signer).first()
        return "ended", _("%(name)s signs in your place.") % {"name": heir.name if heir else ""}, "plain"
    if envelope.state == EnvelopeState.EXPIRED or envelope.deadline <= now:
        return "ended", _("The last day to sign this was %(day)s.") % {"day": day}, "late"
    if signer.state == SignerState.WAITING:
        return "ended", _("It is not your turn yet. You get a mail when it is."), "plain"
    return ("sign" if signer.state == SignerState.SEEN else "read"), "", "plain"


def _others(envelope: Envelope) -> tuple[tuple[str, str], ...]:
    """Who signs, and how far each is."""
    rows = Signer._default_manager.filter(envelope=envelope, binned_at__isnull=True).order_by("step", "pk")
    return tuple((one.name, str(SignerState(one.state).label)) for one in rows)


def pdf_answer(version: DocumentVersion) -> HttpResponse:
    """The file itself, byte for byte, to be read or kept."""
    return closed_answer(content_of(version), "application/pdf", version.name, in_place=True)


def picture_answer(envelope: Envelope, asked: str) -> HttpResponse:
    """One of its pages as a picture. Raises NotFound."""
    number = int(asked) if asked.isdecimal() and len(asked) < 5 else 0
    if not 1 <= number <= envelope.pages:
        raise NotFound(_("There is no such page."))
    try:
        picture = page_picture(content_of(envelope.document), envelope.sha256, number)
    except CannotTypeset as problem:
        raise NotFound(_("This page can't be shown as a picture. Open the PDF.")) from problem
    return closed_answer(picture, "image/png")
