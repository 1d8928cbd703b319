"""Countries as people write them, in several languages and with slips of the pen, turned into their ISO codes."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from babel import Locale
from babel.core import get_global
from rapidfuzz import process
from rapidfuzz.distance import OSA

from followthrough.values.sentence import Sentence, Unclear
from followthrough.values.sentence import gettext_noop as _

# English first: where two languages give one name to two countries, English decides.
_LANGUAGES = ("en", "es", "de", "fr", "it", "pt", "nl", "sv", "da", "nb", "fi", "pl")
_NOT_COUNTRIES = {"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"}
_SURE_ENOUGH = 85
_MOST_CHARACTERS = 80

# What neither Babel's names nor ISO codes cover.
_OTHER_NAMES = {
    "america": "US", "united states of america": "US", "estados unidos de america": "US", "eeuu": "US", "ee uu": "US",
    "great britain": "GB", "britain": "GB", "england": "GB", "scotland": "GB", "wales": "GB",
    "northern ireland": "GB", "eire": "IE", "republic of ireland": "IE", "holland": "NL", "the netherlands": "NL",
    "deutschland brd": "DE", "brd": "DE", "federal republic of germany": "DE", "suisse svizzera": "CH",
    "korea": "KR", "republic of korea": "KR", "corea": "KR", "russian federation": "RU", "czech republic": "CZ",
    "slovak republic": "SK", "turkey": "TR", "viet nam": "VN", "ivory coast": "CI", "burma": "MM", "macedonia": "MK",
    "swaziland": "SZ", "cape verde": "CV", "uae": "AE", "emirates": "AE", "hong kong": "HK", "macau": "MO",
    "peoples republic of china": "CN", "pr china": "CN", "prc": "CN", "roc": "TW", "brasil": "BR", "ksa": "SA",
    "macao": "MO", "rsa": "ZA", "persia": "IR", "palestine": "PS", "congo kinshasa": "CD", "congo brazzaville": "CG",
}  # fmt: skip


@dataclass(frozen=True)
class Country:
    """An ISO 3166 code of two letters, and how sure it is: 100 for a known name or code, from 85 for a slip."""

    code: str
    confidence: int


@lru_cache(maxsize=4_096)
def find_country(text: str) -> Country | Unclear:
    """Find the country a text names: "Germany", "UK", "USA", "México", "Philipines".

    A slip of the pen counts only if no other country is as near; else the answer is Unclear and names the nearest.
    """
    names, wanted = _names(), _folded(text[: _MOST_CHARACTERS + 1])
    if not wanted:
        return Unclear(text, Sentence(_("Write a country, such as Germany or DE.")))
    if wanted in names:
        return Country(names[wanted], 100)
    if len(wanted) > _MOST_CHARACTERS:
        return Unclear(text, Sentence(_("%(typed)s is no country known here."), {"typed": f"{text[:40]}…"}))
    near = process.extract(wanted, [name for name in names if len(name) > 3], scorer=OSA.distance, score_cutoff=2)
    if not near:
        return Unclear(text, Sentence(_("%(typed)s is no country known here."), {"typed": text.strip()[:60]}))
    slips = min(distance for _name, distance, _place in near)
    nearest = sorted({names[name] for name, distance, _place in near if distance == slips})
    confidence = max(_likeness(wanted, name, distance) for name, distance, _place in near if distance == slips)
    if len(nearest) == 1 and confidence >= _SURE_ENOUGH:
        return Country(nearest[0], confidence)
    meant = " / ".join(str(Locale("en").territories[code]) for code in nearest[:3])
    gaps = {"typed": text.strip()[:60], "meant": meant}
    return Unclear(text, Sentence(_("%(typed)s is no country known here. Did you mean %(meant)s?"), gaps))


@lru_cache(4096)
def country_code(text: str) -> str:
    """The ISO code of the country a text names, "" if it is none known here."""
    found = find_country(text) if text else None
    return found.code if isinstance(found, Country) else ""


@lru_cache(4096)
def country_name(text: str, language: str) -> str:
    """What the country a text names is called in a language ("Alemania"); one not known here as it was written."""
    code = country_code(text)
    return str(Locale.parse(language, sep="-").territories[code]) if code else text.strip()


def _likeness(wanted: str, name: str, distance: int) -> int:
    return round(100 * (1 - distance / max(len(wanted), len(name))))


def _folded(text: str) -> str:
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    plain = re.sub(r"[.'’`]", "", plain.replace("&", " and ").casefold())
    return " ".join(re.sub(r"[^\w]+", " ", plain).split())


@cache
def _names() -> dict[str, str]:
    """Folded name or code → ISO code."""
    names: dict[str, str] = {}
    codes = [code for code in map(str, Locale("en").territories) if re.fullmatch("[A-Z]{2}", code)]
    codes = [code for code in codes if code not in _NOT_COUNTRIES]
    for code, targets in get_global("territory_aliases").items():
        if code.isalpha() and len(targets) == 1 and targets[0] in codes:
            names[_folded(code)] = targets[0]
    names |= {code.casefold(): code for code in codes} | _OTHER_NAMES
    for language in _LANGUAGES:
        territories = Locale(language).territories
        for code in codes:
            names.setdefault(_folded(str(territories.get(code, code))), code)
    return names
