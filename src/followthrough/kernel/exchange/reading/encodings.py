"""Which encoding a text file is written in, found by reading all of it once."""

import codecs
import re
from dataclasses import dataclass, field

from charset_normalizer import from_bytes
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from followthrough.kernel.exchange.reading.sources import Source
from followthrough.kernel.exchange.reading.tables import Message, Unreadable

ERRORS = "followthrough_western"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CANDIDATES = [
    "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "iso8859_2", "mac_roman", "cp850",
    "shift_jis", "euc_jp", "gb18030", "big5", "cp949",
]  # fmt: skip
_WESTERN = frozenset(
    "€£¥§©®°±²³·µ¼½¾«»¡¿‘’“”‚„–—…•™ºª†‡\u00a0ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜßàáâãäåæçèéêëìíîïñòóôõöøùúûüÿŒœŠšŽžŸ"
)
_UNLIKELY = re.compile("[£¥¢¤¦¨¬¯±³´¶·¸¹¼½¾][^\\W\\d_]|[^\\W\\d_][£¥¢¤¦¨¬¯±³¶·¸¹¼½¾]")
_BINARY = bytes(set(range(32)) - set(b"\t\n\r\f\v\0\x1a\x1b\x1c\x1d\x1e\x1f"))
_SAMPLE = 256 * 1024


@dataclass(slots=True)
class Encoding:
    """A codec name, how to treat bytes it can't read (the error handler's name), and what to tell the reader."""

    name: str
    errors: str = "strict"
    warnings: list[Message] = field(default_factory=list)


def find_encoding(source: Source, wanted: str | None = None) -> Encoding:
    """The encoding of a text file: the one wanted, else its mark, UTF-8, UTF-16, else the likeliest of the older ones.

    Reads the file once, with constant memory. Refuses binary files and names of encodings that don't exist.
    """
    head = source.head()
    if wanted:
        return Encoding(_known(wanted, head), "replace")
    for mark, name in _MARKS:
        if head.startswith(mark):
            return Encoding(name, "replace")
    if wide := _wide(head):
        return Encoding(wide, "replace")
    _refuse_binary(head)
    good, bad, foreign = _utf8_evidence(source)
    if not bad:
        return Encoding("utf-8")
    if good >= 4 * bad:
        return Encoding(
            "utf-8", ERRORS, [_("A few letters were not UTF-8; they were read as Windows-1252. Check them.")]
        )
    return _older(foreign)


def _western(problem: UnicodeError) -> tuple[str, int]:
    if not isinstance(problem, UnicodeDecodeError):
        raise problem
    bad = problem.object[problem.start : problem.end]
    return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in bad), problem.end


codecs.register_error(ERRORS, _western)


def _known(wanted: str, head: bytes) -> str:
    try:
        name = codecs.lookup(wanted).name
        head.decode(name, "replace")
    except (LookupError, ValueError) as problem:
        raise Unreadable(format_lazy(_("There is no encoding named “{name}”."), name=wanted)) from problem
    return "utf-8-sig" if name == "utf-8" else name


def _wide(head: bytes) -> str:
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if half < 2 or max(even, odd) < 0.4 * half or min(even, odd) > 0.1 * half:
        return ""
    return "utf-16-be" if even > odd else "utf-16-le"


def _refuse_binary(head: bytes) -> None:
    odd = len(head) - len(head.translate(None, _BINARY))
    if odd > 0.02 * len(head) + 2 or head.count(0) > 0.1 * len(head) + 2:
        raise Unreadable(_("This is not a text file or a spreadsheet. Upload .csv, .xlsx, .xls or .ods."))


def _utf8_evidence(source: Source) -> tuple[int, int, bytes]:
    """How many characters beyond ASCII are good UTF-8, how many bad, and the lines around the bad ones."""
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    good, bad, foreign = 0, 0, b""
    for chunk in source.chunks():
        text = decoder.decode(chunk)
        if text.isascii():
            continue
        wrong = max(0, text.count("\ufffd") - chunk.count(b"\xef\xbf\xbd"))
        bad += wrong
        good += len(text) - len(text.encode("ascii", "ignore")) - wrong
        if wrong and len(foreign) < _SAMPLE:
            foreign += b"".join(line for line in chunk.splitlines(True) if not line.isascii())[:_SAMPLE]
    return good, bad + len(decoder.decode(b"", True)), foreign


def _older(sample: bytes) -> Encoding:
    high = bytes(byte for byte in sample if byte > 127)
    letters = high.decode("cp1252", "replace")
    name = "cp1252"
    western = sum(letter in _WESTERN for letter in letters) - len(_UNLIKELY.findall(sample.decode("cp1252", "replace")))
    if western < 0.95 * len(letters) or len(high) > 0.25 * len(sample):
        best = from_bytes(sample, cp_isolation=_CANDIDATES, enable_fallback=False, threshold=0.6).best()
        name = best.encoding if best else "cp1252"
    shown = format_lazy(
        _("The file is not UTF-8; it was read as {name}. Check its letters, or choose another."), name=name
    )
    return Encoding(name, ERRORS if name == "cp1252" else "replace", [shown])
