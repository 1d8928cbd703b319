"""The words of files: read where they can be, and never at the price of anything else."""

import io
import zipfile

import pytest

from followthrough.kernel import clock
from followthrough.kernel.access.actor import SYSTEM
from followthrough.kernel.history.acting import acting
from followthrough.kernel.notes.actions import attach_content
from followthrough.kernel.notes.jobs import read_files
from followthrough.kernel.notes.texts import KEPT, text_of
from followthrough.kernel.search.finding import find
from tests import cast


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


@pytest.mark.django_db
def test_account_is_found_by_the_words_of_its_file():
    juniper = cast.account("Juniper")
    now = clock.now()
    with acting(SYSTEM, "arrange", surface="test", now=now):
        attach_content("accounts.account", juniper.pk, "plan.txt", [b"the zeppelin plan"], by=SYSTEM, now=now)
    assert find("zeppelin", SYSTEM) == []
    read_files()
    read_files()
    assert [(one.finds[0].record, one.finds[0].via.name) for one in find("zepplin plan", SYSTEM)] == [
        (juniper, "plan.txt")
    ]
