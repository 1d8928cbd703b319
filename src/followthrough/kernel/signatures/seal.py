"""Seal a PDF as PAdES: pages and evidence are appended to the exact bytes that were signed, nothing of them changes."""

# pyHanko takes about a second to import: this file is imported where a document is sealed or checked, never at start.
import io
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from asn1crypto import keys
from asn1crypto import x509 as asn1
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.serialization import pkcs12
from pyhanko.pdf_utils import content, embed, generic, layout
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields, signers
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.timestamps.common_utils import TimestampRequestError
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore

FIELD, EVIDENCE = "Seal", "evidence.json"
INHERITED = ("/Resources", "/MediaBox", "/CropBox", "/Rotate")
LEFT_BEHIND = ("/Parent", "/StructParents", "/Tabs", "/Annots", "/B")  # they point into the tree the page came from
LEFT, BOTTOM = 40, 54  # points: in line with the text of the certificate's page, clear of its foot
STAMP = (200, 56)  # points, the size of what the seal shows


class CannotSeal(Exception):
    """The file can't carry a seal; the text says why."""


@dataclass(frozen=True, slots=True)
class Wording:
    """What the seal says of itself: why, with which head of the evidence, and a page of PDF that shows it."""

    reason: str
    name: str
    shown: bytes | None = None  # a PDF of one page in the size of STAMP


def refuse_unsealable(pdf: bytes) -> int:
    """The number of pages of a PDF that can be sealed later. Raises CannotSeal."""
    try:
        reader = PdfFileReader(io.BytesIO(pdf), strict=False)
        pages = int(reader.root["/Pages"]["/Count"])
        if reader.encrypted:
            raise CannotSeal("it is locked with a password")
        if reader.embedded_signatures:
            raise CannotSeal("it carries a signature already, which more pages would break")
        IncrementalPdfFileWriter(io.BytesIO(pdf), strict=False)
    except (PdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError, IndexError) as problem:
        raise CannotSeal("it is no PDF that can be read to its end") from problem
    return pages


def sealed(
    pdf: bytes,
    *,
    pages: bytes,
    evidence: bytes,
    wording: Wording,
    key: tuple[bytes, bytes],
    at: datetime,
    stamper: TimeStamper | None = None,
) -> bytes:
    """The document with the certificate's pages and the evidence after it, under one seal that allows no change.

    The first `len(pdf)` bytes stay exactly those that were signed. `key` is a PKCS#12 with its password.
    Raises CannotSeal.
    """
    try:
        writer = IncrementalPdfFileWriter(io.BytesIO(pdf), strict=False)
        last = _appended(writer, pages)
        _attached(writer, evidence, at)
        box = (LEFT, BOTTOM, LEFT + STAMP[0], BOTTOM + STAMP[1])
        place = fields.SigFieldSpec(FIELD, on_page=last, box=box if wording.shown else None)
        out = signers.PdfSigner(
            signers.PdfSignatureMetadata(
                field_name=FIELD,
                subfilter=fields.SigSeedSubFilter.PADES,
                md_algorithm="sha256",
                reason=wording.reason,
                name=wording.name,
                certify=True,
                docmdp_permissions=fields.MDPPerm.NO_CHANGES,
            ),
            signer=_signer(*key),
            timestamper=stamper,
            stamp_style=_style(wording.shown) if wording.shown else None,
            new_field_spec=place,
        ).sign_pdf(writer)
    except (PdfError, ValueError, KeyError, TypeError, TimestampRequestError) as problem:
        raise CannotSeal(str(problem)) from problem
    return bytes(out.getbuffer())


def _signer(content: bytes, password: bytes) -> signers.SimpleSigner:
    found = pkcs12.load_pkcs12(content, password or None)
    if found.key is None or found.cert is None:
        raise CannotSeal("the certificate holds no key")
    chain = [found.cert.certificate, *(one.certificate for one in found.additional_certs)]
    own, *others = [asn1.Certificate.load(one.public_bytes(serialization.Encoding.DER)) for one in chain]
    store = SimpleCertificateStore()
    store.register_multiple(others)
    private = found.key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return signers.SimpleSigner(signing_cert=own, signing_key=keys.PrivateKeyInfo.load(private), cert_registry=store)


def _style(shown: bytes) -> StaticStampStyle:
    whole = layout.SimpleBoxLayoutRule(
        layout.AxisAlignment.ALIGN_MIN, layout.AxisAlignment.ALIGN_MIN, layout.Margins.uniform(0)
    )
    return StaticStampStyle(background=_Drawing(shown), border_width=0, background_layout=whole)


def _appended(writer: IncrementalPdfFileWriter, pages: bytes) -> int:
    """Put the pages of another PDF after the last; the number of the very last, counted from 0."""
    reader = PdfFileReader(io.BytesIO(pages))
    count = int(reader.root["/Pages"]["/Count"])
    found = generic.ArrayObject([_standing_alone(reader.find_page_for_modification(one)[0]) for one in range(count)])
    found.container_ref = reader.root.container_ref
    together: Any = writer.import_object(found)
    for page in together:  # all at once, so that they share their typefaces
        writer.insert_page(page)
    return int(writer.root["/Pages"]["/Count"]) - 1


def _standing_alone(ref: generic.IndirectObject) -> generic.DictionaryObject:
    page = ref.get_object()
    own = {name: page.raw_get(name) for name in page if name not in LEFT_BEHIND}
    return generic.DictionaryObject(_inherited(page) | own)


def _inherited(page: generic.DictionaryObject) -> dict[generic.NameObject, generic.PdfObject]:
    found: dict[generic.NameObject, generic.PdfObject] = {}
    above = page
    while "/Parent" in above:
        above = above["/Parent"]
        for name in INHERITED:
            if name in above:
                found.setdefault(generic.NameObject(name), above.raw_get(name))
    return found


def _attached(writer: IncrementalPdfFileWriter, evidence: bytes, at: datetime) -> None:
    params = embed.EmbeddedFileParams(creation_date=at, modification_date=at)
    held = embed.EmbeddedFileObject.from_file_data(writer, evidence, params=params, mime_type="application/json")
    spec = embed.FileSpec(
        file_spec_string=EVIDENCE,
        embedded_data=held,
        description="Who signed what, when and how they were known",
        af_relationship=generic.pdf_name("/Supplement"),
    )
    embed.embed_file(writer, spec)


class _Drawing(content.PdfContent):
    """A page of PDF as the picture of the seal; pyHanko's own import of a page reads files only."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.page = page

    def render(self) -> bytes:
        ref = self._ensure_writer.import_page_as_xobject(PdfFileReader(io.BytesIO(self.page)), page_ix=0)
        self.resources.xobject["/Drawn"] = ref
        left, bottom, right, top = ref.get_object()["/BBox"]
        self.box = layout.BoxConstraints(width=abs(right - left), height=abs(top - bottom))
        return b"/Drawn Do"
