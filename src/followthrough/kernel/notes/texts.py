"""The words of a file, for search: plain text and office documents, read without believing anything of them."""

import html
import re
import zipfile
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
ENDS = re.compile(r"</(?:w:p|a:p|si|text:p|text:h|table:table-cell)>|<(?:w:tab|w:br|text:tab|text:s)\b[^>]*>")
TAG = re.compile(r"<[^>]{0,10000}>")
SEVERAL = 200  # parts looked into


def text_of(name: str, content: BinaryIO) -> str:
    """The text of a file by the ending of its name; "" for kinds that are not read and for broken ones."""
    ending = f".{name.rpartition('.')[2].lower()}"
    if ending in PLAIN:
        text = _decoded(content.read(MOST))
        return _kept(_bare(text) if ending in (".html", ".htm", ".xml") else text)
    if ending not in PACKED:
        return ""
    try:
        with zipfile.ZipFile(content) as packed:
            parts = [part for part in packed.namelist() if re.fullmatch(PACKED[ending], part)][:SEVERAL]
            return _kept(" ".join(_part(packed, part) for part in parts))
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError, EOFError, OSError):
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
