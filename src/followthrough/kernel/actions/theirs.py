"""Records of which one changes only one's own, such as saved views: why an actor may not change one of them."""

from collections.abc import Callable
from typing import Any

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.records.model import Record

Why = Callable[[Any, Actor], str]

_why: dict[type[Record], Why] = {}


def only_theirs(model: type[Record], why: Why) -> None:
    """Declare that `why(record, actor)` says in a sentence why an actor may not change a record; empty if they may."""
    _why[model] = why


def why_not_theirs(record: Record, actor: Actor) -> str:
    """Why this actor may not change this record, whatever their role allows; empty if they may."""
    why = _why.get(type(record))
    return why(record, actor) if why else ""
