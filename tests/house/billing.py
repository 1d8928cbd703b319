"""What verbs of billing are tried with: invoices to hand off, payments that fit, a contract with something due."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile

from followthrough.foundation.accounts.models import Account
from followthrough.foundation.taxes.models import TaxRate
from followthrough.kernel.actions.declare import Action
from followthrough.kernel.files.store import keep
from followthrough.kernel.people.models import Company, User
from followthrough.kernel.records.model import Record
from followthrough.serving.billing.models import (
    Allocation,
    BillingDetails,
    ContractBilling,
    Invoice,
    InvoiceLine,
    JournalMapping,
    Payment,
    ReceivedInvoice,
    Seller,
)
from followthrough.serving.billing.rules.einvoice import EInvoice, ELine, Party, TaxLine, written_ubl
from followthrough.winning.contracts.models import Contract, ContractDiscount, ContractLine
from tests import cast

START = date(2026, 1, 30)
ADDRESS = {"street": "Gartenweg 3", "city": "Berlin", "postcode": "10115", "country": "DE"}
FIXED: dict[type[Record], dict[str, Any]] = {
    Seller: {"invoice_pattern": "A-{year}-{n}", "credit_pattern": "B-{year}-{n}"},
    Invoice: {"number": "", "payment_days": 30},
    InvoiceLine: {"position": 1, "origin_kind": ""},
    Allocation: {"credit_note": None},
    JournalMapping: {"columns": "Number = number", "accounts": "receivable = 1\nrevenue = 2\ntax = 3"},
}
ABOUT = (Invoice, InvoiceLine, JournalMapping, Payment)
PLAIN = ("edit", "edit-many", "delete", "delete-many", "restore", "restore-many", "create")


def asked_for(model: type[Record], side: Any, person: User) -> dict[str, Any] | None:
    """What a believable record holds that a declaration can't tell; None for records of other areas."""
    if model is BillingDetails:
        name = f"{side.name} {uuid4().hex[:6]}"
        return {"account": cast.made(Account, name=name, owner=person, team=side.team), "vat_id": "DE1"}
    if model is ContractBilling:
        return {"contract": cast.made(Contract, account=side.records[Account], owner=person, team=side.team)}
    if model is ReceivedInvoice:
        return {"sha256": keep([uuid4().hex.encode()])[0]}
    return FIXED.get(model)


def arranged(action: Action, side: Any, admin: Any) -> Record:
    """An invoice or a payment in the state a verb asks for."""
    invoice: Any = side.records[Invoice]
    if action.model is Payment:
        return _payment(action, side, admin)
    if action.verb in PLAIN:
        return side.records[action.model]
    if action.model is InvoiceLine:
        cast.set_to(side.records[ContractDiscount], effective_from=START, until=None)
        return side.records[InvoiceLine]
    _complete(invoice)
    if action.model is JournalMapping:
        cast.does(admin, Invoice, "hand-off", invoice)
        return side.records[JournalMapping]
    if action.verb != "hand-off":
        cast.does(admin, Invoice, "hand-off", invoice)
    return invoice


def _complete(invoice: Any) -> None:
    """All that accounting asks for."""
    cast.made(Company, name="The house", **ADDRESS)
    # Read anew: what one trial wrote was taken back, and the instances at hand still hold it.
    cast.set_to(Seller._default_manager.get(pk=invoice.seller_id), vat_id="DE123456789", **ADDRESS)
    for details in BillingDetails._default_manager.all():
        cast.set_to(details, vat_id="")
    cast.set_to(Account._default_manager.get(pk=invoice.account_id), **ADDRESS)
    rate = cast.made(TaxRate, name="Standard", percent=Decimal(19), category="S")
    for line in InvoiceLine._default_manager.filter(invoice=invoice):
        cast.set_to(line, tax_rate=rate)
    cast.made(InvoiceLine, invoice=invoice, description="Pages", unit_price=Decimal(100), tax_rate=rate)


def _payment(action: Action, side: Any, admin: Any) -> Record:
    payment: Any = Payment._default_manager.get(pk=side.records[Payment].pk)
    if action.verb == "leave-on-account":
        return cast.set_to(payment, is_doubtful=True)
    if action.verb in ("match", "release"):
        _complete(side.records[Invoice])
        cast.does(admin, Invoice, "hand-off", side.records[Invoice])
        cast.set_to(payment, invoice=None)
    if action.verb == "release":
        cast.does(admin, Payment, "match", payment, invoice=side.records[Invoice].ref)
    return payment


def contract(side: Any) -> Record:
    """A signed contract with a line that is due."""
    found: Any = side.records[Contract]
    signed = {"state": "signed", "starts_on": START, "ends_on": date(2027, 1, 29), "signed_on": START}
    cast.set_to(found, **signed)
    told = {"description": "Pages", "unit_price": Decimal(100), "charged": "year", "effective_from": START}
    cast.made(ContractLine, contract=found, **told)
    return found


def told(action: Action, side: Any) -> dict[str, Any]:
    """The values a verb is sent with, where its fields alone do not tell."""
    sent: dict[tuple[type[Record], str], dict[str, Any]] = {
        (Invoice, "credit"): {"reason": "Half of it came late", "net_amount": "5"},
        (Payment, "match"): {"invoice": side.records[Invoice].ref if Invoice in side.records else ""},
        (ReceivedInvoice, "upload"): {"file": ContentFile(written_ubl(THEIRS), name="invoice.xml")},
        (InvoiceLine, "honour"): {"discount": side.records[ContractDiscount].ref if side.records else ""},
        (JournalMapping, "export"): {"starts_on": date(2020, 1, 1), "ends_on": date(2040, 1, 1)},
    }
    return sent.get((action.model, action.verb), {})


NET = Decimal(640)
THEIRS = EInvoice(
    number="HH-1",
    code="380",
    issued_on=START,
    currency="EUR",
    seller=Party("Hafenhost GmbH", "DE287650417", country="DE"),
    buyer=Party("The house", country="DE"),
    lines=(ELine("1", "Servers", Decimal(1), "C62", NET, NET, "Z", Decimal(0)),),
    taxes=(TaxLine("Z", Decimal(0), NET, Decimal(0)),),
    lines_total=NET,
    net=NET,
    tax=Decimal(0),
    gross=NET,
    payable=NET,
    terms="At once",
)
