"""Promises as pages of other areas show them: those pages lie above this room, and ours say here how they draw."""

from collections.abc import Callable
from typing import Any

from followthrough.kernel.access.actor import Actor
from followthrough.keystone.promises.queries.today import Row

_row: list[Callable[[Row, Actor], Any]] = []
_ring: list[Callable[[Row], Any]] = []


def draw_promises_with(*, row: Callable[[Row, Actor], Any], ring: Callable[[Row], Any]) -> None:
    """Say how a promise is drawn as a row of a list, and how its ring is, with its word."""
    _row[:], _ring[:] = [row], [ring]


def drawn_row(row: Row, actor: Actor) -> Any:
    """A promise as the row of a list, with the buttons this person may press."""
    return _row[0](row, actor)


def drawn_ring(row: Row) -> Any:
    """A promise's ring and the word for it."""
    return _ring[0](row)
