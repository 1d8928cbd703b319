"""What a contract and an invoice come to is the same on the page, on paper, in the workbook and for programs."""

import re
from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.test import Client
from pypdf import PdfReader

from followthrough.foundation.documents.models import DocumentVersion
from followthrough.foundation.documents.queries.versions import content_of
from followthrough.kernel.people.models import User
from followthrough.serving.billing.tests import bills
from followthrough.winning.contracts.models import Contract
from followthrough.winning.contracts.tests import agreements
from tests import cast
from tests.callers import Caller

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def figure(words: str) -> Decimal:
    """The first number in some words: "$1,234.50"."""
    found = re.search(r"[\d,]+(?:\.\d+)?", words)
    assert found, words
    return Decimal(found[0].replace(",", ""))


def head(page: str, label: str) -> Decimal:
    """A figure in the head of a record's page."""
    return figure(page.partition(f"<dt>{label}</dt>")[2].partition("</dd>")[0].partition(">")[2])


def paper(content: bytes) -> str:
    """The words of a PDF."""
    return " ".join(" ".join(one.extract_text() for one in PdfReader(BytesIO(content)).pages).split())


def column(content: bytes, name: str) -> list[Decimal]:
    """The numbers of a column of a downloaded list."""
    rows = list(openpyxl.load_workbook(BytesIO(content)).worksheets[0].iter_rows(values_only=True))
    place = next(row for row in rows if name in row).index(name)
    return [Decimal(repr(row[place])) for row in rows if isinstance(row[place], int | float)]


@pytest.fixture
def maya() -> Any:
    """A manager, their browser and their program."""
    by = agreements.desk()
    person, client = User.objects.get(pk=by.user_id), Client()
    client.force_login(person)
    return by, client, Caller(person)


def test_a_contract_comes_to_the_same_everywhere(maya: Any) -> None:
    by, client, program = maya
    contract = agreements.drafted()
    agreements.line(contract, "Desk", "333.33", quantity=Decimal(3), discount=Decimal("12.5"), charged="year")
    yearly = Decimal("12874.98")
    assert Decimal(program.get(f"/contracts/{contract.ref}/on").body["yearly"]) == yearly
    lines = program.get(f"/contract-lines?contract={contract.ref}").body["items"]
    assert sum(Decimal(one["amount"]["amount"]) for one in lines) == yearly
    page = client.get(f"/contracts/{contract.ref}/").content.decode()
    assert head(page, "A year") == round(yearly)  # heads of pages say no cents above a thousand
    table = page.partition('id="panel-lines"')[2].partition("</table>")[0]
    assert sum(figure(row) for row in re.findall(r'<td class="num">([^<]*)</td></tr>', table)) == yearly
    book = client.get(f"/contract-lines/export.xlsx?contract={contract.ref}").getvalue()
    assert sum(column(book, "Amount")) == yearly
    cast.does(by, Contract, "print", contract)
    text = paper(content_of(DocumentVersion.objects.latest("pk")))
    assert figure(text.partition("A year: ")[2]) == yearly


def test_an_invoice_comes_to_the_same_everywhere(maya: Any) -> None:
    by, client, program = maya
    bills.house()
    invoice = bills.handed_off(by, bills.invoice(bills.customer(), "333.33", "19.99", "0.05"))
    sums = {"net": Decimal("353.37"), "tax": Decimal("67.14"), "gross": Decimal("420.51")}
    read = program.get(f"/invoices/{invoice.ref}").body
    assert {name: Decimal(read[name]["amount"]) for name in sums} == sums
    page = client.get(f"/invoices/{invoice.ref}/").content.decode()
    assert [head(page, name) for name in ("Net", "Tax", "Total", "Open")] == [*sums.values(), sums["gross"]]
    text = paper(client.get(f"/invoices/{invoice.ref}/invoice.pdf").content).partition("Net 1 Line 1")[2]
    assert [figure(text.partition(words)[2]) for words in (" Net ", "tax on 353.37 USD ", "To be paid ")] == [
        *sums.values()
    ]
    book = client.get("/invoices/export.xlsx").getvalue()
    assert (column(book, "Total"), column(book, "Open")) == ([sums["gross"]], [sums["gross"]])
