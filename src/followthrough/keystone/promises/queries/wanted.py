"""What a rule asks for: a promise that should be there, and the rule that says so."""

from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils import translation

from followthrough.foundation.accounts.models import Account, Contact
from followthrough.kernel.people.models import Team, User
from followthrough.kernel.records.fields import Words
from followthrough.kernel.records.model import Record
from followthrough.keystone.promises.models import Direction


@dataclass(frozen=True, slots=True)
class Wanted:
    """A promise that should exist. Exactly one of `due_on` (a day) and `due_at` (a moment) is given.

    `source` is the record it arises from, `source_text` the reason as a sentence that names a date or a rule. With an
    `occurrence` (see `rules.occurrence_key`) it is made once, however often it is wanted; without one, each time.
    `minder`, `team` and the zone of the due are filled in where they are left out. `ladder` belongs to waits: working
    days after asking, such as (3, 7, 14). `starts_now`: its natural due had passed when the rule
    met it, so the clock starts now; such a due is given once and not moved when the rule is changed.
    """

    what: str
    kind: str = "promise"
    due_on: date | None = None
    due_at: datetime | None = None
    account: Account | None = None
    contact: Contact | None = None
    owner: User | None = None
    department: Team | None = None
    minder: User | None = None
    team: Team | None = None
    source: Record | None = None
    source_text: str = ""
    rule: str = ""
    occurrence: str = ""
    direction: str = Direction.OURS.value
    ladder: Sequence[int] = field(default=())
    owed_to: str = ""
    asked_on: date | None = None
    starts_now: bool = False

    def __post_init__(self) -> None:
        if (self.due_on is None) == (self.due_at is None):
            raise ValueError("A promise is due on a day or at a moment, exactly one of the two.")


def written_for(person: User | None) -> AbstractContextManager[None]:
    """Write what a rule says in the language of whoever owes it; in the present one where nobody does yet."""
    return translation.override(person.language if person else translation.get_language())


WantedOf = Callable[[Collection[int] | None, int, datetime], Iterable[Wanted]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the house. `wanted(ids, days, now)` gives what should be there for these sources, there or not.

    With None for ids it gives what may be missing anywhere; it is asked every few minutes, so it leaves out sources
    that have theirs.
    `days` is the number a manager may set for the rule (what it counts is said in `name`), at first `default_days`.
    Days must be no part of the occurrence: a changed rule moves its promises, it does not make them again.
    """

    key: str
    name: Words
    kind: str
    default_days: int
    wanted: WantedOf
