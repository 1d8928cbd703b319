"""The invoice as a PDF that carries its electronic form: Factur-X, profile EN 16931."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from followthrough.kernel.countries import country_said
from followthrough.kernel.papers.typesetting import CannotTypeset, typeset
from followthrough.kernel.papers.wording import amount_said, amount_text, day_text, number_text
from followthrough.kernel.people.letterhead import letterhead
from followthrough.kernel.records.problems import Refused
from followthrough.serving.billing.models import Invoice
from followthrough.serving.billing.queries.content import einvoice_of, language_of
from followthrough.serving.billing.rules.einvoice import EInvoice, ELine, Party, written_cii

TEMPLATE = Path(__file__).parents[1] / "typeset" / "invoice.typ"


def invoice_pdf(invoice: Invoice) -> bytes:
    """The paper with the CII of the same values in it."""
    from followthrough.serving.billing.rules.einvoice.carrying import carried  # noqa: PLC0415 -- 30 MB that only electronic invoices need

    one, language = einvoice_of(invoice), language_of(invoice)
    at = invoice.handed_off_at or datetime.combine(one.issued_on or date(2000, 1, 1), datetime.min.time(), UTC)
    with override(language):
        told = told_of(one, language)
        try:
            paper = typeset(TEMPLATE, told, language=language, at=at)
        except CannotTypeset as problem:
            raise Refused(str(problem)) from problem
    return carried(paper, written_cii(one), title=told["title"], author=one.seller.name, language=language)


def told_of(one: EInvoice, language: str) -> dict[str, Any]:
    """What the template is filled with, in the present language."""
    title = (_("Credit note %(number)s") if one.is_credit else _("Invoice %(number)s")) % {"number": one.number}
    return {
        "house": letterhead(country=one.buyer.country),
        "title": title,
        "foot": one.number,
        "note": one.note,
        "sender": " · ".join(filter(None, [one.seller.name, one.seller.street, _place(one.seller)])),
        "buyer": {"name": one.buyer.name, "text": _address(one.buyer)},
        "numbers": [_pair(label, text) for label, text in _numbers(one, language) if text],
        "heads": [_("Line"), _("What"), _("Quantity"), _("Price each"), _("Tax, %"), _("Net")],
        "rows": [_row(line, one, language) for line in one.lines],
        "sums": [_pair(label, text) for label, text in _sums(one, language)],
        "reasons": [tax.reason for tax in one.taxes if tax.reason],
        "terms": [_pair(label, text) for label, text in _terms(one) if text],
    }


def _pair(label: str, text: str) -> dict[str, str]:
    return {"label": label, "text": text}


def _place(who: Party) -> str:
    return " ".join(part for part in (who.postcode, who.city) if part)


def _address(who: Party) -> str:
    number = _("VAT number %(number)s") % {"number": who.vat_id} if who.vat_id else ""
    return "\n".join(filter(None, [who.street, _place(who), who.region, country_said(who.country), number]))


def _numbers(one: EInvoice, language: str) -> Iterator[tuple[str, str]]:
    yield _("Number"), one.number
    yield _("Date"), day_text(one.issued_on, language) if one.issued_on else ""
    if one.starts_on and one.ends_on:
        yield _("For the days"), f"{day_text(one.starts_on, language)} – {day_text(one.ends_on, language)}"
    yield _("Your PO number"), one.po_number
    yield _("Your reference"), one.buyer_reference
    yield _("Credits invoice"), one.credits
    yield _("Our VAT number"), one.seller.vat_id
    yield _("Our tax number"), one.seller.tax_number


def _row(line: ELine, one: EInvoice, language: str) -> dict[str, Any]:
    notes = []
    if line.starts_on and line.ends_on and (line.starts_on, line.ends_on) != (one.starts_on, one.ends_on):
        notes.append(f"{day_text(line.starts_on, language)} – {day_text(line.ends_on, language)}")
    if line.discount:
        gaps = {"reason": line.discount_reason, "amount": amount_text(line.discount, one.currency, language)}
        notes.append(_("%(reason)s: %(amount)s off") % gaps)
    return {
        "number": line.number,
        "name": line.name,
        "notes": notes,
        "quantity": number_text(line.quantity, language),
        "price": amount_text(line.price, one.currency, language),
        "tax": number_text(line.percent, language) if line.category != "O" else "",
        "net": amount_text(line.net, one.currency, language),
    }


def _sums(one: EInvoice, language: str) -> Iterator[tuple[str, str]]:
    def money(amount: Decimal, currency: str = one.currency) -> str:
        return amount_said(amount, currency, language)

    if one.allowances:
        yield _("Sum of lines"), money(one.lines_total)
        yield one.allowances[0].reason, money(-one.allowed(charges=False))
    yield _("Net"), money(one.net)
    for tax in one.taxes:
        gaps = {"percent": number_text(tax.percent, language), "base": money(tax.base)}
        yield _("%(percent)s %% tax on %(base)s") % gaps, money(tax.amount)
    if one.tax_in_its_currency is not None:
        yield (
            _("Tax in %(currency)s") % {"currency": one.tax_currency},
            money(one.tax_in_its_currency, one.tax_currency),
        )
    yield (_("To your credit") if one.is_credit else _("To be paid")), money(one.payable)


def _terms(one: EInvoice) -> Iterator[tuple[str, str]]:
    yield _("Payment"), one.terms
    account = "\n".join(filter(None, [one.iban, one.bic]))
    yield _("To this account, with our number"), account if not one.is_credit else ""
