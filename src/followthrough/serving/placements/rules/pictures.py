"""What a creative is, by its first bytes: which sort of file, and of a picture how many pixels."""

import struct
from dataclasses import dataclass

ACCEPTED = "PNG, GIF, JPEG, WebP, PDF"
_NO_FRAME = (0xC4, 0xC8, 0xCC)  # JPEG markers among the frames that are none


@dataclass(frozen=True, slots=True)
class Creative:
    """The sort of file and, of a picture, its width and height in pixels; 0 where it has none (PDF)."""

    sort: str
    width: int = 0
    height: int = 0


def read_creative(head: bytes) -> Creative | None:
    """What the file is; None for anything not accepted, cut short or damaged."""
    try:
        return _read(head)
    except (struct.error, IndexError):
        return None


def _read(head: bytes) -> Creative | None:
    if head.startswith(b"\x89PNG\r\n\x1a\n") and head[12:16] == b"IHDR":
        return _sized("PNG", *struct.unpack(">II", head[16:24]))
    if head[:6] in (b"GIF87a", b"GIF89a"):
        return _sized("GIF", *struct.unpack("<HH", head[6:10]))
    if head.startswith(b"\xff\xd8\xff"):
        return _jpeg(head)
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return _webp(head)
    return Creative("PDF") if head.startswith(b"%PDF-") else None


def _sized(sort: str, width: int, height: int) -> Creative | None:
    return Creative(sort, width, height) if width and height else None


def _jpeg(head: bytes) -> Creative | None:
    at = 2
    while True:
        while head[at] == 0xFF and head[at + 1] == 0xFF:
            at += 1
        marker = head[at + 1]
        if head[at] != 0xFF:
            return None
        if 0xC0 <= marker <= 0xCF and marker not in _NO_FRAME:
            height, width = struct.unpack(">HH", head[at + 5 : at + 9])
            return _sized("JPEG", width, height)
        at += 2 + struct.unpack(">H", head[at + 2 : at + 4])[0]


def _webp(head: bytes) -> Creative | None:
    if head[12:16] == b"VP8X":
        width, height = (int.from_bytes(head[at : at + 3], "little") + 1 for at in (24, 27))
        return _sized("WebP", width, height)
    if head[12:16] == b"VP8L":
        bits = struct.unpack("<I", head[21:25])[0]
        return _sized("WebP", (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
    width, height = struct.unpack("<HH", head[26:30])
    return _sized("WebP", width & 0x3FFF, height & 0x3FFF)
