"""Rows that hold what was typed into a list's search box; who keeps the index of words says at the start how."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from followthrough.kernel.records.registry import RecordType


@dataclass(frozen=True, slots=True)
class Held:
    """The rows that hold what was typed; where very many may, `some` of them too, which are counted much sooner."""

    rows: QuerySet[Any]
    some: QuerySet[Any] | None = None


Holding = Callable[[RecordType, QuerySet[Any], str], Held]
_answers: list[Holding] = []


def answer_holding(answer: Holding) -> None:
    """Say how `held` is answered; the last word stands."""
    _answers[:] = [answer]


def held(kind: RecordType, rows: QuerySet[Any], typed: str) -> Held:
    """Those of the rows of a kind that hold every word typed, in any writing; none where there is no word in it."""
    return _answers[0](kind, rows, typed)


def holding(kind: RecordType, rows: QuerySet[Any], typed: str) -> QuerySet[Any]:
    """`held` without the rows that are counted sooner."""
    return held(kind, rows, typed).rows
