"""Retention: the parts make the whole, an oracle says the same, and a past date stays what it was."""

import csv
import sqlite3
from datetime import date
from decimal import Decimal
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from followthrough.foundation.accounts.models import Account
from followthrough.kernel import clock
from followthrough.kernel.access.actor import SYSTEM, Actor
from followthrough.kernel.actions.generic import create_records
from followthrough.kernel.clock import clock_at
from followthrough.kernel.history.acting import acting
from followthrough.kernel.records.registry import type_of
from followthrough.winning.contracts.models import Contract, ContractLine
from followthrough.winning.contracts.tests import agreements
from followthrough.winning.renewals.queries.recurring import held_on
from followthrough.winning.renewals.queries.retention import By, Reading, behind, by_group, by_time, end_of, stretches
from followthrough.winning.renewals.rules.retention import Movement, Part, movement
from followthrough.winning.renewals.tests.terms import noon, running
from tests import cast
from tests.callers import Caller

pytestmark = pytest.mark.slow

amounts = st.dictionaries(st.integers(1, 8), st.decimals("0.01", 9999, places=2), max_size=8)


def oracle(before: dict[int, Decimal], after: dict[int, Decimal]) -> dict[str, Decimal]:
    """The same in SQL, by another engine, in whole cents."""
    database = sqlite3.connect(":memory:")
    database.execute("CREATE TABLE held (key INTEGER, day INTEGER, cents INTEGER)")
    for day, found in enumerate((before, after)):
        database.executemany("INSERT INTO held VALUES (?, ?, ?)", [(k, day, int(v * 100)) for k, v in found.items()])
    row = database.execute(
        """WITH pairs AS (SELECT key, sum(cents * (day = 0)) AS a, sum(cents * (day = 1)) AS b FROM held GROUP BY key)
        SELECT total(a), total(b * (a = 0)), total(max(b - a, 0) * (a > 0)), total(max(a - b, 0) * (b > 0)),
               total(a * (b = 0)), total(b) FROM pairs"""
    ).fetchone()
    return {part.value: Decimal(int(cents)) / 100 for part, cents in zip(Part, row, strict=True)}


@settings(max_examples=30)
@given(amounts, amounts)
def test_parts_make_the_whole_and_an_oracle_says_the_same(
    before: dict[int, Decimal], after: dict[int, Decimal]
) -> None:
    found = movement(before, after)
    assert found.start + found.new + found.expansion - found.contraction - found.churn == found.end
    assert {part.value: getattr(found, part.value) for part in Part} == oracle(before, after)
    if before:
        assert found.gross == Fraction(sum(min(v, after.get(k, Decimal(0))) for k, v in before.items())) / Fraction(
            sum(before.values())
        )
        assert found.net == Fraction(sum((after.get(k, Decimal(0)) for k in before), Decimal(0))) / Fraction(
            sum(before.values())
        )


def test_months_and_quarters_follow_one_another_without_a_gap() -> None:
    months = stretches(date(2026, 11, 24), 3, 1)
    assert months == [
        (date(2026, 8, 31), date(2026, 9, 30)),
        (date(2026, 9, 30), date(2026, 10, 31)),
        (date(2026, 10, 31), date(2026, 11, 24)),
    ]
    quarters = stretches(date(2026, 11, 24), 12, 3)
    assert [one for pair in quarters for one in pair][1:-1:2] == [one for pair in quarters for one in pair][2:-1:2]


def a_year_of_contracts(by: Actor) -> dict[str, Contract]:
    """One that grows by an amendment, one that ends, one that is new; all end of 2025 to November 2026."""
    account = agreements.customer()
    others = [cast.account(name, owner=account.owner, currency="USD") for name in ("Kestrel", "Linden")]
    grows = running(by, account, starts_on=date(2025, 2, 1), signed=date(2025, 1, 20))
    ends = running(by, others[0], starts_on=date(2025, 6, 1), renews=False, notice=0, signed=date(2025, 5, 20))
    new = running(by, others[1], starts_on=date(2026, 3, 1), signed=date(2026, 2, 20))
    with clock_at(noon(date(2026, 4, 20))):
        more = agreements.amendment(by, grows, date(2026, 5, 1))
        cast.does(by, ContractLine, "create", amendment=more.ref, contract=grows.ref, description="Ontario",
                  unit_price="1200.50", charged="quarter")  # fmt: skip
        agreements.sign(by, more, date(2026, 4, 20))
    return {"grows": grows, "ends": ends, "new": new}


@pytest.mark.django_db
def test_a_year_is_told_by_time_and_by_rep_and_each_figure_opens_its_contracts(client: Client) -> None:
    made = a_year_of_contracts(agreements.desk())
    by, before, until = SYSTEM, date(2025, 11, 30), date(2026, 11, 24)
    reading = Reading(by)
    year = movement(reading.sums(before, "USD"), reading.sums(until, "USD"))
    assert year == Movement(
        start=Decimal(24000), new=Decimal(12000), expansion=Decimal(4802), churn=Decimal(12000), end=Decimal(28802)
    )
    assert (year.net, year.gross) == (Fraction(16802, 24000), Fraction(1, 2))
    months = by_time(reading, until, 12, 1, "USD")
    moved = {(one.until.month, part.value) for one in months for part in Part if getattr(one.movement, part.value)}
    changed = {one for one in moved if one[1] not in ("start", "end")}
    assert changed == {(3, "new"), (5, "expansion"), (6, "churn")}
    assert [one.movement for one in by_group(reading, before, until, By.REP, "USD")] == [year]
    for part in Part:
        rows = behind(reading, before, until, part, "USD")
        counted = {Part.START: "before", Part.END: "after"}.get(part)
        total = sum((getattr(one, counted) if counted else abs(one.after - one.before) for one in rows), Decimal(0))
        assert total == getattr(year, part.value)
    assert [one.contracts for one in behind(reading, before, until, Part.CHURN, "USD")] == [(made["ends"],)]
    ada = cast.person("Ada Admin", "admin")
    told = Caller(ada).get("/retention?until=2026-11-24&by=rep").body
    assert (told["from"], told["currency"], told["rows"][0]["name"]) == ("2025-11-30", "USD", "Rafael Ortega")
    moved = {"start": "24000.00", "new": "12000.00", "expansion": "4802.00", "contraction": "0.00",
             "churn": "12000.00", "end": "28802.00", "gross": "50.0", "net": "70.0"}  # fmt: skip
    assert told["all"] == moved
    client.force_login(ada)
    page = client.get("/renewals/retention?by=quarter").content.decode()
    for words in ("70.0%", "50.0%", "$24,000", "$28,802"):
        assert words in page
    assert (
        made["ends"].account.name in client.get("/renewals/retention/behind?part=churn&currency=USD").content.decode()
    )
    assert client.get("/renewals/retention?by=x&until=zz&months=a&currency=%00&known=then").status_code == 200


@pytest.mark.django_db
def test_sums_of_many_days_in_one_pass_are_those_of_each_day_alone(client: Client) -> None:
    by = agreements.desk()
    made = a_year_of_contracts(by)
    cast.does(by, Contract, "terminate", made["new"], terminated_on="2026-10-15", reason="Agreed")
    days = [one for pair in stretches(date(2026, 11, 24), 12, 1) for one in pair]
    with CaptureQueriesContext(connection) as asked:
        whole = Reading(SYSTEM)
        whole.read(days)
    assert len(asked) == 1
    then = Reading(SYSTEM, end_of(date(2026, 11, 24), by))
    then.read(days)
    for day in days:
        alone: dict[int, Decimal] = {}
        for one in held_on(SYSTEM, day):
            alone[one.account] = alone.get(one.account, Decimal(0)) + one.yearly
        assert whole.sums(day, "USD") == then.sums(day, "USD") == alone
        by_rep = whole.sums_by(day, "USD", By.REP)
        assert sum((sum(one.values()) for one in by_rep.values()), Decimal(0)) == sum(alone.values())
    client.force_login(cast.person("Ada Admin", "admin"))
    book = load_workbook(BytesIO(client.get("/renewals/retention.xlsx?by=quarter").getvalue()))
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    assert len([row for row in rows if row[0] and str(row[0]).startswith("Q")]) == 5
    (foot,) = [row for row in rows if row[0] == "All"]
    assert (foot[1], foot[6]) == (24000, 16802)


@pytest.mark.django_db
def test_a_past_date_as_it_was_known_then_is_not_changed_by_what_is_written_down_later() -> None:
    by = agreements.desk()
    made = a_year_of_contracts(by)
    day = date(2026, 6, 30)
    then = end_of(day, by)
    as_then = sorted(held_on(by, day, then), key=lambda one: one.contract)
    assert as_then == sorted(held_on(by, day), key=lambda one: one.contract)
    cast.does(by, Contract, "terminate", made["new"], terminated_on="2026-06-15", reason="Agreed backwards")
    late = running(by, made["new"].account, starts_on=date(2026, 6, 1), signed=date(2026, 7, 5), name="Late")
    now = {one.contract: one.yearly for one in held_on(by, day)}
    assert now == {made["grows"].pk: Decimal(16802), late.pk: Decimal(12000)}
    assert sorted(held_on(by, day, then), key=lambda one: one.contract) == as_then


@pytest.mark.slow
@pytest.mark.realdata
@pytest.mark.django_db
def test_the_roll_forward_of_real_subscriptions_is_that_of_another_engine(shared_data: Path) -> None:
    with (shared_data / "churn" / "ravenstack_subscriptions_a.csv").open() as file:
        rows = list(csv.DictReader(file))
    _take_in(rows)
    reading = Reading(SYSTEM)
    months = [date(year, month, 1) for year in (2023, 2024) for month in range(1, 13)]
    found = by_time(reading, date(2024, 12, 31), 24, 1, "USD")
    assert len(found) == len(months)
    for one in found:
        held = [_held(rows, day) for day in (one.before, one.until)]
        assert {part.value: getattr(one.movement, part.value) for part in Part} == oracle(*held)
        moved = one.movement
        assert moved.start + moved.new + moved.expansion - moved.contraction - moved.churn == moved.end
    assert found[-1].movement.end == sum(
        Decimal(row["arr_amount"]) for row in rows if row["start_date"] <= "2024-12-31" and not row["end_date"]
    ) + sum(Decimal(row["arr_amount"]) for row in rows if row["end_date"] >= "2024-12-31" >= row["start_date"])


def _held(rows: list[dict[str, str]], day: date) -> dict[int, Decimal]:
    """What each account came to in a year on a day, from the file itself."""
    found: dict[int, Decimal] = {}
    for row in rows:
        if row["start_date"] <= day.isoformat() <= (row["end_date"] or "9999"):
            key = int(row["account_id"][2:], 16)
            found[key] = found.get(key, Decimal(0)) + Decimal(row["arr_amount"])
    return {key: amount for key, amount in found.items() if amount}


def _take_in(rows: list[dict[str, str]]) -> None:
    """Each subscription as a signed contract with one monthly line."""
    now = clock.now()
    with acting(SYSTEM, "arrange", surface="test", now=now):
        names = sorted({row["account_id"] for row in rows})
        accounts = create_records(type_of(Account), [{"name": name, "currency": "USD"} for name in names],
                                  by=SYSTEM, now=now)  # fmt: skip
        of = dict(zip(names, accounts, strict=True))
        told: list[dict[str, Any]] = []
        for row in rows:
            last = date.fromisoformat(row["end_date"]) if row["end_date"] else None
            start = date.fromisoformat(row["start_date"])
            told.append(
                {"account": of[row["account_id"]], "name": row["subscription_id"], "state": "signed", "currency": "USD",
                 "starts_on": start, "ends_on": last, "last_day": last, "signed_on": start}
            )  # fmt: skip
        contracts = create_records(type_of(Contract), told, by=SYSTEM, now=now)
        lines = [
            {"contract": contract, "unit_price": Decimal(row["mrr_amount"]), "charged": "month",
             "effective_from": contract.starts_on, "description": row["plan_tier"]}
            for contract, row in zip(contracts, rows, strict=True)
        ]  # fmt: skip
        create_records(type_of(ContractLine), lines, by=SYSTEM, now=now)
