"""Departments see the documents of what they deliver, on page, API and behind their link, and nothing else."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from followthrough.foundation.documents.models import Document, DocumentVersion
from followthrough.kernel import clock
from followthrough.kernel.notes.models import Attachment
from followthrough.kernel.people.models import Team
from followthrough.kernel.records.problems import Invalid
from followthrough.keystone.promises.models import Promise
from followthrough.serving.deliveries.actions.digests import post_digests
from followthrough.serving.deliveries.models import DepartmentSetting
from followthrough.serving.deliveries.queries.papers import papers_behind_link
from followthrough.serving.deliveries.tests.test_digests import EIGHT, LINK
from followthrough.serving.orders.tests.desk import Desk
from followthrough.winning.contracts.models import ContractLine, Entitlement
from followthrough.winning.contracts.tests import agreements
from tests import cast
from tests.callers import Caller
from tests.post_office import PostOffice

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
START = date(2027, 1, 15)


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


def test_a_drawing_of_a_line_is_open_to_whoever_delivers_that_line(papers: Papers) -> None:
    desk, tech = papers.desk, cast.made(Team, name="Workshop", is_department=True)
    lines = ((desk.nut, "10"), (desk.hose, "2"))
    order = desk.order(*lines)
    nut, hose = desk.lines(order)
    desk.does(hose, "edit", department=tech.ref)
    desk.does(order, "enter")
    drawing, prices = papers.filed(nut, "Nut", "drawing"), papers.filed(nut, "Price of the nut", "other")
    other = papers.filed(hose, "Hose", "drawing")
    assert {one.account for one in (drawing, prices, other)} == {desk.account}
    finn, tess = cast.person("Finn", "department", desk.fulfilment), cast.person("Tess", "department", tech)
    seen = [set(Document.visible_to(cast.as_actor(one))) for one in (finn, tess, cast.person("Rolf", "rep"))]
    assert seen == [{papers.artwork, drawing}, {other}, set()]
    promise = desk.lines(order)[0].promise
    assert promise is not None
    assert [one.document for one in papers_behind_link(promise)] == [drawing]
    page = Client()
    page.force_login(finn)
    assert f"/documents/{drawing.ref}/" in page.get(f"/promises/{promise.ref}/").content.decode()
    assert page.get(f"/documents/{drawing.ref}/versions/1").content == b"%PDF Nut"
    assert [page.get(f"/documents/{one.ref}/").status_code for one in (prices, other)] == [404, 404]
    listed = Caller(tess).get("/documents").json()
    assert [one["name"] for one in listed["items"]] == ["Hose"]


def test_a_drawing_of_what_a_contract_owes_is_open_to_its_department_and_of_its_line_too(papers: Papers) -> None:
    desk = papers.desk
    contract = agreements.drafted(desk.account)
    (sold,) = ContractLine.objects.filter(contract=contract)
    named = {"contract": contract, "department": desk.fulfilment, "first_on": START}
    advert = cast.made(Entitlement, name="Advert", line=sold, **named)
    cast.made(Entitlement, name="Booth", **{**named, "department": cast.made(Team, name="Fairs", is_department=True)})
    agreements.signed(desk.by, contract)
    filed = [papers.filed(advert, "Motif", "delivery"), papers.filed(sold, "Region map", "certificate")]
    for one in Entitlement.objects.exclude(pk=advert.pk):
        papers.filed(one, "Booth plan", "drawing")
    finn = cast.as_actor(cast.person("Finn", "department", desk.fulfilment))
    assert set(Document.visible_to(finn)) == {papers.artwork, *filed}
    promise = Promise.visible_to(finn).get(what="Advert")
    assert {one.document for one in papers_behind_link(promise)} == set(filed)


def test_what_is_filed_on_a_line_goes_on_with_the_line_that_takes_its_place(papers: Papers) -> None:
    desk = papers.desk
    contract = agreements.drafted(desk.account)
    (sold,) = ContractLine.objects.filter(contract=contract)
    cast.made(Entitlement, name="Advert", line=sold, contract=contract, department=desk.fulfilment, first_on=START)
    agreements.signed(desk.by, contract)
    area = papers.filed(sold, "Region map", "certificate")
    finn = cast.as_actor(cast.person("Finn", "department", desk.fulfilment))
    amendment = agreements.amendment(desk.by, contract, date(2026, 4, 1))
    desk.does(sold, "change", amendment=amendment.ref, quantity="2")
    larger = ContractLine.objects.get(replaces=sold)
    proposed = papers.filed(larger, "Two regions", "certificate")
    assert set(Document.visible_to(finn)) == {papers.artwork, area}
    agreements.sign(desk.by, amendment, date(2026, 3, 20))
    assert set(Document.visible_to(finn)) == {papers.artwork, area, proposed}
    newer = ContentFile(b"%PDF newer", name="paper.pdf")
    desk.does(larger, "file-document", file=newer, title="Region map", kind="certificate")
    assert [one.number for one in DocumentVersion.objects.filter(document=area).order_by("number")] == [1, 2]
    again = agreements.amendment(desk.by, contract, date(2026, 5, 1))
    desk.does(larger, "change", amendment=again.ref, quantity="3")
    ana = Client()
    ana.force_login(desk.ana)
    largest = ContractLine.objects.get(replaces=larger)
    page = ana.get(f"/contract-lines/{largest.ref}/").content.decode()
    assert [f"/documents/{one.ref}/" in page for one in (area, proposed)] == [True, True]


def test_an_attached_file_is_closed_until_it_is_filed_as_what_the_delivery_needs(papers: Papers) -> None:
    (line,) = papers.desk.lines(papers.ours)
    (theirs,) = papers.desk.lines(papers.theirs)
    for one in (line, theirs):
        papers.desk.does(one, "attach", file=ContentFile(b"%PDF Plan", name="plan.pdf"))
    elsewhere, attached = Attachment.objects.order_by("-pk")[:2]
    finn = cast.person("Finn", "department", papers.desk.fulfilment)
    page, ana = Client(), Client()
    page.force_login(finn)
    ana.force_login(papers.desk.ana)
    assert page.get(f"/files/{attached.ref}").status_code == 404
    assert (
        f"/order-lines/{line.ref}/do/file-document?attached={attached.ref}"
        in ana.get(f"/order-lines/{line.ref}/").content.decode()
    )
    for number in ("", elsewhere.ref, "F-999999"):
        with pytest.raises(Invalid):
            papers.desk.does(line, "file-document", attached=number, kind="drawing")
    papers.desk.does(line, "file-document", attached=attached.ref, kind="drawing")
    filed = Document.objects.latest("pk")
    assert (filed.name, filed.versions.get().sha256) == ("plan.pdf", attached.sha256)
    assert page.get(f"/documents/{filed.ref}/versions/1").content == b"%PDF Plan"
    assert page.get(f"/files/{attached.ref}").status_code == 404


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
