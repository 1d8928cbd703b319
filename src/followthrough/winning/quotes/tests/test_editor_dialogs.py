"""Many products picked at once with their quantities, and all else of a line, in dialogs of the editor."""

import pytest

from followthrough.foundation.catalogue.models import Product
from followthrough.winning.pipeline.models import Line
from followthrough.winning.quotes.models import QuoteVersion
from followthrough.winning.quotes.tests.desk import D, Desk
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client):
    made = Desk()
    client.force_login(made.femi)
    return made


def test_many_products_are_picked_with_a_quantity_each(desk, client):
    quote = desk.quote()
    elbow = cast.made(Product, name="Elbow", code="FA-25", family="Fittings", list_price=D("7.20"))
    cast.made(Product, name="Hose", code="HO-1")
    url = f"/quotes/{quote.ref}/pick"
    rows = client.get(url, {"q": "elbow", f"n-{desk.product.ref}": "60"}).content.decode()
    assert rows.index("Swivel nut") < rows.index("Elbow") and "Hose" not in rows
    assert ('value="60"' in rows, "38.40" in rows, "7.20" in rows) == (True, True, True)
    wrong = client.post(url, {f"n-{elbow.ref}": "many", "idempotency_key": "a"})
    assert (wrong.status_code, "Write a number." in wrong.content.decode(), Line.objects.count()) == (422, True, 0)
    sent = {f"n-{desk.product.ref}": "60", f"n-{elbow.ref}": "2.5", "q": "elbow", "idempotency_key": "b"}
    for _n in range(2):
        assert client.post(url, sent, headers={"HX-Request": "true"}).status_code == 204
    lines = Line.objects.order_by("position").values_list("product__code", "quantity", "unit_price")
    assert list(lines) == [("FS-9115", D(60), D("38.40")), ("FA-25", D("2.5"), D("7.20"))]


def test_all_else_of_a_line_is_changed_in_its_dialog_and_the_editor_goes_on(desk, client):
    quote = desk.quote(a="0")
    line = quote.opportunity.lines.get()
    url = f"/quotes/{quote.ref}/lines/{line.ref}"
    form = client.get(url, headers={"HX-Request": "true"}).content.decode()
    assert all(f'name="{name}"' in form for name in ("charge", "periods", "starts_on", "option_group", "need"))
    assert 'name="quantity"' not in form
    sent = {"version": line.version, "idempotency_key": "a", "product": desk.product.ref, "charge": "month"}
    wrong = client.post(url, {**sent, "periods": "0", "is_chosen": "on"}, headers={"HX-Request": "true"})
    assert wrong.status_code == 422
    done = client.post(url, {**sent, "periods": "24", "is_chosen": "on", "need": "Bagged", "idempotency_key": "b"})
    assert (done.status_code, done["Location"]) == (302, f"/quotes/{quote.ref}/")
    line = desk.fresh(line)
    assert (line.charge, line.periods, line.need, line.quantity) == ("month", 24, "Bagged", D(60))


def test_line_of_another_quote_or_one_that_went_out_is_not_changed(desk, client):
    quote, other = desk.quote(a="0"), desk.quote(a="0")
    foreign = other.opportunity.lines.get()
    assert client.get(f"/quotes/{quote.ref}/lines/{foreign.ref}").status_code == 404
    desk.send(quote)
    line = quote.opportunity.lines.get()
    sent = {"version": line.version, "idempotency_key": "a", "charge": "month", "periods": "2", "is_chosen": "on"}
    answer = client.post(f"/quotes/{quote.ref}/lines/{line.ref}", sent)
    assert (answer.status_code, desk.fresh(line).charge, QuoteVersion.objects.count()) == (422, "once", 1)
