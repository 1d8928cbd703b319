"""Log what was said, in ten seconds, with the promise that came of it."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext as _

from followthrough.foundation.accounts.models import Account, Contact, Interaction
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.generic import change_records, create_records
from followthrough.kernel.records.model import Record
from followthrough.kernel.records.registry import type_of
from followthrough.keystone.promises.actions.contacts import contact_made
from followthrough.keystone.promises.actions.making import make_promises
from followthrough.keystone.promises.models import Promise, Reason, State
from followthrough.keystone.promises.queries.followups import followup_key, wanted_followups
from followthrough.keystone.promises.queries.wanted import Wanted


@dataclass(frozen=True, slots=True)
class Logged:
    """What was written down, and the promise made with it, if any."""

    interaction: Interaction
    promise: Promise | None


def log_conversation(
    *,
    kind: str,
    account: Account | None = None,
    contact: Contact | None = None,
    about: Record | None = None,
    at: datetime | None = None,
    outcome: str = "",
    text: str = "",
    minutes: int | None = None,
    is_inbound: bool = False,
    number: str = "",
    next_promise: Wanted | None = None,
    nothing_next: bool = False,
    by: Actor,
    now: datetime,
) -> Logged:
    """Write down a call, meeting, visit or note, and make the promise that follows from it.

    `kind` and `outcome` are values of `InteractionKind` and `Outcome`; `about` is the record it was about when that is
    neither account nor contact. A next promise without a source arises from `about` or else from the conversation,
    belongs to its account and contact, and stands for the follow-up a rule would make; with `nothing_next` that
    follow-up is let go at once, on record. A promised contact is kept by the conversation.
    """
    account = account or (contact.account if contact else None)
    values = {
        "kind": kind,
        "account": account,
        "contact": contact,
        "by_id": by.user_id,
        "at": at or now,
        "outcome": outcome,
        "text": text,
        "minutes": minutes,
        "is_inbound": is_inbound,
        "number": number,
        "about_kind": type_of(about).kind if about else "",
        "about_id": about.pk if about else None,
    }
    said: Interaction
    (said,) = create_records(type_of(Interaction), [values], by=by, now=now)
    if account is not None:
        contact_made([account.pk], by=by, now=now)
    if nothing_next:
        _let_follow_up_go(said, by, now)
    if next_promise is None:
        return Logged(said, None)
    full = replace(
        next_promise,
        account=next_promise.account or account,
        contact=next_promise.contact or contact,
        source=next_promise.source or about or said,
        occurrence=next_promise.occurrence or followup_key(said),
    )
    return Logged(said, next(iter(make_promises([full], by=by, now=now)), None))


def _let_follow_up_go(said: Interaction, by: Actor, now: datetime) -> None:
    """Nothing more to do was chosen on purpose: the rule's follow-up is there, let go by the person who said so."""
    made = make_promises(wanted_followups([said.pk], 1, now), by=by, now=now)
    values = {"state": State.WAIVED.value, "closed_at": now, "closed_by_id": by.user_id, "is_touched": True}
    words = {"reason": Reason.NOT_NEEDED.value, "reason_text": _("Nothing more to do.")}
    change_records(type_of(Promise), [(promise, {**values, **words}) for promise in made], by=by, now=now)
