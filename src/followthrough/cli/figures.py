"""`expiries`, `retention` and the like: what the house answers as a whole, from its declarations."""

import json

from followthrough.cli.options import add_options, typed
from followthrough.cli.words import Answer, Asked, Word
from followthrough.kernel.records.readings import HouseReading, house_readings


def figure_words() -> dict[str, Word]:
    """A word for each question the house answers."""
    return {name: _word_of(reading) for name, reading in house_readings().items()}


def _word_of(reading: HouseReading) -> Word:
    def ask(asked: Asked) -> Answer:
        answer = reading.answered(typed(asked.given, reading.asks), asked.actor)
        return Answer(answer, json.dumps(answer, indent=2, ensure_ascii=False).splitlines())

    return Word(reading.word, reading.about, lambda parser: add_options(parser, reading.asks), ask)
