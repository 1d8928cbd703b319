"""The heads-up ladder: each rung once and in time, none at once, gone once the end is decided."""

from datetime import date, timedelta

import pytest

from followthrough.kernel.clock import clock_at
from followthrough.keystone.promises.actions import run_rules
from followthrough.keystone.promises.models import Promise, RuleSetting
from followthrough.winning.contracts.models import Contract
from followthrough.winning.contracts.tests import agreements
from followthrough.winning.renewals.rules.ladder import is_due
from followthrough.winning.renewals.tests.terms import heads_up, noon, running
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
NOTICE = date(2026, 12, 2)  # 60 days before 31 January 2027
ALL = (120, 90, 60, 30)


def days(target: date, known_on: date, until: date) -> list[tuple[date, int]]:
    """When each rung is promised first, asked every day."""
    found: dict[int, date] = {}
    day = known_on
    while day <= until:
        for one in ALL:
            if one not in found and is_due(target, one, ALL, today=day, known_on=known_on):
                found[one] = day
        day += timedelta(days=1)
    return [(day, one) for one, day in found.items()]


def test_each_rung_comes_a_week_before_its_day_when_known_early() -> None:
    target, week = date(2026, 12, 2), timedelta(days=7)
    came = days(target, date(2026, 1, 22), date(2027, 1, 31))
    assert came == [(target - timedelta(days=one) - week, one) for one in ALL]


@pytest.mark.parametrize("left", [1, 29, 30, 31, 60, 61, 100, 119, 120, 121])
def test_a_contract_imported_late_starts_with_the_next_rung(left: int) -> None:
    target = date(2026, 12, 2)
    came = [one for _day, one in days(target, target - timedelta(days=left), target)]
    assert came == [one for one in ALL if one <= left]
    first = [day for day, _one in days(target, target - timedelta(days=left), target)]
    assert len(set(first)) == len(first)


def test_rungs_are_counted_to_the_notice_day_and_made_once_when_the_rules_run_twice() -> None:
    by = agreements.desk()
    contract = running(by)
    for day in (date(2026, 7, 29), date(2026, 8, 28), date(2026, 9, 28), date(2026, 10, 30)):
        with clock_at(noon(day)):
            run_rules()
            run_rules()
    due = [date(2026, 8, 4), date(2026, 9, 3), date(2026, 10, 2), date(2026, 11, 2)]
    names = ["first", "second", "third", "last"]
    assert heads_up(contract) == [(name, day, "open") for name, day in zip(names, due, strict=True)]
    first = Promise.objects.get(rule="renewals.first")
    assert first.owner == contract.owner
    assert first.source_text == "120 days before the last day for notice, 2 Dec 2026."


def test_rungs_are_counted_to_the_end_when_there_is_no_notice_day() -> None:
    contract = running(agreements.desk(), renews=False, notice=0)
    with clock_at(noon(date(2026, 9, 29))):
        run_rules()
    assert heads_up(contract) == [("first", date(2026, 10, 2), "open")]  # a Friday: the 3rd is a Saturday


def test_a_rung_is_moved_or_switched_off_by_a_manager() -> None:
    by = agreements.desk()
    contract = running(by)
    run_rules()
    for key, told in (("renewals.last", {"is_on": False}), ("renewals.third", {"days": 8})):
        cast.does(by, RuleSetting, "edit", RuleSetting.objects.get(rule=key), **told)
    run_rules()
    assert heads_up(contract) == [("last", date(2026, 11, 24), "void"), ("third", date(2026, 11, 24), "open")]


def test_heads_ups_fall_away_with_notice_and_come_back_when_it_is_withdrawn() -> None:
    by = agreements.desk()
    contract = running(by)
    with clock_at(noon(date(2026, 11, 2))):
        run_rules()
    cast.does(by, Contract, "give-notice", contract, notice_from="them", reason="They moved")
    assert heads_up(contract) == [("last", date(2026, 11, 2), "void")]
    run_rules()
    cast.does(by, Contract, "withdraw-notice", contract)
    assert heads_up(contract) == [("last", date(2026, 11, 2), "open")]
    cast.does(by, Contract, "terminate", contract, terminated_on="2026-12-31", reason="Agreed")
    assert heads_up(contract) == [("last", date(2026, 11, 2), "void")]


def test_heads_ups_follow_an_amendment_that_moves_the_notice_day() -> None:
    by = agreements.desk()
    contract = running(by)
    with clock_at(noon(date(2026, 10, 26))):
        run_rules()
        amendment = agreements.amendment(by, contract, date(2026, 11, 1), "Shorter notice")
        cast.does(by, type(amendment), "set-term", amendment, term="notice", value="30")
        agreements.sign(by, amendment, date(2026, 10, 26))
    with clock_at(noon(date(2026, 11, 2))):
        run_rules()
    assert heads_up(contract) == [
        ("last", date(2026, 11, 2), "void"),
        ("third", date(2026, 11, 2), "open"),
    ]
