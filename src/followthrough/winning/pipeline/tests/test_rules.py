"""What the pipeline decides on plain values."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from followthrough.winning.pipeline.rules import (
    days_in_stage,
    is_slipping,
    is_stalled,
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
