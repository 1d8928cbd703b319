"""Invoices in UN/CEFACT CII read: Factur-X and ZUGFeRD of all profiles, those of 2013 too."""

from collections.abc import Iterator
from decimal import Decimal

from followthrough.serving.billing.rules.einvoice.finding import Found
from followthrough.serving.billing.rules.einvoice.values import Allowance, EInvoice, ELine, Party, TaxLine

UNECE = "urn:un:unece:uncefact:data:standard"
SPACES = {
    "rsm": f"{UNECE}:CrossIndustryInvoice:100",
    "ram": f"{UNECE}:ReusableAggregateBusinessInformationEntity:100",
    "udt": f"{UNECE}:UnqualifiedDataType:100",
}
OF_2013 = {  # ZUGFeRD 1.0
    "rsm": "urn:ferd:CrossIndustryDocument:invoice:1p0",
    "ram": f"{UNECE}:ReusableAggregateBusinessInformationEntity:12",
    "udt": f"{UNECE}:UnqualifiedDataType:15",
}
ZERO = Decimal(0)


def read_cii(root: Found) -> EInvoice:
    """All that an invoice says."""
    document = root.first("rsm:ExchangedDocument") or root.first("rsm:HeaderExchangedDocument") or root
    trade = root.first("rsm:SupplyChainTradeTransaction") or root.first("rsm:SpecifiedSupplyChainTradeTransaction")
    trade = trade or root
    agreement = _part(trade, "Agreement")
    settled = _part(trade, "Settlement")
    totals = _first(
        settled,
        "ram:SpecifiedTradeSettlementHeaderMonetarySummation",
        "ram:SpecifiedTradeSettlementMonetarySummation",
    )
    currency = settled.text("ram:InvoiceCurrencyCode")
    other = settled.text("ram:TaxCurrencyCode")
    taxes = tuple(_tax(one) for one in settled.all("ram:ApplicableTradeTax"))
    means = _first(settled, "ram:SpecifiedTradeSettlementPaymentMeans")
    gross = totals.amount("ram:GrandTotalAmount") or ZERO
    payable = totals.amount("ram:DuePayableAmount")
    return EInvoice(
        number=document.text("ram:ID"),
        code=document.text("ram:TypeCode"),
        issued_on=document.day("ram:IssueDateTime/udt:DateTimeString"),
        due_on=settled.day("ram:SpecifiedTradePaymentTerms/ram:DueDateDateTime/udt:DateTimeString"),
        currency=currency,
        tax_currency=other,
        tax_in_its_currency=_tax_total(totals, other) if other and other != currency else None,
        buyer_reference=agreement.text("ram:BuyerReference"),
        po_number=agreement.text(
            "ram:BuyerOrderReferencedDocument/ram:IssuerAssignedID", "ram:BuyerOrderReferencedDocument/ram:ID"
        ),
        credits=settled.text("ram:InvoiceReferencedDocument/ram:IssuerAssignedID"),
        note=document.text("ram:IncludedNote/ram:Content"),
        terms=settled.text("ram:SpecifiedTradePaymentTerms/ram:Description"),
        iban=means.text(
            "ram:PayeePartyCreditorFinancialAccount/ram:IBANID",
            "ram:PayeePartyCreditorFinancialAccount/ram:ProprietaryID",
        ),
        bic=means.text("ram:PayeeSpecifiedCreditorFinancialInstitution/ram:BICID"),
        starts_on=settled.day("ram:BillingSpecifiedPeriod/ram:StartDateTime/udt:DateTimeString"),
        ends_on=settled.day("ram:BillingSpecifiedPeriod/ram:EndDateTime/udt:DateTimeString"),
        seller=_party(agreement.first("ram:SellerTradeParty")),
        buyer=_party(agreement.first("ram:BuyerTradeParty")),
        lines=tuple(_line(one) for one in trade.all("ram:IncludedSupplyChainTradeLineItem") if _is_line(one)),
        allowances=tuple(_allowances(settled)),
        taxes=taxes,
        lines_total=totals.amount("ram:LineTotalAmount") or ZERO,
        net=totals.amount("ram:TaxBasisTotalAmount") or ZERO,
        tax=_tax_total(totals, currency) or ZERO,
        gross=gross,
        prepaid=totals.amount("ram:TotalPrepaidAmount") or ZERO,
        rounding=totals.amount("ram:RoundingAmount") or ZERO,
        payable=gross if payable is None else payable,
    )


def _first(above: Found, *paths: str) -> Found:
    """The first of these parts; where none is there a place with nothing in it."""
    for path in paths:
        found = above.first(path)
        if found is not None:
            return found
    return Found(above.element.makeelement("nothing"), above.spaces)


def _part(trade: Found, word: str) -> Found:
    return _first(trade, f"ram:ApplicableHeaderTrade{word}", f"ram:ApplicableSupplyChainTrade{word}")


def _tax_total(totals: Found, currency: str) -> Decimal | None:
    """The tax in a currency; a total that names none is in the invoice's own."""
    for one in totals.all("ram:TaxTotalAmount"):
        if one.element.get("currencyID", currency) == currency:
            return one.amount(".")
    return None


def _is_line(one: Found) -> bool:
    """Whether it has an amount of its own: older files hold notes among the lines."""
    return one.first("ram:SpecifiedTradeProduct") is not None


def _party(found: Found | None) -> Party:
    if found is None:
        return Party("")
    numbers = {
        one.attribute("ram:ID", "schemeID"): one.text("ram:ID") for one in found.all("ram:SpecifiedTaxRegistration")
    }
    return Party(
        name=found.text("ram:Name"),
        vat_id=numbers.pop("VA", ""),
        tax_number=numbers.pop("FC", ""),
        registration=found.text("ram:SpecifiedLegalOrganization/ram:ID"),
        street=found.text("ram:PostalTradeAddress/ram:LineOne"),
        city=found.text("ram:PostalTradeAddress/ram:CityName"),
        postcode=found.text("ram:PostalTradeAddress/ram:PostcodeCode"),
        region=found.text("ram:PostalTradeAddress/ram:CountrySubDivisionName"),
        country=found.text("ram:PostalTradeAddress/ram:CountryID"),
        email=found.text(
            "ram:DefinedTradeContact/ram:EmailURIUniversalCommunication/ram:URIID",
            "ram:URIUniversalCommunication/ram:URIID",
        ),
    )


def _allowances(settled: Found) -> Iterator[Allowance]:
    for one in settled.all("ram:SpecifiedTradeAllowanceCharge"):
        yield Allowance(
            amount=one.amount("ram:ActualAmount") or ZERO,
            reason=one.text("ram:Reason"),
            category=one.text("ram:CategoryTradeTax/ram:CategoryCode"),
            percent=one.amount(
                "ram:CategoryTradeTax/ram:RateApplicablePercent", "ram:CategoryTradeTax/ram:ApplicablePercent"
            )
            or ZERO,
            is_charge=_is_charge(one),
        )


def _is_charge(one: Found) -> bool:
    return one.text("ram:ChargeIndicator/udt:Indicator", "ram:ChargeIndicator") == "true"


def _tax(one: Found) -> TaxLine:
    return TaxLine(
        category=one.text("ram:CategoryCode"),
        percent=one.amount("ram:RateApplicablePercent", "ram:ApplicablePercent") or ZERO,
        base=one.amount("ram:BasisAmount") or ZERO,
        amount=one.amount("ram:CalculatedAmount") or ZERO,
        reason=one.text("ram:ExemptionReason"),
    )


def _line(one: Found) -> ELine:
    agreement = _first(one, "ram:SpecifiedLineTradeAgreement", "ram:SpecifiedSupplyChainTradeAgreement")
    delivery = _first(one, "ram:SpecifiedLineTradeDelivery", "ram:SpecifiedSupplyChainTradeDelivery")
    settled = _first(one, "ram:SpecifiedLineTradeSettlement", "ram:SpecifiedSupplyChainTradeSettlement")
    totals = _first(
        settled, "ram:SpecifiedTradeSettlementLineMonetarySummation", "ram:SpecifiedTradeSettlementMonetarySummation"
    )
    offs = [off for off in settled.all("ram:SpecifiedTradeAllowanceCharge") if not _is_charge(off)]
    tax = _first(settled, "ram:ApplicableTradeTax")
    return ELine(
        number=one.text("ram:AssociatedDocumentLineDocument/ram:LineID"),
        name=one.text("ram:SpecifiedTradeProduct/ram:Name"),
        quantity=delivery.amount("ram:BilledQuantity") or ZERO,
        unit=delivery.attribute("ram:BilledQuantity", "unitCode"),
        price=agreement.amount("ram:NetPriceProductTradePrice/ram:ChargeAmount") or ZERO,
        net=totals.amount("ram:LineTotalAmount") or ZERO,
        category=tax.text("ram:CategoryCode"),
        percent=tax.amount("ram:RateApplicablePercent", "ram:ApplicablePercent") or ZERO,
        discount=sum((off.amount("ram:ActualAmount") or ZERO for off in offs), ZERO),
        discount_reason=offs[0].text("ram:Reason") if offs else "",
        starts_on=settled.day("ram:BillingSpecifiedPeriod/ram:StartDateTime/udt:DateTimeString"),
        ends_on=settled.day("ram:BillingSpecifiedPeriod/ram:EndDateTime/udt:DateTimeString"),
    )
