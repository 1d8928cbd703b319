"""The few words around what was found in a long text, with the found words marked."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.records.fields import Kind
from followthrough.kernel.records.registry import type_of
from followthrough.kernel.search.indexed import Indexed
from followthrough.kernel.search.models import FiledText

BEFORE, LONGEST = 40, 160  # characters before the first word found, and altogether
READ = 100_000  # characters looked through
WORD = re.compile(r"[^\W_]+")

Snippet = tuple[tuple[str, bool], ...]


def snippet_of(record: Any, words: Sequence[str], actor: Actor) -> Snippet:
    """The text of the first field this actor may read that holds one of the words, in parts that are marked or not.

    Empty where only the record's name, or nothing any more, holds them.
    """
    for text in _texts(record, actor):
        found = _cut(" ".join(text[:READ].split()), words)
        if found:
            return found
    return ()


def _texts(record: Any, actor: Actor) -> Iterable[str]:
    kind = type_of(record)
    readable = kind.readable(actor)
    for field in Indexed(kind).fields:
        value = getattr(record, field.name, "") if field.name in readable else ""
        if value and value != record.title:
            yield ", ".join(map(str, value)) if field.kind is Kind.TAGS else str(value)
    if sha256 := getattr(record, "sha256", ""):
        yield from FiledText.objects.filter(sha256=sha256).values_list("text", flat=True)


def _cut(text: str, words: Sequence[str]) -> Snippet:
    marks = [
        (one.start(), one.end()) for one in WORD.finditer(text) if _folded(one[0]).startswith(tuple(words) or ("\0",))
    ]
    if not marks:
        return ()
    first = marks[0][0]
    start = text.rfind(" ", 0, first - BEFORE) + 1 if first > BEFORE else 0
    end = start + LONGEST
    parts: list[tuple[str, bool]] = [("…" if start else "", False)]
    at = start
    for begin, stop in (mark for mark in marks if mark[1] <= end):
        parts += [(text[at:begin], False), (text[begin:stop], True)]
        at = stop
    parts.append((text[at:end] + ("…" if len(text) > end else ""), False))
    return tuple(part for part in parts if part[0])


def _folded(word: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(c))
