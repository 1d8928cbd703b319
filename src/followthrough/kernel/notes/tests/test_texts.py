"""The words of files: read where they can be, and never at the price of anything else."""

import io
import zipfile
import zlib

import pytest
import xlsxwriter

from followthrough.kernel import clock
from followthrough.kernel.access.actor import SYSTEM
from followthrough.kernel.history.acting import acting
from followthrough.kernel.notes.actions import attach_content
from followthrough.kernel.notes.apart import text_apart
from followthrough.kernel.notes.jobs import read_files
from followthrough.kernel.notes.texts import KEPT, text_of
from followthrough.kernel.search.finding import find
from tests import cast

pytestmark = pytest.mark.slow


def packed(**parts):
    """A packed document with these parts."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as whole:
        for name, text in parts.items():
            whole.writestr(name.replace("__", "/").replace("_xml", ".xml"), text)
    content.seek(0)
    return content


@pytest.mark.parametrize(
    ("name", "content", "text"),
    [
        ("a.txt", "Zéppelin\x00 drawing\n\n two".encode(), "Zéppelin drawing two"),
        ("a.csv", "Größe;1".encode("cp1252"), "Größe;1"),
        ("a.html", b"<p>Zep<b>pelin</b> &amp; co</p>", "Zep pelin & co"),
        ("a.exe", b"MZ", ""),
        ("noending", b"text", ""),
        ("a.docx", b"not a zip", ""),
    ],
)
def test_text_is_read_by_the_ending(name, content, text):
    assert text_of(name, io.BytesIO(content)) == text


def test_words_of_office_documents_are_whole_across_runs():
    document = "<w:p><w:r><w:t>Zep</w:t></w:r><w:r><w:t>pelin</w:t></w:r></w:p><w:p><w:t>two &lt;3</w:t></w:p>"
    assert text_of("a.docx", packed(word__document_xml=document, other_xml="not this")) == "Zeppelin two <3"
    assert text_of("a.XLSX", packed(xl__sharedStrings_xml="<si><t>Gate</t></si><si><t>valve</t></si>")) == "Gate valve"


def test_bomb_and_entities_cost_and_tell_nothing():
    bomb = packed(word__document_xml="<w:t>" + "a " * 20_000_000)
    assert len(text_of("a.docx", bomb)) <= KEPT
    entity = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><w:p>&e;</w:p>'
    assert "root:" not in text_of("a.docx", packed(word__document_xml=entity))


def pdf(page: bytes, kids: bytes = b"3 0 R"):
    """A PDF of one page."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[" + kids + b"]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(zlib.compress(page)), zlib.compress(page)),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    body, places = b"%PDF-1.7\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj%s endobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return body + b"xref\n0 6\n0000000000 65535 f \n%strailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        table,
        len(body),
    )


@pytest.fixture
def read(tmp_path):
    """Reads a content as the job does."""

    def words(name, content, **limits):
        path = tmp_path / "content"
        path.write_bytes(content)
        with path.open("rb") as stream:
            return text_apart(name, stream, **limits)

    return words


def test_words_of_pdf_and_workbooks_are_read_in_a_process_of_their_own(read):
    assert read("a.PDF", pdf(b"BT /F1 12 Tf 14 TL (Zeppelin) Tj T* (plan 7) Tj ET")) == "Zeppelin plan 7"
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"constant_memory": True}) as book:  # keeps its texts in the sheets themselves
        book.add_worksheet("Prices").write_row(0, 0, ["Gate valve", 4711, 0.5, True])
    assert read("a.xlsx", content.getvalue()) == "Prices Gate valve 4711 0.5 True"


@pytest.mark.parametrize(
    "hostile", [b"%PDF-1.7 nothing more", pdf(b"BT", kids=b"2 0 R")], ids=["cut off", "pages within themselves"]
)
def test_broken_pdf_has_no_words(read, hostile):
    assert read("a.pdf", hostile) == ""


@pytest.mark.slow
def test_file_that_takes_too_long_has_no_words(read):
    assert read("a.txt", b"zeppelin", patience=0.001) == ""
    assert read("a.txt", b"zeppelin") == "zeppelin"
    assert read("a.pdf", pdf(b"BT (a) Tj " + b"0 0 Td (b) Tj " * 1_000_000), seconds=1) == ""


@pytest.mark.django_db
def test_account_is_found_by_the_words_of_its_file():
    juniper = cast.account("Juniper")
    now = clock.now()
    with acting(SYSTEM, "arrange", surface="test", now=now):
        plan = pdf(b"BT /F1 12 Tf (the zeppelin plan) Tj ET")
        attach_content("accounts.account", juniper.pk, "drawing.pdf", [plan], by=SYSTEM, now=now)
    assert find("zeppelin", SYSTEM) == []
    read_files()
    read_files()
    assert [(one.finds[0].record, one.finds[0].via.name) for one in find("zepplin plan", SYSTEM)] == [
        (juniper, "drawing.pdf")
    ]
