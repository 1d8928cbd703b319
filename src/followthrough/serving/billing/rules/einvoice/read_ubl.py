"""Invoices and credit notes in UBL 2.1, read."""

from collections.abc import Iterator
from decimal import Decimal

from followthrough.serving.billing.rules.einvoice.finding import Found
from followthrough.serving.billing.rules.einvoice.values import Allowance, EInvoice, ELine, Party, TaxLine

OASIS = "urn:oasis:names:specification:ubl:schema:xsd"
SPACES = {"cac": f"{OASIS}:CommonAggregateComponents-2", "cbc": f"{OASIS}:CommonBasicComponents-2"}
ZERO = Decimal(0)


def read_ubl(root: Found) -> EInvoice:
    """All that an invoice or a credit note says."""
    currency = root.text("cbc:DocumentCurrencyCode")
    totals = root.first("cac:LegalMonetaryTotal") or root
    own = [one for one in root.all("cac:TaxTotal") if _is_in(one, currency)]
    other = root.text("cbc:TaxCurrencyCode")
    other_tax = next((one.amount("cbc:TaxAmount") for one in root.all("cac:TaxTotal") if _is_in(one, other)), None)
    is_other = bool(other) and other != currency
    return EInvoice(
        number=root.text("cbc:ID"),
        code=root.text("cbc:InvoiceTypeCode", "cbc:CreditNoteTypeCode"),
        issued_on=root.day("cbc:IssueDate"),
        due_on=root.day("cbc:DueDate", "cac:PaymentMeans/cbc:PaymentDueDate"),
        currency=currency,
        tax_currency=other,
        tax_in_its_currency=other_tax if is_other else None,
        buyer_reference=root.text("cbc:BuyerReference"),
        po_number=root.text("cac:OrderReference/cbc:ID"),
        credits=root.text("cac:BillingReference/cac:InvoiceDocumentReference/cbc:ID"),
        note=root.text("cbc:Note"),
        terms=root.text("cac:PaymentTerms/cbc:Note"),
        iban=root.text("cac:PaymentMeans/cac:PayeeFinancialAccount/cbc:ID"),
        bic=root.text("cac:PaymentMeans/cac:PayeeFinancialAccount/cac:FinancialInstitutionBranch/cbc:ID"),
        starts_on=root.day("cac:InvoicePeriod/cbc:StartDate"),
        ends_on=root.day("cac:InvoicePeriod/cbc:EndDate"),
        seller=_party(root.first("cac:AccountingSupplierParty/cac:Party")),
        buyer=_party(root.first("cac:AccountingCustomerParty/cac:Party")),
        lines=tuple(_line(one) for path in ("cac:InvoiceLine", "cac:CreditNoteLine") for one in root.all(path)),
        allowances=tuple(_allowances(root)),
        taxes=tuple(_tax(part) for one in own for part in one.all("cac:TaxSubtotal")),
        lines_total=totals.amount("cbc:LineExtensionAmount") or ZERO,
        net=totals.amount("cbc:TaxExclusiveAmount") or ZERO,
        tax=sum((one.amount("cbc:TaxAmount") or ZERO for one in own), ZERO),
        gross=totals.amount("cbc:TaxInclusiveAmount") or ZERO,
        prepaid=totals.amount("cbc:PrepaidAmount") or ZERO,
        rounding=totals.amount("cbc:PayableRoundingAmount") or ZERO,
        payable=totals.amount("cbc:PayableAmount") or ZERO,
    )


def _is_in(total: Found, currency: str) -> bool:
    return total.attribute("cbc:TaxAmount", "currencyID") == currency


def _party(found: Found | None) -> Party:
    if found is None:
        return Party("")
    numbers = {one.text("cac:TaxScheme/cbc:ID"): one.text("cbc:CompanyID") for one in found.all("cac:PartyTaxScheme")}
    return Party(
        name=found.text("cac:PartyLegalEntity/cbc:RegistrationName", "cac:PartyName/cbc:Name"),
        vat_id=numbers.pop("VAT", ""),
        tax_number=next(iter(numbers.values()), ""),
        registration=found.text("cac:PartyLegalEntity/cbc:CompanyID"),
        street=found.text("cac:PostalAddress/cbc:StreetName"),
        city=found.text("cac:PostalAddress/cbc:CityName"),
        postcode=found.text("cac:PostalAddress/cbc:PostalZone"),
        region=found.text("cac:PostalAddress/cbc:CountrySubentity"),
        country=found.text("cac:PostalAddress/cac:Country/cbc:IdentificationCode"),
        email=found.text("cac:Contact/cbc:ElectronicMail", "cbc:EndpointID"),
    )


def _allowances(root: Found) -> Iterator[Allowance]:
    for one in root.all("cac:AllowanceCharge"):
        yield Allowance(
            amount=one.amount("cbc:Amount") or ZERO,
            reason=one.text("cbc:AllowanceChargeReason"),
            category=one.text("cac:TaxCategory/cbc:ID"),
            percent=one.amount("cac:TaxCategory/cbc:Percent") or ZERO,
            is_charge=one.text("cbc:ChargeIndicator") == "true",
        )


def _tax(one: Found) -> TaxLine:
    return TaxLine(
        category=one.text("cac:TaxCategory/cbc:ID"),
        percent=one.amount("cac:TaxCategory/cbc:Percent") or ZERO,
        base=one.amount("cbc:TaxableAmount") or ZERO,
        amount=one.amount("cbc:TaxAmount") or ZERO,
        reason=one.text("cac:TaxCategory/cbc:TaxExemptionReason"),
    )


def _line(one: Found) -> ELine:
    quantity = "cbc:InvoicedQuantity" if one.first("cbc:InvoicedQuantity") else "cbc:CreditedQuantity"
    offs = [off for off in one.all("cac:AllowanceCharge") if off.text("cbc:ChargeIndicator") != "true"]
    return ELine(
        number=one.text("cbc:ID"),
        name=one.text("cac:Item/cbc:Name"),
        quantity=one.amount(quantity) or ZERO,
        unit=one.attribute(quantity, "unitCode"),
        price=one.amount("cac:Price/cbc:PriceAmount") or ZERO,
        net=one.amount("cbc:LineExtensionAmount") or ZERO,
        category=one.text("cac:Item/cac:ClassifiedTaxCategory/cbc:ID"),
        percent=one.amount("cac:Item/cac:ClassifiedTaxCategory/cbc:Percent") or ZERO,
        discount=sum((off.amount("cbc:Amount") or ZERO for off in offs), ZERO),
        discount_reason=offs[0].text("cbc:AllowanceChargeReason") if offs else "",
        starts_on=one.day("cac:InvoicePeriod/cbc:StartDate"),
        ends_on=one.day("cac:InvoicePeriod/cbc:EndDate"),
    )
