"""Which column goes into which field, guessed from headings and values, each field at most once."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from followthrough.kernel.exchange.matching.evidence import shapes_of, tells, weight
from followthrough.kernel.exchange.matching.headings import heading_words, likeness, vocabulary_of
from followthrough.kernel.exchange.reading import Cell

_LEAST = 0.6
_SAMPLE_ROWS = 200
_NUMBERED = 0.7  # for "Customer" over numbers: another column may hold the names
_SAME = _("The heading is the field's name.")
_ALIKE = _("The heading is like the field's name.")
_VALUES = _("The values look like this field's.")
_NOTHING = _("No field fits.")


@dataclass(frozen=True, slots=True)
class Target:
    """A field that a column may go into. `kind` is the field's kind ("text", "email", "date", "money", "link" …)."""

    name: str
    labels: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    kind: str = "text"
    required: bool = False


@dataclass(frozen=True, slots=True)
class Guess:
    """The field guessed for a column (None: none), how sure from 0 to 1, and why, for the person who checks it."""

    target: str | None
    confidence: float
    why: Promise


def guess_mapping(
    headers: Sequence[str],
    sample_rows: Sequence[Sequence[Cell]],
    targets: Sequence[Target],
    *,
    subject: Sequence[str] = (),
) -> dict[int, Guess]:
    """A guess for every column, by its index. Where several columns fit a field, the best one gets it.

    `subject` holds words for the record itself ("contact", "person"): a heading may carry them ("contactLastName") or
    be one of them, which then means the field called "name".
    """
    shapes = shapes_of(sample_rows[:_SAMPLE_ROWS], len(headers))
    scored = sorted(_by_headings(headers, shapes, targets, subject), key=lambda found: (-found[0], found[1], found[2]))
    guesses: dict[int, Guess] = {}
    taken: set[str] = set()
    for score, index, place in scored:
        target = targets[place]
        if index not in guesses and target.name not in taken:
            guesses[index] = Guess(target.name, min(round(score, 2), 1.0), _SAME if score >= 0.94 else _ALIKE)
            taken.add(target.name)
    guesses |= _by_values(shapes, [target for target in targets if target.name not in taken], set(guesses))
    return {index: guesses.get(index, Guess(None, 0.0, _NOTHING)) for index in range(len(headers))}


def _by_headings(
    headers: Sequence[str], shapes: Sequence[str], targets: Sequence[Target], subject: Sequence[str]
) -> list[tuple[float, int, int]]:
    """Score, column and field of every pair that is good enough."""
    phrases = [phrase for target in targets for phrase, _standing in _phrases(target)] + list(subject)
    vocabulary = vocabulary_of(phrases)
    own = frozenset(word for phrase in subject for word in heading_words(phrase, vocabulary))
    found = []
    for index, header in enumerate(headers):
        for place, target in enumerate(targets):
            score = _score(header, target, own, vocabulary) * weight(target.kind, shapes[index])
            score *= _NUMBERED if target.name == "name" and shapes[index] == "number" else 1.0
            if score >= _LEAST:
                found.append((score, index, place))
    return found


def _score(header: str, target: Target, own: frozenset[str], vocabulary: frozenset[str]) -> float:
    if not header.strip():
        return 0.0
    pointer = target.kind in {"link", "links", "choice", "phone"}
    best = max(
        likeness(header, phrase, subject=own, vocabulary=vocabulary, pointer=pointer) * standing
        for phrase, standing in _phrases(target)
    )
    if target.name == "name" and own and heading_words(header, vocabulary) <= own:
        return max(best, 0.93)
    return best


def _phrases(target: Target) -> list[tuple[str, float]]:
    """What a field is called, and how much more that counts than what it is called elsewhere ("Customer")."""
    names = [(label, 1.0) for label in target.labels] + [(target.name, 0.99)]
    return names + [(alias, 0.98) for alias in target.aliases]


def _by_values(shapes: Sequence[str], targets: Sequence[Target], taken: set[int]) -> dict[int, Guess]:
    """Columns whose heading says nothing, where only one field is left for values like theirs."""
    guesses: dict[int, Guess] = {}
    for index, shape in enumerate(shapes):
        fitting = [target for target in targets if tells(shape, target.kind)]
        alike = [other for other, its in enumerate(shapes) if its == shape and other not in taken]
        if index not in taken and len(fitting) == 1 and len(alike) == 1:
            guesses[index] = Guess(fitting[0].name, 0.6, _VALUES)
    return guesses
