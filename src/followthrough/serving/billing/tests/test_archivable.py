"""What of PDF/A-3 and Factur-X can be shown by the file's own structure, of an invoice as it is handed out."""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from lxml import etree
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject

from followthrough.serving.billing.queries.paper import invoice_pdf
from followthrough.serving.billing.tests import bills

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
FORBIDDEN = {"/JavaScript", "/JS", "/Launch", "/Sound", "/Movie", "/ResetForm", "/ImportData", "/AA", "/OpenAction"}
NEITHER_LZW_NOR_CRYPT = {"/LZWDecode", "/Crypt"}


def test_what_the_file_itself_shows_of_pdf_a_3_and_factur_x() -> None:
    fay = bills.finance()
    bills.house()
    one = bills.handed_off(fay, bills.invoice(bills.customer(), "100", "33.33", po_number="№ Ω 42 ż"))
    content = invoice_pdf(one)
    reader = PdfReader(BytesIO(content), strict=True)
    assert re.match(rb"%PDF-1\.[4-7]", content)
    claims_and_metadata_agree(reader)
    colours_fonts_and_streams_stand_in_the_file(reader)
    the_invoice_says_what_it_is_to_the_paper(reader)


def objects(reader: PdfReader) -> Iterator[Any]:
    """Every object of the file."""
    for number in range(1, reader.trailer["/Size"]):
        yield reader.get_object(IndirectObject(number, 0, reader))


def dictionaries(one: Any, depth: int = 0) -> Iterator[DictionaryObject]:
    """An object's own dictionaries, those of other objects left out."""
    if isinstance(one, DictionaryObject):
        yield one
        for value in one.values():
            yield from dictionaries(value, depth + 1) if not isinstance(value, IndirectObject) else ()
    elif isinstance(one, ArrayObject):
        for value in one:
            yield from dictionaries(value, depth + 1) if not isinstance(value, IndirectObject) else ()


def claims_and_metadata_agree(reader: PdfReader) -> None:
    """It says what it is, and both kinds of its metadata say the same."""
    stream = reader.root_object["/Metadata"].get_object()
    xmp = etree.tostring(etree.fromstring(stream.get_data())).decode()
    assert (stream["/Type"], stream["/Subtype"]) == ("/Metadata", "/XML")
    told = dict(re.findall(r"<(pdfaid:part|pdfaid:conformance|fx:\w+)>([^<]*)<", xmp))
    assert told == {
        "pdfaid:part": "3",
        "pdfaid:conformance": told["pdfaid:conformance"],
        "fx:DocumentType": "INVOICE",
        "fx:DocumentFileName": "factur-x.xml",
        "fx:Version": told["fx:Version"],
        "fx:ConformanceLevel": "EN 16931",
    }
    assert told["pdfaid:conformance"] in ("A", "B", "U")
    assert "urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#" in xmp  # its own words are described in the file
    assert "pdfaExtension:schemas" in xmp
    assert reader.metadata is not None
    assert reader.metadata.title and reader.metadata.title in xmp
    assert reader.trailer["/ID"]
    assert not reader.is_encrypted


def colours_fonts_and_streams_stand_in_the_file(reader: PdfReader) -> None:
    """Nothing it is shown with lies elsewhere, nothing in it acts."""
    (intent,) = [one.get_object() for one in reader.root_object["/OutputIntents"]]
    profile = intent["/DestOutputProfile"].get_object()
    assert (intent["/S"], profile["/N"]) == ("/GTS_PDFA1", 3)
    assert profile.get_data()[36:40] == b"acsp"  # an ICC profile
    fonts = [d for one in objects(reader) for d in dictionaries(one) if d.get("/Type") == "/FontDescriptor"]
    assert fonts
    assert all(any(f"/FontFile{kind}" in one for kind in ("", "2", "3")) for one in fonts)
    used = [d for one in objects(reader) for d in dictionaries(one) if d.get("/Type") == "/Font"]
    assert all("/ToUnicode" in one or one["/Subtype"].startswith("/CIDFont") for one in used)
    streams = [one for one in objects(reader) if isinstance(one, StreamObject)]
    filters = {name for one in streams for name in _named(one.get("/Filter"))}
    assert filters.isdisjoint(NEITHER_LZW_NOR_CRYPT)
    assert not any("/F" in one for one in streams)  # no stream lies outside
    keys = {key for one in objects(reader) for d in dictionaries(one) for key in (*d, *_named(d.get("/S")))}
    assert keys.isdisjoint(FORBIDDEN)
    assert reader.root_object["/MarkInfo"]["/Marked"] == True  # noqa: E712 -- pypdf's own boolean
    assert "/StructTreeRoot" in reader.root_object
    assert reader.root_object["/Lang"]


def _named(value: Any) -> list[str]:
    if value is None:
        return []
    return [str(one) for one in value] if isinstance(value, ArrayObject) else [str(value)]


def the_invoice_says_what_it_is_to_the_paper(reader: PdfReader) -> None:
    """The XML is associated with the paper by the names the norm asks for."""
    (spec,) = [one.get_object() for one in reader.root_object["/AF"]]
    assert (spec["/Type"], spec["/F"], spec["/UF"]) == ("/Filespec", "factur-x.xml", "factur-x.xml")
    assert spec["/AFRelationship"] in ("/Data", "/Alternative")
    assert spec["/Desc"]
    file = spec["/EF"]["/F"].get_object()
    assert (file["/Type"], file["/Subtype"]) == ("/EmbeddedFile", "/text/xml")
    assert file["/Params"]["/ModDate"]
    names = reader.root_object["/Names"]["/EmbeddedFiles"]["/Names"]
    assert [str(one) for one in names[::2]] == ["factur-x.xml"]
    assert b"CrossIndustryInvoice" in file.get_data()
