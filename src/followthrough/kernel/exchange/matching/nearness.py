"""The known name that a slightly different one means."""

from collections.abc import Iterable
from typing import NamedTuple

from rapidfuzz import fuzz, process

from followthrough.kernel.exchange.folding import fold

_LEAST = 80.0


class Near(NamedTuple):
    """A candidate as it is known, how near it is (0 to 100), and whether it is the same but for case, blanks, signs."""

    text: str
    score: float
    same: bool


def near(text: str, candidates: Iterable[str]) -> Near | None:
    """The candidate meant by this text: the same one when only case, accents, blanks or signs differ, else the nearest.

    None where nothing is near, or two different ones are equally near. For many texts against the same candidates make
    the candidates a list once.
    """
    names = list(candidates)
    wanted = fold(text)
    folded = [fold(name) for name in names]
    if not wanted:
        return None
    if wanted in folded:
        exact = names.index(text) if text in names else folded.index(wanted)
        return Near(names[exact], 100.0, True)
    found = process.extract(wanted, folded, scorer=fuzz.ratio, score_cutoff=_LEAST, limit=2)
    if not found or (len(found) > 1 and found[0][1] == found[1][1] and found[0][0] != found[1][0]):
        return None
    return Near(names[found[0][2]], round(found[0][1], 1), False)
