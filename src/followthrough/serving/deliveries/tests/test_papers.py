"""Departments see the documents of what they deliver, on page, API and behind their link, and nothing else."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from followthrough.foundation.documents.models import Document, DocumentVersion
from followthrough.kernel import clock
from followthrough.keystone.promises.models import Promise
from followthrough.serving.deliveries.actions.digests import post_digests
from followthrough.serving.deliveries.models import DepartmentSetting
from followthrough.serving.deliveries.tests.test_digests import EIGHT, LINK
from followthrough.serving.orders.tests.desk import Desk
from tests import cast
from tests.callers import Caller
from tests.post_office import PostOffice

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


class Papers:
    """An order that Fulfilment delivers, one that another department does, and papers of every kind about them."""

    def __init__(self) -> None:
        self.desk = Desk()
        self.ours = self.desk.entered()
        self.theirs = self.desk.entered(department=cast.made(type(self.desk.team), name="Tech", is_department=True).ref)
        self.artwork = self.filed(self.ours, "Artwork", "delivery")
        for record, title, kind, more in (
            (self.ours, "Offer with prices", "other", {}),
            (self.ours, "Our letter", "letter", {}),
            (self.ours, "Private drawing", "drawing", {"is_private": True}),
            (self.theirs, "Drawing of another department", "drawing", {}),
            (self.desk.account, "Certificate of the account", "certificate", {}),
        ):
            self.filed(record, title, kind, **more)
        self.filed(self.ours, "", "", verb="attach-po")

    def filed(self, record: Any, title: str, kind: str, verb: str = "file-document", **more: Any) -> Document:
        told = {"title": title, "kind": kind, **more} if title else {}
        self.desk.does(record, verb, file=ContentFile(f"%PDF {title}".encode(), name="paper.pdf"), **told)
        return Document._default_manager.latest("pk")

    def refused(self) -> list[Document]:
        return list(Document._default_manager.exclude(pk=self.artwork.pk).order_by("pk"))


@pytest.fixture
def papers() -> Papers:
    with clock.clock_at(EIGHT - timedelta(days=1)):
        return Papers()


def test_a_department_sees_the_papers_of_its_orders_and_no_others(papers: Papers) -> None:
    person = cast.person("Finn", "department", papers.desk.fulfilment)
    actor = cast.as_actor(person)
    assert list(Document.visible_to(actor).values_list("name", flat=True)) == ["Artwork"]
    assert [one.document.name for one in DocumentVersion.visible_to(actor)] == ["Artwork"]
    promise = Promise.visible_to(actor).get(kind="orders.delivery")
    desk = Client()
    desk.force_login(person)
    page = desk.get(f"/promises/{promise.ref}/").content.decode()
    assert (f"/documents/{papers.artwork.ref}/" in page, "Offer with prices" in page) == (True, False)
    taken = desk.get(f"/documents/{papers.artwork.ref}/versions/1")
    assert (taken.status_code, taken.content) == (200, b"%PDF Artwork")
    assert {desk.get(f"/documents/{one.ref}/versions/1").status_code for one in papers.refused()} == {404}
    assert {desk.get(f"/documents/{one.ref}/").status_code for one in papers.refused()} == {404}


def test_the_api_gives_a_department_the_same_and_other_roles_what_they_had(papers: Papers) -> None:
    finn = Caller(cast.person("Finn", "department", papers.desk.fulfilment))
    listed = finn.get("/documents").json()
    assert [one["name"] for one in listed["items"]] == ["Artwork"]
    assert {finn.get(f"/documents/{one.ref}").status_code for one in papers.refused()} == {404}
    assert finn.post(f"/documents/{papers.artwork.ref}/send-for-signature", {}).status_code == 403
    assert Document.visible_to(papers.desk.by).count() == 1 + len(papers.refused())
    stranger = cast.as_actor(cast.person("Rolf", "rep"))
    assert Document.visible_to(stranger).count() == 0


def test_once_the_promise_has_fallen_away_its_papers_are_closed(papers: Papers) -> None:
    actor = cast.as_actor(cast.person("Finn", "department", papers.desk.fulfilment))
    papers.desk.does(papers.ours, "cancel", reason="asked")
    assert Document.visible_to(actor).count() == 0


def test_the_link_in_the_daily_letter_hands_out_the_papers_of_its_promise(
    papers: Papers, post_office: PostOffice
) -> None:
    with clock.clock_at(EIGHT + timedelta(days=6)):
        cast.made(DepartmentSetting, department=papers.desk.fulfilment, digest="always")
        post_digests()
        post_office.deliver()
        text = post_office.letters[0].get_body(("plain",)).get_content()
        secret = LINK.findall(text)[0]
        guest = Client()
        home = guest.get(f"/g/{secret}")["Location"]
        page = guest.get(home).content.decode()
        paper = DocumentVersion._default_manager.get(document=papers.artwork)
        assert (f"{home}see/{paper.ref}" in page, "Offer with prices" in page) == (True, False)
        assert b"".join(guest.get(f"{home}see/{paper.ref}").streaming_content) == b"%PDF Artwork"
        others = DocumentVersion._default_manager.exclude(pk=paper.pk)
        assert {guest.get(f"{home}see/{one.ref}").status_code for one in others} == {404}
