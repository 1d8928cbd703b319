"""Say who acts: without it the database refuses to write a record."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, connections, transaction
from django.utils.translation import gettext_noop

from followthrough.kernel.access.actor import SYSTEM, Actor
from followthrough.kernel.facts.causes import caused_by, current_run
from followthrough.kernel.history.patience import patience_of
from followthrough.kernel.history.sql import DEED

correlation: ContextVar[str] = ContextVar("correlation", default="")
SETTINGS = ("actor_id", "actor_name", "verb", "surface", "correlation", "run", "now")


@dataclass(frozen=True, slots=True)
class Reversal:
    """That a run takes back the deed `root`, or does it again."""

    root: uuid.UUID
    takes_back: bool = True


@contextmanager
def acting(
    actor: Actor,
    verb: str,
    *,
    surface: str,
    now: datetime,
    run: uuid.UUID | None = None,
    reversal: Reversal | None = None,
    summed: bool = True,
) -> Iterator[uuid.UUID]:
    """One transaction in which records may be written, by this actor, under this verb.

    Yields the id that groups the history of this run; work that commits in parts gives the same `run` to each, and may
    leave out summing up the deed (`summed`) in all but the first and the last.
    Inside another run the outer verb stands. What somebody else holds is waited for as long as the surface allows.
    """
    with transaction.atomic():
        outer = _begin(actor, verb, surface, now, run := run or uuid.uuid4())
        if outer:
            yield outer
            return
        told = current_run.set(run)
        try:
            yield run
        finally:
            current_run.reset(told)
        _end(run, reversal) if summed else _forget()


@contextmanager
def upgrading(alias: str, *, now: datetime) -> Iterator[None]:
    """Whatever migrations write over this connection is one deed of the house, in as many transactions as it takes."""
    run = uuid.uuid4()
    with connections[alias].cursor() as cursor:
        for name, value in _told(SYSTEM, gettext_noop("upgrade"), "job", now, run):
            cursor.execute("SELECT set_config(%s, %s, false)", [name, value])
    yield
    with connections[alias].cursor() as cursor:
        cursor.execute(DEED, {"run": run, "root": None, "takes_back": False, "cause": None})
        cursor.execute("SELECT set_config('followthrough.run', '', false), set_config('followthrough.verb', '', false)")


def _begin(actor: Actor, verb: str, surface: str, now: datetime, run: uuid.UUID) -> uuid.UUID | None:
    """Tell the database who acts; gives the run that is under way already, if there is one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('followthrough.run', true)")
        outer = cursor.fetchone()[0]
        if outer:
            return uuid.UUID(outer)
        pairs = [*_told(actor, verb, surface, now, run), ("lock_timeout", patience_of(surface))]
        calls = ", ".join(["set_config(%s, %s, true)"] * len(pairs))
        cursor.execute("SELECT " + calls, [part for pair in pairs for part in pair])
    return None


def _told(actor: Actor, verb: str, surface: str, now: datetime, run: uuid.UUID) -> list[tuple[str, str]]:
    values = (str(actor.user_id or ""), actor.name, verb, surface, correlation.get(), str(run), now.isoformat())
    return [(f"followthrough.{name}", value) for name, value in zip(SETTINGS, values, strict=True)]


def _end(run: uuid.UUID, reversal: Reversal | None) -> None:
    """Write the deed, if anything was written at all, and forget who acts."""
    root, takes_back = (reversal.root, reversal.takes_back) if reversal else (None, False)
    with connection.cursor() as cursor:
        cursor.execute(DEED, {"run": run, "root": root, "takes_back": takes_back, "cause": caused_by.get()})


def _forget() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('followthrough.run', '', true), set_config('followthrough.verb', '', true)")
