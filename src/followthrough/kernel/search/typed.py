"""What was typed into a search: words, a number of the house, a phone number; turned into queries of the index."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from django.db import connection

from followthrough.kernel.records.registry import RecordType
from followthrough.kernel.search.indexed import Indexed
from followthrough.kernel.search.sql import COUNTRY_CODE, WITHIN
from followthrough.values.reference import format_reference

LONGEST, MOST_WORDS, LONGEST_WORD = 200, 8, 60
FEWEST = 2  # characters; everything holds one letter
NUMBER = re.compile(r"#?(?:([a-z]{1,5})-?)?(?:([1-9]\d{3})-)?(0{0,12}[1-9]\d{0,11})", re.IGNORECASE | re.ASCII)
PHONE = re.compile(r"(?<![\w@.-])\+?[\d(][\d ()./-]{4,24}\d(?![\w@-])", re.ASCII)

Near = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Chunk:
    """What was typed between two spaces: its words, and the same without the signs between them."""

    words: tuple[str, ...]
    joined: str = ""
    digits: str = ""
    is_address: bool = False

    def query(self, code: str, near: Near) -> str:
        """The part of a tsquery that asks for it: its last word begins so, those before a sign are whole words.

        Each may be one of the words near it.
        """
        parts = [one_of(code, word, near.get(word, ()), whole=True) for word in self.words[:-1]]
        parts += [one_of(code, word, near.get(word, ())) for word in self.words[-1:]]
        ways = [" & ".join(parts)] if parts else []
        if self.joined:
            ways.append(f"'{code}.{self.joined}':*")
        if self.digits:
            ways += [
                f"'{code}.{_national(self.digits)}':*",
                f"'{code}.{self.digits}':*",
                f"'{code}.~{self.digits[::-1]}':*",
            ]
        return f"({' | '.join(ways)})"


@dataclass(frozen=True)
class Typed:
    """What was typed, understood. `text` is all of it, folded."""

    raw: str
    chunks: tuple[Chunk, ...] = ()
    number: tuple[str, int | None, int] | None = field(default=None)

    @cached_property
    def words(self) -> list[str]:
        """All words, folded."""
        return [word for chunk in self.chunks for word in chunk.words]

    @property
    def names(self) -> list[str]:
        """The words that stand in no e-mail address."""
        return [word for chunk in self.chunks if not chunk.is_address for word in chunk.words]

    @property
    def text(self) -> str:
        """All words as one text, as titles are kept."""
        return " ".join(self.words)

    def query(self, one: Indexed, near: Near) -> str:
        """The tsquery that finds records of the kind that hold all of it; "" if there is nothing to ask."""
        return " & ".join(chunk.query(one.code, near) for chunk in self.chunks)

    def number_query(self, one: Indexed) -> str:
        """The tsquery for the record of the typed number; "" if no number of this kind was typed."""
        if self.number is None or not one.kind.listed:
            return ""
        letters, year, n = self.number
        if letters and letters != one.code:
            return ""
        if year is None:
            return f"'{one.code}.#{n}'"
        return f"'{one.code}.{_bare_ref(one.kind, n, year)}'" if "{year}" in one.kind.ref else ""

    def ref(self, one: Indexed) -> str:
        """The typed number as records of the kind bear it; "" if it can be none of theirs."""
        letters, year, n = self.number or ("", None, 0)
        has_year = "{year}" in one.kind.ref
        if not n or letters not in ("", one.code) or has_year != (year is not None):
            return ""
        return format_reference(one.kind.ref, n, year=year or 0)


def understood(raw: str, fewest: int = FEWEST) -> Typed:
    """Take apart what was typed, `fewest` characters or more; nothing a person or a program can send is refused.

    What has no words finds nothing.
    """
    text = raw[: 2 * LONGEST].encode("utf-8", "ignore").decode().replace("\x00", " ").strip()[:LONGEST]
    if len(text) < fewest and not text.isdigit():
        return Typed(raw)
    found = NUMBER.fullmatch(text.replace(" ", ""))
    number = (
        ((found[1] or "").lower(), int(found[2]) if found[2] else None, int(found[3]))
        if found and not text.startswith("+")
        else None
    )
    phones = [digits for run in PHONE.finditer(text) if len(digits := _digits(run[0])) > 5]
    rest = PHONE.sub(lambda run: " " if len(_digits(run[0])) > 5 and not number else run[0], text)
    chunks = [*_chunks(rest.split()[:MOST_WORDS]), *(Chunk((), digits=digits) for digits in phones[:1] if not number)]
    if number and phones and chunks:
        chunks[0] = Chunk(chunks[0].words, chunks[0].joined, phones[0])
    if sum(len(word) for chunk in chunks for word in (*chunk.words, chunk.digits)) < fewest and number is None:
        return Typed(raw)
    return Typed(raw, tuple(chunks), number)


def _chunks(parts: list[str]) -> list[Chunk]:
    return [chunk for part in parts if (chunk := _chunk(part)).words]


def _chunk(part: str) -> Chunk:
    """One part; of an address the domain is one word, since `example` and `com` stand in every other address."""
    before, at, domain = part.rpartition("@")
    if at and before and domain:
        words = (*_cut(_plain(before).split()), *_cut(_plain(_without_signs(domain)).split()))
        return Chunk(words, is_address=True)
    plain = _plain(part)
    return Chunk(_cut(plain.split()), _joined(plain, _plain(_without_signs(part))))


def _without_signs(text: str) -> str:
    return re.sub(WITHIN, "", text)


def _plain(text: str) -> str:
    """The text folded as the index folds it; the database knows best how where there are more than ASCII's letters."""
    if text.isascii():
        return " ".join(re.sub("[^a-z0-9]+", " ", text.lower()).split())
    with connection.cursor() as cursor:
        cursor.execute("SELECT ft_plain(%s)", [text])
        return str(cursor.fetchone()[0])


def _joined(plain: str, joined: str) -> str:
    """The same without the signs between its words, where there are any and it is one word then."""
    return joined[:LONGEST_WORD] if joined != plain and " " not in joined else ""


def _cut(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(word[:LONGEST_WORD] for word in words[:MOST_WORDS])


def _digits(run: str) -> str:
    return re.sub(r"\D", "", run.replace("(0)", "")).lstrip("0")


def _national(digits: str) -> str:
    return re.sub(COUNTRY_CODE, "", digits) or digits


def _bare_ref(kind: RecordType, n: int, year: int) -> str:
    return format_reference(kind.ref, n, year=year).replace("-", "").lower()


def one_of(code: str, word: str, near: Sequence[str], *, whole: bool = False) -> str:
    """The part of a tsquery that asks for a word that begins so, or is the whole one, or one of those near it."""
    ways = [f"'{code}.{word}'" if whole else f"'{code}.{word}':*", *(f"'{code}.{other}'" for other in near)]
    return f"({' | '.join(ways)})" if len(ways) > 1 else ways[0]
