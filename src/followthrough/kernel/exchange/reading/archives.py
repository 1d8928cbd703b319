"""Unpacks the parts of a zipped workbook without trusting what they say of themselves."""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from django.utils.translation import gettext_lazy as _

from followthrough.kernel.exchange.reading.tables import Unreadable

MAX_UNPACKED = 500 * 1024 * 1024
MAX_RATIO = 100
RATIO_FROM = 50 * 1024 * 1024
MAX_PARTS = 5_000
PIECE = 1 << 20
TOO_BIG = _("This workbook unpacks to more than 500 MB. Save the sheet you need as .csv and upload that.")
DAMAGED = _("This workbook is damaged. Open it in a spreadsheet program, save it again and upload that.")
LOCKED = _("This workbook is protected with a password. Save it without one and upload that.")
_TOO_TIGHT = _("This workbook is packed far tighter than any real one, so it was not opened.")
_BROKEN = (zipfile.BadZipFile, OSError, ValueError, EOFError, struct.error, NotImplementedError, IndexError)


def parts_of(stream: BinaryIO) -> list[zipfile.ZipInfo]:
    """The archive's list of parts. Refuses it encrypted, broken, or unpacking to more than the limits."""
    try:
        parts = zipfile.ZipFile(stream).infolist()
    except _BROKEN as problem:
        raise Unreadable(DAMAGED) from problem
    if any(part.flag_bits & 1 for part in parts):
        raise Unreadable(LOCKED)
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    if unpacked > MAX_UNPACKED or len(parts) > MAX_PARTS:
        raise Unreadable(TOO_BIG)
    if unpacked > RATIO_FROM and unpacked > MAX_RATIO * max(packed, 1):
        raise Unreadable(_TOO_TIGHT)
    return parts


def unpack(stream: BinaryIO, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """The part's bytes in pieces. Refuses it where it is longer than declared or its checksum is wrong."""
    total, check = 0, 0
    try:
        for piece in _inflate(stream, part):
            total, check = total + len(piece), zlib.crc32(piece, check)
            if total > part.file_size:
                raise Unreadable(DAMAGED)
            yield piece
    except (OSError, zlib.error, struct.error, ValueError) as problem:
        raise Unreadable(DAMAGED) from problem
    if check != part.CRC:
        raise Unreadable(DAMAGED)


def _inflate(stream: BinaryIO, part: zipfile.ZipInfo) -> Iterator[bytes]:
    stream.seek(part.header_offset)
    name, extra = struct.unpack("<HH", stream.read(30)[26:30])
    stream.seek(name + extra, 1)
    if part.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise Unreadable(DAMAGED)
    inflate = zlib.decompressobj(-15) if part.compress_type == zipfile.ZIP_DEFLATED else None
    left = part.compress_size
    while left > 0 and (raw := stream.read(min(PIECE // 8, left))):
        left -= len(raw)
        while raw:
            yield inflate.decompress(raw, PIECE) if inflate else raw
            raw = inflate.unconsumed_tail if inflate else b""
