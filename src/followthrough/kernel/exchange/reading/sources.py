"""The bytes of an upload, from disk or memory, plain or gzipped, opened as often as needed, never too long."""

import gzip
import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from django.utils.translation import gettext_lazy as _

from followthrough.kernel.exchange.reading.tables import Unreadable

MAX_TEXT_BYTES = 512 * 1024 * 1024
MAX_WORKBOOK_BYTES = 50 * 1024 * 1024
CHUNK = 1 << 20
_GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class Source:
    """An uploaded file: a path on disk or its bytes, and the name its sender gave it."""

    content: Path | bytes
    filename: str

    @property
    def suffix(self) -> str:
        """The ending of the name without ".gz", in small letters, with its dot."""
        return Path(self.filename.lower().removesuffix(".gz")).suffix

    @property
    def size(self) -> int:
        """Bytes as uploaded, packed or not."""
        return len(self.content) if isinstance(self.content, bytes) else self.content.stat().st_size

    def open(self) -> BinaryIO:
        """The bytes as uploaded. Refuses a file that is gone or may not be read."""
        if isinstance(self.content, bytes):
            return io.BytesIO(self.content)
        try:
            return self.content.open("rb")
        except OSError as problem:
            raise Unreadable(_("This file can't be opened. Upload it again.")) from problem

    def open_text(self) -> BinaryIO:
        """The bytes of a text file, unpacked when they are gzipped."""
        stream = self.open()
        if stream.read(2) != _GZIP:
            stream.seek(0)
            return stream
        stream.close()
        return cast(BinaryIO, gzip.open(io.BytesIO(self.content) if isinstance(self.content, bytes) else self.content))

    def head(self, size: int = 8192) -> bytes:
        """The first bytes, unpacked."""
        return next(self.chunks(size), b"")

    def chunks(self, size: int = CHUNK) -> Iterator[bytes]:
        """All bytes of a text file, unpacked. Refuses broken packing and more than MAX_TEXT_BYTES."""
        total = 0
        with self.open_text() as stream:
            while chunk := _read(stream, size):
                total += len(chunk)
                if total > MAX_TEXT_BYTES:
                    raise Unreadable(_("This file is larger than 512 MB. Split it and import the parts one by one."))
                yield chunk


def _read(stream: BinaryIO, size: int) -> bytes:
    try:
        return stream.read(size)
    except (EOFError, OSError, zlib.error) as problem:
        raise Unreadable(_("This .gz file is damaged. Pack it again and upload it.")) from problem
