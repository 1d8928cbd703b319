"""Company names: the legal form told from the name, and what stays the same however it is written."""

import re
from dataclasses import dataclass

from followthrough.values.contactdata.folded import folded_words

_FORMS = {
    "inc": "Inc.", "incorporated": "Inc.", "corp": "Corp.", "corporation": "Corp.", "co": "Co.", "company": "Co.",
    "companies": "Co.", "ltd": "Ltd", "limited": "Ltd", "llc": "LLC", "llp": "LLP", "lllp": "LLLP", "lp": "LP",
    "plc": "PLC", "pllc": "PLLC", "pc": "PC", "pa": "PA", "gmbh": "GmbH", "mbh": "mbH", "ag": "AG", "kg": "KG",
    "kgaa": "KGaA", "ohg": "OHG", "gbr": "GbR", "ug": "UG", "ev": "e. V.", "se": "SE", "sa": "SA", "sas": "SAS",
    "sasu": "SASU", "sarl": "SARL", "srl": "SRL", "sl": "SL", "slu": "SLU", "spa": "SpA", "snc": "SNC", "cv": "CV",
    "bv": "BV", "nv": "NV", "vof": "VOF", "ab": "AB", "as": "AS", "asa": "ASA", "aps": "ApS", "oy": "Oy", "oyj": "Oyj",
    "kft": "Kft.", "zrt": "Zrt.", "sro": "s.r.o.", "doo": "d.o.o.", "pty": "Pty", "pte": "Pte", "pvt": "Pvt",
    "kk": "KK", "ltda": "Ltda.", "eirl": "EIRL", "eireli": "EIRELI", "na": "NA",
}  # fmt: skip
_JOINERS = frozenset({"the", "and", "und", "et", "y"})


@dataclass(frozen=True)
class CompanyName:
    """A company's name without its legal form, the form in its usual writing, and the key equal for all writings."""

    name: str
    legal_form: str
    key: str


def split_company(full: str) -> CompanyName:
    """Tell the legal form at the end from the name: "Juniper Process Controls, Inc." is of the form "Inc.".

    Several forms in a row count as one ("GmbH & Co. KG"). A name that is nothing but a form keeps it.
    """
    words = " ".join(full.split()).split(" ")
    count = len(words)
    while count > 1 and _is_form(words, count):
        count -= 1
    forms = [_FORMS[word] for given in words[count:] for word in folded_words(given) if word in _FORMS]
    name = re.sub(r"[\s,;&]+$", "", " ".join(words[:count]))
    return CompanyName(name, " ".join(forms), company_key(full))


def company_key(full: str) -> str:
    """Equal for writings of one name: no case, accents, signs, spaces, legal form, "the" or "and"."""
    words = folded_words(full)
    left = [word for place, word in enumerate(words) if word not in _JOINERS and not (place and word in _FORMS)]
    return "".join(left or words)


def _is_form(words: list[str], count: int) -> bool:
    folded = folded_words(words[count - 1])
    if not folded or (folded == ["and"] and count < len(words)):
        return count < len(words)
    return all(word in _FORMS for word in folded)
