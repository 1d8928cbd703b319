"""The next edition: copied, changed by percent, uploaded back, compared, and taken away as a workbook."""

from datetime import timedelta
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from django.core.files.base import ContentFile
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from followthrough.foundation.pricing.models import PriceBook, PriceEdition, PriceEntry
from followthrough.foundation.pricing.queries.editions import compared
from followthrough.foundation.pricing.queries.price_list import price_list, price_list_workbook
from followthrough.foundation.pricing.rules import changed_price
from followthrough.foundation.pricing.tests.books import DAY, book, edition, product
from followthrough.kernel.actions.undo import undo
from followthrough.kernel.records.problems import Invalid, Refused
from tests import cast

TIERS = ["10: 9.00", "50: 8.50"]
database = pytest.mark.django_db


@pytest.fixture
def ana():
    return cast.as_actor(cast.person("Ana Ruiz", "coordinator", reach="all"))


def drafted(of: PriceBook, ana) -> PriceEdition:
    """The next edition of a book."""
    return PriceEdition.objects.get(ref=cast.does(ana, PriceBook, "revise", of).ref)


def told(one: PriceEdition) -> list[tuple[str, Decimal, list[str]]]:
    """Products, prices and tiers of an edition."""
    return list(one.entries.order_by("product__name").values_list("product__name", "price", "tiers"))


@given(
    st.decimals(min_value=0, max_value=100_000, places=4),
    st.decimals(min_value=-99, max_value=500, places=2),
    st.sampled_from(["0.01", "0.05", "1", "10"]),
)
def test_a_changed_price_is_the_nearest_multiple_of_the_step(price: Decimal, percent: Decimal, step: str) -> None:
    unit = Decimal(step)
    new = changed_price(price, percent, unit)
    assert new % unit == 0
    assert abs(new - price * (100 + percent) / 100) <= unit / 2


@database
def test_the_next_edition_begins_with_the_prices_of_the_last(ana) -> None:
    usual, pump = book(), product()
    edition(usual, {pump: ("10.00", TIERS, "graduated"), product("Seal"): "2.00"})
    draft = drafted(usual, ana)
    assert (draft.name, draft.state) == ("Standard 2", "draft")
    assert told(draft) == [("Coupling", Decimal(10), TIERS), ("Seal", Decimal(2), [])]
    assert draft.entries.get(product=pump).tier_mode == "graduated"
    with pytest.raises(Refused, match="Standard 2 is a draft still"):
        cast.does(ana, PriceBook, "revise", usual)


@database
def test_prices_change_by_percent_where_asked_and_the_change_can_be_taken_back(ana) -> None:
    usual = book()
    edition(
        usual, {product(family="Couplings"): ("10.01", TIERS, "all_units"), product("Seal", family="Seals"): "2.00"}
    )
    draft = drafted(usual, ana)
    outcome = cast.does(ana, PriceEdition, "adjust", draft, percent="3.5", step="0.05", family="couplings")
    assert told(draft) == [("Coupling", Decimal("10.35"), ["10: 9.30", "50: 8.80"]), ("Seal", Decimal(2), [])]
    undo(outcome.run, actor=ana, surface="test")
    assert told(draft) == [("Coupling", Decimal("10.01"), TIERS), ("Seal", Decimal(2), [])]
    for percent in ("0", "-100", "2000"):
        with pytest.raises(Invalid):
            cast.does(ana, PriceEdition, "adjust", draft, percent=percent)
    with pytest.raises(Refused, match="as it stands now"):
        cast.does(ana, PriceEdition, "adjust", usual.editions.first(), percent="1")


@database
def test_two_editions_differ_by_product_price_and_percent(ana) -> None:
    usual, pump, seal, old = book(), product(), product("Seal"), product("Old")
    first = edition(usual, {pump: "10.00", seal: "2.00", old: "5.00"})
    second = edition(usual, {pump: "10.50", seal: "2.00", product("New"): "1.00"}, published=DAY + timedelta(1))
    found = [(one.product.name, one.growth, bool(one.before), bool(one.after)) for one in compared(first, second, ana)]
    assert found == [("Coupling", Decimal("5.0"), True, True), ("New", None, False, True), ("Old", None, True, False)]


@database
@pytest.mark.parametrize("language", ["en", "es"])
def test_the_workbook_uploaded_back_sets_the_same_prices(ana, language) -> None:
    usual = book()
    prices = {product(code="C-1", family="B"): ("10.00", TIERS, "graduated"), product("Seal, small"): "0.0125"}
    first = edition(usual, prices)
    with translation.override(language):
        content = price_list_workbook(first, price_list(first, ana))
    rows = list(openpyxl.load_workbook(BytesIO(content)).worksheets[0].values)
    assert [row[4] for row in rows[1:]] == [10, 0.0125]
    assert sum(Decimal(str(row[4])) for row in rows[1:]) == sum(one.price for one in first.entries.all())
    draft = drafted(usual, ana)
    outcome = cast.does(ana, PriceEdition, "take", draft, file=ContentFile(content, name="list.xlsx"))
    assert outcome.message == "0 added, 0 changed, 2 as they were."
    assert told(draft) == told(first)


@database
def test_a_file_sets_adds_and_keeps_prices_or_takes_nothing_and_says_why(ana) -> None:
    usual, pump = book(), product(code="C-1")
    edition(usual, {pump: ("10.00", TIERS, "all_units"), product("Seal"): "2.00"})
    product("Tool", code="T-1")
    draft = drafted(usual, ana)
    text = b"Article number,Price,Tiers\nC-1,11.00,\nT-1,$4.50,5: 4.00\n"
    bad = text + b"X-9,3.00,\n"
    with pytest.raises(Invalid, match="Row 4: there is no such product"):
        cast.does(ana, PriceEdition, "take", draft, file=ContentFile(bad, name="new.csv"))
    outcome = cast.does(ana, PriceEdition, "take", draft, file=ContentFile(text, name="new.csv"))
    assert outcome.message == "1 added, 1 changed, 0 as they were."
    assert told(draft) == [
        ("Coupling", Decimal(11), []),
        ("Seal", Decimal(2), []),
        ("Tool", Decimal("4.50"), ["5: 4.00"]),
    ]


@database
@pytest.mark.parametrize(
    ("text", "why"),
    [
        (b"Code,Colour\nC-1,red\n", "Price"),
        (b"Price\n4.00\n", "Code"),
        (b"Code,Price\nC-1,four\n", "Row 2"),
        (b"Code,Price\nC-1,EUR 4\n", "in USD"),
        (b"Code,Price\nC-1,4\nC-1,5\n", "twice"),
        (b"Code,Price,Tiers\nC-1,4,ten: 3\n", "no tier"),
    ],
)
def test_a_file_that_can_not_be_taken_is_refused_with_its_cell(ana, text, why) -> None:
    product(code="C-1")
    draft = edition(book(), {}, published=None)
    with pytest.raises(Invalid) as caught:
        cast.does(ana, PriceEdition, "take", draft, file=ContentFile(text, name="new.csv"))
    assert why in " ".join(map(str, caught.value.fields.values()))
    assert PriceEntry.objects.count() == 0
