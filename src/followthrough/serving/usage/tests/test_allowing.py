"""What a commitment asks for and allows: by days, with roll-over, held to oracles that count unit by unit."""

from collections import deque
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from followthrough.serving.usage.rules.allowing import Allowance, Limit, allowances, balances, periods_of
from followthrough.values.period import Period

YEAR = Period(date(2026, 2, 1), date(2027, 1, 31))
AMOUNTS = st.one_of(st.none(), st.integers(0, 40))
EACH = st.sampled_from(["month", "quarter", "year", "term"])


def unit_by_unit(limits: list[tuple[int | None, int | None]], taken: list[int]) -> list[tuple[int, int]]:
    """Shortfall and overage of each period: debts are paid and allowances used the oldest first."""
    debts: deque[int] = deque()
    rights: deque[int] = deque()
    told = []
    for number, ((least, most), units) in enumerate(zip(limits, taken, strict=True)):
        debts.extend([number] * (least or 0))
        rights.extend([number] * (most or 0))
        if most is None:
            rights.clear()
        if least is None:
            debts.clear()
        over = 0
        for _unit in range(units):
            if debts:
                debts.popleft()
            if most is not None:
                if rights:
                    rights.popleft()
                else:
                    over += 1
        told.append((len(debts), over))
    return told


@given(st.lists(st.tuples(AMOUNTS, AMOUNTS, st.integers(0, 60)), min_size=1, max_size=14))
def test_what_is_left_rolls_over_as_units_in_a_queue_would(rows: list[tuple[int | None, int | None, int]]) -> None:
    days = [Period(date(2026, 1, 1) + timedelta(n), date(2026, 1, 1) + timedelta(n)) for n in range(len(rows))]
    found = [
        Allowance(day, *(None if one is None else Decimal(one) for one in (least, most)))
        for day, (least, most, _taken) in zip(days, rows, strict=True)
    ]
    made = balances(found, [Decimal(taken) for _least, _most, taken in rows], rolls=True)
    oracle = unit_by_unit([(least, most) for least, most, _taken in rows], [taken for _l, _m, taken in rows])
    assert [(one.short, one.over) for one in made] == oracle
    assert [one.due for one in made[:-1]] == [0] * (len(made) - 1)
    assert made[-1].due == made[-1].short


@given(st.lists(st.tuples(AMOUNTS, AMOUNTS, st.integers(0, 60)), min_size=1, max_size=8))
def test_without_roll_over_each_period_stands_alone(rows: list[tuple[int | None, int | None, int]]) -> None:
    found = [Allowance(YEAR, *(None if n is None else Decimal(n) for n in row[:2])) for row in rows]
    for one, (least, most, taken) in zip(
        balances(found, [Decimal(row[2]) for row in rows], rolls=False), rows, strict=True
    ):
        assert (one.short, one.over) == (max(0, (least or 0) - taken), 0 if most is None else max(0, taken - most))
        assert (one.due, one.carried_minimum, one.carried_maximum) == (one.short, 0, 0)


@settings(max_examples=20)
@given(EACH, EACH, st.integers(1, 363), st.integers(0, 1000), st.integers(0, 1000))
def test_an_amendment_counts_each_version_for_its_days(each: str, then: str, day: int, was: int, becomes: int) -> None:
    change = YEAR.start + timedelta(day)
    limits = [
        Limit(Decimal(was), None, each, Period(YEAR.start, change - timedelta(1))),
        Limit(Decimal(becomes), None, then, Period(change)),
    ]
    found = allowances(limits, then, YEAR)
    for one in found:
        assert one.minimum == day_by_day(limits, one.period)


def day_by_day(limits: list[Limit], period: Period) -> Decimal:
    """Each day brings its share of the period of the version in force on it."""
    assert period.end is not None
    total = Fraction(0)
    for number in range(period.days):
        day = period.start + timedelta(number)
        (live,) = [one for one in limits if one.live.contains(day)]
        whole = next(one for one in periods_of(live.each, YEAR) if one.contains(day))
        total += Fraction(live.minimum or 0) / whole.days
    return Decimal(int(total * 1000 + Fraction(1, 2))) / 1000


def test_a_part_of_a_period_counts_by_its_days() -> None:
    term = Period(date(2026, 1, 1), date(2027, 6, 30))
    yearly = Limit(Decimal(365), Decimal(730), "year", term)
    assert [(one.minimum, one.maximum) for one in allowances([yearly], "year", term)] == [(365, 730), (181, 362)]
    ended = Limit(Decimal(365), Decimal(730), "year", Period(date(2026, 1, 1), date(2026, 12, 1)))
    assert [one.minimum for one in allowances([ended], "term", term)] == [335]
    assert [one.minimum for one in allowances([ended], "year", term)] == [335, None]


def test_periods_follow_the_first_day_of_the_term() -> None:
    term = Period(date(2026, 1, 31), date(2026, 8, 15))
    found = [(str(one.start), str(one.end)) for one in periods_of("quarter", term)]
    assert found == [("2026-01-31", "2026-04-29"), ("2026-04-30", "2026-07-30"), ("2026-07-31", "2026-08-15")]
    assert periods_of("term", term) == [term]
    assert periods_of("term", Period(date(2026, 1, 31)))[0] == Period(date(2026, 1, 31), date(2027, 1, 30))
