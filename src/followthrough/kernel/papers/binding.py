"""Bind finished PDFs in behind a paper: one file, its pages numbered through, outline and tags kept."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override
from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject, NumberObject, StreamObject

from followthrough.kernel.papers.appending import FIRST, PAGES, PART, Prepared, appended, new_writer, reference, written
from followthrough.kernel.papers.typesetting import plain_paper

FOOT = Path(__file__).parent / "foot.typ"
CLOSED = b"\nQ\n/Artifact BMC\nq /HouseFoot Do Q\nEMC\n"
USUAL = 8 * 1024 * 1024  # bytes of enclosures that are worth keeping ready
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
    reader = PdfReader(BytesIO(paper))
    own = int(reader.root_object["/Pages"].get_object()["/Count"])  # type: ignore[index]
    is_usual = sum(len(one.content) for one in enclosures) <= USUAL
    prepared = (_kept if is_usual else _prepared)(tuple(enclosures), own, language)
    return appended(paper, reader, prepared, _claiming_less(reader))


def _prepared(enclosures: tuple[Enclosure, ...], own: int, language: str) -> Prepared:
    """The pages with their feet, behind a paper of so many pages."""
    writer, starts, tags = new_writer(), [], _Tags()
    for one in enclosures:
        starts.append(len(writer.pages))
        _append(writer, PdfReader(BytesIO(one.content)), tags)
    whole = own + len(writer.pages)
    _number(writer, _foots(enclosures, [own + start for start in starts], whole, language))
    body, places = written(writer)
    return Prepared(
        body=body,
        places=places,
        kids=tuple(page.indirect_reference.idnum for page in writer.pages if page.indirect_reference),
        marks=tuple(tags.marks),
        elements=tuple(tags.elements),
        roles=tags.roles,
        starts=tuple((one.name, start) for one, start in zip(enclosures, starts, strict=True)),
    )


_kept = lru_cache(maxsize=8)(_prepared)  # the same pack goes behind one quote after another


@dataclass(slots=True)
class _Tags:
    """What the tags of several documents have come to so far."""

    marks: list[tuple[int, int]] = field(default_factory=list)
    elements: list[int] = field(default_factory=list)
    roles: dict[str, str] = field(default_factory=dict)


def _append(writer: PdfWriter, reader: PdfReader, tags: _Tags) -> None:
    """Add all pages; scripts and forms stay behind, tags come along."""
    first = len(writer.pages)
    for page in reader.pages:
        writer.add_page(page)
    added = writer.pages[first:]
    for page in added:
        page[NameObject("/Parent")] = reference(PAGES)
        for name in ("/AA", "/Annots"):  # links of theirs may lead anywhere, and run things
            page.pop(name, None)
    root: Any = reader.trailer["/Root"]
    tree = root.get("/StructTreeRoot")
    if tree is not None:
        marks: list[Any] = [page.get("/StructParents") for page in reader.pages]  # which pypdf leaves behind
        _adopt(writer, tree.get_object().clone(writer), zip(added, marks, strict=True), tags)


def _adopt(writer: PdfWriter, tree: Any, pages: Iterable[tuple[PageObject, Any]], tags: _Tags) -> None:
    """Take another file's tags along; its marks get numbers that nothing else uses."""
    offset = max((mark for mark, _element in tags.marks), default=FIRST - 1) + 1
    for page, mark in pages:
        if mark is not None:
            page[NameObject("/StructParents")] = NumberObject(int(mark) + offset)
    theirs = _flat(tree["/ParentTree"].get_object()) if "/ParentTree" in tree else []
    tags.marks += [(number + offset, _numbered(writer, what)) for number, what in theirs]
    for kid in _listed(tree.raw_get("/K")) if "/K" in tree else []:
        kid.get_object()[NameObject("/P")] = reference(PART)
        tags.elements.append(_numbered(writer, kid))
    for role, standard in tree.get("/RoleMap", DictionaryObject()).get_object().items():
        tags.roles.setdefault(str(role), str(standard))


def _numbered(writer: PdfWriter, what: Any) -> int:
    """The number of an object, which gets one if it has none of its own."""
    return int(what.idnum if isinstance(what, IndirectObject) else writer._add_object(what).idnum)


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


def _number(writer: PdfWriter, foots: list[tuple[str, str]]) -> None:
    """Put the foots onto the bound pages, as decoration that is not read aloud."""
    bound_in = list(writer.pages)
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


def _claiming_less(reader: PdfReader) -> StreamObject | None:
    """What the paper says of itself without what it alone could claim."""
    metadata: Any = reader.root_object.get("/Metadata")
    if metadata is None:
        return None
    lines = metadata.get_object().get_data()
    for claim in CLAIMS:
        begin = lines.find(b"<" + claim)
        end = lines.find(b"</" + claim + b">")
        if begin >= 0 and end >= 0:
            lines = lines[:begin] + lines[end + len(claim) + 3 :]
    plain = _stream(lines)
    plain.update({NameObject("/Type"): NameObject("/Metadata"), NameObject("/Subtype"): NameObject("/XML")})
    return plain
