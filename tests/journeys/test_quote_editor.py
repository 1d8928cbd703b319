"""A quote written by the keyboard: figures, lines by code, a block from a sheet, lines in another order."""

import re
from decimal import Decimal

import pytest
from playwright.sync_api import Page, expect

from followthrough.foundation.catalogue.models import Product
from followthrough.winning.pipeline.models import Line
from followthrough.winning.quotes.models import Quote
from tests import cast
from tests.journeys.test_first_hour import at
from tests.journeys.test_paste import paste


@pytest.fixture
def quote(house, ana) -> Quote:
    for code, price in (("FA-2404", "4.85"), ("FA-2501", "7.20"), ("CAP-12", "3.10")):
        cast.made(Product, name=f"Part {code}", code=code, list_price=Decimal(price))
    account = cast.account("Bremer Fluid Systems")
    cast.does(cast.as_actor(ana), Quote, "create", account=account.ref, name="Line 2 rebuild")
    return Quote.objects.get()


def row(page: Page, number: int):
    """A row of the grid, the first one being 0."""
    return page.locator("#quote-rows tr").nth(number)


def total(page: Page):
    return page.locator("#quote-totals dd.sum")


def add(page: Page, words: str) -> None:
    page.locator("#add-line").focus()
    page.keyboard.type(words)
    page.keyboard.press("Escape")
    page.keyboard.press("Enter")


def test_quote_is_written_with_the_keyboard_alone(signed_in, ana, quote):
    page = signed_in(ana)
    at(page, f"/quotes/{quote.ref}/")
    expect(page.get_by_text("Nothing is offered yet.")).to_be_visible()
    add(page, "fa-2404")
    expect(row(page, 0)).to_contain_text("4.85")
    add(page, "Bag and label per machine")
    expect(page.locator("#quote-rows tr")).to_have_count(2)
    page.get_by_label("Quantity, line 1").focus()
    page.keyboard.type("240")
    page.keyboard.press("Tab")
    expect(total(page)).to_have_text("$1,164.00")
    page.get_by_label("Percent off, line 1").focus()
    page.keyboard.type("10")
    page.keyboard.press("Enter")
    expect(total(page)).to_have_text("$1,048.80")
    expect(page.get_by_label("Percent off, line 2")).to_be_focused()
    page.get_by_label("List price, line 2").focus()
    page.keyboard.type("180")
    page.keyboard.press("Alt+ArrowUp")
    expect(row(page, 0).locator("input.words")).to_have_value("Bag and label per machine")
    page.keyboard.press("Tab")
    expect(total(page)).to_have_text("$1,228.80")
    assert [(one.title, one.amount) for one in Line.objects.order_by("position")] == [
        ("Bag and label per machine", Decimal("180.00")), ("Part FA-2404", Decimal("1048.80")),
    ]  # fmt: skip


def test_block_of_a_sheet_is_shown_and_then_goes_in(signed_in, ana, quote):
    page = signed_in(ana)
    at(page, f"/quotes/{quote.ref}/")
    page.locator("#add-line").focus()
    paste(page, "Part\tQty\tOff %\nFA-2404\t240\t10\nFA-2501\t160\t10\nNo such part\t2\t0\nCAP-12\tmany\t8")
    dialog = page.locator("#dialog")
    expect(dialog).to_contain_text("2 with a product, 1 in words only, 1 not right")
    dialog.get_by_role("button", name="Add 3 lines").click()
    expect(page.locator("#quote-rows tr")).to_have_count(3)
    expect(total(page)).to_have_text("$2,085.60")


def test_wrong_figure_says_why_and_stays_until_it_is_mended(signed_in, ana, quote):
    page = signed_in(ana)
    at(page, f"/quotes/{quote.ref}/")
    add(page, "FA-2404")
    field = page.get_by_label("Quantity, line 1")
    field.focus()
    page.keyboard.type("0")
    page.keyboard.press("Tab")
    expect(row(page, 0)).to_contain_text("Write a quantity above zero.")
    expect(field).to_have_value("0")
    field.fill("3")
    field.press("Enter")
    expect(total(page)).to_have_text("$14.55")
    expect(row(page, 0)).not_to_contain_text(re.compile("above zero"))
