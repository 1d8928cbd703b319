"""Words spelt nearly as typed: one slip of the finger, or two in a long word."""

from collections.abc import Iterator, Sequence

from django.db import connection
from rapidfuzz.distance import OSA

SHORTEST, LONG = 4, 7  # letters a word needs to be guessed at, and to be allowed two slips
VERY_LONG = 12  # letters; two slips leave half of the trigrams of so long a word as they were
BEGINS = 6  # letters with which a word may be the beginning of what was meant
MOST = 12  # guesses for one word, the nearest first
LETTERS = "abcdefghijklmnopqrstuvwxyz"
GUESSES = """
SELECT w.word FROM unnest(%s::text[]) guess,
  LATERAL (SELECT word FROM search_word WHERE word >= guess AND word < guess || '\U0010ffff'
           AND length(word) <= length(guess) + 3 LIMIT 8) w
UNION SELECT word FROM {alike}(%s, %s) word
"""


def near_words(words: Sequence[str]) -> dict[str, list[str]]:
    """For each word that some are near to, those, the nearest first; words with figures are never guessed at."""
    found = {word: _near(word) for word in words if len(word) >= SHORTEST and word.isalpha()}
    return {word: near for word, near in found.items() if near}


def _near(word: str) -> list[str]:
    with connection.cursor() as cursor:
        alike = "ft_words_alike" if len(word) < VERY_LONG else "ft_long_words_alike"
        cursor.execute(GUESSES.format(alike=alike), [list(_slips(word)), word, len(word) + 4])
        known = {other for (other,) in cursor.fetchall()} - {word}
    most = 2 if len(word) >= LONG else 1
    measured = sorted((_distance(word, other), other) for other in known)
    return [other for distance, other in measured if distance <= most][:MOST]


def _distance(word: str, other: str) -> int:
    """The slips between the word and the other, or of a word of some length the other's beginning.

    Beginnings of four or five letters come near to far too many words.
    """
    if len(word) < BEGINS:
        return OSA.distance(word, other)
    return min(OSA.distance(word, other[: len(word) + more]) for more in (-1, 0, 1))


def _slips(word: str) -> Iterator[str]:
    """The word with one letter doubled, dropped, swapped or mistaken, never shorter than a guess may be."""
    for place in range(len(word) + 1):
        head, tail = word[:place], word[place:]
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
        if tail and len(word) > SHORTEST:
            yield head + tail[1:]
        for letter in LETTERS:
            yield head + letter + tail
            if tail:
                yield head + letter + tail[1:]
