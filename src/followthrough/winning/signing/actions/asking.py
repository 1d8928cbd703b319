"""Send a document out for signature, and ask each signer when it is their turn."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from followthrough.foundation.accounts.models import Account, Contact
from followthrough.foundation.calendar.queries import Calendars
from followthrough.foundation.documents.models import DocumentVersion
from followthrough.foundation.documents.queries.versions import content_of
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.generic import change_records, create_records
from followthrough.kernel.links.posting import link_mark, post_with_link
from followthrough.kernel.mail.letters import Letter
from followthrough.kernel.mail.models import Mail
from followthrough.kernel.mail.posting import post_letter
from followthrough.kernel.mail.templates import worded
from followthrough.kernel.papers.wording import day_said
from followthrough.kernel.people.models import User, company
from followthrough.kernel.records.model import Record
from followthrough.kernel.records.problems import Invalid
from followthrough.kernel.records.registry import type_of
from followthrough.keystone.promises.actions.making import make_promises
from followthrough.winning.signing.actions.chain import add_events, stamp
from followthrough.winning.signing.models import Envelope, Party, Signer, SignerState
from followthrough.winning.signing.queries.promised import wanted_signature
from followthrough.winning.signing.rules import deadline_of, next_step

LONGEST = 365  # days
MOST = 12  # signers
PDF = "application/pdf"
AFTERWARDS = timedelta(days=60)  # a link still says what became of it


@dataclass(frozen=True, slots=True)
class SignerWish:
    """Who is to sign: a contact, a colleague, or somebody named. Those with the same `step` sign in any order."""

    name: str = ""
    email: str = ""
    step: int = 1
    party: str = Party.THEM.value
    language: str = ""
    signs_as: str = ""
    contact: Contact | None = None
    user: User | None = None


_holds: dict[type[Record], Callable[[Any, DocumentVersion], None]] = {}


def hold_signing(model: type[Record], refuse: Callable[[Any, DocumentVersion], None]) -> None:
    """Have an upper area say, by raising Refused, which documents about its records may not go out, on any road."""
    _holds[model] = refuse


def refuse_held(about: Record, version: DocumentVersion) -> None:
    """Nothing goes out that an upper area holds back. Raises Refused."""
    if type(about) in _holds:
        _holds[type(about)](about, version)


def unsealable(version: DocumentVersion) -> str:
    """That a file can't be signed, in words."""
    words = _("“%(name)s” can't be signed: it must be a PDF without password and without signatures.")
    return words % {"name": version.name}


def request_signatures(
    version: DocumentVersion,
    *,
    about: Record,
    title: str,
    signers: Sequence[SignerWish],
    expires_on: date,
    message: str = "",
    by: Actor,
    now: datetime,
) -> Envelope:
    """Send a version of a document out for signature; called inside an action, so that both stand or fall together.

    What is signed is frozen by its SHA-256. The first in order are asked by mail at once, the others when it is their
    turn, until the end of the last day in the seller's zone. When all have signed, the sealed copy is filed about the
    same record and `EnvelopeCompleted` announced; else `EnvelopeDeclined`, `EnvelopeExpired` or `EnvelopeRevoked`.
    Raises Invalid where nobody is named, an address is missing, the day has passed or the file is no PDF.
    """
    refuse_held(about, version)
    owner = User._default_manager.filter(pk=by.user_id).first() if by.user_id else None
    zone = Calendars().of(owner.team_id if owner else None).zone
    wishes = [_named(wish) for wish in signers]
    pages = _check(version, wishes, expires_on, zone, now)
    values = {
        "title_text": (title or version.document.name)[:240],
        "document": version,
        "sha256": version.sha256,
        "pages": pages,
        "about_kind": type_of(about).kind,
        "about_id": about.pk,
        "about_ref": about.ref,
        "account": about if isinstance(about, Account) else getattr(about, "account", None),
        "owner": owner,
        "message": message.strip(),
        "expires_on": expires_on,
        "deadline": deadline_of(expires_on, zone),
        "zone": zone,
    }
    envelope: Envelope
    (envelope,) = create_records(type_of(Envelope), [values], by=by, now=now)
    made = create_records(type_of(Signer), [_signer(envelope, wish) for wish in wishes], by=by, now=now)
    add_events(envelope, [("asked", None, _asked(envelope, owner, made))], by=by, now=now)
    ask_next(envelope, by=by, now=now)
    return envelope


def ask_next(envelope: Envelope, *, by: Actor, now: datetime) -> None:
    """Ask those whose turn it is and who were not asked yet."""
    found = list(Signer._default_manager.filter(envelope=envelope, binned_at__isnull=True).order_by("step", "pk"))
    standing = [one for one in found if one.state != SignerState.DELEGATED]
    step = next_step((one.step, one.state == SignerState.SIGNED) for one in standing)
    ask(envelope, [one for one in standing if one.step == step and one.state == SignerState.WAITING], by=by, now=now)


def ask(envelope: Envelope, signers: Iterable[Signer], *, by: Actor, now: datetime) -> None:
    """Mail each their own link (colleagues the way to their desk), and keep the wait for them on Today."""
    asked = list(signers)
    change_records(
        type_of(Signer), [(one, {"state": SignerState.ASKED.value, "asked_at": now}) for one in asked], by=by, now=now
    )
    happened: list[Any] = []
    for one in asked:
        mail = send_link(envelope, one, "signing.request", once=f"signing/{one.pk}", by=by, now=now)
        told = {"name": one.name, "email": one.email, "message_id": mail.message_id}
        happened.append(("invited", one, told))
    make_promises([wanted_signature(envelope, one, now) for one in asked], by=by, now=now)
    if happened:
        add_events(envelope, happened, by=by, now=now)


def send_link(
    envelope: Envelope,
    signer: Signer,
    letter: str,
    *,
    by: Actor,
    now: datetime,
    once: str = "",
    hold: timedelta = timedelta(0),
    answers: Mail | None = None,
    **gaps: str,
) -> Mail:
    """Post a letter with the signer's way to the document; `gaps` are those that this letter has besides."""
    asker = envelope.owner.name if envelope.owner else company().name
    link = f"{settings.BASE_URL}/signers/{signer.ref}/document" if signer.user_id else link_mark()
    with translation.override(signer.language):
        note = envelope.message or ""
        values = {
            "name": signer.name,
            "by": asker,
            "title": envelope.title_text,
            "message": note,
            "until": day_said(envelope.expires_on),
            "link": link,
            **gaps,
        }
        subject, text = worded(letter, signer.language, values)
    written = Letter([f"{_plain(signer.name)} <{signer.email}>"], subject, text, answers=answers)
    if signer.user_id:
        return post_letter(written, about=signer, by=by, now=now, hold=hold, once=once, language=signer.language)
    _link, mail = post_with_link(
        written,
        signer,
        name=signer.name,
        email=signer.email,
        expires_at=envelope.deadline + AFTERWARDS,
        by=by,
        now=now,
        hold=hold,
        once=once,
        language=signer.language,
    )
    return mail


def _plain(name: str) -> str:
    return "".join(letter for letter in name if letter not in '<>"\\,;:@()[]')


def _named(wish: SignerWish) -> SignerWish:
    """The wish with name, address and language of the contact or colleague it names."""
    if wish.user is not None:
        who: Any = wish.user
        return SignerWish(who.name, who.email, wish.step, Party.US.value, who.language, wish.signs_as, None, who)
    name, email = wish.name.strip(), wish.email.strip()
    language = wish.language
    if wish.contact is not None:
        name, email = name or wish.contact.name, email or wish.contact.email
        language = language or getattr(wish.contact, "language", "")
    return SignerWish(name, email, wish.step, wish.party, language or company().language, wish.signs_as, wish.contact)


def _signer(envelope: Envelope, wish: SignerWish) -> dict[str, Any]:
    return {
        "envelope": envelope,
        "step": wish.step,
        "name": wish.name[:160],
        "email": wish.email,
        "role_text": wish.signs_as[:120],
        "party": wish.party,
        "language": wish.language,
        "user": wish.user,
        "contact": wish.contact,
    }


def _check(version: DocumentVersion, wishes: Sequence[SignerWish], expires_on: date, zone: str, now: datetime) -> int:
    """The number of pages. Raises Invalid."""
    if not 1 <= len(wishes) <= MOST:
        raise Invalid({"signers": _("Name from 1 to %(most)d people who sign.") % {"most": MOST}})
    for wish in wishes:
        if not wish.name or "@" not in wish.email:
            who = wish.name or wish.email or _("somebody")
            raise Invalid({"signers": _("%(who)s needs a name and an e-mail address to sign.") % {"who": who}})
    if len({wish.email.lower() for wish in wishes}) < len(wishes):
        raise Invalid({"signers": _("Each signer needs an e-mail address of their own: the code goes there.")})
    if not now < deadline_of(expires_on, zone) <= now + timedelta(days=LONGEST):
        raise Invalid({"expires_on": _("Choose a last day from today to a year from now.")})
    # pyHanko takes a moment to import: only who sends something out for signature pays for it.
    from followthrough.kernel.signatures.seal import CannotSeal, refuse_unsealable  # noqa: PLC0415 -- as above

    try:
        return refuse_unsealable(content_of(version))
    except CannotSeal as problem:
        raise Invalid({"document": unsealable(version)}) from problem


def _asked(envelope: Envelope, owner: User | None, signers: Sequence[Signer]) -> dict[str, Any]:
    """What the evidence says first: who asked whom to sign what, until when."""
    version = envelope.document
    return {
        "title": envelope.title_text,
        "asked_by": {"name": owner.name, "email": owner.email, "ref": owner.ref} if owner else {},
        "company": company().name,
        "document": {"name": version.name, "sha256": version.sha256, "size": version.size, "pages": envelope.pages},
        "signers": [
            {"ref": one.ref, "name": one.name, "email": one.email, "step": one.step, "party": one.party}
            for one in signers
        ],
        "message": envelope.message,
        "expires": stamp(envelope.deadline),
    }
