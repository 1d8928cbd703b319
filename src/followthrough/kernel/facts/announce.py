"""Announce facts and listen to them."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.db import transaction

from followthrough.kernel import clock
from followthrough.kernel.crashing import crash_point
from followthrough.kernel.facts.causes import caused_by, current_run
from followthrough.kernel.facts.models import Announcement, Delivery
from followthrough.kernel.jobs.declare import defer, job


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that happened, in the past tense; subclasses hold ids and plain values only."""


F = TypeVar("F", bound=Fact)
Listener = Callable[..., None]
_listeners: dict[str, list[Listener]] = {}
_facts: dict[str, type[Fact]] = {}


def listens(fact: type[F]) -> Callable[[Callable[[F, str, datetime], None]], Callable[[F, str, datetime], None]]:
    """Have a function called, in a job, with each fact of this type: `listener(fact, key, at)`.

    It may be called again for the same fact after a crash, but its effect is committed once.
    """

    def declare(listener: Callable[[F, str, datetime], None]) -> Callable[[F, str, datetime], None]:
        _facts[fact.__name__] = fact
        _listeners.setdefault(fact.__name__, []).append(listener)
        return listener

    return declare


def announce(fact: Fact, *, at: datetime, correlation: str = "") -> None:
    """Write the fact to the outbox and enqueue its delivery, both in the caller's transaction."""
    announce_all([fact], at=at, correlation=correlation)


def announce_all(facts: list[Any], *, at: datetime, correlation: str = "") -> None:
    """Announce many facts at once; those nobody listens to are kept but not delivered."""
    run = current_run.get()
    rows = Announcement.objects.bulk_create(
        Announcement(name=type(fact).__name__, body=asdict(fact), at=at, correlation=correlation, run=run)
        for fact in facts
    )
    wanted = [row.pk for row in rows if row.name in _listeners]
    for start in range(0, len(wanted), 500):
        defer("facts.deliver", ids=wanted[start : start + 500])


@job("facts.deliver")
def deliver(ids: list[int]) -> None:
    """Hand each fact to each of its listeners, once."""
    for row in Announcement.objects.filter(pk__in=ids).order_by("pk"):
        for listener in _listeners.get(row.name, []):
            _deliver_one(row, listener)


def _deliver_one(row: Announcement, listener: Listener) -> None:
    name = f"{listener.__module__}.{listener.__qualname__}"
    with transaction.atomic():
        _delivery, first = Delivery.objects.get_or_create(announcement=row, listener=name, defaults={"at": clock.now()})
        if not first:
            return
        told = caused_by.set(row.run)
        try:
            listener(_facts[row.name](**row.body), f"fact:{row.pk}", row.at)
        finally:
            caused_by.reset(told)
        crash_point("fact.heard")
    crash_point("fact.delivered")


def facts_known() -> dict[str, list[str]]:
    """Each fact somebody listens to, with its listeners, for the reference."""
    return {name: [f"{fn.__module__}.{fn.__qualname__}" for fn in fns] for name, fns in sorted(_listeners.items())}
