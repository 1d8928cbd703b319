"""An electronic invoice written as UN/CEFACT Cross Industry Invoice, profile EN 16931: what Factur-X carries."""

from datetime import date
from decimal import Decimal

from lxml import etree

from followthrough.serving.billing.rules.einvoice.values import EInvoice, ELine, Party
from followthrough.serving.billing.rules.einvoice.writing import Writer, amount_text, closed, number_text

UNECE = "urn:un:unece:uncefact:data"
PROFILE = "urn:cen.eu:en16931:2017"
NO_PERCENT = "O"
SPACES: dict[str | None, str] = {
    "rsm": f"{UNECE}:standard:CrossIndustryInvoice:100",
    "ram": f"{UNECE}:standard:ReusableAggregateBusinessInformationEntity:100",
    "udt": f"{UNECE}:standard:UnqualifiedDataType:100",
    "qdt": f"{UNECE}:standard:QualifiedDataType:100",
}


def written_cii(one: EInvoice) -> bytes:
    """The XML of an invoice or credit note."""
    w = Writer(SPACES)
    root = w.root("rsm:CrossIndustryInvoice")
    context = w.add(root, "rsm:ExchangedDocumentContext")
    w.add(w.add(context, "ram:GuidelineSpecifiedDocumentContextParameter"), "ram:ID", PROFILE)
    document = w.add(root, "rsm:ExchangedDocument")
    w.add(document, "ram:ID", one.number)
    w.add(document, "ram:TypeCode", one.code)
    _day(w, document, "ram:IssueDateTime", one.issued_on)
    if one.note:
        w.add(w.add(document, "ram:IncludedNote"), "ram:Content", one.note)
    trade = w.add(root, "rsm:SupplyChainTradeTransaction")
    for line in one.lines:
        _line(w, trade, line)
    _agreement(w, w.add(trade, "ram:ApplicableHeaderTradeAgreement"), one)
    _delivery(w, w.add(trade, "ram:ApplicableHeaderTradeDelivery"), one)
    _settlement(w, w.add(trade, "ram:ApplicableHeaderTradeSettlement"), one)
    return closed(root)


def _line(w: Writer, trade: etree._Element, line: ELine) -> None:
    made = w.add(trade, "ram:IncludedSupplyChainTradeLineItem")
    w.add(w.add(made, "ram:AssociatedDocumentLineDocument"), "ram:LineID", line.number)
    w.add(w.add(made, "ram:SpecifiedTradeProduct"), "ram:Name", line.name)
    price = w.add(w.add(made, "ram:SpecifiedLineTradeAgreement"), "ram:NetPriceProductTradePrice")
    w.add(price, "ram:ChargeAmount", number_text(line.price))
    quantity = w.add(made, "ram:SpecifiedLineTradeDelivery")
    w.add(quantity, "ram:BilledQuantity", number_text(line.quantity), unitCode=line.unit)
    settled = w.add(made, "ram:SpecifiedLineTradeSettlement")
    _tax(w, w.add(settled, "ram:ApplicableTradeTax"), line.category, line.percent)
    _period(w, settled, line)
    if line.discount:
        off = w.add(settled, "ram:SpecifiedTradeAllowanceCharge")
        w.add(w.add(off, "ram:ChargeIndicator"), "udt:Indicator", "false")
        w.add(off, "ram:ActualAmount", amount_text(line.discount))
        w.add(off, "ram:Reason", line.discount_reason)
    total = w.add(settled, "ram:SpecifiedTradeSettlementLineMonetarySummation")
    w.add(total, "ram:LineTotalAmount", amount_text(line.net))


def _agreement(w: Writer, agreement: etree._Element, one: EInvoice) -> None:
    w.text(agreement, "ram:BuyerReference", one.buyer_reference)
    _party(w, w.add(agreement, "ram:SellerTradeParty"), one.seller, is_seller=True)
    _party(w, w.add(agreement, "ram:BuyerTradeParty"), one.buyer, is_seller=False)
    if one.po_number:
        order = w.add(agreement, "ram:BuyerOrderReferencedDocument")
        w.add(order, "ram:IssuerAssignedID", one.po_number)


def _party(w: Writer, party: etree._Element, who: Party, *, is_seller: bool) -> None:
    w.add(party, "ram:Name", who.name)
    if who.registration:
        w.add(w.add(party, "ram:SpecifiedLegalOrganization"), "ram:ID", who.registration)
    address = w.add(party, "ram:PostalTradeAddress")
    w.text(address, "ram:PostcodeCode", who.postcode)
    w.text(address, "ram:LineOne", who.street)
    w.text(address, "ram:CityName", who.city)
    w.add(address, "ram:CountryID", who.country)
    w.text(address, "ram:CountrySubDivisionName", who.region)
    if who.email:
        w.add(w.add(party, "ram:URIUniversalCommunication"), "ram:URIID", who.email, schemeID="EM")
    for number, scheme in ((who.vat_id, "VA"), (who.tax_number, "FC")):
        if number and (scheme == "VA" or is_seller):
            w.add(w.add(party, "ram:SpecifiedTaxRegistration"), "ram:ID", number, schemeID=scheme)


def _delivery(w: Writer, delivery: etree._Element, one: EInvoice) -> None:
    """The last day of what is billed; where goods within the Community go, which category K asks for."""
    if any(tax.category == "K" for tax in one.taxes):
        address = w.add(w.add(delivery, "ram:ShipToTradeParty"), "ram:PostalTradeAddress")
        w.add(address, "ram:CountryID", one.buyer.country)
    event = w.add(delivery, "ram:ActualDeliverySupplyChainEvent")
    _day(w, event, "ram:OccurrenceDateTime", one.ends_on or one.issued_on)


def _settlement(w: Writer, settled: etree._Element, one: EInvoice) -> None:
    if one.iban:
        w.add(settled, "ram:PaymentReference", one.number)
    w.text(settled, "ram:TaxCurrencyCode", one.tax_currency)
    w.add(settled, "ram:InvoiceCurrencyCode", one.currency)
    if one.iban:
        means = w.add(settled, "ram:SpecifiedTradeSettlementPaymentMeans")
        w.add(means, "ram:TypeCode", "30")
        is_iban = one.iban[:2].isalpha()
        account = w.add(means, "ram:PayeePartyCreditorFinancialAccount")
        w.add(account, "ram:IBANID" if is_iban else "ram:ProprietaryID", one.iban)
        if one.bic:
            w.add(w.add(means, "ram:PayeeSpecifiedCreditorFinancialInstitution"), "ram:BICID", one.bic)
    for tax in one.taxes:
        made = w.add(settled, "ram:ApplicableTradeTax")
        w.add(made, "ram:CalculatedAmount", amount_text(tax.amount))
        _tax(w, made, tax.category, tax.percent, base=tax.base, reason=tax.reason)
    _period(w, settled, one)
    for allowance in one.allowances:
        off = w.add(settled, "ram:SpecifiedTradeAllowanceCharge")
        w.add(w.add(off, "ram:ChargeIndicator"), "udt:Indicator", "true" if allowance.is_charge else "false")
        w.add(off, "ram:ActualAmount", amount_text(allowance.amount))
        w.add(off, "ram:Reason", allowance.reason)
        _tax(w, w.add(off, "ram:CategoryTradeTax"), allowance.category, allowance.percent)
    if one.terms or one.due_on:
        terms = w.add(settled, "ram:SpecifiedTradePaymentTerms")
        w.text(terms, "ram:Description", one.terms)
        if one.due_on:
            _day(w, terms, "ram:DueDateDateTime", one.due_on)
    _totals(w, w.add(settled, "ram:SpecifiedTradeSettlementHeaderMonetarySummation"), one)
    if one.credits:
        w.add(w.add(settled, "ram:InvoiceReferencedDocument"), "ram:IssuerAssignedID", one.credits)


def _totals(w: Writer, totals: etree._Element, one: EInvoice) -> None:
    w.add(totals, "ram:LineTotalAmount", amount_text(one.lines_total))
    for name, amount in (
        ("ChargeTotalAmount", one.allowed(charges=True)),
        ("AllowanceTotalAmount", one.allowed(charges=False)),
    ):
        if amount:
            w.add(totals, f"ram:{name}", amount_text(amount))
    w.add(totals, "ram:TaxBasisTotalAmount", amount_text(one.net))
    w.add(totals, "ram:TaxTotalAmount", amount_text(one.tax), currencyID=one.currency)
    if one.tax_currency and one.tax_in_its_currency is not None:
        w.add(totals, "ram:TaxTotalAmount", amount_text(one.tax_in_its_currency), currencyID=one.tax_currency)
    if one.rounding:
        w.add(totals, "ram:RoundingAmount", amount_text(one.rounding))
    w.add(totals, "ram:GrandTotalAmount", amount_text(one.gross))
    if one.prepaid:
        w.add(totals, "ram:TotalPrepaidAmount", amount_text(one.prepaid))
    w.add(totals, "ram:DuePayableAmount", amount_text(one.payable))


def _tax(
    w: Writer, made: etree._Element, category: str, percent: Decimal, *, base: Decimal | None = None, reason: str = ""
) -> None:
    w.add(made, "ram:TypeCode", "VAT")
    w.text(made, "ram:ExemptionReason", reason)
    if base is not None:
        w.add(made, "ram:BasisAmount", amount_text(base))
    w.add(made, "ram:CategoryCode", category)
    if category != NO_PERCENT:
        w.add(made, "ram:RateApplicablePercent", number_text(percent))


def _period(w: Writer, above: etree._Element, one: EInvoice | ELine) -> None:
    if one.starts_on or one.ends_on:
        period = w.add(above, "ram:BillingSpecifiedPeriod")
        for name, day in (("ram:StartDateTime", one.starts_on), ("ram:EndDateTime", one.ends_on)):
            if day:
                _day(w, period, name, day)


def _day(w: Writer, above: etree._Element, name: str, day: date | None) -> None:
    w.add(w.add(above, name), "udt:DateTimeString", f"{day:%Y%m%d}" if day else "", format="102")
