"""Addresses at which areas answer a question that is no list of records, declared in an area's `api.py`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from followthrough.api.answers import as_json
from followthrough.api.asked import asked_of
from followthrough.api.callers import Caller
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.records.fields import Field
from followthrough.kernel.records.problems import Denied
from followthrough.kernel.records.readings import HouseReading, house_readings


@dataclass(frozen=True, slots=True)
class Question:
    """One address to GET. `parameters` say what each means, in English; `answer` gets them as they were written.

    `needs` is the permission; what is answered goes through `visible_to`, as everywhere.
    """

    path: str
    name: str
    needs: str
    summary: str
    parameters: Mapping[str, str]
    reply: Callable[[Mapping[str, str], Actor], Any]

    @property
    def methods(self) -> list[str]:
        """The methods known here."""
        return ["GET", "HEAD"]

    @property
    def operations(self) -> dict[str, "Question"]:
        """What each method does."""
        return {"GET": self}

    def answer(self, request: HttpRequest, caller: Caller, parts: dict[str, str]) -> HttpResponse:
        """The answer as JSON, for who may ask."""
        if not caller.actor.may(self.needs):
            raise Denied(_("Your role may not do this: %(what)s.") % {"what": self.summary})
        return as_json(self.reply(asked_of(request, only=tuple(self.parameters)).given, caller.actor))


_questions: list[Question] = []


def question(one: Question) -> Question:
    """Declare an address; called from an area's `api.py`."""
    _questions.append(one)
    return one


def questions() -> list[Question]:
    """All of them, once every area's `api.py` was asked for its own; then what the house answers by declaration."""
    for config in apps.get_app_configs():
        if config.name.startswith("followthrough.") and find_spec(f"{config.name}.api"):
            import_module(f"{config.name}.api")
    return [*_questions, *map(_of_the_house, house_readings().values())]


def _of_the_house(reading: HouseReading) -> Question:
    told = {field.name: _said(field) for field in reading.asks}
    name = f"read_{reading.word.replace('-', '_')}"
    return Question(f"/{reading.word}", name, reading.needs, str(reading.about), told, reading.answered)


def _said(field: Field) -> str:
    """What a parameter means, and which words it takes."""
    words = ", ".join(value for value, _label in field.choices)
    return " ".join(part for part in (f"{field.label}.", str(field.help), words and f"One of: {words}.") if part)
