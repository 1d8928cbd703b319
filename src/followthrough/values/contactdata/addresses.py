"""Postal addresses: one line taken apart, streets and postcodes brought to one form; what can't be told is unclear."""

import re
from dataclasses import dataclass

from followthrough.values.contactdata.folded import folded_words
from followthrough.values.contactdata.us_places import DIRECTIONS, STATE_CODES, STATES, STREET_KINDS
from followthrough.values.sentence import Sentence, Unclear
from followthrough.values.sentence import gettext_noop as _

_MOST_CHARACTERS = 300
_UNIT = re.compile(
    r"(?:^|[\s,])((?:apartment|apt|suite|ste|unit|room|rm|floor|flr|fl|building|bldg|lot|no|trlr|spc)\b\.?\s*#?\s*[\w-]+"
    r"|#\s*[\w-]+|(?:\d+(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|ground)\s+(?:floor|flr|fl)\b\.?)",
    re.IGNORECASE,
)
_BOX = re.compile(r"^\W*(p\.?\s*o\.?\s*box|box|post office box)\W*(\w+)", re.IGNORECASE)
_COUNTRY = re.compile(r"[\s,]+(usa|u\.s\.a\.?|united states(?: of america)?|us)\W*$", re.IGNORECASE)
_POSTCODE = re.compile(r"(?:^|[\s,])(\d{5})(?:[-\s]?(\d{4}))?\W*$")
_NUMBER = re.compile(r"(\d+[\w/-]*(?:\s+\d/\d)?)[\s,]+(?=\S)")


@dataclass(frozen=True)
class PostalAddress:
    """The parts of an address as typed; `region` as its two letters, `box` of a P.O. box."""

    number: str = ""
    street: str = ""
    unit: str = ""
    city: str = ""
    region: str = ""
    postcode: str = ""
    box: str = ""


def split_address(line: str) -> PostalAddress | Unclear:
    """Take "2677 N Gross Point Rd, Apt 3, Evanston, IL 60201" apart, as addresses are written in the USA.

    Where there is no comma before it, the city is what follows the kind of street ("Rd"). A line without a house
    number or a box, or with nothing after it, is Unclear: it may be a place, a crossing or a building's name.
    """
    text = " ".join(line.split())
    if len(text) > _MOST_CHARACTERS:
        return Unclear(line, Sentence(_("This is too long for one address. Write one address on a line.")))
    rest, postcode = _cut_postcode(_COUNTRY.sub("", text))
    rest, region = _cut_state(_from_the_house(rest))
    found = _UNIT.search(rest)
    unit = found[1].strip() if found else ""
    if box := _BOX.match(rest):
        return PostalAddress(box=box[2], city=rest[box.end() :].strip(" ,"), region=region, postcode=postcode)
    street, city = _street_and_city(rest, found)
    number = _NUMBER.match(street)
    if number is None or not street[number.end() :].strip(" ,"):
        return Unclear(line, Sentence(_("Write house number, street, city, state and postcode, in this order.")))
    return PostalAddress(number[1], street[number.end() :].strip(" ,"), unit, city, region, postcode)


def street_key(street: str) -> str:
    """Equal for writings of one street: "12 North Main Street" and "12 N. Main St"; units count."""
    words = folded_words(street)
    return " ".join(DIRECTIONS.get(word) or STREET_KINDS.get(word, word) for word in words)


def tidy_postcode(typed: str, country: str) -> str:
    """A postcode as the country (two letters) writes it: "60201-1234", "SW1A 1AA", "K1A 0B6", "1234 AB"."""
    plain = re.sub(r"[\s-]+", "", typed).upper()
    for of, pattern, form in (
        ("US", r"(\d{5})(\d{4})", r"\1-\2"),
        ("CA", r"([A-Z]\d[A-Z])(\d[A-Z]\d)", r"\1 \2"),
        ("GB", r"([A-Z]{1,2}\d[A-Z\d]?)(\d[A-Z]{2})", r"\1 \2"),
        ("NL", r"(\d{4})([A-Z]{2})", r"\1 \2"),
        ("SE", r"(\d{3})(\d{2})", r"\1 \2"),
        ("PL", r"(\d{2})(\d{3})", r"\1-\2"),
        ("PT", r"(\d{4})(\d{3})", r"\1-\2"),
        ("BR", r"(\d{5})(\d{3})", r"\1-\2"),
    ):
        if country == of and re.fullmatch(pattern, plain):
            return re.sub(pattern, form, plain)
    return " ".join(typed.split())


def _from_the_house(text: str) -> str:
    """Without the people or buildings named before the house number, as long as a comma ends them."""
    parts = text.split(",")
    start = next((n for n, part in enumerate(parts) if re.match(r"\s*\d", part)), 0)
    before = " ".join(parts[:start])
    return text if _BOX.match(text) or re.search(r"\d", before) else ",".join(parts[start:]).strip()


def _cut_postcode(text: str) -> tuple[str, str]:
    found = _POSTCODE.search(text)
    if found is None or not found.start():
        return text, ""
    return text[: found.start()].strip(" ,"), f"{found[1]}-{found[2]}" if found[2] else found[1]


def _cut_state(text: str) -> tuple[str, str]:
    words = re.split(r"[\s,]+", text)
    for count in (2, 1):
        name = " ".join(words[-count:]).lower().replace(".", "")
        code = STATES.get(name) or (name.upper() if name.upper() in STATE_CODES else "")
        if code and len(words) > count + 1:
            start = text.rindex(words[-count])
            return text[:start].strip(" ,"), code
    return text, ""


def _street_and_city(rest: str, unit: re.Match[str] | None) -> tuple[str, str]:
    """The street without its unit, and the city: behind the last comma, the unit, or the kind of street."""
    if unit and unit.end() < len(rest):
        return rest[: unit.start()].strip(" ,"), rest[unit.end() :].strip(" ,")
    plain = (rest[: unit.start()] if unit else rest).strip(" ,")
    street, *others = [part.strip() for part in plain.split(",") if part.strip()] or [""]
    if others:
        return street, others[-1]
    words = street.split()
    end = _end_of_street(words)
    return " ".join(words[:end]), " ".join(words[end:])


def _end_of_street(words: list[str]) -> int:
    """How many words belong to the street: up to its kind and a direction behind it; all if no kind is named."""
    plain = ["".join(folded_words(word)) for word in words]
    end = next((n + 1 for n, word in enumerate(plain) if n > 1 and word in STREET_KINDS), len(words))
    while end < len(words) and plain[end] in STREET_KINDS and not (plain[end] == "st" and end + 1 < len(words)):
        end += 1
    return end + 1 if end < len(words) and plain[end] in DIRECTIONS else end
