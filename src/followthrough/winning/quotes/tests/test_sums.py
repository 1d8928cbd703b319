"""What a quote comes to is the same on its page, its PDF, its workbook and for programs, whatever its lines are."""

import re
import zipfile
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from followthrough.cli.showing import described
from followthrough.foundation.taxes.models import TaxRate
from followthrough.kernel.downloads.jobs import make_download
from followthrough.kernel.downloads.models import Download
from followthrough.kernel.records.registry import type_of
from followthrough.values.currency import minor_units
from followthrough.values.tiers import Tier, TieredPrice, TierMode
from followthrough.winning.pipeline.models import Line, Opportunity
from followthrough.winning.pipeline.tests.deals import deal, usual_pipeline
from followthrough.winning.quotes.models import Quote
from followthrough.winning.quotes.queries.sheet import AMOUNT, MARGIN
from tests import cast
from tests.callers import Caller

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
D = Decimal


@pytest.fixture
def ada(client):
    person = cast.person("Ada Admin", "admin", reach="all")
    client.force_login(person, backend="followthrough.kernel.people.backend.PersonBackend")
    return person


@pytest.fixture
def program(ada):
    return Caller(ada)


def offered(rows, currency="USD", discount="0"):
    """A quote with these lines, each as somebody who types it would get it."""
    usual_pipeline()
    opportunity = deal(name="Pumps", account=cast.account("Juniper"), currency=currency, discount=D(discount))
    for row in rows:
        cast.made(Line, opportunity=opportunity, **row)
    return cast.made(Quote, opportunity=opportunity, account=opportunity.account)


def figures(text):
    """The number in some words: "$1,234.50", "−3.000"."""
    found = re.search(r"[-−]?[\d,]+(?:\.\d+)?", text.replace("\xa0", " "))
    return D(found[0].replace(",", "").replace("−", "-"))


def of_page(client, quote):
    page = client.get(f"/quotes/{quote.ref}/").content.decode()
    sums = page.partition('id="quote-totals"')[2].partition("</dl>")[0]
    rows = re.findall(r"<dt[^>]*>(.*?)</dt><dd[^>]*>(.*?)</dd>", sums)
    return {name: figures(amount) for name, amount in rows if "not" not in amount}


def of_pdf(client, quote):
    content = client.get(f"/quotes/{quote.ref}/proposal.pdf").content
    words = " ".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)
    total = re.search(r"Total, (?:US dollars|Japanese yen|Kuwaiti dinars) ([\d,.]+)", " ".join(words.split()))
    assert total, words[-400:]
    return figures(total[1])


def of_sheet(client, quote, asked=""):
    content = client.get(f"/quotes/{quote.ref}/quote.xlsx{asked}").content
    return openpyxl.load_workbook(BytesIO(content)).worksheets[0]


def sums_of(sheet):
    found = [(row[2].value, row[AMOUNT].value) for row in sheet.iter_rows(min_row=2) if row[0].value is None]
    return {name: D(repr(amount)) for name, amount in found if amount is not None}


def test_a_workbook_has_typed_cells_a_frozen_head_and_no_formula(client, ada):
    quote = offered(
        [
            {"description": "Pumps", "is_heading": True},
            {"description": "=1+1", "quantity": D(3), "unit_price": D("4.85"), "discount": D(10), "cost": D(2)},
            {"description": "Coating", "unit_price": D(400), "is_optional": True, "is_chosen": False, "cost": D(1)},
        ]
    )
    sheet = of_sheet(client, quote)
    cells = {cell.coordinate: cell.value for row in sheet.iter_rows(min_row=2, max_row=4) for cell in row}
    assert sheet.freeze_panes == "A2"
    assert (cells["C2"], cells["C3"], cells["D3"], cells["F3"], cells["H3"]) == ("Pumps", "=1+1", 3, 4.85, 4.37)
    assert (sheet["C3"].data_type, sheet["O3"].number_format) == ("s", '#,##0.00 "USD"')
    assert (cells["O3"], cells["M3"], cells["L4"], cells["M4"]) == (13.11, True, "Option", False)
    assert sums_of(sheet)["Total"] == D("13.11") and sheet.max_column == 17
    inside = of_sheet(client, quote, "?margin=1")
    assert [inside.cell(3, MARGIN).value, inside.cell(3, MARGIN + 1).value] == [6, 7.11]
    assert [row[MARGIN].value for row in inside.iter_rows(min_row=6)][-1] == 7.11


def test_margin_is_in_no_workbook_of_those_who_may_not_see_it(client):
    quote = offered([{"description": "Pump", "unit_price": D(10), "cost": D(4)}])
    reader = cast.person("Ron Rep", "rep", reach="all")
    client.force_login(reader, backend="followthrough.kernel.people.backend.PersonBackend")
    assert client.get(f"/quotes/{quote.ref}/quote.xlsx?margin=1").status_code == 403
    assert of_sheet(client, quote).max_column == 17
    read = Caller(reader).get(f"/quotes/{quote.ref}").body
    assert (read["sums"]["net"], "margin" in read["sums"]) == ("10.00", False)


def test_programs_read_lines_and_sums_of_a_quote(ada):
    ohio = cast.made(TaxRate, name="Sales tax", percent=D("7.25"))
    quote = offered([{"description": "Pump", "unit_price": D(10), "quantity": D(3), "tax": ohio, "cost": D(4)}])
    read = Caller(ada).get(f"/quotes/{quote.ref}").body
    assert [(one["description"], one["amount"]) for one in read["lines"]] == [("Pump", "30")]
    assert [read["sums"][name] for name in ("net", "tax", "total", "margin")] == ["30.00", "2.18", "32.18", "18.00"]
    assert read["sums"]["taxes"] == [{"name": "Sales tax", "percent": "7.25", "base": "30.00", "amount": "2.18"}]
    shown = described(type_of(Quote), quote, cast.as_actor(ada), history=False).values
    assert (shown["lines"], shown["sums"]) == (read["lines"], read["sums"])


PRICES = st.decimals("0.01", "999", places=2)
TIERS = st.builds(
    lambda mode, prices: TieredPrice.of(prices[0], [Tier(D(10), prices[1]), Tier(D(100), prices[2])], mode).stored(),
    st.sampled_from(list(TierMode)),
    st.lists(PRICES, min_size=3, max_size=3),
)
ROWS = st.fixed_dictionaries(
    {
        "quantity": st.decimals("0.5", "400", places=1),
        "unit_price": PRICES,
        "discount": st.sampled_from([D(0), D("7.5"), D("33.33")]),
        "charge": st.sampled_from(["once", "month", "year"]),
        "periods": st.sampled_from([1, 12]),
        "tax": st.sampled_from(["", "7.25", "21", "0"]),
        "option": st.sampled_from(["", "taken", "left"]),
        "tiers": st.one_of(st.just({}), TIERS),
    }
)


NOT_TAKEN = {
    "quantity": D(2),
    "unit_price": D("4.86"),
    "discount": D(0),
    "charge": "once",
    "periods": 1,
    "tax": "",
    "option": "left",
    "tiers": {},
}


@pytest.mark.slow
@example([NOT_TAKEN], "5", "USD")
@given(
    st.lists(ROWS, min_size=1, max_size=6), st.sampled_from(["0", "5", "12.34"]), st.sampled_from(["USD", "JPY", "KWD"])
)
@settings(
    max_examples=10,
    phases=[Phase.explicit, Phase.generate],
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_page_pdf_workbook_and_programs_say_the_same_to_the_cent(client, program, rows, discount, currency):
    rates = {name: TaxRate.objects.filter(name=f"Tax {name}").first() for name in ("7.25", "21", "0")}
    rates = {
        n: rate or cast.made(TaxRate, name=f"Tax {n}", percent=D(n), category="S" if D(n) else "Z")
        for n, rate in rates.items()
    }
    lines = [
        {**row, "description": f"Part {n}", "tax": rates.get(row["tax"]), "is_optional": bool(row["option"]),
         "is_chosen": row["option"] != "left"}
        for n, row in enumerate(rows)
    ]  # fmt: skip
    for line in lines:
        line.pop("option")
    quote = offered(lines, currency, discount)
    read = program.get(f"/quotes/{quote.ref}").body
    net, tax, total = (D(read["sums"][name]) for name in ("net", "tax", "total"))
    page, sheet = of_page(client, quote), sums_of(of_sheet(client, quote))
    assert (page["Total"], of_pdf(client, quote)) == (total, total)
    assert (sheet["Net"], sheet["Tax"], sheet["Total"]) == (net, tax, total)
    assert page.get("Net", total) == net
    assert (
        net
        == sum(D(one["total"]) for one in read["sums"]["charges"])
        == Opportunity.objects.get(pk=quote.opportunity_id).amount
    )
    assert -total.as_tuple().exponent == minor_units(currency)


def test_many_proposals_come_in_one_zip_for_whoever_asked(client, ada, settings, tmp_path):
    settings.FILES_ROOT = tmp_path
    first, second, _third = (offered([{"description": "Pump", "unit_price": D(n)}]) for n in (10, 20, 30))
    address = f"/quotes/export.zip?ref={first.ref},{second.ref}"
    assert b"Make the ZIP" in client.get(address).content and not Download.objects.exists()
    client.post(address, {"idempotency_key": "k1"})
    made = Download.objects.get()
    make_download(str(made.key))
    made.refresh_from_db()
    assert (made.state, made.done, made.total) == ("done", 2, 2)
    answer = client.get(f"/downloads/{made.key}/file")
    with zipfile.ZipFile(BytesIO(answer.getvalue())) as archive:
        names, papers = archive.namelist(), [archive.read(name)[:5] for name in archive.namelist()]
    assert (answer["Content-Type"], names) == ("application/zip", [f"{first.ref}-1.pdf", f"{second.ref}-1.pdf"])
    assert papers == [b"%PDF-", b"%PDF-"]
    assert client.get("/accounts/export.zip").status_code == 404
