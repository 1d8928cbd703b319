"""Give a guest a link to one record, and end it."""

import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.access.permissions import DESK
from followthrough.kernel.actions.declare import Action, action, actions_on
from followthrough.kernel.actions.generic import change_records, create_records
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.links.models import GuestLink
from followthrough.kernel.people.actors import hash_of
from followthrough.kernel.records.model import Record
from followthrough.kernel.records.problems import Invalid
from followthrough.kernel.records.registry import Panel, RecordType, panel_on, record_types, type_of

LONGEST = 90  # days


def declare_guest_links() -> None:
    """Give each record that guests may see the verb `make-guest-link` and the panel of links given."""
    for kind in record_types():
        if kind.guests:
            if kind.guests.button:
                _link_verb_on(kind)
            panel_on(
                kind.model,
                Panel(
                    "guest-links",
                    gettext_lazy("Links given"),
                    side=True,
                    rows=links_to,
                    of=GuestLink,
                    columns=("name", "expires_at", "revoked_at", "uses"),
                ),
            )


def guest_actions(kind: RecordType) -> list[Action]:
    """The verbs on a kind of record that are open to guests."""
    return [made for made in actions_on(kind.model).values() if made.guests]


def links_to(record: Record, actor: Actor) -> QuerySet[GuestLink]:
    """The links given to a record, those this actor may see."""
    return GuestLink.visible_to(actor).filter(kind=type_of(record).kind, record_id=record.pk)


def address_of(secret: str) -> str:
    """The address a guest opens; always below the configured base address."""
    return f"{settings.BASE_URL}/g/{secret}"


def make_guest_link(
    record: Record, *, name: str, email: str, days: int = 14, note: str = "", by: Actor, now: datetime
) -> Changes:
    """Let somebody without sign-in answer for this one record, by a link you send them. It is shown once."""
    if not 1 <= days <= LONGEST:
        raise Invalid({"days": _("Choose from 1 to %(most)d days.") % {"most": LONGEST}})
    kind, secret = type_of(record), secrets.token_urlsafe(32)
    values = {
        "name": name,
        "email": email,
        "note": note.strip(),
        "kind": kind.kind,
        "record_id": record.pk,
        "record_ref": record.ref,
        "verbs": [made.verb for made in guest_actions(kind)],
        "expires_at": now + timedelta(days=days),
        "token_hash": hash_of(secret),
        "author_id": by.user_id,
    }
    create_records(type_of(GuestLink), [values], by=by, now=now)
    said = _("Send %(name)s this address. It works for %(days)d days.") % {"name": name, "days": days}
    return Changes(said, record=record, secret=address_of(secret))


def _link_verb_on(kind: RecordType) -> None:
    assert kind.guests
    whom = kind.guests.whom
    declare = action(
        kind.model,
        needs="links.make",
        roles=DESK,
        button=kind.guests.button,
        icon="link",
        primary=kind.guests.primary,
        applies=lambda record: any(made.allows(record) for made in guest_actions(kind)),
        undo_words=gettext_lazy("End it on its own page, under “Links given”."),
        prepare=lambda record, by: {"name": one.name, "email": one.email} if (one := whom(record)) else {},
        labels={
            "name": gettext_lazy("For whom"),
            "email": gettext_lazy("E-mail"),
            "days": gettext_lazy("Valid for days"),
            "note": gettext_lazy("Note for them"),
        },
        options={"name": {"max_length": 160}, "email": {"kind": "email"}, "note": {"kind": "long"}},
    )
    declare(make_guest_link)


@action(
    GuestLink,
    needs="links.make",
    roles=DESK,
    button=gettext_lazy("End link"),
    icon="ban",
    applies=lambda link: link.revoked_at is None,
    undo_words=gettext_lazy("An ended link stays ended; make another."),
)
def revoke_guest_link(link: GuestLink, *, by: Actor, now: datetime) -> Changes:
    """End the link at once: whoever opens it, or has it open, can do nothing more."""
    change_records(type_of(GuestLink), [(link, {"revoked_at": now})], by=by, now=now)
    return Changes(_("The link no longer works."), record=link)
