"""The expiry calendar: each contract by its day, sums equal to the rows, nothing beyond what a reader sees."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from django.test import Client

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.people.models import Team
from followthrough.winning.contracts.models import Contract
from followthrough.winning.contracts.tests import agreements
from followthrough.winning.renewals.queries.expiring import Asked, By, On, groups_of, rows_of, total_of
from followthrough.winning.renewals.tests.terms import running
from tests import cast
from tests.callers import Caller

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
YEAR = (date(2026, 11, 1), date(2027, 10, 31))


def some_contracts(by: Actor) -> list[Contract]:
    """Two that end in January, one of them in euros, one in June, by two reps."""
    account = agreements.customer()
    other = cast.person("Nora Bell", "rep", cast.made(Team, name="North"))
    first = running(by, account)
    second = running(by, account, owner=other, currency="EUR", renews=False, notice=0)
    third = running(by, account, starts_on=date(2026, 7, 1), owner=other)
    cast.made(type(first.contractlines.get()), contract=first, description="Monthly", unit_price=Decimal("99.99"),
              charged="month", effective_from=date(2026, 2, 1))  # fmt: skip
    return [first, second, third]


def told(by: Actor, asked: Asked) -> list[tuple[str, int, dict[str, Decimal]]]:
    """The groups in plain values."""
    return [(one.name or one.key, one.count, one.yearly) for one in groups_of(by, asked)]


def test_contracts_stand_in_the_month_quarter_rep_or_team_of_their_day() -> None:
    by = agreements.desk()
    some_contracts(by)
    whole = {"USD": Decimal("25199.88"), "EUR": Decimal(12000)}
    assert told(by, Asked(*YEAR)) == [
        ("2027-01-01", 2, {"USD": Decimal("13199.88"), "EUR": Decimal(12000)}),
        ("2027-06-01", 1, {"USD": Decimal(12000)}),
    ]
    assert told(by, Asked(*YEAR, on=On.NOTICE)) == [
        ("2026-12-01", 1, {"USD": Decimal("13199.88")}),
        ("2027-05-01", 1, {"USD": Decimal(12000)}),
    ]
    assert [(name, count) for name, count, _sum in told(by, Asked(*YEAR, by=By.REP))] == [
        ("Nora Bell", 2),
        ("Rafael Ortega", 1),
    ]
    assert [one.name for one in groups_of(by, Asked(*YEAR, by=By.TEAM))] == ["North", "Sales"]
    for way in By:
        groups = groups_of(by, Asked(*YEAR, by=way))
        assert total_of(groups).yearly == whole
        for group in groups:
            rows = rows_of(by, Asked(*YEAR, by=way, group=group.key))
            sums: dict[str, Decimal] = {}
            for row in rows:
                sums[row.currency] = sums.get(row.currency, Decimal(0)) + row.yearly  # type: ignore[attr-defined]  # annotated
            assert (len(rows), sums) == (group.count, group.yearly)


def test_a_rep_sees_their_own_contracts_alone() -> None:
    by = agreements.desk()
    _first, second, third = some_contracts(by)
    assert second.owner is not None
    nora = cast.as_actor(second.owner)
    seen = [row.pk for row in rows_of(nora, Asked(*YEAR))]
    assert set(seen) <= set(Contract.visible_to(nora).values_list("pk", flat=True))
    assert {second.pk, third.pk} <= set(seen)


def test_the_page_and_the_workbook_tell_the_same(client: Client) -> None:
    by = agreements.desk()
    first, *_rest = some_contracts(by)
    client.force_login(cast.person("Ada Admin", "admin"))
    page = client.get("/renewals/calendar?by=quarter").content.decode()
    for words in ("Q1 2027", "Q2 2027", "$25,199.88", "€12,000", first.name, "Most is at stake in Q1 2027"):
        assert words in page
    assert client.get("/renewals/calendar?by=nonsense&group=x&owner=U-9&from=zz&months=7").status_code == 200
    narrowed = client.get(f"/renewals/calendar?owner={first.owner.ref if first.owner else ''}").content.decode()
    assert "$13,199.88" in narrowed
    assert "€12,000" not in narrowed
    sent = client.get("/renewals/calendar.xlsx")
    sheet = openpyxl.load_workbook(BytesIO(b"".join(sent.streaming_content))).worksheets[0]  # type: ignore[attr-defined]  # a file's
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert [row[8] for row in rows[1:4]] == [13199.88, 12000, 12000]
    assert sorted((row[9], row[8]) for row in rows[5:]) == [("EUR", 12000), ("USD", 25199.88)]


def test_programs_read_the_same_groups_contracts_and_sums() -> None:
    by = agreements.desk()
    first, _second, third = some_contracts(by)
    caller = Caller(cast.person("Ada Admin", "admin"))
    told = caller.get("/expiries?from=2026-11-01&by=quarter").body
    assert [(one["key"], one["count"]) for one in told["groups"]] == [("2027-01-01", 2), ("2027-04-01", 1)]
    assert (told["count"], told["yearly"]) == (
        3,
        [{"amount": "12000.00", "currency": "EUR"}, {"amount": "25199.88", "currency": "USD"}],
    )
    assert (told["contracts"][0]["ref"], told["contracts"][0]["yearly"]["amount"]) == (first.ref, "13199.88")
    (june,) = caller.get("/expiries?from=2027-06-01&months=1").body["contracts"]
    assert (june["ref"], june["ends_on"]) == (third.ref, "2027-06-30")
