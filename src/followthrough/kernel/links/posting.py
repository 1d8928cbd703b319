"""Mail somebody the link to one record: the secret is worked out when the letter goes, and stands nowhere before."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.generic import create_records
from followthrough.kernel.links.actions import guest_actions
from followthrough.kernel.links.models import GuestLink
from followthrough.kernel.mail.letters import SECRET_MARK, Letter, numbered_mark
from followthrough.kernel.mail.models import Mail
from followthrough.kernel.mail.posting import new_message_id, post_letter
from followthrough.kernel.mail.secrets import secret_of
from followthrough.kernel.people.actors import hash_of
from followthrough.kernel.records.model import Record
from followthrough.kernel.records.registry import type_of


def link_mark(number: int = 0) -> str:
    """What a letter's text holds where the address of its link goes; of several links, of the one of that number."""
    return f"{settings.BASE_URL}/g/{numbered_mark(number) if number else SECRET_MARK}"


def post_with_link(
    letter: Letter,
    record: Record,
    *,
    name: str,
    email: str,
    expires_at: datetime,
    by: Actor,
    now: datetime,
    verbs: list[str] | None = None,
    hold: timedelta = timedelta(0),
    once: str = "",
    language: str = "en",
) -> tuple[GuestLink, Mail]:
    """Post a letter whose text holds `link_mark()`, with a link of its own for one guest; call it inside an action.

    The guest may do `verbs`, or every verb of the record that is open to guests. Sent again, the letter carries the
    same link. With `once`, the link and the letter of the first call are returned.
    """
    if once and (there := Mail._default_manager.filter(once=once).first()):
        return GuestLink._default_manager.get(token_hash=hash_of(secret_of(there.message_id))), there
    number = new_message_id()
    about = {"name": name, "email": email, "expires_at": expires_at, "author_id": by.user_id}
    values = {**about, **_opening(record, verbs), "token_hash": hash_of(secret_of(number))}
    (link,) = create_records(type_of(GuestLink), [values], by=by, now=now)
    mail = post_letter(letter, about=record, by=by, now=now, hold=hold, once=once, language=language, message_id=number)
    return link, mail


def post_with_links(
    letter: Letter,
    records: Sequence[Record],
    *,
    name: str,
    email: str,
    expires_at: datetime,
    by: Actor,
    now: datetime,
    once: str = "",
    language: str = "en",
) -> Mail:
    """Post one letter with a link to each of several records: the text holds `link_mark(1)`, `link_mark(2)` and so on.

    Each link opens its own record alone, for the verbs that are open to guests there. With `once` the caller makes sure
    that nobody posts it at the same moment.
    """
    number = new_message_id()
    about = {"name": name, "email": email, "expires_at": expires_at, "author_id": by.user_id}
    rows = [
        {**about, **_opening(record, None), "token_hash": hash_of(secret_of(number, place))}
        for place, record in enumerate(records, 1)
    ]
    create_records(type_of(GuestLink), rows, by=by, now=now)
    return post_letter(letter, about=None, by=by, now=now, once=once, language=language, message_id=number)


def _opening(record: Record, verbs: list[str] | None) -> dict[str, Any]:
    kind = type_of(record)
    allowed = [made.verb for made in guest_actions(kind)] if verbs is None else verbs
    return {"kind": kind.kind, "record_id": record.pk, "record_ref": record.ref, "verbs": allowed}
