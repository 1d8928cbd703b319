"""What Fathom & Vale invoices: overdue and partly paid, waiting for a PO number, with a leak, a payment to match."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.core.files.base import ContentFile

from followthrough.config.demo.billed import settle
from followthrough.config.demo.customers import Customers
from followthrough.config.demo.stage import Stage
from followthrough.foundation.taxes.models import TaxRate
from followthrough.kernel.clock import clock_at
from followthrough.keystone.promises.models import Promise
from followthrough.serving.billing.actions.drafting import draft_due
from followthrough.serving.billing.models import (
    BillingDetails,
    Invoice,
    InvoiceLine,
    JournalMapping,
    Payment,
    ReceivedInvoice,
    Seller,
)
from followthrough.serving.billing.queries.wanted import HAND_OFF
from followthrough.serving.billing.rules.einvoice import EInvoice, ELine, Party, TaxLine, written_ubl
from followthrough.winning.contracts.queries.wanted import PO_NUMBER

COLUMNS = (
    "Date = date\nNumber = number\nAccount = account\nContra = contra\nDebit = debit\nCredit = credit\n"
    "Currency = currency\nTax code = tax_code\nText = text"
)
ACCOUNTS = "receivable = 1100\nrevenue = 4000\nfamily Placements = 4100\ntax = 2200"
ADDRESSES = {
    "Oldford Milling": ("418 Millrace Street", "61602"),
    "Harrow & Quill Media": ("77 Foundry Row", "44113"),
    "Oldford Bakeries": ("9 Ovenhouse Lane", "61265"),
    "Lakemont Dairy Systems": ("1500 Creamery Road", "53703"),
    "Pellworth Analytics": ("60 Ledger Square", "60606"),
    "Ferncliff Ingredients": ("2200 Vanilla Avenue", "14604"),
    "Northgate Brewing Supply": ("31 Kettle Street", "53202"),
    "Quarry Hill Aggregates": ("4 Pit Road", "12205"),
    "Tamarack Pipe Works": ("905 Flange Street", "55802"),
    "Havelmühle": ("Mühlenweg 12", "10317"),
    "Molinos Valdeoca": ("Calle del Molino 3", "50003"),
}
ABROAD = {"Havelmühle": "DE", "Molinos Valdeoca": "ES"}


def tell_invoices(stage: Stage, customers: Customers) -> None:
    """From the first invoice to this week's, in order."""
    _set_up(stage, customers)
    _from_contracts(stage)
    _by_hand(stage, customers)
    _books(stage)


def _set_up(stage: Stage, customers: Customers) -> None:
    at = stage.at(-80, 9)
    biller, accountant = stage.people["Yuki"], stage.people["Marguerite"]
    seller: dict[str, Any] = {
        "name": "Fathom & Vale LLC",
        "tax_number": "34-5550100",
        "bank": "Lakeshore Bank",
        "iban": "000155501002",
    }
    seller |= {"biller": biller, "accountant": accountant, "is_usual": True}
    stage.makes("Marguerite", Seller, [seller], at=at)
    untaxed = {
        "name": "Services, not taxed",
        "percent": "0",
        "category": "E",
        "reason": "Services not subject to sales tax",
    }
    (rate,) = stage.makes("Marguerite", TaxRate, [untaxed], at=at)
    rows = []
    for name, (street, postcode) in ADDRESSES.items():
        account = customers.accounts[name]
        place = {
            "street": street,
            "postcode": postcode,
            "city": account.city,
            "region": account.region,
            "country": ABROAD.get(name, "US"),
        }
        rows.append({"account": account, "tax": rate, **place})
    stage.makes("Marguerite", BillingDetails, rows, at=at)


def _from_contracts(stage: Stage) -> None:
    """Each contract is drafted as it is signed: the mill's first year is paid in part, its amendment is forgotten."""
    year = _drafted(stage, -71, "Market data, all mills")
    stage.does("Yuki", Invoice, "hand-off", year, at=stage.at(-71, 15))
    stage.does("Marguerite", Invoice, "accept", year, at=stage.at(-70, 11), booked_as="F-1043")
    half = (Decimal(year.gross) / 2).quantize(Decimal(1))
    _paid(stage, year, half, -40, "ACH 55120 INV")
    settle(stage, _drafted(stage, -71, "Plant records, 2 million a year"), -71, booked_as="F-1044")
    more = _drafted(stage, -56, "Market data, all mills")
    stage.does("Yuki", Invoice, "delete", more, at=stage.at(-55, 16))
    _put_off(stage, _drafted(stage, -43, "Placements, two seasons"))
    for other in Invoice._default_manager.filter(contract__name="Market data, all mills", number="", binned_at=None):
        settle(stage, other, -43, booked_as="F-1051")


def _put_off(stage: Stage, invoice: Invoice) -> None:
    """They may only order once their new budget is open: their number and our invoice come later, as they asked."""
    told = {"reason": "customer_asked", "text": "Their new budget opens this month.", "customer_told": True}
    for due, kind, source in ((2, PO_NUMBER, invoice.contract), (4, HAND_OFF, invoice)):
        promise = Promise._default_manager.get(kind=kind, source_ref=source.ref if source else "")
        stage.does("Yuki", Promise, "redate", promise, at=stage.at(-42, 10), due_on=stage.day(due), **told)
    wait = Promise._default_manager.get(kind=PO_NUMBER)
    stage.does("Yuki", Promise, "push", wait, at=stage.at(-3, 10.5), note="Called; it is on their manager's table.")


def _drafted(stage: Stage, day: int, contract: str) -> Invoice:
    with clock_at(stage.at(day, 14)):
        draft_due()
    rows: Any = Invoice._default_manager.filter(contract__name=contract, number="", binned_at__isnull=True)
    found: Invoice = rows.latest("pk")
    return found


def _paid(stage: Stage, invoice: Invoice, amount: Decimal, day: int, bank_ref: str) -> None:
    invoice.refresh_from_db()
    told = {"invoice": invoice, "paid_on": stage.day(day), "amount": str(amount), "reference": invoice.number}
    stage.makes("Marguerite", Payment, [{**told, "bank_ref": bank_ref}], at=stage.at(day, 10))


def _by_hand(stage: Stage, customers: Customers) -> None:
    """A workshop that was paid, samples that came back from accounting, and a payment nobody can place."""
    paid = _invoice(stage, customers, "Oldford Bakeries", "Workshop: reading the index", "1450", -30)
    stage.does("Yuki", Invoice, "hand-off", paid, at=stage.at(-30, 12))
    stage.does("Marguerite", Invoice, "accept", paid, at=stage.at(-29, 9), booked_as="F-1077")
    _paid(stage, paid, Decimal(1450), -9, "ACH 57731")
    back = _invoice(stage, customers, "Oldford Milling", "Historical files, five years", "2600", -3)
    stage.does("Yuki", Invoice, "hand-off", back, at=stage.at(-3, 12))
    told = {"reason": "The cost centre they asked for is missing."}
    stage.does("Marguerite", Invoice, "return", back, at=stage.at(-1, 10), **told)
    account = customers.accounts["Harrow & Quill Media"]
    sent = _invoice(stage, customers, "Harrow & Quill Media", "Reprint of an article, 500 copies", "890", -2)
    stage.does("Yuki", Invoice, "hand-off", sent, at=stage.at(-2, 12))
    row = {
        "account": account,
        "paid_on": stage.day(-1),
        "amount": "905",
        "reference": "reprints",
        "bank_ref": "CHK 8812",
    }
    stage.makes("Marguerite", Payment, [row], at=stage.at(-1, 10))


def _invoice(stage: Stage, customers: Customers, account: str, what: str, price: str, day: int) -> Invoice:
    row = {"account": customers.accounts[account], "bill_on": stage.day(day)}
    (made,) = stage.makes("Yuki", Invoice, [row], at=stage.at(day, 11))
    line = {"invoice": made, "description": what, "unit_price": price}
    stage.makes("Yuki", InvoiceLine, [line], at=stage.at(day, 11.2))
    return Invoice._default_manager.get(pk=made.pk)


def _books(stage: Stage) -> None:
    """The books' mapping with a journal, and an invoice of a supplier."""
    at = stage.at(-12, 9)
    told = {"name": "Ledger import", "columns": COLUMNS, "accounts": ACCOUNTS, "is_usual": True}
    (mapping,) = stage.makes("Marguerite", JournalMapping, [told], at=at)
    days = {"starts_on": stage.day(-75), "ends_on": stage.day(-13)}
    stage.does("Marguerite", JournalMapping, "export", mapping, at=at, **days)
    content = written_ubl(_suppliers(stage.day(-6)))
    file = ContentFile(content, name="HH-20417.xml")
    stage.does("Marguerite", ReceivedInvoice, "upload", at=stage.at(-5, 9), file=file)


def _suppliers(day: date) -> EInvoice:
    """What the host of the servers asks for."""
    net, tax = Decimal("640.00"), Decimal("121.60")
    line = ELine("1", "Servers and backup, one month", Decimal(1), "C62", net, net, "S", Decimal(19))
    return EInvoice(
        number="HH-20417",
        code="380",
        issued_on=day,
        due_on=day + timedelta(days=14),
        currency="EUR",
        seller=Party("Hafenhost GmbH", "DE287650417", city="Bremen", street="Kaje 4", postcode="28195", country="DE"),
        buyer=Party("Fathom & Vale LLC", city="Toledo", street="2100 Harbor Road", postcode="43611", country="US"),
        lines=(line,),
        taxes=(TaxLine("S", Decimal(19), net, tax),),
        lines_total=net,
        net=net,
        tax=tax,
        gross=net + tax,
        payable=net + tax,
        terms="Payable within 14 days.",
    )
