"""An electronic invoice written as UBL 2.1: Invoice, or CreditNote for what gives money back."""

from decimal import Decimal

from lxml import etree

from followthrough.serving.billing.rules.einvoice.values import EInvoice, ELine, Party
from followthrough.serving.billing.rules.einvoice.writing import Writer, amount_text, closed, day_text, number_text

OASIS = "urn:oasis:names:specification:ubl:schema:xsd"
CUSTOMIZATION = "urn:cen.eu:en16931:2017"
NO_PERCENT = "O"


def written_ubl(one: EInvoice) -> bytes:
    """The XML of an invoice or credit note."""
    word = "CreditNote" if one.is_credit else "Invoice"
    w = Writer(
        {
            None: f"{OASIS}:{word}-2",
            "cac": f"{OASIS}:CommonAggregateComponents-2",
            "cbc": f"{OASIS}:CommonBasicComponents-2",
        }
    )
    root = w.root(word)
    _head(w, root, one, word)
    _party(w, w.add(root, "cac:AccountingSupplierParty"), one.seller, one)
    _party(w, w.add(root, "cac:AccountingCustomerParty"), one.buyer, one)
    _delivery(w, root, one)
    _payment(w, root, one)
    _allowances(w, root, one)
    _taxes(w, root, one)
    _totals(w, root, one)
    for line in one.lines:
        _line(w, root, line, one, word)
    return closed(root)


def _head(w: Writer, root: etree._Element, one: EInvoice, word: str) -> None:
    w.add(root, "cbc:CustomizationID", CUSTOMIZATION)
    w.add(root, "cbc:ID", one.number)
    w.add(root, "cbc:IssueDate", day_text(one.issued_on))
    if word == "Invoice":
        w.text(root, "cbc:DueDate", day_text(one.due_on))
    w.add(root, f"cbc:{word}TypeCode", one.code)
    w.text(root, "cbc:Note", one.note)
    w.add(root, "cbc:DocumentCurrencyCode", one.currency)
    w.text(root, "cbc:TaxCurrencyCode", one.tax_currency)
    w.text(root, "cbc:BuyerReference", one.buyer_reference)
    _period(w, root, one)
    if one.po_number:
        w.add(w.add(root, "cac:OrderReference"), "cbc:ID", one.po_number)
    if one.credits:
        reference = w.add(w.add(root, "cac:BillingReference"), "cac:InvoiceDocumentReference")
        w.add(reference, "cbc:ID", one.credits)


def _period(w: Writer, above: etree._Element, one: EInvoice | ELine) -> None:
    if one.starts_on or one.ends_on:
        period = w.add(above, "cac:InvoicePeriod")
        w.text(period, "cbc:StartDate", day_text(one.starts_on))
        w.text(period, "cbc:EndDate", day_text(one.ends_on))


def _party(w: Writer, above: etree._Element, who: Party, one: EInvoice) -> None:
    party = w.add(above, "cac:Party")
    w.text(party, "cbc:EndpointID", who.email, schemeID="EM")
    w.add(w.add(party, "cac:PartyName"), "cbc:Name", who.name)
    address = w.add(party, "cac:PostalAddress")
    w.text(address, "cbc:StreetName", who.street)
    w.text(address, "cbc:CityName", who.city)
    w.text(address, "cbc:PostalZone", who.postcode)
    w.text(address, "cbc:CountrySubentity", who.region)
    w.add(w.add(address, "cac:Country"), "cbc:IdentificationCode", who.country)
    for number, scheme in ((who.vat_id, "VAT"), (who.tax_number, "FC")):
        if number and (scheme == "VAT" or who is one.seller):
            tax = w.add(party, "cac:PartyTaxScheme")
            w.add(tax, "cbc:CompanyID", number)
            w.add(w.add(tax, "cac:TaxScheme"), "cbc:ID", scheme)
    legal = w.add(party, "cac:PartyLegalEntity")
    w.add(legal, "cbc:RegistrationName", who.name)
    w.text(legal, "cbc:CompanyID", who.registration)


def _delivery(w: Writer, root: etree._Element, one: EInvoice) -> None:
    """The last day of what is billed; where goods within the Community go, which category K asks for."""
    delivery = w.add(root, "cac:Delivery")
    w.text(delivery, "cbc:ActualDeliveryDate", day_text(one.ends_on or one.issued_on))
    if any(tax.category == "K" for tax in one.taxes):
        country = w.add(w.add(w.add(delivery, "cac:DeliveryLocation"), "cac:Address"), "cac:Country")
        w.add(country, "cbc:IdentificationCode", one.buyer.country)


def _payment(w: Writer, root: etree._Element, one: EInvoice) -> None:
    if one.iban:
        means = w.add(root, "cac:PaymentMeans")
        w.add(means, "cbc:PaymentMeansCode", "30")
        w.add(means, "cbc:PaymentID", one.number)
        account = w.add(means, "cac:PayeeFinancialAccount")
        w.add(account, "cbc:ID", one.iban)
        if one.bic:
            w.add(w.add(account, "cac:FinancialInstitutionBranch"), "cbc:ID", one.bic)
    if one.terms:
        w.add(w.add(root, "cac:PaymentTerms"), "cbc:Note", one.terms)


def _allowances(w: Writer, root: etree._Element, one: EInvoice) -> None:
    for allowance in one.allowances:
        made = w.add(root, "cac:AllowanceCharge")
        w.add(made, "cbc:ChargeIndicator", "true" if allowance.is_charge else "false")
        w.add(made, "cbc:AllowanceChargeReason", allowance.reason)
        _amount(w, made, "cbc:Amount", allowance.amount, one.currency)
        _category(w, made, "cac:TaxCategory", allowance.category, allowance.percent)


def _taxes(w: Writer, root: etree._Element, one: EInvoice) -> None:
    total = w.add(root, "cac:TaxTotal")
    _amount(w, total, "cbc:TaxAmount", one.tax, one.currency)
    for tax in one.taxes:
        part = w.add(total, "cac:TaxSubtotal")
        _amount(w, part, "cbc:TaxableAmount", tax.base, one.currency)
        _amount(w, part, "cbc:TaxAmount", tax.amount, one.currency)
        _category(w, part, "cac:TaxCategory", tax.category, tax.percent, tax.reason)
    if one.tax_currency and one.tax_in_its_currency is not None:
        _amount(w, w.add(root, "cac:TaxTotal"), "cbc:TaxAmount", one.tax_in_its_currency, one.tax_currency)


def _totals(w: Writer, root: etree._Element, one: EInvoice) -> None:
    totals = w.add(root, "cac:LegalMonetaryTotal")
    _amount(w, totals, "cbc:LineExtensionAmount", one.lines_total, one.currency)
    _amount(w, totals, "cbc:TaxExclusiveAmount", one.net, one.currency)
    _amount(w, totals, "cbc:TaxInclusiveAmount", one.gross, one.currency)
    for name, amount in (
        ("AllowanceTotalAmount", one.allowed(charges=False)),
        ("ChargeTotalAmount", one.allowed(charges=True)),
        ("PrepaidAmount", one.prepaid),
        ("PayableRoundingAmount", one.rounding),
    ):
        if amount:
            _amount(w, totals, f"cbc:{name}", amount, one.currency)
    _amount(w, totals, "cbc:PayableAmount", one.payable, one.currency)


def _line(w: Writer, root: etree._Element, line: ELine, one: EInvoice, word: str) -> None:
    made = w.add(root, f"cac:{word}Line")
    w.add(made, "cbc:ID", line.number)
    quantity = "cbc:CreditedQuantity" if word == "CreditNote" else "cbc:InvoicedQuantity"
    w.add(made, quantity, number_text(line.quantity), unitCode=line.unit)
    _amount(w, made, "cbc:LineExtensionAmount", line.net, one.currency)
    _period(w, made, line)
    if line.discount:
        off = w.add(made, "cac:AllowanceCharge")
        w.add(off, "cbc:ChargeIndicator", "false")
        w.add(off, "cbc:AllowanceChargeReason", line.discount_reason)
        _amount(w, off, "cbc:Amount", line.discount, one.currency)
    item = w.add(made, "cac:Item")
    w.add(item, "cbc:Name", line.name)
    _category(w, item, "cac:ClassifiedTaxCategory", line.category, line.percent)
    w.add(w.add(made, "cac:Price"), "cbc:PriceAmount", number_text(line.price), currencyID=one.currency)


def _category(w: Writer, above: etree._Element, name: str, category: str, percent: Decimal, reason: str = "") -> None:
    made = w.add(above, name)
    w.add(made, "cbc:ID", category)
    if category != NO_PERCENT:
        w.add(made, "cbc:Percent", number_text(percent))
    w.text(made, "cbc:TaxExemptionReason", reason)
    w.add(w.add(made, "cac:TaxScheme"), "cbc:ID", "VAT")


def _amount(w: Writer, above: etree._Element, name: str, amount: Decimal, currency: str) -> None:
    w.add(above, name, amount_text(amount), currencyID=currency)
