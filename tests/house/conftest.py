"""The company of the house's tests: parts that see nothing of each other, a record of every kind in each, all roles."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from django.conf import settings
from django.db import transaction

from followthrough.kernel import clock
from followthrough.kernel.access.actor import SYSTEM
from followthrough.kernel.files.store import keep
from followthrough.kernel.history.acting import acting
from followthrough.kernel.notes.models import Attachment, Note
from followthrough.kernel.people.models import Team, User
from followthrough.kernel.records.model import Record
from followthrough.kernel.records.registry import RecordType, record_types
from tests import cast
from tests.callers import Caller
from tests.databases import Databases
from tests.house.samples import Side, everything, sample

LETTERS = {"coordinator": "A", "department": "A", "rep_a": "A", "rep_b": "B", "manager": "A"}
PRIVATE = "Canary-private-note"


@dataclass
class House:
    """Everything a test of the whole house needs."""

    sides: dict[str, Side]
    callers: dict[str, Caller]
    admin: User
    personal: dict[tuple[User, type[Record]], Record] = field(default_factory=dict)

    def side_of(self, name: str) -> Side:
        return self.sides[LETTERS.get(name, "A")]

    def other_side_of(self, name: str) -> Side:
        return self.sides["A" if LETTERS.get(name) == "B" else "B"]

    def own(self, kind: RecordType, name: str) -> Record:
        """A record that this caller's person sees as theirs, made for them when it has to carry their own name."""
        user, side = self.callers[name].user, self.side_of(name)
        found = self.personal.get((user, kind.model), side.records[kind.model])
        if not kind.model.visible_to(cast.as_actor(user)).filter(pk=found.pk).exists():
            found = self.personal[user, kind.model] = sample(kind, side, user)
            add_extras(found, self.admin)
        return found


@pytest.fixture(scope="module")
def house(databases: Databases, django_db_blocker: pytest.FixtureRequest) -> Iterator[House]:
    """Made once for a run, and copied for each file; its tests need no database mark, and undo what they change."""
    usual, settings.API_RATE = settings.API_RATE, None
    with django_db_blocker.unblock():
        made = databases.filled("house", make_house)
        with transaction.atomic():
            yield made
            transaction.set_rollback(True)
        databases.renew()
    settings.API_RATE = usual


def make_house() -> House:
    """The same company every time, with every hidden text marked as whose it is."""
    admin = cast.person("Ada Admin", "admin")
    sides = {letter: _side(letter) for letter in "ABC"}
    west, east = sides["A"].team, sides["B"].team
    people = {
        "coordinator": cast.person("Cora Coordinator", "coordinator", west),
        "department": cast.person("Dan Department", "department", sides["A"].department),
        "rep_a": sides["A"].person,
        "rep_b": sides["B"].person,
        "readonly": cast.person("Rosa Readonly", "readonly", east),
        "manager": cast.person("Max Manager", "manager", west),
        "finance": cast.person("Finn Finance", "finance", east),
        "admin": admin,
    }
    for side in sides.values():
        everything(side)
        for record in list(side.records.values()):
            add_extras(record, admin)
    callers = {name: Caller(user) for name, user in people.items()}
    callers["key_limited"] = Caller(people["coordinator"], name="limited", read_only=True)
    callers["anon"] = Caller(None)
    return House(sides, callers, admin)


def add_extras(record: Record, author: User) -> None:
    """A private note and a file, on whatever record."""
    kind = next(kind for kind in record_types() if kind.model is type(record))
    where = {"kind": kind.kind, "record_id": record.pk, "author": author}
    sha256, size = keep([b"content"])
    cast.made(Note, text=PRIVATE, is_private=True, **where)
    cast.made(Attachment, name="a.txt", sha256=sha256, size=size, media_type="text/plain", **where)


def bin_it(record: Record) -> None:
    """Move a record to the bin, whoever may."""
    now = clock.now()
    with acting(SYSTEM, "arrange", surface="test", now=now):
        type(record)._default_manager.filter(pk=record.pk).update(binned_at=now)


def _side(letter: str) -> Side:
    team = cast.made(Team, name=f"Team {letter}")
    department = cast.made(Team, name=f"Department {letter}", is_department=True)
    person = cast.person(f"Rep{letter} Rep", "rep", team)
    return Side(letter, team, department, person)
