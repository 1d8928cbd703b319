"""Money by days: however a period is cut, its parts are the whole, to the cent."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from followthrough.values.money import Money, sum_money
from followthrough.values.period import Period
from followthrough.winning.contracts.rules.proration import (
    MONTHS,
    Price,
    a_year,
    billing_period,
    billing_periods,
    charged,
    stretch,
)

DAY = timedelta(days=1)
CENTS = st.integers(-10_000_000, 10_000_000).map(lambda n: Money(Decimal(n).scaleb(-2), "USD"))
DAYS = st.dates(date(2020, 1, 1), date(2032, 12, 31))


@settings(max_examples=100, deadline=None)
@given(CENTS, DAYS, st.integers(1, 500), st.lists(st.integers(1, 499), max_size=6))
def test_the_parts_of_a_period_add_up_to_it_however_it_is_cut(
    amount: Money, start: date, days: int, cuts: list[int]
) -> None:
    period = Period(start, start + timedelta(days=days - 1))
    edges = sorted({0, days, *(cut for cut in cuts if cut < days)})
    parts = [Period(start + timedelta(days=a), start + timedelta(days=b - 1)) for a, b in pairwise(edges)]
    assert sum_money((stretch(amount, period, part) for part in parts), "USD") == amount


@settings(max_examples=100, deadline=None)
@given(DAYS, st.sampled_from(sorted(MONTHS.values())), DAYS)
def test_a_day_lies_in_one_billing_period(anchor: date, months: int, day: date) -> None:
    period = billing_period(anchor, months, day)
    assert period.contains(day)
    assert period.end is not None
    assert billing_period(anchor, months, period.end + DAY).start == period.end + DAY


@settings(max_examples=40, deadline=None)
@given(CENTS, DAYS, st.sampled_from(sorted(MONTHS)), st.integers(1, 800), st.integers(1, 799))
def test_a_price_that_is_replaced_by_itself_costs_the_same(
    amount: Money, anchor: date, often: str, days: int, cut: int
) -> None:
    within = Period(anchor, anchor + timedelta(days=days))
    day = anchor + timedelta(days=min(cut, days))
    whole = charged(Price(amount, often, within), anchor, within)
    before = charged(Price(amount, often, Period(anchor, day - DAY)), anchor, within)
    after = charged(Price(amount, often, Period(day, within.end)), anchor, within)
    assert before + after == whole


def test_an_upgrade_in_the_middle_of_a_year_costs_its_days() -> None:
    year = Period(date(2026, 2, 1), date(2027, 1, 31))
    rest = Period(date(2026, 4, 1), date(2027, 1, 31))
    assert stretch(Money.of("6200.00", "USD"), year, rest) == Money.of("5197.81", "USD")  # 306 of 365 days
    assert stretch(Money.of("6200.00", "USD"), year, Period(date(2026, 2, 1), date(2026, 3, 31))) == Money.of(
        "1002.19", "USD"
    )


def test_what_is_charged_once_is_owed_on_its_first_day() -> None:
    price = Price(Money.of("500", "USD"), "once", Period(date(2026, 4, 1), None))
    assert charged(price, date(2026, 2, 1), Period(date(2026, 4, 1), date(2026, 12, 31))) == Money.of("500", "USD")
    assert charged(price, date(2026, 2, 1), Period(date(2026, 4, 2), date(2026, 12, 31))) == Money.zero("USD")
    assert a_year(price) == Money.zero("USD")


def test_months_from_the_31st_keep_their_day() -> None:
    within = Period(date(2026, 1, 31), date(2026, 4, 29))
    starts = [period.start for period in billing_periods(date(2026, 1, 31), 1, within)]
    assert starts == [date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31)]
