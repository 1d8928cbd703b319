"""Every shape of invoice of ours passes the official rules, as UBL and as CII, and reads back as it was written."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from followthrough.foundation.accounts.models import Account
from followthrough.foundation.taxes.models import TaxRate
from followthrough.kernel.people.models import Company
from followthrough.serving.billing.models import BillingDetails, Invoice, InvoiceLine, Seller
from followthrough.serving.billing.queries.content import assembled
from followthrough.serving.billing.rules.einvoice import EInvoice, Unreadable, read_einvoice, written_cii, written_ubl
from followthrough.serving.billing.rules.einvoice.official import broken_rules, misplaced
from followthrough.serving.billing.rules.totals import line_net
from followthrough.values.money import Money
from tests import cast

pytestmark = pytest.mark.slow

CENTS = st.integers(1, 10_000_000).map(lambda cents: Decimal(cents).scaleb(-2))
DISCOUNT = st.sampled_from([Decimal(0), Decimal(0), Decimal("0.2"), Decimal("0.333")])
SHAPE: dict[str, Any] = {
    "lines": [("S19", Decimal("100.00"), 20, Decimal("0.2"), False), ("S7", Decimal("9.99"), 10, Decimal(0), False)],
    "off": Decimal("0.1"),
    "is_credit": False,
    "tax_currency": "",
    "currency": "EUR",
}
RATES = {
    "S19": ("S", "19"),
    "S7": ("S", "7"),
    "Z": ("Z", "0"),
    "E": ("E", "0"),
    "AE": ("AE", "0"),
    "K": ("K", "0"),
    "G": ("G", "0"),
    "O": ("O", "0"),
}


@pytest.fixture
def parties(db: None) -> tuple[Seller, Account]:
    """Both sides with all that any tax asks for."""
    cast.made(Company, name="Meridian", city="Cleveland", country="US")
    told = {"street": "Gartenweg 3", "postcode": "10115", "city": "Berlin", "country": "DE", "iban": "DE893704004405"}
    seller = cast.made(Seller, name="Meridian GmbH", vat_id="DE123456789", registration="HRB 1", bic="COBADEFF", **told)
    account = cast.account(
        "Juniper & <Söhne> S.p.A.", street="Via Roma 1", city="Milano", postcode="20100", country="IT"
    )
    cast.made(BillingDetails, account=account, vat_id="IT12345678901", email="fatture@example.com")
    return seller, account


@st.composite
def shapes(draw: Any) -> dict[str, Any]:
    """An invoice of any shape: rates, discounts on lines and all of it, corrections, credit notes, two currencies."""
    kinds = draw(st.sampled_from([["O"], ["S19"], [key for key in RATES if key != "O"]]))
    lines = draw(
        st.lists(st.tuples(st.sampled_from(kinds), CENTS, st.integers(1, 9999), DISCOUNT), min_size=1, max_size=4)
    )
    back = draw(st.lists(st.booleans(), min_size=4, max_size=4))
    return {
        "lines": [
            (*line, is_back and number > 0) for number, (line, is_back) in enumerate(zip(lines, back, strict=False))
        ],
        "off": draw(DISCOUNT),
        "is_credit": draw(st.booleans()),
        "tax_currency": draw(st.sampled_from(["", "CZK"])),
        "currency": draw(st.sampled_from(["EUR", "USD", "JPY"])),
    }


def made(shape: dict[str, Any], seller: Seller, account: Account) -> EInvoice:
    """What such an invoice says."""
    currency, way = shape["currency"], Decimal(-1 if shape["is_credit"] else 1)
    lines = []
    for key, price, thousandths, off, is_back in shape["lines"]:
        category, percent = RATES[key]
        rate = TaxRate(category=category, percent=Decimal(percent), reason="" if category in "SZ" else "Article 138")
        quantity = Decimal(thousandths).scaleb(-1) * way * (-1 if is_back else 1)
        whole = line_net(abs(quantity), price, Decimal(0), currency).amount
        discount = Money(whole * off, currency).rounded().amount if quantity > 0 else Decimal(0)
        amount = line_net(quantity, price, discount, currency).amount
        line = InvoiceLine(description=f"Line & <{key}>", quantity=quantity, unit_price=price, discount=discount)
        line.amount, line.tax_rate = amount, rate
        line.starts_on, line.ends_on = date(2026, 2, 1), date(2027, 1, 31)
        lines.append(line)
    total = sum((abs(line.amount) for line in lines), Decimal(0))
    seller.tax_currency = shape["tax_currency"]
    invoice = Invoice(
        kind="credit_note" if shape["is_credit"] else "invoice",
        number="INV-2026-00001",
        account=account,
        seller=seller,
        currency=currency,
        issued_on=date(2026, 11, 24),
        due_on=date(2026, 12, 24),
        buyer_reference="04011000-12345-03",
        po_number="PO-4711",
        discount=Money(total * shape["off"] * way, currency).rounded().amount,
        tax_rate_used=Decimal("24.31"),
        note="Thank you\x00",
    )
    return assembled(invoice, lines)


@pytest.mark.slow
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(shape=shapes())
def test_every_shape_of_invoice_passes_the_official_rules_and_reads_back(
    shape: dict[str, Any], parties: tuple[Seller, Account]
) -> None:
    one = made(shape, *parties)
    for content in (written_ubl(one), written_cii(one)):
        assert (misplaced(content), broken_rules(content)) == ([], [])
        back = read_einvoice(content)
        assert (back.number, back.code, back.net, back.tax, back.gross, back.payable) == (
            one.number, one.code, one.net, one.tax, one.gross, one.payable,
        )  # fmt: skip
        assert (back.taxes, back.lines, back.allowances) == (one.taxes, one.lines, one.allowances)
        assert (back.seller.vat_id, back.buyer.name, back.tax_in_its_currency) == (
            one.seller.vat_id, one.buyer.name, one.tax_in_its_currency,
        )  # fmt: skip
    assert EInvoice.from_stored(one.stored()) == one


def test_the_official_rules_find_what_is_wrong(parties: tuple[Seller, Account]) -> None:
    one = made(SHAPE, *parties)
    assert [broken_rules(written(one)) for written in (written_ubl, written_cii)] == [[], []]
    wrong = replace(one, gross=one.gross + 1, payable=one.payable + 1)
    nobody = replace(one, buyer=replace(one.buyer, country=""))
    for written in (written_ubl, written_cii):
        assert "BR-CO-15" in {found.rule for found in broken_rules(written(wrong))}
        assert "BR-11" in {found.rule for found in broken_rules(written(nobody))}


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    "harm",
    [
        f'<!DOCTYPE Invoice [<!ENTITY l0 "ha">{LAUGHS}]><Invoice>&l9;</Invoice>',
        '<!DOCTYPE Invoice [<!ENTITY x SYSTEM "file:///etc/passwd">]><Invoice>&x;</Invoice>',
        '<!DOCTYPE Invoice SYSTEM "http://127.0.0.1:9/x.dtd"><Invoice/>',
        "<Invoice>" * 600,
        "",
        "\x00\x01",
        "<Order/>",
    ],
)
def test_what_is_built_to_harm_is_refused(harm: str) -> None:
    for content in (harm.encode(), harm.encode("utf-16")):
        with pytest.raises(Unreadable):
            read_einvoice(content)
