"""What samples and verbs of deliveries need that their declarations can't say."""

from typing import Any

from followthrough.kernel.people.models import User
from followthrough.kernel.records.model import Record
from followthrough.keystone.promises.models import Promise
from followthrough.serving.deliveries.models import CaughtError, DepartmentFeed, DepartmentSetting, MakeGood
from tests import cast


def special(side: Any, person: User) -> dict[type[Record], dict[str, Any]]:
    """Values that a constraint asks for: a department of its own, another promise, whose it is."""
    promise = side.records.get(Promise)
    given: dict[type[Record], dict[str, Any]] = {
        DepartmentSetting: {"department": side.department},
        DepartmentFeed: {"department": side.department, "user": person, "token_hash": f"of {person.ref}"},
        CaughtError: {"by": person, "record_kind": "promises.promise", "record_id": promise.pk if promise else 0},
    }
    if promise:
        given[MakeGood] = {"made": cast.made(Promise, what="Instead", due_on=promise.due_on, owner=person)}
    return given
