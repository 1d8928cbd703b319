"""What a file really is, told by its first bytes instead of its name."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from followthrough.kernel.exchange.reading.sources import Source
from followthrough.kernel.exchange.reading.tables import Unreadable

TEXT, XLSX, ODS, XLS = "text", "xlsx", "ods", "xls"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLD_XLS = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08")
_GZIP = b"\x1f\x8b"
_BZIP = tuple(b"BZh%d1AY" % level for level in range(1, 10))
_FOREIGN: tuple[tuple[tuple[bytes, ...], Promise], ...] = (
    ((b"%PDF",), _("This is a PDF, not a table. Ask for the figures as .xlsx or .csv.")),
    (
        (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"II*\x00", b"MM\x00*"),
        _("This is a picture, not a table. Ask for the figures as .xlsx or .csv."),
    ),
    (
        (_GZIP, *_BZIP, b"7z\xbc\xaf\x27\x1c", b"Rar!", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd"),
        _("This is a packed archive. Unpack it and upload the .csv or .xlsx inside."),
    ),
    ((b"SQLite format 3",), _("This is a database file. Export the table as .csv and upload that.")),
    ((b"PAR1", b"\x80\x04\x95", b"\x7fELF", b"MZ\x90"), _("This is a program's own file, not a table.")),
    ((b"{\\rtf",), _("This is a word-processor document. Save its table as .xlsx or .csv.")),
)
_WEB_PAGE = _("This is a web page with a spreadsheet's name. Open it in a spreadsheet program and save it as .xlsx.")
_XML = _("This is an XML file. Open it in a spreadsheet program and save it as .xlsx or .csv.")


def kind_of(source: Source) -> str:
    """TEXT, XLSX, ODS or XLS by the file's content. Refuses everything else, saying what it is."""
    head = source.head()
    if not head:
        raise Unreadable(_("This file is empty."))
    for marks, message in _FOREIGN:
        if head.startswith(marks):
            raise Unreadable(message)
    if head.startswith(b"PK"):
        return _kind_of_archive(source, head)
    if head.startswith((_OLE, *_OLD_XLS)):
        return XLS
    _refuse_markup(head)
    return TEXT


def _kind_of_archive(source: Source, head: bytes) -> str:
    if b"opendocument.spreadsheet" in head[:200]:
        return ODS
    if b"[Content_Types].xml" in head or b"xl/" in head or b"_rels/" in head or source.suffix in {".xlsx", ".xlsm"}:
        return XLSX
    if source.suffix == ".ods":
        return ODS
    raise Unreadable(_("This is a ZIP archive. Unpack it and upload the .csv or .xlsx inside."))


def _refuse_markup(head: bytes) -> None:
    start = head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").replace(b"\x00", b"")[:400].lower()
    if start.startswith((b"<!doctype html", b"<html", b"<table", b"<head", b"<meta", b"mime-version:")):
        raise Unreadable(_WEB_PAGE)
    if start.startswith(b"<?xml"):
        raise Unreadable(_XML)
    if start.startswith((b"{", b"[")) and b'":' in start:
        raise Unreadable(_("This is a JSON file, not a table. Export the table as .csv or .xlsx."))
