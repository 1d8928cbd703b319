"""Papers: accessible, the same everywhere, and never run by what stands in them."""

import os
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from followthrough.kernel.papers.typesetting import CannotTypeset, pictures, set_paper, typeset

SAMPLE = Path(__file__).parent / "sample.typ"
AT = datetime(2026, 11, 24, 9, tzinfo=UTC)
HOUSE = {
    "name": "Fathom & Vale",
    "address": ["1 Wharf Street", "Toledo"],
    "colour": "#3d4fcb",
    "legal_line": "",
    "logo": "",
    "paper": "a4",
    "country": "us",
}


def given(**more):
    return {"house": HOUSE, "title": "Proposal", "text": "Good day.", "rows": [["Valve", "1.00"]]} | more


def test_a_forked_child_says_that_it_can_set_nothing_instead_of_waiting_for_ever():
    typeset(SAMPLE, given(), language="en")
    child = os.fork()
    if child == 0:
        try:
            typeset(SAMPLE, given(), language="en")
        except RuntimeError:
            os._exit(7)
        finally:
            os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7


def words_of(content):
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages).split())


@pytest.mark.parametrize(("language", "foot"), [("en", "Page 1 of 1"), ("es", "Página 1 de 1")])
def test_a_paper_is_tagged_titled_and_in_its_language(language, foot):
    paper = set_paper(SAMPLE, given(), language=language)
    whole = PdfReader(BytesIO(paper.content))
    catalog = whole.trailer["/Root"]
    metadata = catalog["/Metadata"].get_object().get_data().decode()
    assert (paper.is_accessible, catalog["/MarkInfo"]["/Marked"], catalog["/Lang"]) == (True, True, f"{language}-US")
    assert ("<pdfuaid:part>1<" in metadata, "<pdfaid:part>2<" in metadata) == (True, True)
    assert (whole.metadata.title, whole.metadata.author) == ("Proposal", "Fathom & Vale")
    head, body = "F Fathom & Vale 1 Wharf Street Toledo", "Proposal Good day. What Total Valve 1.00"
    assert words_of(paper.content) == f"{head} {body} Fathom & Vale · Terms {foot}"


def test_what_people_type_is_shown_and_never_run():
    hostile = '#image("/etc/passwd") $x$ *b* _i_ `r` @ref <label> #sys.inputs \\ "q" {{ x }} ${7*7}'
    content = typeset(SAMPLE, given(text=hostile, title=hostile, rows=[[hostile, "1"]]), language="en")
    assert words_of(content).replace(" ", "").count(hostile.replace(" ", "")) == 3


def test_a_sign_no_typeface_has_costs_the_standard_and_not_the_paper():
    paper = set_paper(SAMPLE, given(text="Zażółć Ελλάδα Київ Việt 漢字"), language="en")
    assert (paper.is_accessible, "Zażółć Ελλάδα Київ Việt" in words_of(paper.content)) == (False, True)
    assert set_paper(SAMPLE, given(text="Zażółć Ελλάδα Київ Việt"), language="en").is_accessible


def test_the_same_data_give_the_same_bytes_at_the_same_moment():
    assert typeset(SAMPLE, given(), language="en", at=AT) == typeset(SAMPLE, given(), language="en", at=AT)


def test_rows_are_never_split_and_heads_repeat_on_every_page():
    rows = [[f"Valve {number}\nwith a second line", "1.00"] for number in range(90)]
    whole = PdfReader(BytesIO(typeset(SAMPLE, given(rows=rows), language="en")))
    pages = [page.extract_text() for page in whole.pages]
    assert [page.count("What") for page in pages] == [1] * len(pages)
    assert [page.count("Valve ") - page.count("with a second line") for page in pages] == [0] * len(pages)
    assert [f"Page {n} of {len(pages)}" in page for n, page in enumerate(pages, 1)] == [True] * len(pages)


@pytest.mark.parametrize(("size", "width"), [("a4", 595), ("us-letter", 612)])
def test_paper_is_as_large_as_the_house_says(size, width):
    whole = PdfReader(BytesIO(typeset(SAMPLE, given(house=HOUSE | {"paper": size}), language="en")))
    assert round(float(whole.pages[0].mediabox.width)) == width


def test_a_house_without_an_address_has_papers_too():
    assert words_of(typeset(SAMPLE, given(house=HOUSE | {"address": []}), language="en")).startswith(
        "F Fathom & Vale P"
    )


def test_pictures_are_those_of_the_pages():
    made = pictures(SAMPLE, given(), language="en", ppi=36)
    assert [picture[:8] for picture in made] == [b"\x89PNG\r\n\x1a\n"]


def test_a_template_reads_nothing_outside_its_folder_and_a_mistake_is_told_by_its_place(tmp_path, caplog):
    template = tmp_path / "bad.typ"
    template.write_text('= Head\n\n#read("/../../../etc/passwd")')
    with pytest.raises(CannotTypeset, match="could not be set"):
        typeset(template, given(), language="en")
    assert "bad.typ:3" in caplog.text
