"""Numbers as parts lists write them: 12.7, 12,7, 1/2, 1-1/4, 1 1/4, ½."""

import re
import unicodedata
from fractions import Fraction

from followthrough.values.measures.units import Unmeasurable

LONGEST = 24  # digits of any number of a drawing
NUMBER = r"[+-]?(?:\d+(?:\s+|-)\d+/\d+|\d+/\d+|\d+(?:[.,]\d+)*|[.,]\d+)"
MIXED = re.compile(r"([+-]?)(?:(\d+)(?:\s+|-))?(\d+)/(\d+)")


def unfold(text: str) -> str:
    """One way to write it: vulgar fractions as 1/2, one kind of minus, no doubled spaces."""
    spelled = "".join(_vulgar(sign) for sign in text)
    plain = unicodedata.normalize("NFC", spelled).translate(str.maketrans("−–‐‑⁄\u00a0\u202f", "----/  "))
    return " ".join(plain.split())


def _vulgar(sign: str) -> str:
    if "VULGAR FRACTION" not in unicodedata.name(sign, ""):
        return sign
    return " " + unicodedata.normalize("NFKC", sign).replace("⁄", "/")


def read_number(text: str, *, decimal: str = "") -> Fraction:
    """The number, exactly. `decimal` is the sign its column uses; without it a lone comma before one, two, four or
    more digits is one, and one before exactly three digits is refused: it could be either.
    """
    plain = text.strip()
    if sum(sign.isdigit() for sign in plain) > LONGEST:
        raise Unmeasurable("long", text)
    if mixed := MIXED.fullmatch(plain):
        sign, whole, above, below = mixed.groups()
        if int(below) == 0:
            raise Unmeasurable("number", text)
        value = int(whole or 0) + Fraction(int(above), int(below))
        return -value if sign == "-" else value
    return _decimal(plain, text, decimal)


def _decimal(plain: str, text: str, decimal: str) -> Fraction:
    if "," in plain and not decimal:
        before, _comma, after = plain.partition(",")
        if "." in plain or "," in after or (len(after) == 3 and before.lstrip("+-0")):
            raise Unmeasurable("comma", text)
        decimal = ","
    ready = plain.replace(",", ".") if decimal == "," and "." not in plain else plain
    if not re.fullmatch(r"[+-]?(?:\d+\.?\d*|\.\d+)", ready):
        raise Unmeasurable("number", text)
    return Fraction(ready)
