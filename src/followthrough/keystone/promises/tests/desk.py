"""A small desk for the tests of promises: people, an account, and promises made as the house makes them."""

from datetime import UTC, date, datetime
from typing import Any

from followthrough.kernel import clock
from followthrough.kernel.access.actor import SYSTEM
from followthrough.kernel.history.acting import acting
from followthrough.keystone.promises.actions import Wanted, make_promises
from followthrough.keystone.promises.models import Promise
from tests import cast

MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
FRIDAY = date(2026, 11, 27)


def promised(what: str = "Send the quote", **values: Any) -> Promise:
    """A promise made by the house; due on Friday unless told otherwise."""
    if "due_at" not in values:
        values.setdefault("due_on", FRIDAY)
    now = clock.now()
    with acting(SYSTEM, "arrange", surface="test", now=now):
        (made,) = make_promises([Wanted(what=what, **values)], by=SYSTEM, now=now)
    made.refresh_from_db()
    return made


def fresh(promise: Promise) -> Promise:
    """The promise as it stands in the database now."""
    return Promise.objects.get(pk=promise.pk)


def owed_by(name: str, role: str = "coordinator", **values: Any) -> Any:
    """A person of that role."""
    return cast.person(name, role, **values)
