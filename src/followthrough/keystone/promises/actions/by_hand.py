"""Make a promise by hand: from anywhere, or on a record."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followthrough.foundation.accounts.models import Account, Contact
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.access.permissions import DESK
from followthrough.kernel.actions.declare import action
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.people.models import Team, User
from followthrough.kernel.records.model import Record
from followthrough.kernel.records.problems import Invalid
from followthrough.keystone.promises.actions.making import make_promises
from followthrough.keystone.promises.actions.next_step import next_day
from followthrough.keystone.promises.models import Direction, Promise
from followthrough.keystone.promises.queries.colleagues import person_behind
from followthrough.keystone.promises.queries.sources import record_numbered
from followthrough.keystone.promises.queries.wanted import Wanted
from followthrough.keystone.promises.queries.when import NextDue
from followthrough.keystone.promises.rules import USUAL_LADDER

LABELS = {
    "what": gettext_lazy("What is promised"),
    "due": gettext_lazy("Due"),
    "due_on": gettext_lazy("Due on"),
    "due_at": gettext_lazy("Due at"),
    "direction": gettext_lazy("Who owes"),
    "account": gettext_lazy("For"),
    "contact": gettext_lazy("Contact"),
    "owner": gettext_lazy("Owed by"),
    "department": gettext_lazy("Department"),
    "owed_to": gettext_lazy("Owed to"),
    "about": gettext_lazy("Number of the record it is about"),
    "asked_on": gettext_lazy("Asked for"),
}
OPTIONS: dict[str, dict[str, Any]] = {"what": {"max_length": 300}, "owed_to": {"max_length": 200}}


@action(
    Promise,
    needs="promises.make",
    roles=DESK,
    button=gettext_lazy("New promise"),
    icon="plus",
    key="n",
    on_class=True,
    labels=LABELS,
    options=OPTIONS,
)
def make_promise(
    *,
    what: str,
    due: NextDue | None = None,
    due_on: date | None = None,
    due_at: datetime | None = None,
    direction: Direction = Direction.OURS,
    account: Account | None = None,
    contact: Contact | None = None,
    owner: User | None = None,
    department: Team | None = None,
    owed_to: str = "",
    about: str = "",
    asked_on: date | None = None,
    by: Actor,
    now: datetime,
) -> Changes:
    """Promise something by hand, or write down what somebody owes us. Without a due it is the next working day.

    You owe it unless you name somebody else or a department.
    """
    source = _source(about, by)
    wanted = Wanted(
        what=what,
        due_on=None if due_at else next_day(due or "", due_on, by, now),
        due_at=due_at,
        direction=direction,
        account=account or _account_of(source) or (contact.account if contact else None),
        contact=contact or (source if isinstance(source, Contact) else None),
        owner=owner or (None if department else person_behind(by)),
        department=department,
        minder=None if owner and not department else person_behind(by),
        source=source,
        source_text=_("Promised by %(who)s.") % {"who": by.name},
        owed_to=owed_to,
        asked_on=asked_on,
        ladder=USUAL_LADDER if direction == Direction.THEIRS else (),
    )
    (made,) = make_promises([wanted], by=by, now=now)
    return Changes(_("Promised: %(what)s.") % {"what": made.what}, record=made)


def new_promise(
    record: Record,
    *,
    what: str,
    due: NextDue | None = None,
    due_on: date | None = None,
    due_at: datetime | None = None,
    direction: Direction = Direction.OURS,
    owner: User | None = None,
    department: Team | None = None,
    by: Actor,
    now: datetime,
) -> Changes:
    """Promise something that arises from this record, or write down what they owe us about it."""
    return make_promise(
        what=what,
        due=due,
        due_on=due_on,
        due_at=due_at,
        direction=direction,
        owner=owner,
        department=department,
        contact=record if isinstance(record, Contact) else getattr(record, "contact", None),
        about=record.ref,
        by=by,
        now=now,
    )


def promise_verb_on(model: type[Record]) -> None:
    """Give a kind of record the verb `new-promise`; upper areas call it for theirs in `actions.py`."""
    action(
        model,
        needs="promises.make",
        button=gettext_lazy("New promise"),
        icon="plus",
        key="n",
        labels=LABELS,
        options={"what": OPTIONS["what"]},
    )(new_promise)


def _source(about: str, by: Actor) -> Record | None:
    if not about:
        return None
    found = record_numbered(about, by)
    if found is None:
        raise Invalid({"about": _("There is no record “%(ref)s”.") % {"ref": about}})
    return found


def _account_of(source: Record | None) -> Account | None:
    found = source if isinstance(source, Account) else getattr(source, "account", None)
    return found if isinstance(found, Account) else None


promise_verb_on(Account)
promise_verb_on(Contact)
