"""Person names split into given and family name, title and suffix; what can't be told is said to be unsure."""

import re
from dataclasses import dataclass

_PREFIXES = frozenset({
    "mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "sir", "madam", "mme", "mlle", "herr", "frau",
    "sr", "sra", "srta", "don", "doña", "dona", "dña", "rev", "hon", "capt", "col", "gen", "lt", "maj", "sgt",
    "ing", "dipl", "dipl-ing",
})  # fmt: skip
_SUFFIXES = frozenset({
    "jr", "sr", "ii", "iii", "iv", "phd", "md", "do", "dds", "dmd", "dvm", "mba", "msc", "bsc", "ma", "ba",
    "esq", "cpa", "cfa", "rn", "bsn", "np", "pa", "od", "dc", "jd", "llm", "llb", "lncc", "pe", "pmp",
})  # fmt: skip
_PARTICLES = frozenset({
    "van", "von", "vom", "zu", "zum", "zur", "der", "den", "de", "del", "della", "dello", "dei", "di", "da",
    "das", "do", "dos", "du", "la", "las", "le", "les", "lo", "los", "el", "al", "bin", "ibn", "ter", "ten",
    "te", "af", "av", "mc", "mac", "st", "san", "santa",
})  # fmt: skip
_SMALL = _PARTICLES - {"mc", "mac", "st", "san", "santa", "do", "lo", "al", "le", "du"}
_USUAL = {
    "ii": "II", "iii": "III", "iv": "IV", "phd": "PhD", "md": "MD", "dds": "DDS", "dvm": "DVM", "mba": "MBA",
    "cpa": "CPA", "rn": "RN", "esq": "Esq.", "and": "and", "y": "y",
}  # fmt: skip
_JOINERS = frozenset({"and", "&", "und", "y", "e", "et", "i"})
_NICKNAME = re.compile(r"\s*(?:\(([^()]+)\)|\"([^\"]+)\"|“([^”]+)”|''(.+?)''|(?<=\s)'([^']+)'(?=\s|$))")


@dataclass(frozen=True)
class PersonName:
    """The parts of a name as typed; not sure where the words allow another reading."""

    given: str
    family: str
    prefix: str = ""
    suffix: str = ""
    nickname: str = ""
    is_sure: bool = True


def split_name(full: str) -> PersonName:
    """Split "Dr. Lena van der Berg, PhD" or "Berg, Lena van der" into its parts.

    Middle names and initials belong to the given name, particles (van, de la, Mc) to the family name. A single word
    is taken for a given name and two people written as one for one, both unsure; so is "Smith John A", read as family
    name first. Two family names without a comma, as in Spain, can't be told from a middle name: only the last counts.
    """
    text, nickname = _without_nickname(" ".join(full.split()))
    parts = [part.strip() for part in text.split(",") if part.strip()]
    suffixes: list[str] = []
    while len(parts) > 1 and _is_suffix_part(parts[-1]):
        suffixes.insert(0, parts.pop())
    if len(parts) > 1:
        family, more = _without_suffixes(parts[0].split())
        prefixes, given = _without_prefixes(" ".join(parts[1:]).split())
        given, last = _without_suffixes(given)
        is_sure = not _JOINERS & {word.lower() for word in given}
    else:
        prefixes, words = _without_prefixes(parts[0].split() if parts else [])
        words, more = _without_suffixes(words, keep=2)
        last = []
        given, family, is_sure = _given_and_family(words, has_title=bool(prefixes))
    return PersonName(
        given=" ".join(given),
        family=" ".join(family),
        prefix=" ".join(prefixes),
        suffix=" ".join([*more, *last, *suffixes]),
        nickname=nickname,
        is_sure=is_sure,
    )


def cased_name(full: str) -> str:
    """A name typed all in capitals or all in small letters as people write it: "MARY MCDONALD-DE LA CRUZ III".

    Anything else is left as it is: whoever writes "deVries" or "MacLean" means it. Particles stay small except at the
    start; suffixes such as III and PhD get their usual form.
    """
    if not (full.isupper() or full.islower()) or len(full.split()) < 2:
        return full
    words = full.split()
    return " ".join(_cased(word, is_first=place == 0) for place, word in enumerate(words))


def _cased(word: str, *, is_first: bool) -> str:
    plain = _plain(word)
    if plain in _USUAL:
        return _USUAL[plain] + ("," if word.endswith(",") else "")
    if plain in _SMALL and not is_first:
        return word.lower()
    text = re.sub(r"[^\W\d_]+", lambda part: part[0].capitalize(), word.lower())
    text = re.sub(r"(?<=[^\W\d_])['’][S]\b", lambda part: part[0].lower(), text)
    return re.sub(r"\bMc([^\W\d_])", lambda part: f"Mc{part[1].upper()}", text)


def _given_and_family(words: list[str], *, has_title: bool) -> tuple[list[str], list[str], bool]:
    if len(words) < 2:
        # After a title a single word is the family name: Mr. Bremer.
        return ([], words, True) if has_title and words else (words, [], False)
    if len(words) > 2 and _is_initial(words[-1]) and not any(map(_is_initial, words[:-1])):
        return words[1:], words[:1], False
    start = len(words) - 1
    while start > 1 and _plain(words[start - 1]) in _PARTICLES:
        start -= 1
    if start > 2 and _plain(words[start - 1]) in ("y", "e", "i"):
        start -= 2
    has_two_people = bool({"and", "&", "und", "et"} & {word.lower() for word in words[:start]})
    return words[:start], words[start:], not has_two_people


def _without_nickname(text: str) -> tuple[str, str]:
    found = _NICKNAME.search(text)
    if found is None or found[0].strip() == text:
        return text, ""
    rest = " ".join(_NICKNAME.sub(" ", text, count=1).split()).replace(" ,", ",")
    return rest, next(group for group in found.groups() if group)


def _without_prefixes(words: list[str]) -> tuple[list[str], list[str]]:
    count = 0
    while count < len(words) - 1 and (
        _plain(words[count]) in _PREFIXES or (count and words[count].lower() in _JOINERS)
    ):
        count += 1
    return words[:count], words[count:]


def _without_suffixes(words: list[str], keep: int = 1) -> tuple[list[str], list[str]]:
    count = len(words)
    while count > keep and _plain(words[count - 1]) in _SUFFIXES:
        count -= 1
    return words[:count], words[count:]


def _is_suffix_part(part: str) -> bool:
    return all(_plain(word) in _SUFFIXES for word in part.split())


def _is_initial(word: str) -> bool:
    return len(_plain(word)) == 1 and word[0].isalpha()


def _plain(word: str) -> str:
    return word.replace(".", "").strip(",").lower()
