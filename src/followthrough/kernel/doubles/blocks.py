"""Which of many records are worth comparing: those that share a block: a sound, a number, a word at one place."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations

from followthrough.kernel.doubles.likeness import Likeness, Values, domain_of, likeness, mailbox_of
from followthrough.kernel.doubles.signs import Sign
from followthrough.values.contactdata import company_key, folded_words

FULL = 200  # records in one block; beyond it the block tells too little to compare them all
SURE_ENOUGH = 75  # percent
_GROUPS = str.maketrans("bfpvcgjkqsxzdtlmnr", "bbbbccccccccddlmmr", "aeiouhwy")
_DIGITS = 8

Pair = tuple[int, int]


def likely_pairs(told: Mapping[int, Values], *, least: int = SURE_ENOUGH) -> dict[Pair, Likeness]:
    """All pairs that are as likely as `least` to mean the same, by the ids of their records, the smaller first."""
    blocks: dict[str, list[int]] = defaultdict(list)
    for pk, values in told.items():
        for block in set(blocks_of(values)):
            blocks[block].append(pk)
    near = {
        pair for members in blocks.values() if 1 < len(members) <= FULL for pair in combinations(sorted(members), 2)
    }
    found = {pair: likeness(told[pair[0]], told[pair[1]]) for pair in near}
    return {pair: like for pair, like in found.items() if like.score >= least}


def blocks_of(told: Values) -> Iterator[str]:
    """The blocks a record lies in; two that mean the same nearly always share one of them."""
    for name in told.get(Sign.PERSON, ()):
        words = folded_words(name)
        yield "person " + " ".join(sorted(map(sound_of, words)))
        for place in (*told.get(Sign.POSTCODE, ()), *told.get(Sign.CITY, ()), *told.get(Sign.BELONGS, ())):
            yield from (f"{sound_of(word)} at {place.casefold()}" for word in words if len(word) > 2)
    for name in told.get(Sign.COMPANY, ()):
        key = company_key(name)
        yield f"company {sound_of(key)}"
        yield f"start {key[:5]}" if len(key) > 4 else f"company {key}"
    for street in told.get(Sign.STREET, ()):
        yield "street " + "".join(folded_words(street))
        yield from (f"door {door} in {place}" for place in told.get(Sign.POSTCODE, ()) if (door := _digits(street)))
    yield from (f"mail {mailbox_of(value)}" for value in told.get(Sign.EMAIL, ()))
    yield from (f"phone {digits[-_DIGITS:]}" for value in told.get(Sign.PHONE, ()) if (digits := _digits(value)))
    yield from (f"domain {domain_of(value)}" for value in told.get(Sign.DOMAIN, ()))
    yield from (f"number {value.casefold()}" for value in told.get(Sign.NUMBER, ()))


def sound_of(word: str) -> str:
    """A word's consonants by their sound, doubled ones once; the word itself where hardly any are left."""
    letters = word.translate(_GROUPS)
    sounds = "".join(sign for place, sign in enumerate(letters) if sign != letters[place - 1 : place])
    return sounds if len(sounds) > 1 else word


def _digits(value: str) -> str:
    return "".join(sign for sign in value if sign.isdigit())
