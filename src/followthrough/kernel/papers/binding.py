"""Bind finished PDFs in behind a paper: one file, its pages numbered through, outline and tags kept."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override
from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject, StreamObject

from followthrough.kernel.papers.typesetting import plain_paper

FOOT = Path(__file__).parent / "foot.typ"
CLOSED = b"\nQ\n/Artifact BMC\nq /HouseFoot Do Q\nEMC\n"
CLAIMS = (b"pdfuaid:part", b"pdfaid:part", b"pdfaid:conformance")


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A PDF to bind in behind, and the name it has in outline and foot: "Terms of sale, edition 3"."""

    name: str
    content: bytes


def pages_in(content: bytes) -> int:
    """How many pages a PDF has; 0 for what is no PDF, is locked or broken, and so can't be bound in."""
    try:
        reader = PdfReader(BytesIO(content))
        return 0 if reader.is_encrypted else len(reader.pages)
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError):
        return 0  # pypdf checks little itself: these are what a broken file makes it stumble over


def bound(paper: bytes, enclosures: Sequence[Enclosure], *, language: str) -> bytes:
    """The paper with the enclosures behind it, each page saying what it is of and which of the whole it is.

    The paper counts them in its own foot (`more` of the look). With enclosures it no longer claims to be archivable
    and accessible throughout, since others made them.
    """
    if not enclosures:
        return paper
    writer = PdfWriter(clone_from=BytesIO(paper))
    own = len(writer.pages)
    starts = []
    for one in enclosures:
        starts.append(len(writer.pages))
        _append(writer, PdfReader(BytesIO(one.content)))
    _number(writer, own, _foots(enclosures, starts, len(writer.pages), language))
    for one, start in zip(enclosures, starts, strict=True):
        writer.add_outline_item(title=one.name, page_number=start)
    _claim_less(writer)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _append(writer: PdfWriter, reader: PdfReader) -> None:
    """Add all pages; scripts and forms stay behind, tags come along."""
    first = len(writer.pages)
    for page in reader.pages:
        writer.add_page(page)
    added = writer.pages[first:]
    for page in added:
        for name in ("/AA", "/Annots"):  # links of theirs may lead anywhere, and run things
            page.pop(name, None)
    root: Any = reader.trailer["/Root"]
    tree = root.get("/StructTreeRoot")
    if tree is not None:
        marks: list[Any] = [page.get("/StructParents") for page in reader.pages]  # which pypdf leaves behind
        _adopt(writer, tree.get_object().clone(writer), zip(added, marks, strict=True))


def _adopt(writer: PdfWriter, tree: Any, pages: Iterable[tuple[PageObject, Any]]) -> None:
    """Hang another file's tags behind ours; its marks get numbers that ours do not use."""
    ours: Any = writer._root_object["/StructTreeRoot"].get_object()
    parents = ours["/ParentTree"].get_object()
    known = _flat(parents)
    offset = max((number for number, _what in known), default=-1) + 1
    for page, mark in pages:
        if mark is not None:
            page[NameObject("/StructParents")] = NumberObject(int(mark) + offset)
    theirs = _flat(tree["/ParentTree"].get_object()) if "/ParentTree" in tree else []
    joined = [*known, *((number + offset, what) for number, what in theirs)]
    parents.clear()
    parents[NameObject("/Nums")] = ArrayObject(part for n, what in joined for part in (NumberObject(n), what))
    ours[NameObject("/ParentTreeNextKey")] = NumberObject(max((n for n, _what in joined), default=0) + 1)
    kids = tree.get("/K", ArrayObject())
    for kid in kids if isinstance(kids.get_object(), ArrayObject) else [kids]:
        kid.get_object()[NameObject("/P")] = ours.indirect_reference
        ours[NameObject("/K")] = ArrayObject([*_listed(ours.get("/K")), kid])
    roles = tree.get("/RoleMap")
    if roles is not None:
        mine = ours.setdefault(NameObject("/RoleMap"), DictionaryObject()).get_object()
        for role, standard in roles.get_object().items():
            mine.setdefault(role, standard)


def _listed(kids: Any) -> list[Any]:
    if kids is None:
        return []
    return list(kids.get_object()) if isinstance(kids.get_object(), ArrayObject) else [kids]


def _flat(tree: Any) -> list[tuple[int, Any]]:
    """The entries of a number tree, whatever its branches."""
    found: list[tuple[int, Any]] = []
    waiting, seen = [tree], 0
    while waiting and seen < 100_000:
        node = waiting.pop()
        seen += 1
        numbers = list(node.get("/Nums", ()))
        found += [(int(number), what) for number, what in zip(numbers[::2], numbers[1::2], strict=False)]
        waiting += [kid.get_object() for kid in node.get("/Kids", ())]
    return sorted(found, key=lambda entry: entry[0])


def _foots(enclosures: Sequence[Enclosure], starts: Sequence[int], whole: int, language: str) -> list[tuple[str, str]]:
    """What stands at the foot of each bound page: of what it is, and which page of the whole."""
    with override(language):
        page = _("Page {page} of {pages}")
    ends = [*starts[1:], whole]
    return [
        (one.name, page.format(page=number + 1, pages=whole))
        for one, start, end in zip(enclosures, starts, ends, strict=True)
        for number in range(start, end)
    ]


def _number(writer: PdfWriter, own: int, foots: list[tuple[str, str]]) -> None:
    """Put the foots onto the bound pages, as decoration that is not read aloud."""
    bound_in = writer.pages[own:]
    sizes = [(float(page.cropbox.width), float(page.cropbox.height)) for page in bound_in]
    pages = [
        {"width": width, "height": height, "left": left, "right": right}
        for (width, height), (left, right) in zip(sizes, foots, strict=True)
    ]
    overlay = PdfReader(BytesIO(plain_paper(FOOT, {"pages": pages})))
    opened, closed = (writer._add_object(_stream(data)) for data in (b"q\n", CLOSED))
    for page, foot in zip(bound_in, overlay.pages, strict=True):
        if page.rotation:
            page.transfer_rotation_to_content()
        _stamp(writer, page, foot, opened, closed)


def _stamp(writer: PdfWriter, page: PageObject, foot: PageObject, opened: Any, closed: Any) -> None:
    """Draw a foot over a page without reading what is on it, wherever its visible part begins."""
    drawn: Any = foot.get_contents()
    form = _stream(drawn.get_data())
    left, bottom = (NumberObject(int(side)) for side in (page.cropbox.left, page.cropbox.bottom))
    form.update(
        {
            NameObject("/Type"): NameObject("/XObject"),
            NameObject("/Subtype"): NameObject("/Form"),
            NameObject("/BBox"): ArrayObject(foot.mediabox),
            NameObject("/Matrix"): ArrayObject([*map(NumberObject, (1, 0, 0, 1)), left, bottom]),
            NameObject("/Resources"): foot["/Resources"].clone(writer),
        }
    )
    resources = DictionaryObject(page["/Resources"].get_object() if "/Resources" in page else {})  # type: ignore[arg-type]
    pictures = DictionaryObject(resources["/XObject"].get_object() if "/XObject" in resources else {})  # type: ignore[arg-type]
    pictures[NameObject("/HouseFoot")] = writer._add_object(form)
    resources[NameObject("/XObject")] = pictures
    page[NameObject("/Resources")] = resources
    before = _listed(page.raw_get("/Contents")) if "/Contents" in page else []
    page[NameObject("/Contents")] = ArrayObject([opened, *before, closed])


def _stream(data: bytes) -> StreamObject:
    made = StreamObject()
    made.set_data(data)
    return made


def _claim_less(writer: PdfWriter) -> None:
    """Take back what the paper alone could claim of itself."""
    metadata: Any = writer._root_object.get("/Metadata")
    if metadata is None:
        return
    stream = metadata.get_object()
    lines = stream.get_data()
    for claim in CLAIMS:
        begin = lines.find(b"<" + claim)
        end = lines.find(b"</" + claim + b">")
        if begin >= 0 and end >= 0:
            lines = lines[:begin] + lines[end + len(claim) + 3 :]
    plain = StreamObject()
    plain.update({NameObject("/Type"): NameObject("/Metadata"), NameObject("/Subtype"): NameObject("/XML")})
    plain.set_data(lines)
    writer._root_object[NameObject("/Metadata")] = writer._add_object(plain)
