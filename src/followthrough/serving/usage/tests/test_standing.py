"""How a commitment stands, where it is heading, and what it costs."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest

from followthrough.serving.usage.queries.charging import overage_of
from followthrough.serving.usage.queries.standing import Word, commitment_standing
from followthrough.serving.usage.queries.told import standing_told
from followthrough.serving.usage.rules.projecting import project
from followthrough.serving.usage.tests.metering import refreshed, sold, use
from followthrough.values.money import Money
from followthrough.winning.contracts.models import Amendment, Commitment, ContractLine
from followthrough.winning.contracts.tests import agreements
from followthrough.winning.contracts.tests.agreements import desk
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
TODAY = date(2026, 11, 24)


def every_day(start, end, quantity):
    first, last = date.fromisoformat(start), date.fromisoformat(end)
    return [((first + timedelta(n)).isoformat(), quantity) for n in range((last - first).days + 1)]


def charges(found):
    return [(one.of, one.quantity, one.amount) for one in found]


def test_steady_use_is_projected_without_a_band_and_with_the_day_it_goes_over():
    by = desk()
    one = sold(by, maximum=Decimal(12000))
    use(by, every_day("2026-08-27", "2026-11-24", 100))
    found = commitment_standing(one.commitment, TODAY)
    assert (found.period.start, found.period.end) == (date(2026, 2, 1), date(2027, 1, 31))
    assert (found.taken, found.maximum, found.left, found.word) == (9000, 12000, 3000, Word.EXCEEDS)
    assert (found.low, found.projected, found.high) == (15800, 15800, 15800)
    assert found.maximum_on == date(2026, 12, 25)
    assert (found.overage, found.overage_money) == (3800, Money.of("190.00", "USD"))
    assert round(found.share, 2) == 0.75
    told = standing_told(one.commitment, {"day": TODAY}, by)
    assert (told["taken"], told["projected"], told["stands"]) == ("9000.000000", "15800.000", "exceeds")
    assert (told["maximum_on"], told["overage_costs"]) == ("2026-12-25", {"amount": "190.00", "currency": "USD"})


def test_a_shortfall_is_seen_ahead_and_priced_where_everything_is_charged():
    by = desk()
    one = sold(by, charges="all", minimum=Decimal(10000), maximum=None)
    use(by, every_day("2026-10-01", "2026-11-24", 40))
    found = commitment_standing(one.commitment, TODAY)
    assert (found.word, found.projected, found.shortfall) == (Word.SHORT, 4920, 5080)
    assert (found.shortfall_money, found.minimum_on) == (Money.of("254.00", "USD"), None)


def test_with_little_data_it_is_too_early_to_say():
    by = desk()
    one = sold(by)
    use(by, every_day("2026-11-15", "2026-11-24", 100))
    found = commitment_standing(one.commitment, TODAY)
    assert (found.word, found.taken, found.projected, found.low) == (Word.EARLY, 1000, None, None)
    assert project([1.0] * 13, TODAY, TODAY + timedelta(60)) is None


def test_weekdays_keep_their_pattern_and_the_band_widens_with_time():
    monday = date(2026, 9, 28)
    weeks = [10.0, 12.0, 8.0, 10.0, 11.0, 0.0, 0.0, 12.0, 10.0, 10.0, 12.0, 9.0, 0.0, 0.0] * 3
    path = project(weeks, monday, monday + timedelta(42 + 27))
    assert [round(b - a, 2) for a, b in zip(path.expected[:6], path.expected[1:7], strict=True)] == [
        11.0, 9.0, 11.0, 10.0, 0.0, 0.0
    ]  # fmt: skip
    widths = [high - low for low, high in zip(path.low, path.high, strict=True)]
    assert widths == sorted(widths)
    assert path.reaches(30.0) == monday + timedelta(42 + 2)


def test_overage_is_charged_as_it_comes_and_however_it_is_cut_adds_up():
    by = desk()
    tiers = {"mode": "graduated", "tiers": [["0", "0.05"], ["1000", "0.0333"]]}
    one = sold(by, line={"tiers": tiers, "discount": Decimal(10)})
    use(by, [("2026-03-01", 11500), ("2026-04-10", 777), ("2026-06-30", "901.5")])
    year = overage_of(one.contract, date(2026, 2, 1), date(2027, 1, 31))
    assert charges(year) == [("overage", Decimal("1178.5"), Money.of("55.36", "USD"))]
    months = (
        [date(2026, 2, 1)] + [date(2026, month, 1) for month in range(3, 13)] + [date(2027, 1, 1), date(2027, 2, 1)]
    )
    cut = [
        charge for start, after in pairwise(months) for charge in overage_of(one.contract, start, after - timedelta(1))
    ]
    assert sum(one.quantity for one in cut) == Decimal("1178.5")
    assert sum(one.amount.amount for one in cut) == Decimal("55.36")
    assert [one.quantity for one in cut] == [277, Decimal("901.5")]


def test_everything_is_charged_and_made_up_to_the_least_at_the_end_of_its_period():
    by = desk()
    one = sold(by, charges="all", minimum=Decimal(300), maximum=None, period="month")
    use(by, [("2026-02-10", 500), ("2026-03-10", 120)])
    assert charges(overage_of(one.contract, date(2026, 2, 1), date(2026, 3, 30))) == [
        ("usage", 500, Money.of(25, "USD")),
        ("usage", 120, Money.of(6, "USD")),
    ]
    assert charges(overage_of(one.contract, date(2026, 3, 31), date(2026, 3, 31))) == [
        ("shortfall", 180, Money.of(9, "USD"))
    ]


def test_with_roll_over_the_shortfall_is_due_with_the_term_and_left_over_months_serve_later_ones():
    by = desk()
    one = sold(by, maximum=Decimal(1000), minimum=Decimal(100), period="month", rolls_over=True, charges="all")
    use(by, [("2026-02-10", 400), ("2026-03-10", 1500), ("2026-04-02", 1150)])
    found = commitment_standing(one.commitment, date(2026, 4, 20))
    assert (found.taken, found.maximum, found.left, found.minimum) == (1150, 1100, 0, 100)
    assert [row.over for row in found.balances[:3]] == [0, 0, 50]
    due = overage_of(one.contract, date(2026, 5, 1), date(2027, 1, 31))
    assert charges(due) == [("shortfall", 900, Money.of(45, "USD"))]


def test_an_amendment_in_the_middle_counts_and_prices_each_version_for_its_days():
    by = desk()
    one = sold(by, maximum=Decimal(36500))
    change = agreements.amendment(by, one.contract, date(2026, 8, 1))
    cast.does(by, Commitment, "end", one.commitment, amendment=change.ref)
    told = {"name": "records", "maximum": Decimal(73000), "period": "year", "unit": "records"}
    cast.made(Commitment, contract=one.contract, amendment=change, **told)
    cast.does(by, ContractLine, "change", one.line, amendment=change.ref, unit_price="0.04")
    agreements.sign(by, Amendment.objects.get(pk=change.pk), date(2026, 7, 20))
    use(by, [("2026-04-01", 50000), ("2026-11-01", 10000)])
    found = commitment_standing(refreshed(one.commitment), TODAY)
    maximum = 36500 * 181 // 365 + 73000 * 184 // 365
    assert (found.maximum, found.taken, found.commitment.maximum) == (maximum, 60000, 73000)
    assert charges(overage_of(refreshed(one.contract), date(2026, 2, 1), date(2027, 1, 31))) == [
        ("overage", Decimal(60000 - 54900), Money.of("204.00", "USD"))
    ]


def test_a_commitment_without_a_meter_says_so_and_costs_nothing():
    by = desk()
    one = sold(by)
    cast.set_to(one.meter, commitment=None, line=None)
    assert commitment_standing(one.commitment, TODAY).word == Word.NO_METER
    assert overage_of(one.contract, date(2026, 2, 1), date(2027, 1, 31)) == []
