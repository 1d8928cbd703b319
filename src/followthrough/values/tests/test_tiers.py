"""Tiers cost what counting unit by unit says, to the cent, and never less for more where they are graduated."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followthrough.values.money import Money
from followthrough.values.tiers import Band, Tier, TieredPrice, TierMode

PRICES = st.decimals(min_value=0, max_value=10_000, places=4)
QUANTITIES = st.decimals(min_value=0, max_value=500, places=3)
STEPS = st.lists(st.integers(1, 300), max_size=5, unique=True).flatmap(
    lambda starts: st.tuples(*[st.builds(Tier, st.just(Decimal(start)), PRICES) for start in starts])
)
GRADUATED = st.builds(TieredPrice.of, PRICES, STEPS, st.just(TierMode.GRADUATED))
ANY = st.builds(TieredPrice.of, PRICES, STEPS, st.sampled_from(TierMode))
CENT = Decimal("0.01")


def tens(mode: TierMode) -> TieredPrice:
    return TieredPrice.of(Decimal(10), [Tier(Decimal(50), Decimal("8.50")), Tier(Decimal(10), Decimal("9.00"))], mode)


@given(GRADUATED, st.integers(0, 320))
def test_graduated_is_the_sum_unit_by_unit(price: TieredPrice, units: int) -> None:
    exact = Fraction(0)
    for unit in range(units):  # the unit after so many others
        exact += Fraction([tier.price for tier in price.tiers if tier.starts_at <= unit][-1])
    cents = (exact * 200 + 1).__floor__() // 2
    assert price.total(Decimal(units), "EUR") == Money(Decimal(cents) * CENT, "EUR")


@given(GRADUATED, QUANTITIES, QUANTITIES)
def test_graduated_more_never_costs_less(price: TieredPrice, one: Decimal, other: Decimal) -> None:
    less, more = sorted((one, other))
    assert price.total(less, "USD") <= price.total(more, "USD")


@given(GRADUATED, QUANTITIES)
def test_graduated_has_no_jumps(price: TieredPrice, quantity: Decimal) -> None:
    dearest = max(tier.price for tier in price.tiers)
    step = Decimal("0.001")
    grown = price.total(quantity + step, "USD").amount - price.total(quantity, "USD").amount
    assert 0 <= grown <= dearest * step + CENT


@given(ANY, QUANTITIES)
def test_all_units_have_one_price_and_bands_add_up(price: TieredPrice, quantity: Decimal) -> None:
    bands = price.bands(quantity)
    assert sum(band.quantity for band in bands) == quantity
    if price.mode is TierMode.ALL_UNITS:
        flat = Fraction(bands[0].price) * Fraction(quantity)
        cents = (flat * 200 + 1).__floor__() // 2
        assert price.total(quantity, "EUR").amount == Decimal(cents) * CENT


@given(ANY, QUANTITIES)
def test_giving_back_costs_the_same_with_a_minus(price: TieredPrice, quantity: Decimal) -> None:
    assert price.total(-quantity, "EUR") == -price.total(quantity, "EUR")


@given(ANY)
def test_stored_tiers_are_read_as_they_were(price: TieredPrice) -> None:
    assert TieredPrice.read(price.stored()) == price


@pytest.mark.parametrize(
    ("mode", "quantity", "total"),
    [
        (TierMode.ALL_UNITS, "9.999", "99.99"),
        (TierMode.ALL_UNITS, "10", "90.00"),
        (TierMode.ALL_UNITS, "60", "510.00"),
        (TierMode.GRADUATED, "10", "100.00"),
        (TierMode.GRADUATED, "11", "109.00"),
        (TierMode.GRADUATED, "60", "545.00"),
        (TierMode.GRADUATED, "0", "0.00"),
    ],
)
def test_the_edge_of_a_tier(mode: TierMode, quantity: str, total: str) -> None:
    assert tens(mode).total(Decimal(quantity), "USD") == Money.of(total, "USD")


def test_amounts_are_rounded_once_half_up_in_each_currency() -> None:
    price = TieredPrice.of(Decimal("0.0050"))
    assert price.total(Decimal(1), "EUR") == Money.of("0.01", "EUR")
    assert price.total(Decimal(1), "KWD") == Money.of("0.005", "KWD")
    assert TieredPrice.of(Decimal("10.5")).total(Decimal(1), "JPY") == Money.of(11, "JPY")
    parts = TieredPrice.of(Decimal("0.0049"), [Tier(Decimal(1), Decimal("0.0049"))], TierMode.GRADUATED)
    assert parts.total(Decimal(2), "EUR").amount == (Decimal("0.0098")).quantize(CENT, ROUND_HALF_UP)


def test_bands_tell_how_a_quantity_is_divided() -> None:
    assert tens(TierMode.GRADUATED).bands(Decimal(60)) == [
        Band(Decimal(10), Decimal(10)),
        Band(Decimal(40), Decimal("9.00")),
        Band(Decimal(10), Decimal("8.50")),
    ]
    assert tens(TierMode.GRADUATED).reached(Decimal(10)).price == Decimal(10)
    assert tens(TierMode.ALL_UNITS).reached(Decimal(10)).price == Decimal("9.00")


@pytest.mark.parametrize("starts", [(), (1,), (0, 0), (0, 5, 5), (0, 5, 2)])
def test_tiers_out_of_order_are_refused(starts: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="tier starts"):
        TieredPrice(tuple(Tier(Decimal(start), Decimal(1)) for start in starts))
