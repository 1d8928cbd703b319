"""Editions as pages: what differs, what a percentage would make, and what is offered where."""

from decimal import Decimal

import pytest

from followthrough.foundation.pricing.models import PriceBook, PriceEdition
from followthrough.foundation.pricing.tests.books import book, edition, product
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def ana(client):
    person = cast.person("Ana Ruiz", "coordinator", reach="all")
    client.force_login(person, backend="followthrough.kernel.people.backend.PersonBackend")
    return cast.as_actor(person)


@pytest.fixture
def draft(ana):
    usual = book()
    edition(usual, {product(family="Couplings"): ("10.00", ["10: 9.00"], "all_units"), product("Seal"): "2.00"})
    return PriceEdition.objects.get(ref=cast.does(ana, PriceBook, "revise", usual).ref)


def cells(panel):
    return [tuple(cell.text for cell in row.cells) for row in panel.rows]


def test_a_change_is_looked_at_before_it_is_made_and_then_compared(client, draft):
    base = f"/price-editions/{draft.ref}"
    looked = client.get(f"{base}/change", {"percent": "5", "step": "0.10", "family": "couplings"}).context["page"]
    assert cells(looked.panel) == [("Coupling", "Couplings", "$10.00", "$10.50", "+5")]
    assert looked.button == "Change 1 price"
    assert draft.entries.get(product__name="Coupling").price == Decimal(10)
    sent = {**dict(looked.sent), "idempotency_key": looked.key, "version": looked.version}
    assert client.post(looked.url, sent).status_code == 302
    page = client.get(f"{base}/compare").context["page"]
    assert cells(page.wide[0]) == [("Coupling", "+5", "$10.00", "$10.50", "Couplings")]
    assert next((fact.label, fact.text) for fact in page.facts) == ("Dearer", "1")
    assert page.wide[0].rows[0].cells[3].note == "10: 9.50"


def test_what_can_not_be_is_said_beside_its_field(client, draft):
    page = client.get(f"/price-editions/{draft.ref}/change", {"percent": "lots"}).context["page"]
    assert [field.error for field in page.fields if field.error] == ["Write a number such as 1250.00."]


def test_a_locked_edition_leads_to_its_list_and_to_no_change(client, draft):
    first = draft.book.editions.get(number=1)
    page = client.get(f"/price-editions/{first.ref}/").content.decode()
    assert (f"/price-editions/{first.ref}/price-list.xlsx" in page, f"{first.ref}/change" in page) == (True, False)
    assert client.get(f"/price-editions/{first.ref}/change").status_code == 403
    sheet = client.get(f"/price-editions/{first.ref}/price-list.xlsx")
    assert sheet["Content-Disposition"] == f'attachment; filename="price-list-{first.ref}.xlsx"'
