"""Money keeps every cent, whatever it is added to, divided by or rounded from."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followthrough.values.currency import UnknownCurrencyError, minor_units
from followthrough.values.money import CurrencyMismatchError, Money, sum_by_currency, sum_money

CURRENCIES = st.sampled_from(["EUR", "USD", "JPY", "KWD", "CLF"])
AMOUNTS = st.decimals(min_value=-(10**12), max_value=10**12, places=5)
MONEY = st.builds(Money, AMOUNTS, CURRENCIES)
WHOLE = MONEY.map(Money.rounded)
EUROS = st.builds(Money, AMOUNTS, st.just("EUR"))
WEIGHTS = st.lists(st.decimals(min_value=0, max_value=1000, places=3), min_size=1, max_size=20).filter(any)


def eur(amount: str) -> Money:
    return Money(Decimal(amount), "EUR")


@given(EUROS, EUROS)
def test_subtract_gives_back_what_was_added(first: Money, second: Money) -> None:
    assert first + second - second == first
    assert first + second == second + first


@given(EUROS, st.integers(0, 50))
def test_multiply_is_repeated_addition(amount: Money, times: int) -> None:
    assert amount * times == sum_money([amount] * times, "EUR")


@given(WHOLE, st.integers(1, 60))
def test_split_adds_up_and_differs_by_a_cent_at_most(amount: Money, parts: int) -> None:
    split = amount.split(parts)
    assert sum_money(split, amount.currency) == amount
    assert [part.rounded() for part in split] == split
    assert max(split).amount - min(split).amount <= Decimal(1).scaleb(-minor_units(amount.currency))
    assert sorted(split, key=lambda part: -abs(part.amount)) == split


@given(MONEY, WEIGHTS)
def test_allocate_adds_up_and_stays_within_a_unit_of_the_exact_share(amount: Money, weights: list[Decimal]) -> None:
    parts = amount.allocate(weights)
    assert sum_money(parts, amount.currency) == amount
    unit = Fraction(1, 10 ** max(5, minor_units(amount.currency)))
    total = sum(map(Fraction, weights))
    for part, weight in zip(parts, weights, strict=True):
        assert abs(Fraction(part.amount) - Fraction(amount.amount) * Fraction(weight) / total) < unit


@given(MONEY)
def test_rounded_is_the_nearest_amount_with_halves_away_from_zero(amount: Money) -> None:
    scale = 10 ** minor_units(amount.currency)
    exact = Fraction(abs(amount.amount)) * scale
    expected = (exact.numerator * 2 + exact.denominator) // (2 * exact.denominator)
    assert abs(amount.rounded()).amount * scale == expected
    assert amount.rounded().rounded() == amount.rounded()


def test_split_of_a_hundred_by_three_gives_the_first_the_cent() -> None:
    assert eur("100.00").split(3) == [eur("33.34"), eur("33.33"), eur("33.33")]
    assert eur("-100.00").split(3) == [eur("-33.34"), eur("-33.33"), eur("-33.33")]
    assert Money.of(100, "JPY").split(3) == [Money.of(34, "JPY"), Money.of(33, "JPY"), Money.of(33, "JPY")]
    assert eur("10.005").split(2) == [eur("5.003"), eur("5.002")]


def test_allocate_gives_nothing_for_a_weight_of_zero() -> None:
    assert eur("0.05").allocate([0, 1, 1]) == [eur("0"), eur("0.03"), eur("0.02")]


@pytest.mark.parametrize(
    ("currency", "decimals"),
    [("EUR", 2), ("JPY", 0), ("KWD", 3), ("CLF", 4), ("RSD", 2), ("IQD", 3), ("ISK", 0), ("HUF", 2)],
)
def test_minor_units_follow_iso_4217(currency: str, decimals: int) -> None:
    assert minor_units(currency) == decimals


@pytest.mark.parametrize("code", ["euro", "EURO", "eur", "", "€", "ZZZ"])
def test_money_refuses_what_is_no_currency(code: str) -> None:
    with pytest.raises(UnknownCurrencyError):
        Money(Decimal(1), code)


def test_floats_are_refused_everywhere() -> None:
    for wrong in (
        lambda: Money(1.5, "EUR"),  # type: ignore[arg-type]
        lambda: Money.of(1.5, "EUR"),  # type: ignore[arg-type]
        lambda: eur("1") * 1.5,  # type: ignore[operator]
        lambda: eur("1").allocate([0.5, 0.5]),  # type: ignore[list-item]
        lambda: eur("1") + 1,  # type: ignore[operator]
    ):
        with pytest.raises(TypeError):
            wrong()


@pytest.mark.parametrize("amount", ["NaN", "Infinity", "-Infinity", "1E+25", "1e999999", "1e-999999"])
def test_money_refuses_what_is_no_amount(amount: str) -> None:
    with pytest.raises(ValueError, match="Money takes"):
        Money.of(amount, "EUR")


def test_two_currencies_never_meet_in_silence() -> None:
    dollars = Money.of(1, "USD")
    assert dollars != Money.of(1, "EUR")
    for wrong in (lambda: eur("1") + dollars, lambda: eur("1") < dollars, lambda: sum_money([dollars], "EUR")):
        with pytest.raises(CurrencyMismatchError):
            wrong()
    assert sum_by_currency([dollars, eur("2"), dollars]) == {"USD": Money.of(2, "USD"), "EUR": eur("2")}


def test_equal_amounts_are_one_key_however_many_zeros_they_show() -> None:
    assert {eur("1.0"), eur("1.00")} == {eur("1")}
    assert (bool(eur("0.00")), sum_money([], "EUR"), str(eur("1.50"))) == (False, eur("0"), "1.50 EUR")
