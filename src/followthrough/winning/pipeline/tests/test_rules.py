"""What the pipeline decides on plain values."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followthrough.winning.pipeline.rules import (
    days_in_stage,
    is_slipping,
    is_stalled,
    line_amount,
    stage_guess,
    weighted,
)

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("name", "kind", "probability"),
    [
        ("Won", "won", 100),
        ("Closed Won", "won", 100),
        ("closed-lost", "lost", 0),
        ("Prospecting", "open", 10),
        ("Engaging", "open", 30),
        ("Proposal/Price Quote", "open", 75),
        ("Ganado", "won", 100),
        ("Something of our own", "open", 50),
    ],
)
def test_a_stage_known_by_its_name_alone_means_what_it_says(name, kind, probability):
    guess = stage_guess(name)
    assert (guess.kind, guess.probability) == (kind, Decimal(probability))


@pytest.mark.parametrize(
    ("quantity", "price", "discount", "currency", "amount"),
    [
        ("3", "0.335", "0", "USD", "1.01"),
        ("1", "2.345", "0", "EUR", "2.35"),
        ("10", "1.05", "0", "JPY", "11"),
        ("3", "19.99", "12.5", "USD", "52.47"),
        ("0.333", "100", "0", "KWD", "33.300"),
        ("5", "10", "100", "USD", "0.00"),
    ],
)
def test_a_lines_amount_is_rounded_half_up_to_the_currencys_decimals(quantity, price, discount, currency, amount):
    found = line_amount(Decimal(quantity), Decimal(price), Decimal(discount), currency)
    assert str(found) == amount


def test_a_line_without_price_has_no_amount():
    assert line_amount(Decimal(3), None, Decimal(0), "USD") is None


CENTS = st.decimals("0", "100000", places=2)


@given(st.decimals("0.001", "10000", places=3), CENTS, st.decimals("0", "100", places=2))
def test_a_lines_amount_is_within_half_a_cent_of_the_exact_product(quantity, price, discount):
    found = line_amount(quantity, price, discount, "USD")
    exact = quantity * price * (100 - discount) / 100
    assert found is not None
    assert abs(found - exact) <= Decimal("0.005")
    assert found == found.quantize(Decimal("0.01"))


def test_a_weighted_sum_is_rounded_once_at_the_end():
    assert weighted(Decimal("0.0050"), "USD") == Decimal("0.01")


def test_a_deal_stalls_the_day_after_its_stage_allows():
    assert days_in_stage(NOW - timedelta(days=30, hours=23), NOW) == 30
    assert not is_stalled(NOW - timedelta(days=30, hours=23), 30, NOW)
    assert is_stalled(NOW - timedelta(days=31), 30, NOW)


def test_a_deal_slips_when_its_date_has_passed_or_moved_twice():
    today = date(2026, 11, 23)
    cases = [
        (today, 0),
        (today - timedelta(days=1), 0),
        (today + timedelta(days=9), 1),
        (today, 2),
        (None, 0),
        (None, 2),
    ]
    assert [is_slipping(day, slips, today) for day, slips in cases] == [False, True, False, True, False, True]
