"""The pages of billing show what is there, lead to the rows behind each figure, and hand out the papers."""

import re
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from pypdf import PdfReader

from followthrough.kernel.people.models import User
from followthrough.serving.billing.models import Invoice, Payment, ReceivedInvoice
from followthrough.serving.billing.rules.einvoice import read_einvoice
from followthrough.serving.billing.rules.einvoice.carrying import taken_out
from followthrough.serving.billing.tests import bills
from followthrough.winning.contracts.tests import agreements
from followthrough.winning.renewals.models import Renewal
from tests import cast
from tests.callers import Caller

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def desk() -> Any:
    """A manager with a contract of which one invoice is with accounting, one a draft, and one lacks something."""
    by = agreements.desk()
    bills.house()
    contract = bills.contract(by, billing="half_year_before")
    first, second = bills.drafts(contract)
    bills.handed_off(by, first)
    bare = bills.invoice(cast.account("Nowhere Ltd"), "10")
    client = Client()
    client.force_login(User.objects.get(pk=by.user_id))
    return client, contract, Invoice.objects.get(pk=first.pk), second, bare


def test_the_week_says_what_is_to_hand_off_and_what_is_missing(desk: Any) -> None:
    client, _contract, first, second, _bare = desk
    page = client.get("/billing/").content.decode()
    assert f"/invoices/{second.ref}/" in page and "complete" in page
    assert "Nowhere Ltd has no full address" in page
    assert first.number in page


def test_figures_lead_to_their_rows(desk: Any) -> None:
    client, contract, first, _second, _bare = desk
    owed = client.get("/billing/owed/").content.decode()
    assert "$7,140.00" in owed
    tied = client.get(f"/contracts/{contract.ref}/tie-out").content.decode()
    assert f"/invoices/?contract={contract.ref}" in tied and "$6,000.00" in tied
    leaks = client.get("/billing/leaks/").content.decode()
    assert "Every contract ties out." in leaks or contract.name in leaks
    for address in ("/billing/owed.xlsx", "/billing/leaks.xlsx", f"/contracts/{contract.ref}/tie-out.xlsx"):
        assert client.get(address).content[:2] == b"PK"
    account = client.get(f"/accounts/{first.account.ref}/").content.decode()
    assert "$7,140.00" in account and "statement.pdf" in account


def test_a_renewal_tells_what_was_invoiced_and_paid(desk: Any) -> None:
    client, contract, first, _second, _bare = desk
    renewal = cast.made(Renewal, contract=contract)
    paid = {"account": first.account.ref, "amount": "1140", "paid_on": "2026-11-20", "reference": first.number}
    cast.does(bills.finance(), Payment, "create", **paid)
    page = client.get(f"/renewals/{renewal.ref}/").content.decode()
    told = dict(re.findall(r"<dt>(Invoiced|Paid|Open|Overdue)</dt><dd[^>]*><a[^>]*>([^<]+)</a>", page))
    assert told == {"Invoiced": "$7,140.00", "Paid": "$1,140.00", "Open": "$6,000.00"}


@pytest.mark.slow
def test_the_paper_carries_the_invoice_and_is_received_again(desk: Any) -> None:
    client, _contract, first, _second, _bare = desk
    pdf = client.get(f"/invoices/{first.ref}/invoice.pdf").content
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    assert first.number in text and "7,140.00 USD" in text and "Juniper Process Controls" in text
    assert b"PDF/A" in pdf or b"pdfaid" in PdfReader(BytesIO(pdf)).root_object["/Metadata"].get_data()
    inside = read_einvoice(taken_out(pdf))
    assert (inside.number, inside.gross) == (first.number, Decimal(7140))
    for name in ("ubl.xml", "cii.xml"):
        assert read_einvoice(client.get(f"/invoices/{first.ref}/{name}").content).gross == Decimal(7140)
    fay = bills.finance()
    outcome = cast.does(fay, ReceivedInvoice, "upload", file=ContentFile(pdf, name="theirs.pdf"))
    one = ReceivedInvoice.objects.get(ref=outcome.ref)
    assert (one.form, one.number, one.gross, one.broken) == ("Factur-X", first.number, Decimal(7140), [])
    again = cast.does(fay, ReceivedInvoice, "upload", file=ContentFile(pdf, name="again.pdf"))
    assert again.ref == outcome.ref
    statement = client.get(f"/accounts/{first.account.ref}/statement.pdf").content
    assert "7,140.00 USD" in PdfReader(BytesIO(statement)).pages[0].extract_text()


def test_the_api_takes_a_payment_once_however_often_it_is_sent(desk: Any) -> None:
    _client, _contract, first, _second, _bare = desk
    caller = Caller(cast.person("Fay Ledger", "finance"))
    body = {"paid_on": "2026-11-20", "amount": "7140", "reference": first.number, "bank_ref": "TX-9"}
    answers = [caller.post("/payments", body, Idempotency_Key="once") for _n in range(2)]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].body == answers[1].body
    assert Invoice.objects.get(pk=first.pk).state == "paid"
