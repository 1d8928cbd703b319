"""Three documents on their way: one signed and sealed, one that waits for the customer, one whose paper came."""

from datetime import datetime
from typing import Any

from followthrough.config.demo import papers
from followthrough.config.demo.customers import Customers
from followthrough.config.demo.stage import Stage
from followthrough.foundation.accounts.models import Account
from followthrough.foundation.documents.models import Document
from followthrough.kernel.clock import clock_at
from followthrough.kernel.links.codes import confirm_code, send_code
from followthrough.kernel.links.models import GuestLink
from followthrough.kernel.links.opening import answer
from followthrough.kernel.mail.models import Mail
from followthrough.kernel.mail.secrets import code_of
from followthrough.winning.signing.actions.finishing import finish
from followthrough.winning.signing.models import Envelope, Signer
from followthrough.winning.signing.rules import consent_of

NDA = "Mutual non-disclosure agreement"
SAMPLES = "Agreement on samples and trials"
TERMS = "Data license terms, 2027"
WORDS = (
    "1. Each side keeps to itself what the other tells it in confidence.",
    "2. This holds for three years from the last signature.",
    "3. What is known to everybody, or must be told by law, is not confidential.",
    "4. Papers and copies are returned or destroyed when either side asks.",
)
DRAWN = "[[[60,140],[90,60],[120,130],[150,70],[185,140],[240,90],[300,130],[360,80],[420,125],[520,95]]]"


def tell_signatures(stage: Stage, customers: Customers) -> None:
    """What was signed last week, and what went out two days ago."""
    known = [account for account in customers.accounts.values() if _signers(customers, account)]
    if len(known) < 2:
        return
    signed = _sent(stage, customers, known[0], NDA, -6)
    _sign(stage, signed, _signers(customers, known[0])[0].name, stage.at(-5, 15.2))
    with clock_at(stage.at(-4, 9.4)):
        for one in Signer._default_manager.filter(envelope=signed, user__isnull=False):
            _sign_at_desk(stage, signed, one)
        finish(signed.pk)
    _sent(stage, customers, known[1], TERMS, -2)
    if len(known) > 2:
        printed = _sent(stage, customers, known[2], SAMPLES, -3)
        _hand_in(stage, printed, _signers(customers, known[2])[0].name, stage.at(0, 7.9))


def _signers(customers: Customers, account: Account) -> list[Any]:
    return [one for one in customers.contacts[account.name] if one.email][:1]


def _sent(stage: Stage, customers: Customers, account: Account, title: str, day: int) -> Envelope:
    sheet = papers.pdf(f"{title}.pdf", [title, "", f"Between Fathom & Vale and {account.name}", "", *WORDS])
    values = {"file": sheet, "title": title, "kind": "other"}
    stage.does("Yuki", Account, "file-document", account, at=stage.at(day, 10.1), **values)
    document = Document._default_manager.get(name=title)
    asked = {
        "contacts": _signers(customers, account),
        "colleagues": [stage.people["Claire"]],
        "expires_on": stage.day(8),
        "message": "As agreed on the phone. Call me if anything is unclear.",
    }
    at = stage.at(day, 10.3)
    done = stage.does("Yuki", Document, "send-for-signature", document, at=at, **asked)
    return Envelope._default_manager.get(ref=done.ref)


def _sign(stage: Stage, envelope: Envelope, name: str, at: datetime) -> None:
    """The customer types the code, reads and signs."""
    who, link = _known(envelope, name, at)
    with clock_at(at):
        answer(link, "sign", _shown(envelope, who) | {"drawn": DRAWN}, version=None, key="", now=at, known=True)


def _hand_in(stage: Stage, envelope: Envelope, name: str, at: datetime) -> None:
    """The customer signs the print by hand and sends the scan from the same page."""
    who, link = _known(envelope, name, at)
    scan = papers.pdf("signed-agreement.pdf", [SAMPLES, "", *WORDS, "", f"Signed by hand: {who.name}"])
    values = {"file": scan, "note": "Our lawyers want it on paper."}
    with clock_at(at):
        answer(link, "hand-in-paper", values, version=None, key="", now=at, known=True)


def _known(envelope: Envelope, name: str, at: datetime) -> tuple[Signer, GuestLink]:
    """A signer who has typed the code and opened the document, and their link."""
    who = Signer._default_manager.get(envelope=envelope, name=name)
    link = GuestLink._default_manager.get(kind="signing.signer", record_id=who.pk)
    with clock_at(at):
        send_code(link, language=who.language, now=at)
        letter = Mail._default_manager.filter(kind="signing.signer", record_id=who.pk).latest("pk")
        confirm_code(link, code_of(letter.message_id), now=at)
        answer(link, "read", {}, version=None, key="", now=at, known=True)
    return who, link


def _sign_at_desk(stage: Stage, envelope: Envelope, who: Signer) -> None:
    at = stage.at(-4, 9.4)
    stage.does("Claire", Signer, "read", who, at=at)
    stage.does("Claire", Signer, "sign", who, at=at, typed=who.name, **_shown(envelope, who))


def _shown(envelope: Envelope, who: Signer) -> dict[str, Any]:
    return {"document": envelope.sha256, "consent": consent_of(who.language).sha256, "agreed": True}
