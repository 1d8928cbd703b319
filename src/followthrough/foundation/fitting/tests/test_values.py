"""Values of parts are kept as written and as measured, and selection reads the same, also after an undo."""

from decimal import Decimal

import pytest

from followthrough.foundation.catalogue.models import Product
from followthrough.foundation.fitting.models import Attribute, FamilyAttribute, PartSheet, PartValue
from followthrough.foundation.fitting.tests import shelf
from followthrough.kernel.actions.undo import undo
from followthrough.kernel.records.problems import Invalid
from tests import cast

pytestmark = pytest.mark.django_db


def read() -> list[tuple[str, str, Decimal | None]]:
    return list(PartValue.objects.order_by("attribute_id", "position").values_list("written", "key", "low"))


def test_a_value_is_kept_as_written_and_as_measured():
    ada = shelf.admin()
    shelf.attributes()
    part = shelf.part(ada, shelf.family("Flange"), "Flange 1", Size='1/2"', Rating="150lb", Face="RF", Bore="7/8 in")
    assert read() == [
        ('1/2"', "DN15", Decimal(15)),
        ("150lb", "150 lb", Decimal(150)),
        ("RF", "rf", None),
        ("7/8 in", "22.225", Decimal("22.225")),
    ]
    cast.does(ada, Product, "describe", part, family=PartSheet.objects.get().family.ref, values="Size: DN20\nBore:")
    assert [key for _written, key, _low in read()] == ["DN20", "150 lb", "rf"]


def test_taking_back_takes_the_values_back():
    ada = shelf.admin()
    shelf.attributes()
    flange = shelf.family("Flange")
    part = shelf.part(ada, flange, "Flange 1", Size="DN15")
    outcome = cast.does(ada, Product, "describe", part, family=flange.ref, values="Size: DN20")
    undo(outcome.run, actor=ada, surface="test")
    assert [key for _written, key, _low in read()] == ["DN15"]


def test_what_is_no_value_is_refused_with_how_to_write_it():
    ada = shelf.admin()
    shelf.attributes()
    part, flange = cast.made(Product, name="Flange 1"), shelf.family("Flange")
    for line, why in (
        ("Bore: wide", "Bore: “wide” is not a number. Write it like 12.7, 1/2 or 1-1/4."),
        ("Bore: 3 kg", "Bore: “kg” is no unit of it. Use one of these: mm, cm, m, in, ft."),
        ("Width: 3", "There is no attribute “Width”."),
        ("DN15", "“DN15” names no attribute. Write it like “Size: DN15”."),
    ):
        with pytest.raises(Invalid) as caught:
            cast.does(ada, Product, "describe", part, family=flange.ref, values=line)
        assert caught.value.fields == {"values": why}


def test_an_attribute_keeps_its_measure_and_a_range_is_read_as_its_values_are():
    ada = shelf.admin()
    bore = shelf.attributes("Bore")["Bore"]
    with pytest.raises(Invalid):
        cast.does(ada, Attribute, "edit", bore, measure="mass")
    values = {"family": shelf.family("Flange").ref, "attribute": bore.ref, "between": "1/2..2 in"}
    cast.does(ada, FamilyAttribute, "create", **values)
    assert list(FamilyAttribute.objects.values_list("low", "high")) == [(Decimal("12.7"), Decimal("50.8"))]
