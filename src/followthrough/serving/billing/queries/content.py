"""What the paper and the electronic forms of an invoice say; kept with it from the day it was handed off."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from followthrough.foundation.taxes.models import TaxCategory
from followthrough.kernel.papers.wording import day_said
from followthrough.kernel.people.models import company
from followthrough.serving.billing.models import Invoice, InvoiceLine, Seller
from followthrough.serving.billing.queries.parties import day_of, details_of
from followthrough.serving.billing.queries.postal import buyer_address, seller_address
from followthrough.serving.billing.rules.einvoice import Allowance, EInvoice, ELine, Party, TaxLine
from followthrough.serving.billing.rules.totals import InvoiceSums, Tax, invoice_sums
from followthrough.values.money import Money

INVOICE, CREDIT_NOTE = "380", "381"
OUTSIDE = TaxCategory.OUTSIDE.value
UNTAXED = Tax(OUTSIDE, Decimal(0))


def einvoice_of(invoice: Invoice) -> EInvoice:
    """As it was handed off; of a draft as it would be today."""
    if invoice.content and invoice.state != "returned":
        return EInvoice.from_stored(invoice.content)
    return made_einvoice(invoice)


def made_einvoice(invoice: Invoice) -> EInvoice:
    """Made from the invoice as it stands. Amounts of a credit note are turned, so that they read above zero."""
    rows: Any = InvoiceLine._default_manager.filter(invoice=invoice, binned_at__isnull=True)
    lines = list(rows.select_related("tax_rate", "product").order_by("position", "pk"))
    with translation.override(language_of(invoice)):
        return assembled(invoice, lines)


def language_of(invoice: Invoice) -> str:
    """The customer's language, as their contract says; else the house's."""
    return (invoice.contract.language if invoice.contract else "") or company().language


def assembled(invoice: Invoice, lines: Sequence[InvoiceLine]) -> EInvoice:
    """All that it says, put together from the invoice and these lines, in the present language."""
    turn = Decimal(-1) if invoice.is_credit else Decimal(1)
    priced = [(Money(line.amount * turn, invoice.currency), _tax(line)) for line in lines]
    sums = invoice_sums(priced, Money(invoice.discount * turn, invoice.currency))
    seller = _seller(invoice.seller) if invoice.seller else Party(company().name)
    buyer = _buyer(invoice)
    if any(one.tax.category == OUTSIDE for one in sums.taxes):
        seller, buyer = _without_vat(seller), _without_vat(buyer)
    issued = invoice.issued_on or day_of(invoice.updated_at)
    due = invoice.due_on or issued + timedelta(days=invoice.payment_days)
    other = invoice.seller.tax_currency if invoice.seller else ""
    is_other = bool(other and other != invoice.currency and invoice.tax_rate_used)
    return EInvoice(
        number=invoice.number or invoice.ref,
        code=CREDIT_NOTE if invoice.is_credit else INVOICE,
        issued_on=issued,
        due_on=None if invoice.is_credit else due,
        currency=invoice.currency,
        seller=seller,
        buyer=buyer,
        lines=tuple(_line(number, line, turn) for number, line in enumerate(lines, start=1)),
        taxes=tuple(_tax_line(sums)),
        allowances=tuple(_allowances(sums, invoice.discount_reason)),
        lines_total=sums.lines.amount,
        net=sums.net.amount,
        tax=sums.tax.amount,
        gross=sums.gross.amount,
        payable=sums.gross.amount,
        starts_on=invoice.starts_on,
        ends_on=invoice.ends_on,
        buyer_reference=invoice.buyer_reference,
        po_number=invoice.po_number or (invoice.contract.po_number if invoice.contract else ""),
        credits=invoice.credits.number if invoice.credits else "",
        note=invoice.note,
        terms=_terms(invoice, due),
        iban=invoice.seller.iban.replace(" ", "") if invoice.seller else "",
        bic=invoice.seller.bic if invoice.seller else "",
        tax_currency=other if is_other else "",
        tax_in_its_currency=_converted(sums.tax, invoice.tax_rate_used, other) if is_other else None,
    )


def _converted(tax: Money, rate: Decimal | None, currency: str) -> Decimal:
    return Money(tax.amount * (rate or Decimal(1)), currency).rounded().amount


def _terms(invoice: Invoice, due: date) -> str:
    if invoice.is_credit:
        return _("Set off against what is open, or paid out.")
    return _("Payable by %(day)s without deduction.") % {"day": day_said(due)}


def _tax(line: InvoiceLine) -> Tax:
    rate = line.tax_rate
    return Tax(rate.category, rate.percent, rate.reason) if rate else UNTAXED


def _line(number: int, line: InvoiceLine, turn: Decimal) -> ELine:
    """A discount is told apart where the line goes the invoice's way; one that is turned has it in its price."""
    tax, net = _tax(line), line.amount * turn
    is_told = bool(line.discount) and turn > 0 and line.quantity > 0
    is_plain = is_told or (not line.discount and turn > 0)
    return ELine(
        number=str(number),
        name=line.description,
        quantity=line.quantity if is_plain else Decimal(1).copy_sign(net),
        unit=line.unit or "C62",
        price=line.unit_price if is_plain else abs(net),
        net=net,
        category=tax.category,
        percent=tax.percent,
        discount=line.discount if is_told else Decimal(0),
        discount_reason=(line.discount_reason or _("Discount")) if is_told else "",
        starts_on=line.starts_on,
        ends_on=line.ends_on,
    )


def _tax_line(sums: InvoiceSums) -> list[TaxLine]:
    return [
        TaxLine(one.tax.category, one.tax.percent, one.base.amount, one.amount.amount, one.tax.reason)
        for one in sums.taxes
    ]


def _allowances(sums: InvoiceSums, reason: str) -> list[Allowance]:
    """The discount on all of it, one for each rate that bears a part of it."""
    return [
        Allowance(one.discount.amount, reason or _("Discount"), one.tax.category, one.tax.percent)
        for one in sums.taxes
        if one.discount
    ]


def _seller(seller: Seller) -> Party:
    address, house = seller_address(seller, company()), company()
    is_vat = seller.vat_id[:2].isalpha()
    tax_number = seller.tax_number or ("" if is_vat else seller.vat_id)
    return Party(
        name=seller.name,
        vat_id=seller.vat_id if is_vat else "",
        tax_number=tax_number,
        registration=seller.registration or ("" if is_vat else tax_number),
        street=address.street,
        city=address.city,
        postcode=address.postcode,
        region=address.region,
        country=address.country,
        email=seller.email or house.email,
    )


def _buyer(invoice: Invoice) -> Party:
    details = details_of(invoice.account)
    address = buyer_address(invoice.account, details)
    return Party(
        name=(details.name if details else "") or invoice.account.name,
        vat_id=details.vat_id if details and details.vat_id[:2].isalpha() else "",
        street=address.street,
        city=address.city,
        postcode=address.postcode,
        region=address.region,
        country=address.country,
        email=details.email if details else "",
    )


def _without_vat(who: Party) -> Party:
    """Outside the scope of tax neither side's VAT number stands on the invoice."""
    return Party(
        who.name, "", who.tax_number, who.registration or who.tax_number, who.street, who.city, who.postcode,
        who.region, who.country, who.email,
    )  # fmt: skip
