"""The schedule adds up to what the contract costs, to the cent, however it is billed and amended."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from followthrough.foundation.calendar.rules import WorkingCalendar
from followthrough.serving.billing.queries.schedule import Agreed, planned, schedule_of
from followthrough.values.money import Money, sum_money
from followthrough.values.period import Period
from followthrough.winning.contracts.models import Amendment, Billing, Contract, ContractLine, TermChange
from followthrough.winning.contracts.queries.money import costs
from followthrough.winning.contracts.queries.terms import dates_of
from followthrough.winning.contracts.tests import agreements
from tests import cast

pytestmark = pytest.mark.slow

START = date(2026, 2, 1)
BILLINGS = st.sampled_from(Billing.values)
CHARGED = st.sampled_from(["once", "month", "quarter", "half_year", "year"])
CENTS = st.integers(1, 5_000_000).map(lambda cents: Decimal(cents).scaleb(-2))
DAYS = st.integers(0, 720).map(lambda days: START + timedelta(days=days))


@st.composite
def agreements_of_any_kind(draw: Any) -> Agreed:
    """A contract of any length and way of billing, with lines that come and go, and terms that change."""
    months = draw(st.integers(1, 26))
    contract = Contract(starts_on=START, ends_on=None, currency="USD", billing=draw(BILLINGS), state="signed")
    contract.signed_on = START - timedelta(days=9)
    contract.ends_on = START + timedelta(days=draw(st.integers(20, months * 31)))
    contract.renews, contract.renewal_months = draw(st.booleans()), draw(st.sampled_from([1, 6, 12]))
    if draw(st.booleans()):
        contract.terminated_on = draw(DAYS)
    amendment = Amendment(contract=contract, effective_on=draw(DAYS), signed_on=draw(DAYS), number=1)
    lines = []
    for _number in range(draw(st.integers(1, 4))):
        # Nobody adds a line from a day after the last one.
        first = min(draw(DAYS), contract.terminated_on or date.max)
        length = draw(st.integers(0, 500))
        line = ContractLine(amount=draw(CENTS), currency="USD", charged=draw(CHARGED), pk=len(lines) + 1)
        line.effective_from = START if draw(st.booleans()) else first
        if draw(st.booleans()):
            line.effective_until = line.effective_from + timedelta(days=length)
        line.amendment = amendment if draw(st.booleans()) else None
        lines.append(line)
    changes = []
    if draw(st.booleans()):
        changes.append(TermChange(amendment=amendment, term="billing", before=draw(BILLINGS), after=contract.billing))
    return Agreed(contract, lines, changes, WorkingCalendar("UTC"))


@settings(max_examples=120)
@given(agreements_of_any_kind())
def test_the_schedule_of_a_term_is_what_the_term_costs(agreed: Agreed) -> None:
    contract = agreed.contract
    found = dates_of(contract, START, agreed.calendar)
    assert found.run is not None and found.run.ends_on is not None
    term = Period(found.run.starts_on, found.run.ends_on)
    within = [one for one in planned(agreed, found.run.ends_on) if term.contains(one.period.start)]
    assert all(one.amount == sum_money((line.amount for line in one.lines), "USD") for one in within)
    whole = costs(agreed.lines, contract, term, found.last_day).in_all
    assert sum_money((one.amount for one in within), "USD") == whole


@settings(max_examples=60)
@given(agreements_of_any_kind(), st.integers(0, 300))
def test_no_day_is_planned_twice_and_none_left_out(agreed: Agreed, later: int) -> None:
    until = START + timedelta(days=later)
    for line in agreed.lines:
        periods = sorted(
            {(p.period.start, p.period.end) for one in planned(agreed, until) for p in one.lines if p.line is line}
        )
        assert all(end < start for (_start, end), (start, _end) in pairwise(periods))


def of_billing(billing: str, **values: Any) -> Agreed:
    """A year at 12,000 billed in that way."""
    contract = Contract(starts_on=START, ends_on=date(2027, 1, 31), currency="USD", billing=billing, state="signed")
    contract.signed_on = START - timedelta(days=9)
    line = ContractLine(amount=Decimal(12000), currency="USD", charged="year", effective_from=START, pk=1)
    for name, value in values.items():
        setattr(line, name, value)
    return Agreed(contract, [line], [], WorkingCalendar("UTC"))


def shown(agreed: Agreed, until: date = date(2027, 1, 31)) -> list[tuple[str, str]]:
    """When how much is due."""
    return [(one.due.isoformat(), str(one.amount.amount)) for one in planned(agreed, until)]


def test_a_price_for_a_year_billed_monthly_is_twelve_equal_invoices() -> None:
    made = shown(of_billing("month_before"))
    assert made[:2] == [("2026-02-01", "1000.00"), ("2026-03-01", "1000.00")]
    assert [amount for _due, amount in made] == ["1000.00"] * 12
    assert shown(of_billing("quarter_after"))[0] == ("2026-05-01", "3000.00")
    assert shown(of_billing("year_before")) == [("2026-02-01", "12000.00")]


def test_a_line_that_ends_bears_only_its_days_in_the_last_invoice() -> None:
    made = shown(of_billing("month_before", effective_until=date(2026, 4, 15)))
    assert made == [("2026-02-01", "1000.00"), ("2026-03-01", "1000.00"), ("2026-04-01", "432.88")]  # 74 of 365 days


@pytest.mark.django_db
def test_a_change_of_billing_holds_from_the_amendments_day() -> None:
    by = agreements.desk()
    contract = agreements.signed(by)
    one = agreements.amendment(by, contract, date(2026, 8, 1), "Monthly")
    cast.does(by, Amendment, "set-term", one, term="billing", value="month_before")
    agreements.sign(by, one, date(2026, 7, 20))
    made = schedule_of(Contract.objects.get(pk=contract.pk), date(2027, 1, 31))
    assert [(made[0].due, made[0].period.end), made[1].due] == [(START, date(2026, 7, 31)), date(2026, 8, 1)]
    assert sum_money((one.amount for one in made), "USD") == Money.of(12000, "USD")
    assert len(made) == 7
