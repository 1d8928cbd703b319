"""The words of a file, for search: plain text, office documents and PDF, read without believing anything of them."""

import html
import re
import zipfile
from collections.abc import Iterable, Iterator
from typing import BinaryIO

MOST = 2_000_000  # bytes read of a file, or of each part of a packed one
KEPT = 100_000  # characters of text
PLAIN = (".txt", ".md", ".csv", ".tsv", ".log", ".json", ".xml", ".html", ".htm", ".eml", ".ics", ".vcf")
PACKED = {  # where the words of a packed document stand
    ".docx": r"word/(document|footnotes|header\d*|footer\d*)\.xml",
    ".xlsx": r"xl/sharedStrings\.xml",
    ".pptx": r"ppt/(slides/slide|notesSlides/notesSlide)\d+\.xml",
    ".odt": r"content\.xml",
    ".ods": r"content\.xml",
    ".odp": r"content\.xml",
}
PDF = ".pdf"
SHEETS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
PAGES = 500  # looked into of a PDF
# What readers raise over files that are not what they say: they check little themselves and have no error of their own
# for most of it. They run in a process apart, in which nothing else could raise these.
BROKEN = (
    ValueError, TypeError, KeyError, IndexError, AttributeError, AssertionError, ArithmeticError, NotImplementedError,
    RuntimeError, EOFError, OSError,
)  # fmt: skip
ENDS = re.compile(r"</(?:w:p|a:p|si|text:p|text:h|table:table-cell)>|<(?:w:tab|w:br|text:tab|text:s)\b[^>]*>")
TAG = re.compile(r"<[^>]{0,10000}>")
SEVERAL = 200  # parts looked into


def ending_of(name: str) -> str:
    """The ending of a file's name, as `.pdf`; "." where there is none."""
    return f".{name.rpartition('.')[2].lower()}" if "." in name else "."


def is_read(name: str) -> bool:
    """Whether files whose names end so are read at all."""
    return ending_of(name) in (*PLAIN, *PACKED, *SHEETS, PDF)


def text_of(name: str, content: BinaryIO) -> str:
    """The text of a file by the ending of its name; "" for kinds that are not read and for broken ones.

    Whoever made the file decides what this costs: see `apart.py`.
    """
    ending = ending_of(name)
    if ending in PLAIN:
        text = _decoded(content.read(MOST))
        return _kept(_bare(text) if ending in (".html", ".htm", ".xml") else text)
    if ending == PDF:
        return _joined(_pages(content))
    if ending in SHEETS and (cells := _joined(_cells(content))):
        return cells
    return _packed(ending, content) if ending in PACKED else ""


def _pages(content: BinaryIO) -> Iterator[str]:
    """The words of a PDF, page by page; pictures of pages have none."""
    from pypdf import PdfReader  # noqa: PLC0415 -- a fifth of a second, and only where a PDF is read
    from pypdf.errors import PyPdfError  # noqa: PLC0415 -- as above

    try:
        for number, page in enumerate(PdfReader(content).pages):
            if number < PAGES:
                yield page.extract_text()
    except (PyPdfError, *BROKEN):
        return  # what was read of it so far counts


def _cells(content: BinaryIO) -> Iterator[str]:
    """What stands in the cells of a workbook, sheet by sheet and row by row."""
    from python_calamine import CalamineError, CalamineWorkbook, WorksheetNotFound  # noqa: PLC0415 -- only where needed

    try:
        book = CalamineWorkbook.from_filelike(content)
        for name in book.sheet_names:
            yield name
            for row in book.get_sheet_by_name(name).iter_rows():
                yield " ".join(_cell(value) for value in row if value not in ("", None))
    except (CalamineError, WorksheetNotFound, *BROKEN):
        return


def _cell(value: object) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _joined(parts: Iterable[str]) -> str:
    """The parts one after the other, until there is enough."""
    found, length = [], 0
    for part in parts:
        found.append(part)
        length += len(part)
        if length > KEPT:
            break
    return _kept(" ".join(found))


def _packed(ending: str, content: BinaryIO) -> str:
    try:
        with zipfile.ZipFile(content) as packed:
            parts = [part for part in packed.namelist() if re.fullmatch(PACKED[ending], part)][:SEVERAL]
            return _joined(_part(packed, part) for part in parts)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, *BROKEN):
        return ""  # broken, encrypted, or packed in a way of its own


def _part(packed: zipfile.ZipFile, part: str) -> str:
    """One part's words; tags are taken off as text, so that no entity is ever resolved."""
    with packed.open(part) as content:
        return _bare(ENDS.sub(" ", _decoded(content.read(MOST))), "")


def _bare(text: str, between: str = " ") -> str:
    return html.unescape(TAG.sub(between, text))


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")


def _kept(text: str) -> str:
    return " ".join(text.replace("\x00", " ").encode("utf-8", "ignore").decode().split())[:KEPT]
