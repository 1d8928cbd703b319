"""Addresses of calendar feeds: made for oneself, shown once, revoked at once."""

import secrets
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.access.permissions import READERS
from followthrough.kernel.actions.declare import action
from followthrough.kernel.actions.generic import change_records, create_records
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.people.actions import person_of
from followthrough.kernel.people.actors import hash_of
from followthrough.kernel.records.problems import Refused
from followthrough.kernel.records.registry import type_of
from followthrough.winning.renewals.models import FeedAddress, Whose


@action(
    FeedAddress,
    needs="feeds.make",
    roles=READERS,
    button=gettext_lazy("New calendar feed"),
    icon="calendar-days",
    on_class=True,
    undone_by="revoke",
    undo_words=gettext_lazy("An address shown once is out; revoke it instead."),
    labels={"name": gettext_lazy("What it is for"), "whose": gettext_lazy("Contracts")},
)
def make_feed_address(*, name: str, whose: Whose = Whose.MINE, by: Actor, now: datetime) -> Changes:
    """Make an address from which a calendar reads last days for notice and ends of terms, of contracts you may see.

    It is shown once. Whoever has it reads those days without signing in, until you revoke it.
    """
    if by.user_id is None:
        raise Refused(_("A feed belongs to a person. Say whose it is."))
    secret = secrets.token_urlsafe(32)
    row = {"user": person_of(by), "name": name, "whose": str(whose), "key_hash": hash_of(secret)}
    (made,) = create_records(type_of(FeedAddress), [row], by=by, now=now)
    return Changes(
        _("Your address. It is shown only now."), record=made, secret=f"{settings.BASE_URL}/feeds/{secret}/expiries.ics"
    )


@action(
    FeedAddress,
    needs="feeds.make",
    button=gettext_lazy("Revoke"),
    icon="ban",
    applies=lambda one: one.revoked_at is None,
    undo_words=gettext_lazy("A revoked address stays revoked; make a new one."),
)
def revoke_feed_address(address: FeedAddress, *, by: Actor, now: datetime) -> Changes:
    """End the address at once: calendars that read it are told that it is gone."""
    change_records(type_of(FeedAddress), [(address, {"revoked_at": now})], by=by, now=now)
    return Changes(_("The address no longer works."), record=address)
