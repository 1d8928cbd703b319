"""The words of the command line, declared one by one: here by the surface, in an area's `cli.py` by the area."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.records.fields import Words


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked: the parsed words, and who asks."""

    given: Namespace
    actor: Actor


@dataclass(frozen=True, slots=True)
class Answer:
    """What comes back: plain values for `--json`, lines for people, and the exit code."""

    values: Any
    lines: Sequence[str] = field(default_factory=list)
    code: int = 0


@dataclass(frozen=True, slots=True)
class Word:
    """A first word: what it takes and what it does."""

    name: str
    about: Words
    arguments: Callable[[ArgumentParser], None]
    run: Callable[[Asked], Answer]


_words: dict[str, Word] = {}
_short_for: dict[str, tuple[list[str], Words]] = {}


def word(name: str, about: Words, *, arguments: Callable[[ArgumentParser], None] | None = None) -> Callable[[Any], Any]:
    """Declare a first word, its line of help worded when printed; the function gets what was asked and answers."""

    def declare(run: Callable[[Asked], Answer]) -> Callable[[Asked], Answer]:
        _words[name] = Word(name, about, arguments or _nothing, run)
        return run

    return declare


def short(name: str, words: str, about: Words) -> None:
    """Declare a shorter way to say some words: `short("keep", "promises keep", …)`."""
    _short_for[name] = (words.split(), about)


def spelled_out(argv: Sequence[str]) -> list[str]:
    """The words with a short form at their head written out."""
    for length in (2, 1):
        found = _short_for.get(" ".join(argv[:length]))
        if found and len(argv) >= length:
            return [*found[0], *argv[length:]]
    return list(argv)


def words() -> dict[str, Word]:
    """All first words."""
    return _words


def abouts() -> dict[str, str]:
    """All first words and short forms, each with its line of help in the language in force."""
    first = {name: str(word.about) for name, word in _words.items()}
    return {**first, **{name: str(about) for name, (_, about) in _short_for.items()}}


def _nothing(parser: ArgumentParser) -> None:
    return None
