"""A small named cast, one for each part in a test; made by the same doors the product uses."""

from typing import Any

import pytest

from followthrough.foundation.accounts.models import Account
from followthrough.kernel import clock
from followthrough.kernel.access.actor import SYSTEM, Actor
from followthrough.kernel.access.permissions import Role
from followthrough.kernel.actions.declare import actions_on
from followthrough.kernel.actions.generic import change_records, create_records
from followthrough.kernel.actions.run import run
from followthrough.kernel.history.acting import acting
from followthrough.kernel.people.actors import actor_of
from followthrough.kernel.people.models import Team, User
from followthrough.kernel.records.model import Record
from followthrough.kernel.records.registry import type_of

EACH_ROLE = [  # what is tried as every role is tried as a rep alone in the quick tests
    pytest.param(role, marks=() if role == Role.REP else pytest.mark.slow)
    for role, _label in User._meta.get_field("role").choices
]


def made(model: type[Any], **values: Any) -> Any:
    """A record as the house itself would make it, with any value set."""
    now = clock.now()
    with acting(SYSTEM, "arrange", surface="test", now=now):
        (record,) = create_records(type_of(model), [values], by=SYSTEM, now=now)
    record.refresh_from_db()
    return record


def set_to(record: Any, **values: Any) -> Any:
    """The record with these values, as the house itself would set them."""
    now = clock.now()
    with acting(SYSTEM, "arrange", surface="test", now=now):
        change_records(type_of(record), [(record, values)], by=SYSTEM, now=now)
    record.refresh_from_db()
    return record


def does(actor: Actor, model: type[Record], verb: str, target: Any = None, **values: Any) -> Any:
    """Run an action as a page would; gives the outcome."""
    ref = target.ref if isinstance(target, Record) else target
    return run(actions_on(model)[verb], actor=actor, surface="test", target=ref, values=values)


def person(name: str, role: str, team: Team | None = None, **values: Any) -> User:
    """A person who may sign in."""
    email = values.pop("email", f"{name.split()[0].lower()}@example.com")
    user: User = made(User, name=name, role=role, team=team, email=email, signs_in=True, **values)
    return user


def as_actor(user: User) -> Actor:
    """What this person may do and see."""
    return actor_of(user)


def account(name: str, **values: Any) -> Account:
    """An account."""
    found: Account = made(Account, name=name, **values)
    return found
