"""What the tests of billing have in common: a house that may invoice, people, a signed contract."""

from datetime import date
from decimal import Decimal
from typing import Any

from followthrough.foundation.accounts.models import Account
from followthrough.foundation.taxes.models import TaxRate
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.people.models import Company, company
from followthrough.serving.billing.actions.drafting import draft_due
from followthrough.serving.billing.models import BillingDetails, Invoice, InvoiceLine, Seller
from followthrough.winning.contracts.models import Contract
from followthrough.winning.contracts.tests import agreements
from tests import cast

ADDRESS = {"street": "Gartenweg 3", "postcode": "10115", "city": "Berlin", "country": "DE"}


def finance() -> Actor:
    """Who takes invoices and payments; sees the money of all accounts whoever looks after them."""
    return cast.as_actor(cast.person("Fay Ledger", "finance"))


def house(**values: Any) -> Seller:
    """A house with an address, a usual tax of 19 %, and a seller that invoices."""
    told = {"name": "Meridian Industrial Data", "street": "1200 Superior Ave", "city": "Cleveland", "country": "US"}
    own = company()
    cast.set_to(own, **told, postcode="44114") if own.pk else cast.made(Company, **told, postcode="44114")
    cast.made(TaxRate, name="Standard 19 %", percent=Decimal(19), category="S", is_usual=True)
    given = {"name": "Meridian GmbH", "vat_id": "DE123456789", **ADDRESS, "is_usual": True, "iban": "DE8937040044"}
    seller: Seller = cast.made(Seller, **{**given, **values})
    return seller


def customer(**values: Any) -> Account:
    """An account with an address and details for invoices."""
    account = agreements.customer()
    cast.set_to(account, street="Via Roma 1", city="Milano", postcode="20100", country="Italy")
    cast.made(BillingDetails, account=account, **{"vat_id": "IT12345678901", **values})
    return account


def contract(by: Actor, account: Account | None = None, **values: Any) -> Contract:
    """A signed contract for a year at 12,000 from 1 February 2026."""
    drafted = agreements.drafted(account or customer(), **{"billing": "year_before", **values})
    return agreements.signed(by, drafted)


def drafts(of: Contract | None = None) -> list[Invoice]:
    """What the job drafts."""
    draft_due()
    rows = Invoice.objects.filter(binned_at__isnull=True).order_by("bill_on", "pk")
    return list(rows.filter(contract=of) if of else rows)


def invoice(account: Account, *amounts: str, **values: Any) -> Invoice:
    """A draft by hand with lines of these amounts."""
    made: Invoice = cast.made(Invoice, account=account, **{"bill_on": date(2026, 11, 24), **values})
    for number, amount in enumerate(amounts, start=1):
        cast.made(InvoiceLine, invoice=made, description=f"Line {number}", unit_price=Decimal(amount))
    made.refresh_from_db()
    return made


def handed_off(by: Actor, one: Invoice) -> Invoice:
    """The invoice with its number."""
    cast.does(by, Invoice, "hand-off", one)
    return Invoice.objects.get(pk=one.pk)
