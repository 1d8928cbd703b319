"""Standard names: a pattern per family, and how a name is put into it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

FILLED = ("name", "family", "code", "unit")
_SLOT = re.compile(r"\{(\w*)\}")
_NUMBER = r"\d+(?:[.,]\d+)?(?:\s*[x×]\s*\d+(?:[.,]\d+)?)*"
_GAP = re.compile(r"\{\w*\}")
_TAKEN = "\x1f"  # stands where something was taken out
_BLANKS = re.compile(r"\s+")
_EDGES = " ,;·-–"


class BadPatternError(ValueError):
    """The pattern names a gap there isn't, lacks `{name}`, or has a number without a word beside it."""


class SeveralNumbersError(ValueError):
    """A name says two different numbers where one is asked for."""


@dataclass(frozen=True)
class StandardName:
    """A pattern of parts between commas, with what stands for what. Raises BadPatternError.

    A part with `{number}` and a word ("DN {number}") is looked for in the old name, however it is written there; a part
    that is not found, or whose value is empty, is left out. `{name}` takes what is left of the name. A name that says
    two different numbers for one part is left as it is, for a person to mend.
    """

    pattern: str
    spellings: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        gaps = _SLOT.findall(self.pattern)
        if gaps.count("name") != 1 or not set(gaps) <= {*FILLED, "number"}:
            raise BadPatternError(self.pattern)
        for part in self._parts:
            if "{number}" in part and (part.count("{") != 1 or not _SLOT.sub("", part).strip()):
                raise BadPatternError(self.pattern)

    @property
    def _parts(self) -> list[str]:
        return [part.strip() for part in self.pattern.split(",") if part.strip()]

    @property
    def _literals(self) -> list[str]:
        """The words of the pattern itself, which are no part of what `{name}` takes."""
        parts = [part for part in self._parts if "{number}" not in part]
        return [words for part in parts for piece in _GAP.split(part) if (words := piece.strip(_EDGES))]

    def of(self, name: str, values: Mapping[str, str] | None = None) -> str:
        """The name in standard form; in standard form already it comes back as it is."""
        known, left = values or {}, _BLANKS.sub(" ", name).strip()
        left = self._spelt(left)
        found: dict[str, str] = {}
        for part in self._parts:
            if "{number}" in part:
                try:
                    found[part], left = _taken(part, left)
                except SeveralNumbersError:
                    return name
        for words in self._literals:
            left = _without(left, words)
        for gap in ("code", "family", "unit"):
            if f"{{{gap}}}" in self.pattern and known.get(gap):
                left = _without(left, known[gap])
        told = {**{gap: known.get(gap, "") for gap in FILLED}, "name": _tidied(left)}
        parts = [found[part] if "{number}" in part else _filled(part, told) for part in self._parts]
        whole = ", ".join(part for part in parts if part) or name
        return whole[0].upper() + whole[1:] if whole else whole

    @property
    def endless(self) -> str:
        """A spelling whose full side holds a short one, so that names would never settle; empty if there is none."""
        for full in self.spellings.values():
            if any(_word(short).search(full) for short in self.spellings):
                return full
        return ""

    def _spelt(self, text: str) -> str:
        for short, full in self.spellings.items():
            text = full.join(_word(short).split(text))
        return text


def read_spelling(text: str) -> tuple[str, str]:
    """`SS = stainless steel` as the two sides. Raises BadPatternError for anything else."""
    short, sign, full = (part.strip() for part in text.partition("="))
    if not (sign and short and full):
        raise BadPatternError(text)
    return short, full


def _word(text: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(text)}(?!\w)", re.IGNORECASE)


def _taken(part: str, text: str) -> tuple[str, str]:
    """The part with the number the text gives it, and the text without it. Raises SeveralNumbersError."""
    before, after = (re.escape(side.strip()) for side in part.split("{number}"))
    wanted = re.compile(rf"(?<!\w){before}\s*({_NUMBER})\s*{after}(?!\w)", re.IGNORECASE)
    numbers = {re.sub(r"\s*[x×]\s*", " × ", found[1]).replace(",", ".") for found in wanted.finditer(text)}
    if len(numbers) > 1:
        raise SeveralNumbersError(part)
    return (part.replace("{number}", numbers.pop()), wanted.sub(_TAKEN, text)) if numbers else ("", text)


def _without(text: str, value: str) -> str:
    return _word(value).sub(_TAKEN, text)


def _tidied(text: str) -> str:
    pieces = [_BLANKS.sub(" ", piece.replace(_TAKEN, " ")).strip(_EDGES) for piece in text.split(",")]
    return ", ".join(piece for piece in pieces if piece)


def _filled(part: str, values: Mapping[str, str]) -> str:
    """The part with its gaps filled; nothing of it where a gap stays empty."""
    if any(not values[gap] for gap in _SLOT.findall(part)):
        return ""
    return _SLOT.sub(lambda gap: values[gap[1]], part)
