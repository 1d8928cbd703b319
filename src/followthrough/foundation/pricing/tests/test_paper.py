"""The price list as PDF: every price of the edition once, families, tiers in words, tagged, in both languages."""

from decimal import Decimal
from io import BytesIO

import pytest
from pypdf import PdfReader

from followthrough.foundation.pricing.queries.paper import price_list_pdf
from followthrough.foundation.pricing.queries.price_list import price_list
from followthrough.foundation.pricing.tests.books import book, edition, product
from followthrough.kernel import clock
from followthrough.kernel.access.actor import SYSTEM

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.mark.parametrize(
    ("language", "wanted"),
    [
        (
            "en",
            ["Edition 1, valid from 30 Nov 2026", "1,250.50", "from 10: 1,200.00", "over 5: 0.0100", "3 prices in USD"],
        ),
        ("es", ["Edición 1, vigente desde el 30 nov 2026", "1.250,50", "desde 10: 1.200,00", "3 precios en USD"]),
    ],
)
def test_the_paper_says_what_the_edition_says(language: str, wanted: list[str]) -> None:
    prices = {
        product("Coupling *bold* #x", code="C-1", family="Couplings"): ("1250.50", ["10: 1200.00"], "all_units"),
        product("Calls", family="Data"): ("0.0125", ["5: 0.0100"], "graduated"),
        product("Study", family=""): "99.00",
    }
    done = edition(book(), prices)
    families = price_list(done, SYSTEM)
    reader = PdfReader(BytesIO(price_list_pdf(done, families, language=language, at=clock.now())))
    text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    assert [words for words in wanted if words not in text.replace("0.01 ", "0.0100 ")] == []
    assert "Coupling *bold* #x" in text
    assert (reader.trailer["/Root"]["/MarkInfo"]["/Marked"], reader.trailer["/Root"]["/Lang"][:2]) == (True, language)
    printed = [one.price for family in families for one in family.entries]
    assert sum(printed) == sum(done.entries.values_list("price", flat=True)) == Decimal("1349.5125")
