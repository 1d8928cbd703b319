"""How likely two records mean the same: what speaks for and against it, in bits, and the sentence that says why.

A bit doubles or halves the odds. The figures say how much oftener a finding is met among doubles than among strangers:
the same e-mail address some four thousand times as often, another name a five-hundredth as often. They were set before
any file was looked at and are the same for all kinds of records, so that a person can follow a score.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from rapidfuzz.distance import JaroWinkler

from followthrough.kernel.doubles.signs import Sign
from followthrough.values.contactdata import company_key, folded_words

BEFOREHAND = -8.0
ALIKE, NEAR = 0.92, 0.84
SAME_DIGITS = 8
WORTH_A_LOOK = 25
DECISIVE = (Sign.EMAIL, Sign.PHONE, Sign.NUMBER, Sign.DOMAIN)

# The same, alike, near, other; None: says nothing.
WEIGHTS: Mapping[Sign, tuple[float, float | None, float | None, float]] = {
    Sign.PERSON: (10, 7, 3, -9),
    Sign.COMPANY: (11, 7, 3, -9),
    Sign.EMAIL: (12, None, None, -1.5),
    Sign.PHONE: (8, None, None, -1),
    Sign.DOMAIN: (6, None, None, -2),
    Sign.NUMBER: (12, None, None, -1),
    Sign.STREET: (6, 5, 2, -1.5),
    Sign.POSTCODE: (4, 2, None, -1.5),
    Sign.CITY: (2, 1.5, None, -1.5),
    Sign.BELONGS: (3, None, None, -2),
}
SENTENCES: Mapping[tuple[Sign, str], str] = {
    (Sign.PERSON, "same"): gettext_noop("same name"),
    (Sign.PERSON, "alike"): gettext_noop("name sounds alike"),
    (Sign.PERSON, "near"): gettext_noop("similar name"),
    (Sign.PERSON, "other"): gettext_noop("another name"),
    (Sign.COMPANY, "same"): gettext_noop("same name"),
    (Sign.COMPANY, "alike"): gettext_noop("name sounds alike"),
    (Sign.COMPANY, "near"): gettext_noop("similar name"),
    (Sign.COMPANY, "other"): gettext_noop("another name"),
    (Sign.EMAIL, "same"): gettext_noop("same e-mail"),
    (Sign.EMAIL, "other"): gettext_noop("another e-mail"),
    (Sign.PHONE, "same"): gettext_noop("same phone"),
    (Sign.PHONE, "other"): gettext_noop("another phone"),
    (Sign.DOMAIN, "same"): gettext_noop("same domain"),
    (Sign.DOMAIN, "other"): gettext_noop("another domain"),
    (Sign.NUMBER, "same"): gettext_noop("same number"),
    (Sign.NUMBER, "other"): gettext_noop("another number"),
    (Sign.STREET, "same"): gettext_noop("same street"),
    (Sign.STREET, "alike"): gettext_noop("similar street"),
    (Sign.STREET, "near"): gettext_noop("similar street"),
    (Sign.STREET, "other"): gettext_noop("another street"),
    (Sign.POSTCODE, "same"): gettext_noop("same postcode"),
    (Sign.POSTCODE, "alike"): gettext_noop("similar postcode"),
    (Sign.POSTCODE, "other"): gettext_noop("another postcode"),
    (Sign.CITY, "same"): gettext_noop("same city"),
    (Sign.CITY, "alike"): gettext_noop("similar city"),
    (Sign.CITY, "other"): gettext_noop("another city"),
    (Sign.BELONGS, "same"): gettext_noop("same account"),
    (Sign.BELONGS, "other"): gettext_noop("another account"),
}
Values = Mapping[Sign, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Reason:
    """One finding: by what sign, how near (`same`, `alike`, `near`, `other`), and the bits it adds or takes."""

    sign: Sign
    level: str
    bits: float

    @property
    def text(self) -> str:
        """The finding in the reader's language."""
        return sentence_of(self.sign, self.level)


@dataclass(frozen=True, slots=True)
class Likeness:
    """How likely two records mean the same, 0 to 100, with the findings, strongest first."""

    score: int
    reasons: tuple[Reason, ...]

    @property
    def is_worth_showing(self) -> bool:
        """Likely enough to be looked at by a person, or something that is hardly ever shared is the same."""
        return self.score >= WORTH_A_LOOK or any(r.level == "same" and r.sign in DECISIVE for r in self.reasons)

    @property
    def why(self) -> str:
        """What speaks for it, in words."""
        return ", ".join(dict.fromkeys(reason.text for reason in self.reasons if reason.bits > 0))


def sentence_of(sign: Sign, level: str) -> str:
    """A finding in the reader's language."""
    return _(SENTENCES[sign, level])


def likeness(first: Values, second: Values) -> Likeness:
    """Compare two records sign by sign; what one of them does not tell counts neither way."""
    found = [reason for sign in first.keys() & second.keys() if (reason := _compared(sign, first[sign], second[sign]))]
    reasons = sorted(found, key=lambda reason: (-reason.bits, reason.sign))
    return Likeness(_percent(BEFOREHAND + sum(reason.bits for reason in reasons)), tuple(reasons))


def _percent(bits: float) -> int:
    likely: float = 1 / (1 + 2.0 ** -max(-60.0, min(60.0, bits)))
    return round(100 * likely)


def _compared(sign: Sign, first: Iterable[str], second: Iterable[str]) -> Reason | None:
    """The best finding among all the values of both, such as several numbers of one person."""
    levels = {_level(sign, a, b) for a in first if a for b in second if b}
    weights = dict(zip(("same", "alike", "near", "other"), WEIGHTS[sign], strict=True))
    for level, bits in weights.items():
        if level in levels and bits is not None:
            return Reason(sign, level, bits)
    return Reason(sign, "other", weights["other"] or 0) if levels else None


def _level(sign: Sign, a: str, b: str) -> str:
    if sign is Sign.EMAIL:
        return "same" if mailbox_of(a) == mailbox_of(b) else "other"
    if sign is Sign.PHONE:
        return "same" if _same_phone(a, b) else "other"
    if sign is Sign.DOMAIN:
        return "same" if domain_of(a) == domain_of(b) else "other"
    if sign in (Sign.NUMBER, Sign.BELONGS):
        return "same" if a.casefold().strip() == b.casefold().strip() else "other"
    if sign is Sign.PERSON:
        return _name_level(sorted(folded_words(a)), sorted(folded_words(b)))
    if sign is Sign.COMPANY:
        return _level_of(company_key(a), company_key(b))
    return _level_of("".join(folded_words(a)), "".join(folded_words(b)))


def mailbox_of(address: str) -> str:
    """An e-mail address without its tag, in small letters."""
    return re.sub(r"\+[^@]*@", "@", address.casefold().strip())


def domain_of(address: str) -> str:
    """The domain of a web or e-mail address, without www."""
    host = re.sub(r"[/:?#].*$", "", re.sub(r"^[a-z]+://", "", address.casefold().strip()))
    return re.sub(r"^(.*@)?(www\.)?", "", host)


def _same_phone(a: str, b: str) -> bool:
    first, second = (re.sub(r"\D", "", re.sub(r"(ext|x|#).*$", "", value.lower())) for value in (a, b))
    return len(first) >= SAME_DIGITS - 1 and first[-SAME_DIGITS:] == second[-SAME_DIGITS:]


def _level_of(a: str, b: str) -> str:
    if a == b:
        return "same"
    if re.sub(r"\D", "", a) != re.sub(r"\D", "", b) and (a.isdigit() or b.isdigit()):
        return "alike" if len(a) == len(b) and sorted(a) == sorted(b) else "other"
    near = JaroWinkler.similarity(a, b)
    return "alike" if near >= ALIKE else "near" if near >= NEAR else "other"


def _name_level(a: Sequence[str], b: Sequence[str]) -> str:
    """Names are compared word by word: an initial stands for its name, a missing middle name speaks against nothing."""
    if a == b:
        return "same"
    few, many = (a, list(b)) if len(a) <= len(b) else (b, list(a))
    nearness: list[float] = []
    for word in few:
        best = max(many, key=lambda other: _word_nearness(word, other), default="")
        nearness.append(_word_nearness(word, best))
        if best:
            many.remove(best)
    if len(few) < 2:  # one name alone fits everybody who bears it among others
        whole = _level_of("".join(a), "".join(b))
        return "near" if whole == "other" and max(nearness, default=0) >= ALIKE and len(few[0]) > 1 else whole
    mean = sum(nearness) / len(nearness)
    worst = min(nearness)
    if worst >= ALIKE:
        return "alike"
    return "near" if mean >= NEAR and worst >= 0.6 else _level_of(" ".join(a), " ".join(b))


def _word_nearness(a: str, b: str) -> float:
    if len(a) == 1 or len(b) == 1:
        return 0.93 if a[:1] == b[:1] else 0.0
    return float(JaroWinkler.similarity(a, b))
