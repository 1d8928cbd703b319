"""What an invoice lacks before it may be handed to accounting, in words that say how to mend it."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from followthrough.foundation.taxes.models import TaxCategory
from followthrough.kernel.people.models import company
from followthrough.serving.billing.models import Invoice, InvoiceLine
from followthrough.serving.billing.queries.parties import details_of
from followthrough.serving.billing.queries.postal import buyer_address, seller_address
from followthrough.values.contactdata import country_code

UNTAXED = (TaxCategory.EXEMPT, TaxCategory.REVERSE, TaxCategory.EXPORT, TaxCategory.COMMUNITY, TaxCategory.OUTSIDE)
VAT_OF_BOTH = (TaxCategory.REVERSE, TaxCategory.COMMUNITY)


def missing(invoice: Invoice) -> list[str]:
    """Everything that is missing, in the order of the paper; empty where it can be handed off."""
    return [*_of_seller(invoice), *_of_buyer(invoice), *_of_lines(invoice)]


def _of_seller(invoice: Invoice) -> Iterator[str]:
    seller = invoice.seller
    if seller is None:
        yield _("Who invoices is not known. Make a seller in the settings and mark it as usual.")
        return
    if not (seller.vat_id or seller.tax_number or seller.registration):
        yield _("%(seller)s has no VAT, tax or register number.") % {"seller": seller.name}
    address = seller_address(seller, company())
    if not (address.street and address.city and address.country):
        yield _("The address of %(seller)s is not complete: street, city and country.") % {"seller": seller.name}


def _of_buyer(invoice: Invoice) -> Iterator[str]:
    account, details = invoice.account, details_of(invoice.account)
    address = buyer_address(account, details)
    if not (address.city and (address.street or address.postcode)):
        yield _("%(account)s has no full address for invoices: street and city.") % {"account": account.name}
    if not country_code(address.country):
        yield _("The country in the address of %(account)s is missing or not known.") % {"account": account.name}
    contract = invoice.contract
    if contract is not None and contract.needs_po and not (invoice.po_number or contract.po_number):
        yield _("Their PO number must stand on it. Ask them for it, and write it on the contract.")


def _of_lines(invoice: Invoice) -> Iterator[str]:
    rows: Any = InvoiceLine._default_manager.filter(invoice=invoice, binned_at__isnull=True)
    lines = list(rows.select_related("tax_rate").order_by("position"))
    if not lines:
        yield _("It has no lines.")
    elif not invoice.gross:
        yield _("It comes to nothing: there is nothing to invoice.")
    rates = {line.tax_rate for line in lines}
    if None in rates:
        yield _("Not every line has a tax rate. Choose one, or set the usual rate in the settings.")
    categories = {rate.category for rate in rates if rate is not None}
    for rate in sorted((rate for rate in rates if rate is not None), key=lambda rate: rate.name):
        if rate.category in UNTAXED and not rate.reason:
            yield _("The tax rate %(name)s does not say why no tax is charged.") % {"name": rate.name}
    if TaxCategory.OUTSIDE in categories and len(categories) > 1:
        yield _("What is outside the scope of tax can't stand on an invoice with taxed lines. Part it in two.")
    yield from _vat_numbers(invoice, categories)


def _vat_numbers(invoice: Invoice, categories: set[str]) -> Iterator[str]:
    details, seller = details_of(invoice.account), invoice.seller
    if categories & set(VAT_OF_BOTH) and not (details and details.vat_id):
        gaps = {"account": invoice.account.name}
        yield _("%(account)s needs a VAT number in its billing details for this tax.") % gaps
    if seller and categories - {TaxCategory.OUTSIDE} and not (seller.vat_id or seller.tax_number):
        yield _("%(seller)s needs a VAT or tax number for taxed lines.") % {"seller": seller.name}
    if seller and categories & {*VAT_OF_BOTH, TaxCategory.EXPORT} and not seller.vat_id:
        yield _("%(seller)s needs a VAT number for this tax.") % {"seller": seller.name}
    if seller and TaxCategory.OUTSIDE in categories and seller.vat_id:
        yield _("What is outside the scope of tax names no VAT number of the seller, and %(seller)s has one.") % {
            "seller": seller.name
        }
