"""Say who acts: without it the database refuses to write a record."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from django.db import connection, transaction

from followthrough.kernel.access.actor import Actor

correlation: ContextVar[str] = ContextVar("correlation", default="")
SETTINGS = ("actor_id", "actor_name", "verb", "surface", "correlation", "run", "now")


def present_run() -> uuid.UUID:
    """The id of the run this transaction belongs to."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('followthrough.run')")
        return uuid.UUID(cursor.fetchone()[0])


@contextmanager
def acting(
    actor: Actor, verb: str, *, surface: str, now: datetime, run: uuid.UUID | None = None
) -> Iterator[uuid.UUID]:
    """One transaction in which records may be written, by this actor, under this verb.

    Yields the id that groups the history of this run; work done in several transactions hands in the same `run`.
    Inside another run the outer verb stands.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('followthrough.run', true)")
            outer = cursor.fetchone()[0]
            if outer:
                yield uuid.UUID(outer)
                return
            run = run or uuid.uuid4()
            values = (str(actor.user_id or ""), actor.name, verb, surface, correlation.get(), str(run), now.isoformat())
            calls = ", ".join(["set_config(%s, %s, true)"] * len(SETTINGS))
            params = [
                part for name, value in zip(SETTINGS, values, strict=True) for part in (f"followthrough.{name}", value)
            ]
            cursor.execute("SELECT " + calls, params)
        yield run
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT set_config('followthrough.run', '', true), set_config('followthrough.verb', '', true)"
            )
