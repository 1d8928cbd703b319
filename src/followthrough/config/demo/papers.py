"""Small real files: a page of PDF, a table as CSV."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from django.core.files.base import ContentFile


def pdf(name: str, lines: Sequence[str]) -> "ContentFile[bytes]":
    """One page with these lines, in a standard typeface; signs outside Latin-1 become question marks."""
    words = [line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)") for line in lines]
    text = "BT /F1 11 Tf 56 780 Td 16 TL " + " ".join(f"({line}) Tj T*" for line in words) + " ET"
    content = text.encode("latin-1", "replace")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table)
    return ContentFile(bytes(out), name=name)


def table(name: str, rows: Iterable[Sequence[object]]) -> "ContentFile[bytes]":
    """A CSV file in UTF-8."""
    text = StringIO()
    csv.writer(text).writerows(rows)
    return ContentFile(text.getvalue().encode(), name=name)
