"""The words of clauses: fields put in from an allow-list, and what differs from the standard, word by word."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

_FIELD = re.compile(r"\{([a-z_]+)\}")
_WORD = re.compile(r"\s+|[^\s]+")
MOST_WORDS = 4_000  # of one clause; beyond it two texts are compared line by line


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text: `same`, `gone` from the standard, or `added` to it."""

    kind: str
    text: str


def unknown_fields(text: str, known: Collection[str]) -> list[str]:
    """The {fields} in a text that are not on the list, each once, in order."""
    return [name for name in dict.fromkeys(_FIELD.findall(text)) if name not in known]


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with its listed fields put in, once: what comes out of a field is never read as one. All else stays."""
    return _FIELD.sub(lambda found: values.get(found[1], found[0]), text)


def compared(standard: str, agreed: str) -> list[Piece]:
    """The agreed text against the standard one; joined without what is gone it is the agreed text again."""
    before, after = _parts(standard), _parts(agreed)
    if max(len(before), len(after)) > MOST_WORDS:
        before, after = standard.splitlines(keepends=True), agreed.splitlines(keepends=True)
    pieces: list[Piece] = []
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece("same", "".join(after[c:d])))
            continue
        pieces += [Piece("gone", "".join(before[a:b]))] * (b > a)
        pieces += [Piece("added", "".join(after[c:d]))] * (d > c)
    return pieces


def is_same(standard: str, agreed: str) -> bool:
    """Whether two texts say the same: blanks and line ends do not count."""
    return standard.split() == agreed.split()


def _parts(text: str) -> list[str]:
    return _WORD.findall(text)


def paragraphs(text: str) -> Iterable[str]:
    """The paragraphs of a text, blank lines between them."""
    return [part.strip() for part in re.split(r"\n\s*\n", text) if part.strip()]
