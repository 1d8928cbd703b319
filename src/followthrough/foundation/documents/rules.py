"""How two versions differ in their words, and until when a document is kept."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher

AROUND = 8  # words shown before and after a change
MOST = 20_000  # words compared of each


def kept_until(filed_on: date, years: int, *, from_year_end: bool) -> date:
    """The last day of keeping: so many years after the day, or after the end of its year.

    A 29 February falls on the 28th in other years.
    """
    if from_year_end:
        return date(filed_on.year + years, 12, 31)
    leaps = (filed_on.month, filed_on.day) == (2, 29)
    return filed_on.replace(year=filed_on.year + years, day=28 if leaps else filed_on.day)


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of words: `same` in both, or what `left` and what `came`; `skipped` counts words left out of a long run."""

    same: str = ""
    left: str = ""
    came: str = ""
    skipped: int = 0


def passages_between(before: str, after: str) -> list[Passage]:
    """The changes from one text to the other, each within a few words that are the same; none if nothing changed."""
    old, new = before.split()[:MOST], after.split()[:MOST]
    if old == new:
        return []
    found = SequenceMatcher(a=old, b=new, autojunk=len(old) > 2_000).get_opcodes()
    passages: list[Passage] = []
    for place, (tag, start, end, begin, stop) in enumerate(found):
        if tag == "equal":
            passages += _kept(old[start:end], is_first=place == 0, is_last=place == len(found) - 1)
        else:
            passages.append(Passage(left=" ".join(old[start:end]), came=" ".join(new[begin:stop])))
    return passages


def _kept(words: list[str], *, is_first: bool, is_last: bool) -> Iterator[Passage]:
    """What is the same, without its middle where that is long."""
    head, tail = (0 if is_first else AROUND), (0 if is_last else AROUND)
    if len(words) <= head + tail:
        yield Passage(same=" ".join(words))
        return
    if head:
        yield Passage(same=" ".join(words[:head]))
    yield Passage(skipped=len(words) - head - tail)
    if tail:
        yield Passage(same=" ".join(words[-tail:]))
