"""Put prepared pages behind a paper by adding to its end, as PDF allows: prepared once, copied often.

A file made so has two parts. The first is the paper as it was set; the second says anew what changed (page tree, tags,
outline, metadata) and brings the enclosed pages, whose objects have numbers no paper reaches.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NullObject,
    NumberObject,
    TextStringObject,
)

from followthrough.kernel.papers.typesetting import CannotTypeset

FIRST = 100_000  # objects, and marks of tagged content, are counted from here in what is enclosed
PAGES, PART = FIRST + 1, FIRST + 2  # the node of the enclosed pages, the element of their tags


@dataclass(frozen=True, slots=True)
class Prepared:
    """Enclosed pages, ready to be copied behind any paper.

    `body` is the objects as bytes and `places` where each begins in it; `kids` the pages by number, `marks` the entries
    of their tags, `elements` their tags' roots, `roles` what their tags mean, `starts` at which page each begins.
    """

    body: bytes
    places: Mapping[int, int]
    kids: tuple[int, ...]
    marks: tuple[tuple[int, int], ...]
    elements: tuple[int, ...]
    roles: Mapping[str, str]
    starts: tuple[tuple[str, int], ...]


def new_writer() -> PdfWriter:
    """A writer whose further objects are numbered from where no paper's are."""
    writer = PdfWriter()
    writer._objects += [None] * (FIRST - len(writer._objects))
    for _reserved in (PAGES, PART):
        writer._add_object(NullObject())
    return writer


def reference(number: int) -> IndirectObject:
    """A reference to an object of this number, whatever file it comes to stand in."""
    return IndirectObject(number, 0, None)


def written(writer: PdfWriter) -> tuple[bytes, dict[int, int]]:
    """The objects of `new_writer` that hold something, as bytes, and where each begins."""
    out, places = BytesIO(), {}
    for number, held in enumerate(writer._objects[PART:], PART + 1):
        if held is not None:
            places[number] = out.tell()
            _write(out, number, held)
    return out.getvalue(), places


def appended(paper: bytes, reader: PdfReader, prepared: Prepared, metadata: Any) -> bytes:
    """The paper, which `reader` reads, with the prepared pages behind it and `metadata` in the place of its own."""
    size = int(str(reader.trailer["/Size"]))
    if size >= FIRST:
        raise CannotTypeset(_("This paper is too long to have anything bound in behind it."))
    changed = _changed(reader, prepared, size)
    if metadata is not None:
        changed[reader.root_object.raw_get("/Metadata").idnum] = metadata
    out = BytesIO()
    out.write(paper if paper.endswith(b"\n") else paper + b"\n")
    places = {}
    for number, held in changed.items():
        places[number] = out.tell()
        _write(out, number, held)
    start = out.tell()
    out.write(prepared.body)
    places |= {number: start + place for number, place in prepared.places.items()}
    _close(out, reader, places, paper)
    return out.getvalue()


def _changed(reader: PdfReader, prepared: Prepared, size: int) -> dict[int, Any]:
    """The objects that say something else now, or are new, by number."""
    root = reader.root_object
    pages: Any = root["/Pages"].get_object()
    own = int(pages["/Count"])
    top = root.raw_get("/Pages")
    node = {"/Type": NameObject("/Pages"), "/Parent": top, "/Count": NumberObject(len(prepared.kids))}
    changed = {
        top.idnum: _with(pages, {"/Count": NumberObject(own + len(prepared.kids)), "/Kids": _more(pages, PAGES)}),
        PAGES: _with({}, {**node, "/Kids": _references(prepared.kids)}),
    }
    return changed | _tags(root, prepared) | _outline(reader, prepared, size)


def _tags(root: DictionaryObject, prepared: Prepared) -> dict[int, Any]:
    """The tags of what is enclosed hang in an element of their own below the paper's root of tags."""
    if not prepared.elements or "/StructTreeRoot" not in root:
        return {}
    above: Any = root.raw_get("/StructTreeRoot")
    tree: Any = above.get_object()
    part = {"/Type": NameObject("/StructElem"), "/S": NameObject("/Part"), "/P": above}
    numbers = ArrayObject(tree["/ParentTree"].get_object()["/Nums"])
    for mark, element in prepared.marks:
        numbers += [NumberObject(mark), reference(element)]
    roles = DictionaryObject({NameObject(role): NameObject(standard) for role, standard in prepared.roles.items()})
    roles.update(tree.get("/RoleMap", {}))
    after = max((mark for mark, _element in prepared.marks), default=FIRST) + 1
    words = {
        "/K": _more(tree, PART, "/K"),
        "/RoleMap": roles,
        "/ParentTree": _with({}, {"/Nums": numbers}),
        "/ParentTreeNextKey": NumberObject(after),
    }
    return {above.idnum: _with(tree, words), PART: _with({}, {**part, "/K": _references(prepared.elements)})}


def _outline(reader: PdfReader, prepared: Prepared, size: int) -> dict[int, Any]:
    """An entry for each document enclosed, after the paper's own; every paper has a title, and so an outline."""
    above: Any = reader.root_object.raw_get("/Outlines")
    outline = above.get_object()
    numbers = range(size, size + len(prepared.starts))
    before = outline.raw_get("/Last")
    changed: dict[int, Any] = {before.idnum: _with(before.get_object(), {"/Next": reference(numbers[0])})}
    count = NumberObject(abs(int(outline["/Count"])) + len(numbers))
    changed[above.idnum] = _with(outline, {"/Last": reference(numbers[-1]), "/Count": count})
    for number, (name, start) in zip(numbers, prepared.starts, strict=True):
        page = ArrayObject([reference(prepared.kids[start]), NameObject("/Fit")])
        entry = {"/Title": TextStringObject(name), "/Parent": above, "/Prev": before, "/Dest": page}
        following = {"/Next": reference(number + 1)} if number < numbers[-1] else {}
        changed[number] = _with({}, {**entry, **following})
        before = reference(number)
    return changed


def _close(out: BytesIO, reader: PdfReader, places: Mapping[int, int], paper: bytes) -> None:
    """The table of what the second part holds, and where the first part's is."""
    start = out.tell()
    out.write(b"xref\n0 1\n0000000000 65535 f \n")
    numbers = sorted(places)
    while numbers:
        run = next((at for at in range(1, len(numbers)) if numbers[at] != numbers[at - 1] + 1), len(numbers))
        out.write(b"%d %d\n" % (numbers[0], run))
        out.writelines(b"%010d 00000 n \n" % places[number] for number in numbers[:run])
        numbers = numbers[run:]
    marks: Any = reader.trailer["/ID"]
    first, changed = marks[0], hashlib.md5(out.getvalue(), usedforsecurity=False).digest()
    trailer = DictionaryObject(
        {
            NameObject("/Size"): NumberObject(max(places) + 1),
            NameObject("/Root"): reader.trailer.raw_get("/Root"),
            NameObject("/Info"): reader.trailer.raw_get("/Info"),
            NameObject("/ID"): ArrayObject([first, type(first)(changed)]),
            NameObject("/Prev"): NumberObject(int(paper.rpartition(b"startxref")[2].split()[0])),
        }
    )
    out.write(b"trailer\n")
    trailer.write_to_stream(out)
    out.write(b"\nstartxref\n%d\n%%%%EOF\n" % start)


def _write(out: BytesIO, number: int, held: Any) -> None:
    out.write(b"%d 0 obj\n" % number)
    held.write_to_stream(out)
    out.write(b"\nendobj\n")


def _with(before: Mapping[str, Any], words: Mapping[str, Any]) -> DictionaryObject:
    """A dictionary that says these words and else what it said before."""
    made = DictionaryObject(before)
    made.update({NameObject(name): value for name, value in words.items()})
    return made


def _more(node: Any, number: int, name: str = "/Kids") -> ArrayObject:
    """The kids of a node and one more."""
    kids = node.get(name)
    known = list(kids) if isinstance(kids, ArrayObject) else [node.raw_get(name)]
    return ArrayObject([*known, reference(number)])


def _references(numbers: Sequence[int]) -> ArrayObject:
    return ArrayObject(reference(number) for number in numbers)
