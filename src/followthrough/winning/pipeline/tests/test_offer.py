"""What an offer comes to: by hand, and for any lines."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followthrough.values.money import Money
from followthrough.values.tiers import Band
from followthrough.winning.pipeline.rules.offer import (
    Bearing,
    Item,
    each_period,
    line_amount,
    net_price,
    offer_totals,
)

OHIO = Bearing("Sales tax", Decimal("7.25"))
D = Decimal


def usd(text: str) -> Money:
    return Money.of(text, "USD")


@pytest.mark.parametrize(
    ("quantity", "price", "discount", "currency", "amount"),
    [
        ("3", "0.335", "0", "USD", "1.01"),
        ("1", "2.345", "0", "EUR", "2.35"),
        ("10", "1.05", "0", "JPY", "11"),
        ("3", "19.99", "12.5", "USD", "52.47"),
        ("0.333", "100", "0", "KWD", "33.300"),
        ("5", "10", "100", "USD", "0.00"),
        ("240", "4.85", "10", "USD", "1048.80"),
        ("2000000", "0.0042", "10", "USD", "7600.00"),
    ],
)
def test_a_lines_amount_is_what_the_printed_price_times_the_quantity_gives(quantity, price, discount, currency, amount):
    assert str(line_amount(Item(D(quantity), D(price), D(discount)), currency)) == amount


def test_a_line_without_price_has_no_amount():
    assert line_amount(Item(D(3), None), "USD") is None


def test_graduated_bands_are_rounded_each_for_itself():
    item = Item(D(150), D("1.115"), D(10), bands=(Band(D(100), D("1.115")), Band(D(50), D("0.985"))))
    assert (net_price(D("1.115"), D(10), "USD"), net_price(D("0.985"), D(10), "USD")) == (D("1.004"), D("0.887"))
    assert each_period(item, "USD") == usd("100.40") + usd("44.35")


def test_offer_of_the_hydraulics_maker_comes_to_what_its_paper_says():
    lines = [("240", "4.85", "10"), ("160", "7.20", "10"), ("120", "14.60", "18"), ("300", "3.10", "8")]
    items = [Item(*map(D, line)) for line in [*lines, ("60", "38.40", "15"), ("1", "180", "0")]]
    found = offer_totals(items, D(0), "USD")
    assert (found.listed, found.net, found.total) == (usd("7482.00"), usd("6515.40"), usd("6515.40"))
    assert (found.off_lines, found.discount_percent, found.margin) == (usd("966.60"), D("12.9"), None)


def test_monthly_and_single_charges_stand_apart_and_tax_is_rounded_once_per_rate():
    monthly = [Item(D(1), D("99.99"), charge="month", periods=12, tax=OHIO) for _ in range(3)]
    found = offer_totals([*monthly, Item(D(1), D("500"), tax=OHIO)], D(10), "USD")
    assert [(one.charge, one.periods, one.each, one.total) for one in found.charges] == [
        ("month", 12, usd("269.97"), usd("3239.64")),
        ("once", 1, usd("450.00"), usd("450.00")),
    ]
    assert (found.net, found.tax, found.total) == (usd("3689.64"), usd("267.50"), usd("3957.14"))


def test_margin_is_known_only_when_every_cost_is():
    known = Item(D(2), D(10), cost=D(6))
    assert offer_totals([known], D(50), "USD").margin == usd("-2.00")
    assert offer_totals([known], D(0), "USD").margin_percent == D("40.0")
    assert offer_totals([known, Item(D(1), D(1))], D(0), "USD").margin is None


ITEMS = st.builds(
    Item,
    quantity=st.decimals("0.001", "9999", places=3),
    price=st.one_of(st.none(), st.decimals("0", "9999", places=4)),
    discount=st.decimals("0", "100", places=2),
    charge=st.sampled_from(["once", "month", "year"]),
    periods=st.integers(1, 60),
    tax=st.one_of(st.none(), st.sampled_from([OHIO, Bearing("None", D(0))])),
)


@given(st.lists(ITEMS, max_size=12), st.decimals("0", "100", places=2), st.sampled_from(["USD", "JPY", "KWD"]))
def test_every_way_of_adding_up_gives_the_same_for_any_lines(items, discount, currency):
    found = offer_totals(items, discount, currency)
    amounts = [amount for item in items if (amount := line_amount(item, currency)) is not None]
    assert found.listed.amount - found.off_lines.amount == sum(amounts)
    assert found.net == found.listed - found.off_lines - found.off_whole
    assert sum((one.total.amount for one in found.charges), D(0)) == found.net.amount
    assert all(one.each * one.periods == one.total for one in found.charges)
    taxed = {item.tax for item in items if item.tax and item.price is not None}
    assert {one.tax for one in found.taxes} == taxed
    if items and all(item.tax for item in items if item.price is not None):
        assert sum((one.base.amount for one in found.taxes), D(0)) == found.net.amount
    assert found.total == found.net + found.tax
    assert all(one == one.rounded() for one in (found.listed, found.net, found.tax, found.total))
