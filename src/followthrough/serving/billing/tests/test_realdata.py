"""Electronic invoices and payments nobody here wrote: rules, readings and balances equal what others say they are."""

import csv
from collections import defaultdict
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from lxml import etree

from followthrough.foundation.accounts.models import Account
from followthrough.kernel import clock
from followthrough.kernel.access.actor import SYSTEM
from followthrough.kernel.actions.generic import create_records
from followthrough.kernel.history.acting import acting
from followthrough.kernel.records.registry import type_of
from followthrough.serving.billing.actions.receiving import read_received
from followthrough.serving.billing.models import Invoice, Payment
from followthrough.serving.billing.queries.aged import aged_balances
from followthrough.serving.billing.queries.exposed import credits_of
from followthrough.serving.billing.rules.einvoice import read_einvoice
from followthrough.serving.billing.rules.einvoice.official import broken_rules
from followthrough.serving.billing.tests import bills
from followthrough.serving.orders.models import Order, OrderLine

pytestmark = pytest.mark.realdata
VEFA = "{http://difi.no/xsd/vefa/validator/1.0}"
OTHER = ("order-x-basic.xml", "order-x-comfort.xml")  # orders, no invoices


def members(path: Path) -> list[tuple[str, bytes]]:
    """Every file of an archive."""
    with ZipFile(path) as archive:
        return [(name, archive.read(name)) for name in archive.namelist() if name.endswith(".xml")]


def verdicts(content: bytes) -> list[tuple[str, bool, bool]]:
    """Of each test in a file: its rule, whether it should be broken, whether our checker says it is."""
    found = []
    for test in etree.fromstring(content).iter(f"{VEFA}test"):
        told = test.find(f"{VEFA}assert")
        fragment = next(one for one in test if one is not told and isinstance(one.tag, str))
        broken = {one.rule for one in broken_rules(etree.tostring(fragment))}
        for way in ("success", "error", "warning"):
            rules = [rule.text.strip() for rule in told.findall(f"{VEFA}{way}")]
            found += [(rule, way != "success", rule in broken) for rule in rules]
    return found


@pytest.mark.slow
def test_the_rule_tests_get_the_verdicts_they_expect(shared_data: Path) -> None:
    told = [
        (name, *one) for name, content in members(shared_data / "einvoice/en16931_rule_tests_a.zip")
        for one in verdicts(content)
    ]  # fmt: skip
    assert len(told) > 300
    assert [(name, rule) for name, rule, wanted, given in told if wanted != given] == []


@pytest.mark.slow
def test_every_example_reads_and_its_totals_are_its_lines_and_taxes(shared_data: Path) -> None:
    folder = shared_data / "einvoice"
    examples = members(folder / "en16931_examples.zip") + members(folder / "facturx_fixtures.zip")
    read = {name: read_einvoice(content) for name, content in examples if not name.endswith(OTHER)}
    assert len(read) == 41
    for name, one in read.items():
        assert one.net + one.tax == one.gross, name
        assert sum((tax.amount for tax in one.taxes), Decimal(0)) == one.tax or not one.taxes, name
        if one.lines:
            assert sum((line.net for line in one.lines), Decimal(0)) == one.lines_total, name
    form, one, broken = read_received((folder / "facturx_invoice_EN16931.pdf").read_bytes())
    assert (form, one.net + one.tax, broken) == ("Factur-X", one.gross, [])


def table(folder: Path, name: str) -> list[dict[str, str]]:
    """The rows of a table."""
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.slow
@pytest.mark.django_db
def test_the_balance_of_every_dealer_is_orders_less_payments(shared_data: Path) -> None:
    folder, now = shared_data / "classicmodels", clock.now()
    seller = bills.house()
    customers = table(folder, "customers")
    orders = [row for row in table(folder, "orders") if row["status"] != "Cancelled"]
    totals: dict[str, Decimal] = defaultdict(Decimal)
    for row in table(folder, "orderdetails"):
        totals[row["orderNumber"]] += Decimal(row["quantityOrdered"]) * Decimal(row["priceEach"])
    with acting(SYSTEM, "arrange", surface="test", now=now):
        rows = [
            {
                "name": one["customerName"],
                "former_id": one["customerNumber"],
                "currency": "USD",
                "credit_limit": Decimal(one["creditLimit"]),
            }
            for one in customers
        ]
        accounts = {one.former_id: one for one in create_records(type_of(Account), rows, by=SYSTEM, now=now)}
        shipped = [row for row in orders if row["shippedDate"]]
        invoices = [_invoiced(row, totals[row["orderNumber"]], accounts, seller) for row in shipped]
        create_records(type_of(Invoice), invoices, by=SYSTEM, now=now)
        _ordered([row for row in orders if not row["shippedDate"]], table(folder, "orderdetails"), accounts)
        paid = [row for row in table(folder, "payments") if row["customerNumber"] in accounts]
        create_records(type_of(Payment), [_paid(row, accounts) for row in paid], by=SYSTEM, now=now)
    wanted: dict[str, Decimal] = defaultdict(Decimal)
    for row in shipped:
        wanted[row["customerNumber"]] += totals[row["orderNumber"]]
    for row in paid:
        wanted[row["customerNumber"]] -= Decimal(row["amount"])
    given = {one.account_id: one for one in aged_balances(SYSTEM, date(2005, 6, 1))}
    balances = {number: given[one.pk].total if one.pk in given else Decimal(0) for number, one in accounts.items()}
    assert len(balances) == 58
    assert balances == {number: wanted[number] for number in accounts}
    used = dict(wanted)  # what is ordered and not shipped takes up credit too
    for row in orders:
        if not row["shippedDate"]:
            used[row["customerNumber"]] = used.get(row["customerNumber"], Decimal(0)) + totals[row["orderNumber"]]
    credits_now = credits_of(list(accounts.values()))
    assert {number: credits_now[one.pk].used.amount for number, one in accounts.items()} == {
        number: used.get(number, Decimal(0)) for number in accounts
    }
    assert used != wanted
    limits = {one["customerNumber"]: Decimal(one["creditLimit"]) for one in customers}
    over = {number for number, one in accounts.items() if credits_now[one.pk].is_exceeded}
    assert over == {number for number in accounts if used.get(number, Decimal(0)) > limits[number]}
    assert 0 < len(over) < len(accounts)
    settled = [one for one in Payment.objects.all() if one.left == 0]
    assert len(settled) > len(paid) / 2  # found by their amounts alone


def _invoiced(row: dict[str, str], total: Decimal, accounts: dict[str, Account], seller: Any) -> dict[str, Any]:
    day = date.fromisoformat(row["orderDate"])
    told = {"account": accounts[row["customerNumber"]], "seller": seller, "number": row["orderNumber"]}
    sums = {"net": total, "gross": total, "open_amount": total, "currency": "USD", "state": "accepted"}
    return {**told, **sums, "answered_at": clock.now(), "bill_on": day, "issued_on": day, "due_on": day}


def _ordered(rows: list[dict[str, str]], details: list[dict[str, str]], accounts: dict[str, Account]) -> None:
    """Orders that run, with their lines."""
    now = clock.now()
    told = [{"account": accounts[row["customerNumber"]], "currency": "USD", "state": "open"} for row in rows]
    numbers = [row["orderNumber"] for row in rows]
    made = dict(zip(numbers, create_records(type_of(Order), told, by=SYSTEM, now=now), strict=True))
    lines = [
        {
            "order": made[row["orderNumber"]],
            "description": row["productCode"],
            "quantity": Decimal(row["quantityOrdered"]),
            "unit_price": Decimal(row["priceEach"]),
        }
        for row in details
        if row["orderNumber"] in made
    ]
    create_records(type_of(OrderLine), lines, by=SYSTEM, now=now)


def _paid(row: dict[str, str], accounts: dict[str, Account]) -> dict[str, Any]:
    day = date.fromisoformat(row["paymentDate"])
    amount = {"amount": Decimal(row["amount"]), "bank_ref": row["checkNumber"]}
    return {"account": accounts[row["customerNumber"]], "paid_on": day, **amount}
