"""From the secret of a link to its guest, and what the guest does; a link that ended opens nothing."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from followthrough.kernel.access.actor import Actor, Opening
from followthrough.kernel.access.permissions import Role
from followthrough.kernel.actions.declare import Action, actions_on
from followthrough.kernel.actions.generic import change_records
from followthrough.kernel.actions.outcome import Outcome
from followthrough.kernel.actions.run import run
from followthrough.kernel.facts.announce import announce
from followthrough.kernel.history.acting import acting
from followthrough.kernel.history.patience import wait_as
from followthrough.kernel.links.facts import LinkSeen
from followthrough.kernel.links.models import GuestLink
from followthrough.kernel.people.actors import hash_of
from followthrough.kernel.people.models import company
from followthrough.kernel.records.fields import Words
from followthrough.kernel.records.model import Record
from followthrough.kernel.records.problems import Denied, Problem
from followthrough.kernel.records.registry import RecordType, type_named, type_of

SURFACE = "link"
SEEN_AGAIN = timedelta(minutes=30)


class LinkEnded(Problem):
    """The link expired, was ended, or opens nothing any more."""

    status = 410
    code = "link_ended"


def link_behind(secret: str) -> GuestLink | None:
    """The link of a secret, ended or not; looking changes nothing."""
    found = GuestLink._default_manager.filter(token_hash=hash_of(secret))
    return found.select_related("author").first()


def guest_of(link: GuestLink, *, now: datetime) -> Actor:
    """The guest of a link that still works, able to do what it lists on its one record. Raises LinkEnded."""
    if why := _why_ended(link, now):
        raise LinkEnded(why)
    verbs = {made.verb: made for made in _listed(link)}
    return Actor(
        name=_("%(name)s (by link)") % {"name": link.name},
        role=Role.GUEST,
        zone=company().zone,
        limits=frozenset(made.needs for made in verbs.values()),
        opens=Opening(link.ref, link.kind, link.record_id, frozenset(verbs), link.author_id),
    )


def opened_record(link: GuestLink, guest: Actor) -> Record:
    """The record the link opens. Raises LinkEnded when it is in the bin."""
    found = kind_of(link).model.visible_to(guest).first()
    if found is None:
        raise LinkEnded(_("What it was about is no longer there."))
    return found


def kind_of(link: GuestLink) -> RecordType:
    """The kind of record a link opens."""
    kind = type_named(link.kind)
    assert kind is not None
    return kind


class IdentityAsked(Problem):
    """The verb asks who it is, and this browser has not typed the mailed code yet."""

    status = 403
    code = "identity_asked"


def answer(
    link: GuestLink,
    verb: str,
    values: Mapping[str, Any],
    *,
    version: int | None,
    key: str,
    now: datetime,
    known: bool = False,
) -> Outcome:
    """Do a verb as the guest of a link; the link is counted as used once however often the answer is sent.

    `known` says that this browser typed the code mailed to the link's address (see `codes.py`). The link is held while
    it is done, so that ending it and answering never cross. Raises a Problem.
    """
    with transaction.atomic():
        wait_as(SURFACE)
        held = GuestLink._default_manager.select_for_update().get(pk=link.pk)
        guest = guest_of(held, now=now)
        done = actions_on(type_of(opened_record(held, guest)).model).get(verb)
        if done is None or not done.is_open_to(guest):
            raise Denied(_("This link is not for that."))
        if done.guests and done.guests.identity and not known:
            raise IdentityAsked(_("Type the code first that we mailed to %(email)s.") % {"email": masked(held.email)})
        outcome = run(
            done, actor=guest, surface=SURFACE, target=held.record_id, values=values, version=version, key=key
        )
        if not outcome.replayed:
            with acting(guest, "use_guest_link", surface=SURFACE, now=now):
                used = {"uses": held.uses + 1, "last_used_at": now, **_seen(held, now)}
                change_records(type_of(GuestLink), [(held, used)], by=guest, now=now)
        return outcome


def note_seen(link: GuestLink, *, now: datetime) -> None:
    """Note that a person looked at what the link opens: told by their page's script once they move, or by an answer.

    A robot that fetches the address neither moves nor posts, so it never counts. Raises LinkEnded.
    """
    with transaction.atomic():
        wait_as(SURFACE)
        held = GuestLink._default_manager.select_for_update().get(pk=link.pk)
        guest = guest_of(held, now=now)
        if held.last_seen_at and now - held.last_seen_at < SEEN_AGAIN:
            return
        with acting(guest, "see_guest_link", surface=SURFACE, now=now):
            change_records(type_of(GuestLink), [(held, _seen(held, now))], by=guest, now=now)


def _seen(link: GuestLink, now: datetime) -> dict[str, datetime]:
    """The moments of having been seen now, told to the area of the record the link opens."""
    announce(LinkSeen(link.pk, link.kind, link.record_id, link.seen_at is None), at=now)
    return {"seen_at": link.seen_at or now, "last_seen_at": now}


def masked(email: str) -> str:
    """An address as a stranger may see it: `h•••@example.com`."""
    name, _at, domain = email.rpartition("@")
    return f"{name[:1]}•••@{domain}"


def open_actions(link: GuestLink, record: Record) -> list[Action]:
    """What the guest may do with the record as it stands now."""
    return [made for made in _listed(link) if made.allows(record)]


def _listed(link: GuestLink) -> list[Action]:
    verbs = actions_on(kind_of(link).model)
    return [verbs[verb] for verb in link.verbs if verb in verbs and verbs[verb].guests]


def _why_ended(link: GuestLink, now: datetime) -> Words:
    if link.revoked_at or link.binned_at:
        return _("It was ended by the people who gave it.")
    if link.expires_at <= now:
        return _("Its time is over.")
    if link.author and not link.author.is_active:
        return _("Whoever gave it no longer works here.")
    return ""
