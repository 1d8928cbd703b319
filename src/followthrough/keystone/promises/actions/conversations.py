"""Log what was said, in ten seconds, with the promise that came of it."""

from dataclasses import replace
from datetime import datetime

from followthrough.foundation.accounts.models import Account, Contact, Interaction
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.generic import create_records
from followthrough.kernel.records.model import Record
from followthrough.kernel.records.registry import type_of
from followthrough.keystone.promises.actions.making import make_promises
from followthrough.keystone.promises.models import Promise
from followthrough.keystone.promises.queries.wanted import Wanted


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
    by: Actor,
    now: datetime,
) -> tuple[Interaction, Promise | None]:
    """Write down a call, meeting, visit or note, and make the promise that follows from it.

    `kind` and `outcome` are values of `InteractionKind` and `Outcome`; `about` is the record it was about when that is
    neither account nor contact. A next promise without a source arises from the conversation (or from `about`) and
    belongs to its account and contact.
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
        "about_id": about and about.pk,
    }
    said: Interaction
    (said,) = create_records(type_of(Interaction), [values], by=by, now=now)
    if next_promise is None:
        return said, None
    full = replace(
        next_promise,
        account=next_promise.account or account,
        contact=next_promise.contact or contact,
        source=next_promise.source or about or said,
    )
    return said, next(iter(make_promises([full], by=by, now=now)), None)
