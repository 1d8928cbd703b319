"""Products: one code once, a known currency, prices to the cent."""

from decimal import Decimal

import pytest

from followthrough.foundation.catalogue.models import Product
from followthrough.kernel.people.models import Company
from followthrough.kernel.records.problems import Invalid
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin():
    return cast.as_actor(cast.person("Ada Admin", "admin"))


def test_a_product_without_currency_is_priced_in_the_companys(admin):
    cast.made(Company, name="Ostrander", currency="EUR")
    outcome = cast.does(admin, Product, "create", name=" GTX  Basic ", code="GTX-B", list_price="550")
    product = Product.objects.get(ref=outcome.ref)
    assert (product.name, product.list_price, product.currency) == ("GTX Basic", Decimal("550"), "EUR")


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"list_price": 12.5}, "list_price"),
        ({"list_price": "-1"}, "list_price"),
        ({"list_price": "12.34567"}, "list_price"),
        ({"currency": "DOL"}, "currency"),
        ({"lifecycle": "sometimes"}, "lifecycle"),
    ],
)
def test_a_product_that_can_not_be_sold_is_refused_with_the_field_named(admin, values, field):
    with pytest.raises(Invalid) as caught:
        cast.does(admin, Product, "create", name="GTX Basic", **values)
    assert set(caught.value.fields) == {field}


def test_a_code_is_used_once_whatever_its_case(admin):
    first = cast.made(Product, name="GTX Basic", code="GTX-B")
    with pytest.raises(Invalid) as caught:
        cast.does(admin, Product, "create", name="Other", code="gtx-b")
    assert caught.value.fields == {
        "code": f"GTX Basic ({first.ref}) has this code already. Give this product another one."
    }
    cast.does(admin, Product, "edit", first, code="GTX-b")
    assert Product.objects.get(pk=first.pk).code == "GTX-b"
