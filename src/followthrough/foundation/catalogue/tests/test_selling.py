"""What each kind of product needs, when it may be sold, and what a bundle holds."""

from datetime import date
from decimal import Decimal

import pytest

from followthrough.foundation.catalogue.models import Component, Product, ProductVersion
from followthrough.foundation.catalogue.queries import Part, expanded, refused_on_new_lines, version_on
from followthrough.foundation.catalogue.rules import Sold, Standing, needed_on_line
from followthrough.kernel.records.problems import Invalid
from tests import cast

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 30)


@pytest.fixture
def ana():
    return cast.as_actor(cast.person("Ana Ruiz", "coordinator", reach="all"))


@pytest.mark.parametrize(
    ("lifecycle", "until", "standing"),
    [
        ("planned", None, Standing.EARLY),
        ("on_sale", None, Standing.OPEN),
        ("last_orders", DAY, Standing.LAST_ORDERS),
        ("last_orders", date(2026, 11, 29), Standing.OVER),
        ("ended", None, Standing.OVER),
    ],
)
def test_standing_follows_the_lifecycle_and_the_last_day(lifecycle, until, standing) -> None:
    assert Sold(lifecycle, until).on(DAY) is standing


@pytest.mark.parametrize(
    ("values", "fields"),
    [
        ({"kind": "recurring"}, {"period"}),
        ({"kind": "usage"}, {"unit"}),
        ({"kind": "data", "period": "year"}, {"refreshes"}),
        ({"lifecycle": "last_orders"}, {"last_orders_until"}),
        ({"bundle_discount": "101"}, {"bundle_discount"}),
        ({"included_quantity": "-1"}, {"included_quantity"}),
    ],
)
def test_a_product_without_what_it_needs_is_refused_with_the_field_named(ana, values, fields) -> None:
    with pytest.raises(Invalid) as caught:
        cast.does(ana, Product, "create", name="Desk", **values)
    assert set(caught.value.fields) == fields


def test_a_placement_needs_its_days_on_the_line() -> None:
    assert (needed_on_line("placement"), needed_on_line("part")) == (("starts_on", "ends_on"), ())


def test_an_ended_product_is_refused_and_the_first_successor_still_sold_is_offered(ana) -> None:
    new = cast.made(Product, name="VC-40")
    mid = cast.made(Product, name="VC-36", lifecycle="ended", successor=new)
    old, alone = cast.made(Product, name="VC-32", lifecycle="ended", successor=mid), cast.made(Product, name="Study")
    assert refused_on_new_lines([old, alone, new], DAY) == {
        old.pk: f"VC-32 is no longer sold. Offer VC-40 ({new.ref}) instead."
    }
    with pytest.raises(Invalid, match="come after itself"):
        cast.does(ana, Product, "edit", new, successor=old.ref)


def test_a_bundle_is_its_parts_times_the_quantity_and_never_holds_a_bundle(ana) -> None:
    kit, pump, seal = (cast.made(Product, name=name) for name in ("Kit", "Pump", "Seal"))
    cast.does(ana, Component, "create", bundle=kit.ref, product=pump.ref, quantity="2")
    cast.does(ana, Component, "create", bundle=kit.ref, product=seal.ref, quantity="0.5", is_optional=True)
    assert expanded(kit, Decimal(3)) == [Part(pump, Decimal(6)), Part(seal, Decimal("1.5"), is_optional=True)]
    for bundle, product in ((kit, kit), (seal, pump), (cast.made(Product, name="Set"), kit)):
        with pytest.raises(Invalid):
            cast.does(ana, Component, "create", bundle=bundle.ref, product=product.ref)


def test_the_newest_released_version_is_the_one_sold(ana) -> None:
    pump = cast.made(Product, name="Pump")
    for name, day in (("1.0", date(2025, 1, 1)), ("2.0", DAY), ("3.0", date(2027, 1, 1))):
        cast.does(ana, ProductVersion, "create", product=pump.ref, name=name, released_on=day)
    found = version_on(pump, DAY)
    assert found and found.name == "2.0"
    with pytest.raises(Invalid, match="not before the release"):
        cast.does(ana, ProductVersion, "edit", found, retired_on="2026-11-01")
