"""Log a call, a meeting or a note on a record in ten seconds: outcome, a few words, and what is promised next."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followthrough.foundation.accounts.models import Account, Contact, Interaction, InteractionKind, Outcome
from followthrough.foundation.accounts.rules import OUTCOMES
from followthrough.foundation.accounts.rules import InteractionKind as Said
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.access.permissions import DESK
from followthrough.kernel.actions.declare import action
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.records.fields import Words
from followthrough.kernel.records.model import Record
from followthrough.kernel.records.problems import Invalid
from followthrough.keystone.promises.actions.conversations import log_conversation
from followthrough.keystone.promises.actions.next_step import next_day
from followthrough.keystone.promises.queries.colleagues import person_behind
from followthrough.keystone.promises.queries.numbers import e164, find_by_number
from followthrough.keystone.promises.queries.wanted import Wanted
from followthrough.keystone.promises.queries.when import NextDue

LABELS = {
    "outcome": gettext_lazy("Outcome"),
    "text": gettext_lazy("What was said"),
    "contact": gettext_lazy("With"),
    "minutes": gettext_lazy("Minutes"),
    "at": gettext_lazy("When"),
    "is_inbound": gettext_lazy("They called"),
    "number": gettext_lazy("Number"),
    "next_what": gettext_lazy("Next promise"),
    "next_due": gettext_lazy("Due"),
    "next_on": gettext_lazy("Due on"),
    "nothing_next": gettext_lazy("Nothing more to do"),
}
TEXT: dict[str, Any] = {"text": {"kind": "long"}, "next_what": {"max_length": 300}}


def outcomes_of(kind: Said) -> dict[str, Any]:
    """What may come of a conversation of this kind, as an action's field takes it."""
    return {"outcome": {"choices": tuple((o.value, Outcome(o.value).label) for o in OUTCOMES[kind])}}


@dataclass(frozen=True, slots=True)
class Then:
    """What a person said of the next promise: in words, when, or that there is none."""

    what: str = ""
    due: str = ""
    on: date | None = None
    nothing: bool = False


def log_call(
    record: Record,
    *,
    outcome: Outcome = Outcome.REACHED,
    text: str = "",
    contact: Contact | None = None,
    minutes: int | None = None,
    is_inbound: bool = False,
    next_what: str = "",
    next_due: NextDue | None = None,
    next_on: date | None = None,
    nothing_next: bool = False,
    by: Actor,
    now: datetime,
) -> Changes:
    """Write down a call: what came of it, a few words, and what was promised.

    Without a next promise the house makes a follow-up by its rule, unless you say that there is nothing more to do.
    """
    said = {
        "kind": InteractionKind.CALL,
        "outcome": outcome,
        "text": text,
        "minutes": minutes,
        "is_inbound": is_inbound,
    }
    return _log(record, contact, said, Then(next_what, next_due or "", next_on, nothing_next), by, now)


def log_meeting(
    record: Record,
    *,
    outcome: Outcome = Outcome.HELD,
    text: str = "",
    contact: Contact | None = None,
    at: datetime | None = None,
    minutes: int | None = None,
    next_what: str = "",
    next_due: NextDue | None = None,
    next_on: date | None = None,
    nothing_next: bool = False,
    by: Actor,
    now: datetime,
) -> Changes:
    """Write down a meeting or visit that took place (now unless you say when), and what was promised in it."""
    if at is not None and at > now:
        raise Invalid({"at": _("Log a meeting once it has taken place.")})
    said = {"kind": InteractionKind.MEETING, "outcome": outcome, "text": text, "minutes": minutes, "at": at}
    return _log(record, contact, said, Then(next_what, next_due or "", next_on, nothing_next), by, now)


def log_note(
    record: Record,
    *,
    text: str,
    contact: Contact | None = None,
    next_what: str = "",
    next_due: NextDue | None = None,
    next_on: date | None = None,
    by: Actor,
    now: datetime,
) -> Changes:
    """Write down something heard or learned, on the timeline of the account; a promise may follow from it."""
    said = {"kind": InteractionKind.NOTE, "text": text}
    return _log(record, contact, said, Then(next_what, next_due or "", next_on), by, now)


def talk_verbs_on(model: type[Record]) -> None:
    """Give a kind of record the verbs `log-call`, `log-meeting` and `log-note`; called in an area's `actions.py`."""
    verbs: list[tuple[Callable[..., Changes], Words, str, str, Any]] = [
        (log_call, gettext_lazy("Log a call"), "phone", "l", outcomes_of(Said.CALL)),
        (log_meeting, gettext_lazy("Log a meeting"), "calendar-check", "", outcomes_of(Said.MEETING)),
        (log_note, gettext_lazy("Log a note"), "file-text", "", {}),
    ]
    for call, button, icon, key, outcomes in verbs:
        declare = action(
            model,
            needs="conversations.log",
            button=button,
            icon=icon,
            key=key,
            labels=LABELS,
            options={**TEXT, **outcomes},
        )
        declare(call)


@action(
    Interaction,
    needs="conversations.log",
    roles=DESK,
    button=gettext_lazy("Log a call"),
    icon="phone",
    key="l",
    on_class=True,
    labels=LABELS,
    options={**TEXT, **outcomes_of(Said.CALL)},
)
def log_call_interaction(
    *,
    number: str = "",
    account: Account | None = None,
    contact: Contact | None = None,
    outcome: Outcome = Outcome.REACHED,
    text: str = "",
    minutes: int | None = None,
    is_inbound: bool = True,
    next_what: str = "",
    next_due: NextDue | None = None,
    next_on: date | None = None,
    nothing_next: bool = False,
    by: Actor,
    now: datetime,
) -> Changes:
    """Write down a call from anywhere: the number tells who it was, if one person or account has it.

    A number nobody has is kept with the call, so that it can be put to an account later.
    """
    if not (number or account or contact):
        raise Invalid({"number": _("Say who called: a number, an account or a contact.")})
    found = find_by_number(number, by) if number and not (account or contact) else []
    known = found[0] if len(found) == 1 else None
    record = contact or account or known
    said = {
        "kind": InteractionKind.CALL,
        "outcome": outcome,
        "text": text,
        "minutes": minutes,
        "is_inbound": is_inbound,
        "number": e164(number) or number[:60],
    }
    return _log(record, contact, said, Then(next_what, next_due or "", next_on, nothing_next), by, now)


def _log(
    record: Record | None, contact: Contact | None, said: dict[str, Any], then: Then, by: Actor, now: datetime
) -> Changes:
    """Whom it was with follows from the record: an account, a contact, or another record's account and contact."""
    with_ = record if isinstance(record, Contact) else contact or getattr(record, "contact", None)
    account = record if isinstance(record, Account) else getattr(record, "account", None)
    about = None if record is None or isinstance(record, Account | Contact) else record
    logged = log_conversation(
        **said,
        account=account,
        contact=with_,
        about=about,
        next_promise=_next(then, by, now),
        nothing_next=then.nothing,
        by=by,
        now=now,
    )
    if logged.promise:
        return Changes(_("Logged. Next: %(what)s.") % {"what": logged.promise.what}, record=logged.interaction)
    return Changes(_("Logged."), record=logged.interaction)


def _next(then: Then, by: Actor, now: datetime) -> Wanted | None:
    if not then.what:
        if then.due or then.on:
            raise Invalid({"next_what": _("Write what is promised next.")})
        return None
    return Wanted(
        what=then.what,
        due_on=next_day(then.due, then.on, by, now),
        owner=person_behind(by),
        source_text=_("Promised in a conversation."),
    )


talk_verbs_on(Account)
talk_verbs_on(Contact)
