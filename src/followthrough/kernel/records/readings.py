"""Questions a record answers beside its own values, such as what a contract is on a day; asked by API and command."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.records.fields import Field, Words
from followthrough.kernel.records.model import Record
from followthrough.kernel.records.reading import read_value


@dataclass(frozen=True, slots=True)
class Reading:
    """A question: the word in addresses and commands, what is asked for, and the answer as plain JSON values.

    `answer(record, asked, actor)` gets a record reached through `visible_to` and the values read by their fields; it
    writes nothing.
    """

    word: str
    about: Words
    asks: tuple[Field, ...]
    answer: Callable[[Any, Mapping[str, Any], Actor], dict[str, Any]]

    def answered(self, record: Record, given: Mapping[str, str], actor: Actor) -> dict[str, Any]:
        """The answer to what was typed. Raises Invalid for a value that can't be read."""
        return self.answer(
            record, {field.name: read_value(field, given.get(field.name, ""), actor) for field in self.asks}, actor
        )


_readings: dict[type[Record], dict[str, Reading]] = {}


def reading_on(model: type[Record], reading: Reading) -> None:
    """Let records of a kind answer it; called from an area's `records.py`."""
    _readings.setdefault(model, {})[reading.word] = reading


def readings_of(model: type[Record]) -> Mapping[str, Reading]:
    """The questions records of this kind answer, by their words."""
    return _readings.get(model, {})
