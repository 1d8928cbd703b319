"""What was contracted is what is paid plus every difference with its cause; who owes what; the journal balances."""

import csv
from datetime import UTC, date, datetime
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from followthrough.kernel.access.actor import SYSTEM
from followthrough.kernel.actions.generic import create_records
from followthrough.kernel.files.store import open_content
from followthrough.kernel.history.acting import acting
from followthrough.kernel.records.problems import Invalid, Refused
from followthrough.kernel.records.registry import type_of
from followthrough.keystone.promises.models import Promise
from followthrough.serving.billing.models import Invoice, InvoiceLine, Journal, JournalMapping, Payment
from followthrough.serving.billing.queries.aged import aged_balances
from followthrough.serving.billing.queries.tie_out import contracts_to_tie, tie_out
from followthrough.serving.billing.tests import bills
from followthrough.serving.usage.models import Meter, UsageBatch
from followthrough.winning.contracts.models import Commitment, Contract, ContractDiscount, ContractLine
from followthrough.winning.contracts.tests import agreements
from tests import cast
from tests.callers import Caller

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
TODAY = date(2026, 11, 24)
COLUMNS = "Date = date\nNumber = number\nAccount = account\nDebit = debit\nCredit = credit\nText = text"
ACCOUNTS = "receivable = 1200\nrevenue = 8000\ntax S 19 = 1776\nrevenue S 19 = 8400"


def pays(by: Any, one: Invoice, amount: str) -> None:
    """A payment for an invoice."""
    cast.does(by, Payment, "create", paid_on="2026-11-20", amount=amount, invoice=one.ref)


def figures(contract: Contract) -> dict[str, Decimal]:
    """The figures of a contract of one line; contracted is checked to be the sum of its parts."""
    (tied,) = tie_out([contract], TODAY)
    (one,) = tied.lines
    parts = (one.not_due, one.not_billed, one.drafted, one.discounted, one.credited, one.written_off)
    assert one.contracted == sum(parts, one.overdue + one.open + one.paid)
    names = ("contracted", "delivered", "not_due", "not_billed", "drafted", "billed", "credited", "open", "paid")
    found = {name: getattr(one, name) for name in (*names, "discounted", "written_off", "overdue")}
    return {name: amount for name, amount in found.items() if amount}


def test_each_difference_has_its_cause() -> None:
    by, fay = agreements.desk(), bills.finance()
    bills.house()
    contract = bills.contract(by, billing="quarter_before", payment_days=10)
    base = {"contracted": Decimal(12000), "delivered": Decimal("9764.38")}  # 297 of 365 days
    assert figures(contract) == {**base, "not_billed": Decimal(12000)}
    first, second, third, fourth = bills.drafts(contract)
    assert figures(contract) == {**base, "drafted": Decimal(12000)}
    for one in (first, second, third):
        bills.handed_off(by, one)
    pays(fay, first, "3570")
    pays(fay, second, "1190")
    cast.does(fay, Invoice, "write-off", second, reason="Bankrupt")
    note = Invoice.objects.get(ref=cast.does(by, Invoice, "credit", third, reason="Late", net_amount="500").ref)
    bills.handed_off(by, note)
    cast.does(by, Invoice, "delete", fourth)
    assert figures(contract) == {
        **base,
        "not_billed": Decimal(3000),
        "billed": Decimal(9000),
        "credited": Decimal(500),
        "written_off": Decimal(2000),
        "open": Decimal(2500),
        "paid": Decimal(4000),
    }


def test_a_discount_that_was_sold_is_taken_off_and_tied_out() -> None:
    by = agreements.desk()
    bills.house()
    drafted = agreements.drafted(bills.customer(), billing="year_before")
    cast.made(ContractDiscount, contract=drafted, name="PlantBase", percent=Decimal(20), until=date(2026, 12, 31))
    contract = agreements.signed(by, drafted)
    (one,) = bills.drafts(contract)
    line = InvoiceLine.objects.get(invoice=one)
    assert (one.net, line.discount, line.discount_reason) == (Decimal(9600), Decimal(2400), "PlantBase: 20 % off")
    bills.handed_off(by, one)
    assert figures(contract)["discounted"] == Decimal(2400)
    assert bills.drafts(contract) == [Invoice.objects.get(pk=one.pk)]
    owed = contract_promises(contract)
    assert [(promise.state, promise.evidence.get().record_ref) for promise in owed] == [("kept", one.ref)]


def contract_promises(contract: Contract) -> list[Any]:
    """The promises to honour its discounts."""
    return list(Promise.objects.filter(kind="contracts.discount", source_id=contract.pk))


def test_many_contracts_are_tied_out_with_the_queries_of_one() -> None:
    by = agreements.desk()
    bills.house()
    account = bills.customer()
    counts = []
    for _round in range(2):
        for _n in range(2):
            bills.handed_off(by, bills.drafts(bills.contract(by, account))[0])
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert len(tie_out(list(contracts_to_tie(SYSTEM)), TODAY)) == 2 * (len(counts) + 1)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_balances_are_aged_by_the_database_and_payments_on_account_taken_off() -> None:
    by, fay = agreements.desk(), bills.finance()
    bills.house()
    account = bills.customer()
    for amount, days in (("100", 120), ("200", 90), ("300", 50), ("400", 20), ("500", 0)):
        bills.handed_off(by, bills.invoice(account, amount, payment_days=days))
    (balance,) = aged_balances(SYSTEM, date(2027, 3, 1))
    ages = (Decimal(238), Decimal(357), Decimal(476), Decimal(595))
    assert (balance.not_due, balance.ages) == (Decimal(119), ages)
    cast.does(fay, Payment, "create", paid_on="2026-11-20", amount="85", account=account.ref, reference="on account")
    (balance,) = aged_balances(SYSTEM, TODAY)
    assert (balance.on_account, balance.total) == (Decimal(85), Decimal(1700))
    told = Caller(cast.person("Ada Admin", "admin")).get(f"/owed?account={account.ref}").body
    assert [(one["account"], one["on_account"], one["total"]) for one in told["accounts"]] == [
        (account.ref, "85.00", "1700.00")
    ]


def mapping(**values: Any) -> JournalMapping:
    """How the books want it."""
    made: JournalMapping = cast.made(
        JournalMapping, **{"name": "Books", "columns": COLUMNS, "accounts": ACCOUNTS, **values}
    )
    return made


def kept(sha256: str) -> bytes:
    """The content of a kept file."""
    with open_content(sha256) as content:
        return content.read()


def test_a_journal_balances_and_the_same_batch_gives_the_same_bytes() -> None:
    by, fay = agreements.desk(), bills.finance()
    bills.house()
    account = bills.customer()
    cast.set_to(account, name="=cmd|' /C calc'!A0")
    one = bills.handed_off(by, bills.invoice(account, "100", "33.33", discount=Decimal("10.01")))
    cast.does(by, Invoice, "credit", one, reason="Late", net_amount="50")
    note = bills.handed_off(by, Invoice.objects.get(credits=one))
    days = {"starts_on": "2026-11-01", "ends_on": "2026-11-30"}
    refs = [cast.does(fay, JournalMapping, "export", mapping(), **days).ref for _n in range(2)]
    journals = list(Journal.objects.filter(ref__in=refs))
    assert (journals[0].csv, journals[0].xlsx) == (journals[1].csv, journals[1].xlsx)
    rows = list(csv.DictReader(StringIO(kept(journals[0].csv).decode("utf-8-sig"))))
    assert journals[0].rows == len(rows)
    for number in (one.number, note.number):
        mine = [row for row in rows if row["Number"] == number]
        sums = [sum((Decimal(row[side] or 0) for row in mine), Decimal(0)) for side in ("Debit", "Credit")]
        assert sums[0] == sums[1] > 0
    assert {row["Account"] for row in rows} == {"1200", "8400", "1776"}
    assert all(not row["Text"].startswith("=") for row in rows)


def test_a_mapping_says_what_it_cannot_read() -> None:
    fay = bills.finance()
    for name, value in (("columns", "Date = day"), ("accounts", "revenue = 1"), ("date_format", "dd.mm")):
        told = {"name": "Books", "columns": COLUMNS, "accounts": ACCOUNTS, name: value}
        with pytest.raises(Invalid) as refused:
            cast.does(fay, JournalMapping, "create", **told)
        assert list(refused.value.fields) == [name]
    with pytest.raises(Refused, match="No invoice"):
        cast.does(fay, JournalMapping, "export", mapping(), starts_on="2026-11-01", ends_on="2026-11-30")


def metered(by: Any, account: Any, places: range) -> None:
    """Signed contracts with a meter, a commitment and two months of events each."""
    now = datetime(2026, 11, 24, 15, tzinfo=UTC)
    term = {"starts_on": agreements.START, "ends_on": agreements.END, "term_months": 12, "state": "signed"}
    with acting(SYSTEM, "arrange", surface="test", now=now):
        rows = [{"account": account, "name": f"Records {n}", "currency": "USD", **term} for n in places]
        contracts = create_records(type_of(Contract), rows, by=SYSTEM, now=now)
        live = {"effective_from": agreements.START}
        lines = create_records(type_of(ContractLine), [
            {"contract": one, "description": "Records", "unit_price": Decimal("0.05"), "charged": "usage", **live}
            for one in contracts
        ], by=SYSTEM, now=now)  # fmt: skip
        told = {"name": "Records", "unit": "records", "maximum": Decimal(1000), "period": "month", **live}
        commits = create_records(
            type_of(Commitment), [{"contract": one, **told} for one in contracts], by=SYSTEM, now=now
        )
        create_records(type_of(Meter), [
            {"account": account, "name": "Records", "unit": "records", "code": f"m{n}", "commitment": commitment,
             "line": line, "charges": "over"}
            for n, commitment, line in zip(places, commits, lines, strict=True)
        ], by=SYSTEM, now=now)  # fmt: skip
    events = [
        {"id": day, "meter": f"m{n}", "at": f"{day}T12:00:00Z", "quantity": quantity}
        for n in places
        for day, quantity in (("2026-03-10", 1500), ("2026-11-02", 1040))
    ]
    cast.does(by, UsageBatch, "take", events=events)


def test_leaks_of_thirty_metered_contracts_take_as_many_queries_as_of_one() -> None:
    by = agreements.desk()
    account = bills.customer()
    counts = []
    for places in (range(1), range(1, 30)):
        metered(by, account, places)
        with CaptureQueriesContext(connection) as asked:
            tied = tie_out(list(contracts_to_tie(by)), TODAY)
        counts.append(len(asked))
        figures = [(one.sum("contracted"), one.sum("not_billed")) for one in tied]
        assert figures == [(Decimal(27), Decimal(25))] * places.stop
    assert counts[0] == counts[1]
