"""The proposal: what is printed adds up, says all there is, and encloses what was current."""

import re
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from pypdf import PdfReader

from followthrough.foundation.catalogue.models import Product
from followthrough.foundation.documents.models import Document
from followthrough.foundation.documents.queries import content_of, latest_of
from followthrough.kernel.papers.binding import pages_in
from followthrough.kernel.papers.tests.test_typesetting import SAMPLE, given
from followthrough.kernel.papers.typesetting import typeset
from followthrough.reaching.collateral.models import Item, Pack, PackItem
from followthrough.winning.pipeline.models import Line
from followthrough.winning.pipeline.tests.deals import deal, usual_pipeline
from followthrough.winning.quotes.models import Quote
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def ada(client):
    person = cast.person("Ada Admin", "admin", reach="all")
    client.force_login(person, backend="followthrough.kernel.people.backend.PersonBackend")
    return cast.as_actor(person)


@pytest.fixture
def quote():
    usual_pipeline()
    opportunity = deal(name="Pumps", account=cast.account("Juniper", city="Toledo"))
    valve = cast.made(Product, name="Gate valve", code="GV-1", list_price=Decimal("4.85"))
    rows = [
        {"description": "Valves", "is_heading": True},
        {"product": valve, "quantity": 240, "unit_price": Decimal("4.85"), "discount": Decimal(10)},
        {"description": "Refresh #1 *today*", "unit_price": Decimal(90), "charge": "month", "periods": 12},
        {"description": "Coating", "unit_price": Decimal(400), "is_optional": True, "is_chosen": False},
    ]
    for place, row in enumerate(rows, 1):
        cast.made(Line, opportunity=opportunity, position=place, **row)
    return cast.made(Quote, opportunity=opportunity, account=opportunity.account, promises="We call.", note="Thanks.")


def enclosed(ada, *pages):
    pack = cast.made(Pack, name="Fittings")
    for place, count in enumerate(pages, 1):
        item = cast.made(Item, name=f"Item {place}")
        paper = typeset(SAMPLE, given(rows=[["Valve", "1.00"]] * 45 * count), language="en")
        cast.does(ada, Item, "publish", item, file=ContentFile(paper, name="item.pdf"))
        cast.made(PackItem, pack=pack, item=item, position=place)
    return pack


def words_of(content):
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(content)).pages]


def test_the_proposal_says_all_there_is_and_adds_up_to_the_cent(client, ada, quote):
    answer = client.get(f"/quotes/{quote.ref}/proposal.pdf")
    (page,) = words_of(answer.content)
    for words in (
        f"Quote {quote.ref}",
        "For Juniper Toledo",
        "GV-1 Gate valve List price 4.85, 10% off 240 4.37 1,048.80",
        "Refresh #1 *today* 90.00 each month, 12 times 1 90.00 1,080.00",
        "Options Chosen Description Quantity Price, USD Amount, USD no Coating 1 400.00 400.00",
        "What we promise We call.",
        "Accepted for Juniper Signature, name and date",
        "Page 1 of 1",
    ):
        assert words in page
    listed, off, once, monthly, total = (
        Decimal(found.replace(",", "").replace("−", "-"))
        for found in re.search(
            r"List price ([\d,.]+) Discounts on lines (−[\d,.]+) Once ([\d,.]+) "
            r"90.00 each month, 12 times ([\d,.]+) Total, US dollars ([\d,.]+)",
            page,
        ).groups()
    )
    assert (listed + off, once + monthly, total) == (total, total, Decimal("2128.80"))


def test_it_is_written_in_the_customers_language(client, ada, quote):
    cast.does(ada, Quote, "edit", quote, language="es")
    (page,) = words_of(client.get(f"/quotes/{quote.ref}/proposal.pdf").content)
    for words in ("Para Juniper Toledo", "1.048,80", "Qué prometemos", "Página 1 de 1", "Total, dólares"):
        assert words in page


@pytest.mark.parametrize(("country", "width"), [("US", 612), ("Canada", 612), ("Deutschland", 595)])
def test_its_paper_is_that_of_the_customers_country(client, ada, quote, country, width):
    cast.set_to(quote.account, country=country)
    page = PdfReader(BytesIO(client.get(f"/quotes/{quote.ref}/proposal.pdf").content)).pages[0]
    assert int(page.mediabox.width) == width


def test_what_is_enclosed_is_bound_in_behind_and_counted_through(client, ada, quote):
    cast.does(ada, Quote, "edit", quote, pack=enclosed(ada, 1, 2).ref, has_cover=True)
    whole = PdfReader(BytesIO(client.get(f"/quotes/{quote.ref}/proposal.pdf").content))
    pages = words_of(client.get(f"/quotes/{quote.ref}/proposal.pdf").content)
    count = len(pages)
    begin, end = count - sum(Item.objects.get(name=n).editions.get().pages for n in ("Item 1", "Item 2")), count
    assert [f"Page {n} of {count}" in page for n, page in enumerate(pages, 1) if n > 1] == [True] * (count - 1)
    assert "Enclosed • Item 1, edition 1" in " ".join(pages)
    assert [("edition 1 Page" in page) for page in pages[begin:end]] == [True] * (end - begin)
    assert [one.title for one in whole.outline if not isinstance(one, list)][-2:] == [
        "Item 1, edition 1",
        "Item 2, edition 1",
    ]
    catalog = whole.trailer["/Root"]
    parents = dict(zip(*[iter(catalog["/StructTreeRoot"]["/ParentTree"]["/Nums"])] * 2, strict=True))
    marks = [page.get("/StructParents") for page in whole.pages]
    assert (len(set(marks)), set(marks) <= set(parents), len(whole.page_labels)) == (count, True, count)
    assert b"pdfuaid:part" not in catalog["/Metadata"].get_object().get_data()


def test_a_frozen_version_is_filed_and_stays_what_it_was(client, ada, quote):
    pack = enclosed(ada, 1)
    cast.does(ada, Quote, "edit", quote, pack=pack.ref)
    cast.does(ada, Quote, "note-sent", quote, how="on paper")
    document = Document.objects.get(kind="quotes.proposal")
    version = latest_of(document)
    assert (document.account, document.about_ref, version.name) == (quote.account, quote.ref, f"{quote.ref}-1.pdf")
    filed = content_of(version)
    item = Item.objects.get()
    cast.does(ada, Item, "publish", item, file=ContentFile(b"not a PDF", name="item.txt"))
    frozen = quote.versions.get().content
    assert [(one["title"], one["edition"]) for one in frozen["enclosed"]] == [("Item 1", "1")]
    assert words_of(client.get(f"/quotes/{quote.ref}/proposal.pdf").content) == words_of(filed)
    page = client.get(f"/opportunities/{quote.opportunity.ref}/").content.decode()
    assert f"/documents/{document.ref}/" in page


def test_the_picture_beside_the_editor_is_of_the_same_paper(client, ada, quote):
    picture = client.get(f"/quotes/{quote.ref}/pages/1.png")
    assert (picture.status_code, picture["X-Pages"], picture.content[:4]) == (200, "1", b"\x89PNG")
    assert client.get(f"/quotes/{quote.ref}/pages/2.png").status_code == 404


@pytest.mark.parametrize("broken", [b"", b"%PDF-1.7 and no more", b"PK\x03\x04"])
def test_what_is_no_pdf_has_no_pages_to_bind(broken):
    assert pages_in(broken) == 0
