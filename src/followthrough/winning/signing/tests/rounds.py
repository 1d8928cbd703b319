"""A document out for signature, and hands that sign it behind their links."""

import re
from datetime import date, timedelta
from email.message import EmailMessage
from typing import Any

from django.test import Client

from followthrough.foundation.accounts.models import Account, Contact
from followthrough.foundation.documents.actions import file_document
from followthrough.foundation.documents.models import Document
from followthrough.kernel import clock
from followthrough.kernel.access.actor import SYSTEM, Actor
from followthrough.kernel.history.acting import acting
from followthrough.kernel.signatures.tests.sealing import document
from followthrough.winning.signing.models import Envelope, Signer
from tests import cast
from tests.cast import account, as_actor, made, person
from tests.post_office import PostOffice

JOBS = ("facts.deliver", "mail.send", "signing.finish")


class Round:
    """Ana asks Helen (and Ivo, and her colleague Bo) to sign the terms with Juniper."""

    def __init__(self, office: PostOffice | None = None) -> None:
        self.office = office
        self.ana_user = person("Ana Ruiz", "coordinator", reach="all")
        self.ana: Actor = as_actor(self.ana_user)
        self.juniper: Account = account("Juniper")
        self.helen: Contact = made(Contact, account=self.juniper, name="Helen Ito", email="helen@juniper.example")
        self.ivo: Contact = made(Contact, account=self.juniper, name="Ivo Lund", email="ivo@juniper.example")
        self.pdf = document("Terms between us and Juniper.")
        self.document = self.filed(self.pdf)

    def filed(self, content: bytes) -> Document:
        """The terms on file; another content makes the next version."""
        now = clock.now()
        with acting(SYSTEM, "arrange", surface="test", now=now):
            version = file_document(
                self.juniper, account=self.juniper, kind="other", title="Terms", name="terms.pdf", content=content,
                by=SYSTEM, now=now,
            )  # fmt: skip
        return version.document

    def asks(self, *contacts: Contact, order: str = "they_first", **values: Any) -> Envelope:
        """Send it out."""
        given = {"contacts": list(contacts), "order": order, "expires_on": tomorrow(7), **values}
        done = cast.does(self.ana, Document, "send-for-signature", self.document, **given)
        return Envelope._default_manager.get(ref=done.ref)

    def letters_to(self, email: str) -> list[EmailMessage]:
        """The letters that came to an address, once all that can go has gone."""
        assert self.office
        self.office.deliver(*JOBS)
        return [one for one, to in zip(self.office.letters, self.office.receivers, strict=True) if email in to]

    def link_of(self, email: str) -> str:
        """The path of the link in the last letter that holds one."""
        found = [re.search(r"/g/\S+", text_of(one)) for one in self.letters_to(email)]
        return [one[0] for one in found if one][-1]

    def code_of(self, email: str) -> str:
        """The code in the last letter."""
        found = re.search(r"\b(\d{6}|\d{3} \d{3})\b", text_of(self.letters_to(email)[-1]))
        assert found
        return found[1]


class Hand:
    """One browser behind one link."""

    def __init__(self, round_: Round, email: str, *, csrf: bool = False) -> None:
        self.round, self.email = round_, email
        self.client = Client(enforce_csrf_checks=csrf)
        opened = self.client.get(round_.link_of(email))
        self.home = opened["Location"]

    def page(self) -> Any:
        return self.client.get(self.home)

    def knows(self) -> "Hand":
        """Have the code mailed, and type it."""
        self.client.post(f"{self.home}code")
        self.client.post(f"{self.home}code/confirm", {"code": self.round.code_of(self.email)})
        return self

    def does(self, verb: str, **values: Any) -> Any:
        return self.client.post(f"{self.home}{verb}", values)

    def reads(self) -> "Hand":
        opened = self.does("read")
        assert (opened.status_code, opened["Location"]) == (302, self.home)
        return self

    def signs(self, **values: Any) -> Any:
        """Send the form as it stands on the page."""
        form = {**form_on(self.page()), "agreed": "true", "typed": "Helen Ito", **values}
        return self.does("sign", **{name: value for name, value in form.items() if value is not None})


def form_on(page: Any) -> dict[str, str]:
    """The hidden values of the form to sign."""
    held = re.search(r'<form[^>]*id="sign".*?</form>', page.content.decode(), re.S)
    assert held, page.content.decode()[-3000:]
    return dict(re.findall(r'type="hidden" name="(?!csrf|verb)(\w+)"(?: id="\w+")? value="([^"]*)"', held[0]))


def signer(email: str) -> Signer:
    return Signer._default_manager.select_related("envelope").get(email=email)


def tomorrow(days: int = 1) -> date:
    return (clock.now() + timedelta(days=days)).date()


def text_of(letter: EmailMessage) -> str:
    body = letter.get_body(("plain",))
    assert body
    return str(body.get_content())
