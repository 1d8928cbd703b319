"""A PDF that carries an electronic invoice: Factur-X put into it and taken out again."""

from io import BytesIO
from typing import Any

from facturx import generate_from_binary
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from followthrough.serving.billing.rules.einvoice.finding import Unreadable

NAMES = ("factur-x.xml", "zugferd-invoice.xml", "xrechnung.xml", "order-x.xml", "cii.xml")
MOST = 50  # attachments looked at


def carried(paper: bytes, xml: bytes, *, title: str, author: str, language: str) -> bytes:
    """The paper with the XML attached and declared as Factur-X in a PDF/A-3; the XML must fit its schema."""
    told = {"title": title, "author": author, "subject": title, "keywords": "Factur-X"}
    made: bytes = generate_from_binary(
        paper, xml, flavor="factur-x", level="en16931", check_xsd=True, pdf_metadata=told, lang=language
    )
    return made


def taken_out(pdf: bytes) -> bytes:
    """The XML of the invoice that a PDF carries. Raises Unreadable where there is none."""
    try:
        attached: Any = PdfReader(BytesIO(pdf)).attachments
        found = {name.lower(): files[0] for name, files in list(attached.items())[:MOST] if files}
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as problem:
        raise Unreadable("The PDF can't be read.") from problem
    for name in NAMES:
        if name in found:
            return bytes(found[name])
    xml = [content for name, content in found.items() if name.endswith(".xml")]
    if len(xml) != 1:
        raise Unreadable("The PDF carries no electronic invoice.")
    return bytes(xml[0])
