"""Amounts of a record's page: in their own currency also in its history, to the cent where papers have them so."""

from decimal import Decimal

import pytest

from followthrough.foundation.catalogue.models import Product
from followthrough.kernel.people.models import User
from followthrough.winning.pipeline.models import Line, Opportunity
from followthrough.winning.pipeline.tests.deals import deal, usual_pipeline
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana(client) -> User:
    usual_pipeline()
    person = cast.person("Ana Ruiz", "coordinator", reach="all")
    client.force_login(person, backend="followthrough.kernel.people.backend.PersonBackend")
    return person


def said(client, record) -> list[tuple[str, str, str]]:
    """What the record's page says of its changes: the field, before, after."""
    panels = client.get(f"/opportunities/{record.ref}/").context["page"].side
    (story,) = (panel for panel in panels if panel.key == "timeline")
    changes = [change for day in story.days for entry in day.entries for change in entry.changes]
    return [(change.label, change.old, change.new) for change in changes]


def test_history_tells_an_amount_in_the_currency_of_its_record(client, ana):
    one = deal(name="Valves", amount=Decimal(12400), currency="EUR")
    cast.set_to(one, amount=Decimal("15500.50"))
    assert said(client, one) == [("Amount", "€12,400 EUR", "€15,501 EUR")]
    cast.set_to(one, amount=Decimal(18000), currency="USD")
    assert said(client, one)[:2] == [("Amount", "€15,501 EUR", "$18,000"), ("Currency", "EUR", "USD")]


def test_history_tells_a_number_as_the_page_does(client, ana):
    one = deal(name="Valves", discount=Decimal("2.5"))
    cast.set_to(one, discount=Decimal(4))
    assert said(client, one) == [("Discount on the whole, %", "2.5", "4")]


def test_a_line_of_a_quote_is_to_the_cent_and_its_opportunity_rounds(client, ana):
    one = deal(name="Valves", currency="EUR")
    product = cast.made(Product, name="Valve", list_price=Decimal("58.70"))
    line = cast.made(Line, opportunity=one, product=product, quantity=Decimal(48), unit_price=Decimal("58.70"))
    page = client.get(f"/lines/{line.ref}/").content.decode()
    assert "€58.70 EUR" in page and "€2,817.60 EUR" in page
    assert Opportunity.objects.get(pk=one.pk).amount == Decimal("2817.60")
    assert "€2,818 EUR" in client.get(f"/opportunities/{one.ref}/").content.decode()
