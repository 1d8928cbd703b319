"""Questions that a record answers beside its values, or the house as a whole; asked by API and by command."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.records.fields import Field, Words
from followthrough.kernel.records.model import Record
from followthrough.kernel.records.problems import Denied
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


@dataclass(frozen=True, slots=True)
class HouseReading:
    """A question about no one record, such as what expires when; `needs` is the permission to ask it.

    `answer(asked, actor)` reads through `visible_to` and gives plain JSON values, as the page of the same name shows.
    """

    word: str
    about: Words
    needs: str
    asks: tuple[Field, ...]
    answer: Callable[[Mapping[str, Any], Actor], dict[str, Any]]

    def answered(self, given: Mapping[str, str], actor: Actor) -> dict[str, Any]:
        """The answer to what was typed. Raises Denied, and Invalid for a value that can't be read."""
        if not actor.may(self.needs):
            raise Denied(_("Your role may not do this: %(what)s.") % {"what": self.about})
        return self.answer(
            {field.name: read_value(field, given.get(field.name, ""), actor) for field in self.asks}, actor
        )


_of_the_house: dict[str, HouseReading] = {}


def house_reading(reading: HouseReading) -> None:
    """Let the house answer it; called from an area's `records.py`."""
    _of_the_house[reading.word] = reading


def house_readings() -> Mapping[str, HouseReading]:
    """The questions the house answers, by their words."""
    return _of_the_house
