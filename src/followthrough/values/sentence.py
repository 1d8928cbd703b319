"""Sentences for people, made where no translation is at hand: the words and their gaps travel apart."""

from collections.abc import Mapping
from dataclasses import dataclass, field


def gettext_noop(text: str) -> str:
    """Mark a sentence for the translators and give it back unchanged; surfaces translate it when they show it."""
    return text


@dataclass(frozen=True)
class Sentence:
    """An English sentence with named gaps, such as ``Sentence("%(code)s is no currency.", {"code": "EURO"})``.

    A surface shows it as ``gettext(sentence.text) % sentence.gaps``; ``str()`` gives the English.
    """

    text: str
    gaps: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.text % self.gaps


class SentenceError(ValueError):
    """A refusal whose ``sentence`` tells a person what is wrong and how to mend it."""

    def __init__(self, text: str, **gaps: object) -> None:
        self.sentence = Sentence(text, gaps)
        super().__init__(str(self.sentence))


@dataclass(frozen=True)
class Unclear:
    """What was typed and why nothing sure could be made of it; the typed form is kept for the person to mend."""

    typed: str
    reason: Sentence
