"""Read a mail file somebody else made, believing nothing of it; run as a program, in a process of its own.

Whoever made the file decides what reading it costs: the child has no secrets, no database, so much time and memory, and
answers in JSON. Headers are read by the standard library's plain policy, which knows no header it can't hold.
"""

import base64
import email
import html
import json
import re
import resource
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime
from typing import Any

from followthrough.kernel.mail.cutting import cut

SECONDS, MEMORY = 5, 1024 * 1024 * 1024  # of a processor; bytes of addresses
MOST_PARTS, MOST_FILES, MOST_TEXT = 1_000, 50, 200_000
LONGEST_HEADER = 10_000
HIDDEN = re.compile(r"<(script|style|head|title)\b.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
BREAKS = re.compile(r"<(?:br|/p|/div|/tr|/li|/h[1-6])\b[^>]*>", re.IGNORECASE)
QUOTE = re.compile(r"<blockquote\b", re.IGNORECASE)
TAG = re.compile(r"<[^>]{0,10000}>")
NUMBER = re.compile(r"<([^<>\s]{1,390})>")


def read_mail(content: bytes) -> dict[str, Any]:
    """Who wrote when and what, whom it answers, and the files in it, each in base64."""
    message = email.message_from_bytes(content)
    plain, marked, files = _parts(message)
    written, quoted = cut((plain or _without_tags(marked))[:MOST_TEXT])
    return {
        "sender": _one(_addresses(message, "From")),
        "to": _addresses(message, "To"),
        "cc": _addresses(message, "Cc"),
        "subject": _words(message, "Subject")[:400],
        "at": _moment(message),
        "message_id": _one(NUMBER.findall(_raw(message, "Message-ID"))),
        "answers": NUMBER.findall(_raw(message, "In-Reply-To"))[:1] + NUMBER.findall(_raw(message, "References"))[::-1],
        "text": written,
        "quoted": quoted,
        "files": files,
    }


def _one(found: list[str]) -> str:
    return found[0] if found else ""


def _parts(message: Message) -> tuple[str, str, list[dict[str, str]]]:
    texts: dict[str, list[str]] = {"text/plain": [], "text/html": []}
    files: list[dict[str, str]] = []
    for part in _leaves(message):
        name, kind = _name(part), part.get_content_type()
        if kind in texts and not name and part.get_content_disposition() != "attachment":
            texts[kind].append(_text(part))
        elif len(files) < MOST_FILES and (body := _bytes(part)):
            label = name or ("message.eml" if kind == "message/rfc822" else "file")
            files.append({"name": label, "media_type": kind, "content": base64.b64encode(body).decode()})
    return "\n".join(texts["text/plain"]), "\n".join(texts["text/html"]), files


def _leaves(message: Message) -> Iterator[Message]:
    """The parts that hold something, in order; an enclosed mail is one of them, and is not looked into."""
    waiting, seen = [message], 0
    while waiting and seen < MOST_PARTS:
        part = waiting.pop(0)
        seen += 1
        inner = part.get_payload() if part.get_content_maintype() == "multipart" else None
        if isinstance(inner, list):
            waiting = [one for one in inner if isinstance(one, Message)] + waiting
        else:
            yield part


def _bytes(part: Message) -> bytes:
    payload = part.get_payload()
    if isinstance(payload, list):
        return payload[0].as_bytes() if payload and isinstance(payload[0], Message) else b""
    try:
        found = part.get_payload(decode=True)
    except (ValueError, LookupError):
        found = str(payload).encode("utf-8", "surrogateescape")
    return found if isinstance(found, bytes) else b""


def _text(part: Message) -> str:
    return _decoded(_bytes(part), part.get_content_charset() or "utf-8")


def _decoded(raw: bytes, charset: str) -> str:
    """The text in the charset it names, or the first usual one that fits; NUL is no text."""
    for name in (charset, "utf-8", "cp1252"):
        try:
            return raw.decode(name).replace("\x00", "")
        except (UnicodeDecodeError, LookupError, ValueError):
            continue
    return raw.decode("utf-8", "replace").replace("\x00", "")


def _name(part: Message) -> str:
    try:
        return _unfolded(part.get_filename() or "")
    except (ValueError, LookupError, TypeError):
        return "file"


def _raw(message: Message, header: str) -> str:
    return str(message.get(header, ""))[:LONGEST_HEADER]


def _words(message: Message, header: str) -> str:
    return _unfolded(_raw(message, header))


def _unfolded(text: str) -> str:
    try:
        parts = [_decoded(t, c or "utf-8") if isinstance(t, bytes) else t for t, c in decode_header(text)]
    except (ValueError, LookupError):
        parts = [text]
    clean = "".join(parts).encode("utf-8", "replace").decode("utf-8")
    return " ".join("".join(letter for letter in clean if letter.isprintable() or letter.isspace()).split())


def _addresses(message: Message, header: str) -> list[str]:
    """Each as `Name <address>`, or the address alone."""
    found = []
    for name, address in getaddresses([_raw(message, header)]):
        plain = " ".join(address.split())
        if "@" in plain:
            label = _unfolded(name).replace('"', "")
            found.append(f'"{label}" <{plain}>'[:400] if label else plain[:400])
    return found[:100]


def _moment(message: Message) -> str:
    try:
        found = parsedate_to_datetime(_raw(message, "Date"))
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""


def _without_tags(marked: str) -> str:
    """The words of HTML; where a quotation begins, a line says so as plain mails do."""
    begun = QUOTE.sub("\n-----Original message-----\n<blockquote", HIDDEN.sub(" ", marked[:2_000_000]), count=1)
    text = html.unescape(TAG.sub("", BREAKS.sub("\n", " ".join(begun.split(" ")))))
    lines = [" ".join(line.split()) for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def moment_of(told: dict[str, Any], *, now: datetime) -> datetime:
    """When it was written; a mail from the future, or without a date, was written now."""
    at = datetime.fromisoformat(told["at"]) if told["at"] else now
    return min(at, now)


def main() -> None:
    """Read the file given as standard input, within the limits."""
    for limit, most in ((resource.RLIMIT_CPU, SECONDS), (resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_FSIZE, 0)):
        resource.setrlimit(limit, (most, most))
    sys.stdout.write(json.dumps(read_mail(sys.stdin.buffer.read())))


if __name__ == "__main__":
    main()
