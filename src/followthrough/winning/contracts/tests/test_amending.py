"""Amendments change the future and never the past; the contract can be read as of any day; money agrees to the cent."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from followthrough.kernel.access.actor import SYSTEM
from followthrough.kernel.records.listing import narrowed
from followthrough.kernel.records.problems import Invalid, Refused
from followthrough.kernel.records.registry import type_of
from followthrough.values.money import Money
from followthrough.winning.contracts.models import Amendment, Contract, ContractLine, Entitlement
from followthrough.winning.contracts.queries.changes import changes_of
from followthrough.winning.contracts.queries.money import preview_of, term_total
from followthrough.winning.contracts.queries.parts import parts_on
from followthrough.winning.contracts.queries.terms import terms_on
from followthrough.winning.contracts.tests import agreements
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
APRIL = date(2026, 4, 1)


def titles(contract: Contract, day: date) -> list[str]:
    """What is sold under it on a day."""
    return [f"{one.title} {one.quantity.normalize():f}" for one in parts_on(ContractLine, contract, day, SYSTEM)]


def usd(amount: str) -> Money:
    """Dollars."""
    return Money.of(amount, "USD")


def test_an_added_line_is_in_force_from_its_day_and_only_once_signed() -> None:
    by = agreements.desk()
    contract = agreements.signed(by)
    one = agreements.amendment(by, contract, APRIL)
    given = {"amendment": one.ref, "description": "Ontario", "unit_price": "6200", "charged": "year"}
    cast.does(by, ContractLine, "create", **given)
    assert titles(contract, date(2026, 6, 1)) == ["PlantBase Midwest 1"]
    seen = preview_of(one)
    assert (seen.before.yearly, seen.after.yearly, seen.difference) == (
        usd("12000"),
        usd("18200"),
        usd("5197.81"),  # 306 of 365 days
    )
    agreements.sign(by, one, date(2026, 3, 20))
    assert titles(contract, date(2026, 3, 31)) == ["PlantBase Midwest 1"]
    assert titles(contract, APRIL) == ["PlantBase Midwest 1", "Ontario 1"]
    assert preview_of(Amendment.objects.get(pk=one.pk)).difference == usd("5197.81")


def test_a_downgrade_takes_the_place_of_a_line_and_the_sums_agree() -> None:
    by = agreements.desk()
    contract = agreements.signed(by)
    line = ContractLine.objects.get(contract=contract)
    one = agreements.amendment(by, contract, APRIL, "Fewer regions")
    cast.does(by, ContractLine, "change", line, amendment=one.ref, unit_price="7300")
    before = term_total(contract, list(ContractLine.objects.filter(pk=line.pk)), APRIL)
    seen = preview_of(one)
    assert [(told.comes, told.difference) for told in seen.lines] == [
        (False, usd("-10060.27")),
        (True, usd("6120")),
    ]
    assert sum((told.difference.amount for told in seen.lines), Decimal(0)) == seen.difference.amount
    agreements.sign(by, one, APRIL)
    after = term_total(contract, list(ContractLine.objects.filter(contract=contract)), APRIL)
    assert before is not None and after is not None
    assert after - before == seen.difference
    assert [(told.kind, told.what) for told in changes_of(Amendment.objects.get(pk=one.pk))] == [
        ("downgraded", "PlantBase Midwest")
    ]
    assert ContractLine.objects.get(pk=line.pk).effective_until == APRIL - timedelta(days=1)


def test_a_changed_term_is_read_as_it_was_on_any_day() -> None:
    by = agreements.desk()
    contract = agreements.signed(by)
    late = agreements.amendment(by, contract, date(2026, 9, 1), "Longer notice")
    cast.does(by, Amendment, "set-term", late, term="notice", value="90")
    agreements.sign(by, late, date(2026, 5, 1))
    early = agreements.amendment(by, contract, date(2026, 7, 1), "Shorter notice")
    cast.does(by, Amendment, "set-term", early, term="notice", value="30")
    cast.does(by, Amendment, "set-term", early, term="billing", value="month_before")
    agreements.sign(by, early, date(2026, 6, 1))  # signed later, in force earlier
    contract.refresh_from_db()
    days = (date(2026, 6, 30), date(2026, 7, 1), date(2026, 8, 31), date(2026, 9, 1))
    assert [terms_on(contract, day)["notice"] for day in days] == [60, 30, 30, 90]
    assert [terms_on(contract, day)["billing"] for day in days[:2]] == ["year_before", "month_before"]
    assert (contract.notice, contract.notice_by) == (90, date(2026, 11, 2))


def test_two_contracts_end_together() -> None:
    by = agreements.desk()
    contract = agreements.signed(by)
    other = agreements.signed(by, agreements.drafted(contract.account, starts_on=date(2026, 5, 1), term_months=6))
    one = agreements.amendment(by, contract, date(2026, 6, 1), "Renew together")
    with pytest.raises(Invalid):
        cast.does(by, Amendment, "co-terminate", one, other=contract.ref)
    cast.does(by, Amendment, "co-terminate", one, other=other.ref)
    seen = preview_of(one)
    assert seen.within.end == date(2026, 10, 31)
    agreements.sign(by, one, date(2026, 6, 1))
    contract.refresh_from_db()
    assert (contract.ends_on, terms_on(contract, date(2026, 5, 31))["ends_on"]) == (
        date(2026, 10, 31),
        date(2027, 1, 31),
    )


def test_a_dropped_amendment_leaves_everything_as_it_is() -> None:
    by = agreements.desk()
    contract = agreements.signed(by)
    line = ContractLine.objects.get(contract=contract)
    one = agreements.amendment(by, contract, APRIL)
    cast.does(by, ContractLine, "end", line, amendment=one.ref)
    cast.does(by, Amendment, "void", one)
    assert titles(contract, date(2026, 12, 1)) == ["PlantBase Midwest 1"]
    with pytest.raises(Invalid, match="no draft"):
        cast.does(by, Entitlement, "create", amendment=one.ref, name="A free banner")


def test_an_amendment_signed_late_is_not_in_force_before() -> None:
    by = agreements.desk()
    contract = agreements.signed(by)
    one = agreements.amendment(by, contract, APRIL)
    cast.does(by, Entitlement, "create", amendment=one.ref, name="A free banner", recurrence="FREQ=MONTHLY")
    signed = agreements.sign(by, one, date(2026, 5, 5))
    assert (signed.effective_on, Entitlement.objects.get().effective_from) == (date(2026, 5, 5), date(2026, 5, 5))


def test_an_empty_amendment_and_one_of_a_draft_are_refused() -> None:
    by, contract = agreements.desk(), agreements.drafted()
    early = agreements.amendment(by, contract, APRIL, "Prepared before")
    cast.does(by, Entitlement, "create", amendment=early.ref, name="A free banner")
    with pytest.raises(Refused, match="not signed"):
        agreements.sign(by, early, APRIL)
    with pytest.raises(Refused, match="changes nothing"):
        agreements.sign(by, agreements.amendment(by, agreements.signed(by, contract), APRIL), APRIL)
    with pytest.raises(Invalid, match="“often” is not understood"):
        one = agreements.amendment(by, contract, APRIL)
        cast.does(by, Entitlement, "create", amendment=one.ref, name="Visit", recurrence="OFTEN")


def test_a_list_shows_what_is_in_force_on_a_day() -> None:
    by = agreements.desk()
    contract = agreements.signed(by)
    kind = type_of(ContractLine)
    for day, count in (("2026-01-31", 0), ("2026-02-01", 1)):
        rows = narrowed(kind, ContractLine.visible_to(by), {"contract": contract.ref, "in_force_on": day}, by)
        assert rows.count() == count
