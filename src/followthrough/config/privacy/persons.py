"""Which records are persons, which of their columns tell who they are, and what stands there afterwards."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from followthrough.foundation.accounts.models import Address, Contact, ContactPoint
from followthrough.kernel.people.models import User
from followthrough.kernel.records.model import Record
from followthrough.kernel.records.problems import NotFound
from followthrough.kernel.records.registry import type_of


@dataclass(frozen=True, slots=True)
class Part:
    """Rows of a person that go whole: their table, the column that names the person, and the columns that tell."""

    model: type[Record]
    column: str
    telling: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Person:
    """A kind of person. `after` holds what stands in each telling column afterwards, `{ref}` being their number.

    Of the columns in `sought` the words are sought in all other tables too.
    """

    model: type[Record]
    after: Mapping[str, str]
    sought: tuple[str, ...]
    parts: tuple[Part, ...] = ()
    closed: Mapping[str, str | bool] = field(default_factory=dict)  # what keeps them from signing in


PERSONS = (
    Person(
        Contact,
        {
            "name": "{ref}",
            "given_name": "",
            "family_name": "",
            "job_title": "",
            "email": "",
            "phone": "",
            "language": "",
            "former_id": "",
        },
        ("name", "email", "phone"),
        (
            Part(ContactPoint, "contact_id", ("value", "typed")),
            Part(Address, "contact_id", ("street", "city", "postcode")),
        ),
    ),
    Person(
        User,
        {"name": "{ref}", "email": "", "phone": "", "job_title": "", "former_id": ""},
        ("name", "email", "phone"),
        closed={"password": "", "signs_in": False},
    ),
)


def person_kind(record: Record) -> Person:
    """How a record is a person. Raises NotFound for anything else."""
    found = next((one for one in PERSONS if isinstance(record, one.model)), None)
    if found is None:
        raise NotFound(f"{record.ref} is no person")
    return found


def person_at(ref: str) -> Record:
    """The person of a number, whoever may see them, binned or not. Raises NotFound."""
    for one in PERSONS:
        found: Record | None = one.model._default_manager.filter(ref=ref).first()
        if found is not None:
            return found
    kinds = ", ".join(type_of(one.model).ref.split("-")[0] + "-…" for one in PERSONS)
    raise NotFound(f"there is no person {ref}; their numbers begin with {kinds}")
