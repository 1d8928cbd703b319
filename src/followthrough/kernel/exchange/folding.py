"""Text reduced to what people mean by it, for comparing words that differ in case, accents, blanks or signs only."""

import re
import unicodedata
from functools import lru_cache

_WORDS = re.compile(r"[a-z]+(?![a-z])|[A-Z]{2,}(?=[A-Z][a-z]|\b|\d|_)|[A-Z][a-z]+|[A-Z]+|\d+|[^\W\d_a-zA-Z]+")
_SIGNS = re.compile(r"[\W_]+")
_LETTERS = str.maketrans({"ß": "ss", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "æ": "ae", "Æ": "AE", "đ": "d", "Đ": "D"})


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """The text in small letters without accents, blanks and signs: "GTX Pro", "gtx-pro" and "GTXPró" give "gtxpro".

    Text of signs only, such as "+", folds to itself trimmed.
    """
    plain = _SIGNS.sub("", without_accents(text).casefold())
    return plain or text.strip()


def without_accents(text: str) -> str:
    """The text with "é" written as "e" and "ß" as "ss"."""
    if text.isascii():
        return text
    parts = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def words(text: str) -> tuple[str, ...]:
    """A heading's folded words, camelCase and snake_case taken apart: "BillingStreet__c" gives billing, street, c."""
    return tuple(word.casefold() for word in _WORDS.findall(without_accents(text)))
