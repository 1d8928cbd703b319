"""Invite, let go, reset; keys; one's own profile and password."""

import secrets
from datetime import date, datetime
from typing import Literal

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.access.permissions import ADMINS, EVERYBODY
from followthrough.kernel.actions.declare import action
from followthrough.kernel.actions.generic import change_records, create_records
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.people import running as running  # declares the verbs on background work
from followthrough.kernel.people.actors import hash_of
from followthrough.kernel.people.carrying import is_carried
from followthrough.kernel.people.models import ApiKey, RoleChoice, Team, User
from followthrough.kernel.people.signing_in import LINK_LIFE, make_link
from followthrough.kernel.records.problems import Invalid, Refused
from followthrough.kernel.records.registry import type_of

KEY_SIGN = "ftk_"


def link_address(secret: str) -> str:
    """The address a person opens to use a one-time secret; always below the configured base address."""
    return f"{settings.BASE_URL}/sign-in/link/{secret}"


@action(
    User,
    needs="people.invite",
    roles=ADMINS,
    button=gettext_lazy("Invite"),
    icon="user-plus",
    on_class=True,
    undone_by="deactivate",
    undo_words=gettext_lazy("The link is given away; deactivate the person instead."),
    labels={
        "name": gettext_lazy("Name"),
        "email": gettext_lazy("E-mail"),
        "role": gettext_lazy("Role"),
        "team": gettext_lazy("Team"),
    },
)
def invite_user(
    *, name: str, email: str, role: RoleChoice, team: Team | None = None, by: Actor, now: datetime
) -> Changes:
    """Let a person in: they get a link, valid one day, to set their password. It is mailed where mail is set up.

    A person of that e-mail, or of that name without e-mail (from an imported book), is given the sign-in.
    """
    taken = User._default_manager.filter(email__iexact=email).first()
    person = taken or User._default_manager.filter(name__iexact=name, email="", signs_in=False).first()
    if taken and taken.signs_in:
        raise Invalid({"email": _("%(name)s already signs in with this e-mail.") % {"name": taken.name}})
    kind = type_of(User)
    if person is None:
        (person,) = create_records(
            kind, [{"name": name, "email": email, "role": str(role), "team": team}], by=by, now=now
        )
    change_records(
        kind,
        [
            (
                person,
                {"email": email, "role": str(role), "team": team or person.team, "signs_in": True, "is_active": True},
            )
        ],
        by=by,
        now=now,
    )
    return _with_link(person, by=by, now=now)


def _with_link(person: User, *, by: Actor, now: datetime) -> Changes:
    """Mail the person a link, or show it to whoever asked where no mail goes."""
    if is_carried(person, life=LINK_LIFE, by=by, now=now):
        told = _("%(name)s gets a mail with a link, valid one day.") % {"name": person.name}
        return Changes(told, record=person)
    link = link_address(make_link(person, now=now))
    return Changes(_("Give %(name)s this link, valid one day.") % {"name": person.name}, record=person, secret=link)


@action(
    User,
    needs="people.invite",
    roles=ADMINS,
    button=gettext_lazy("New sign-in link"),
    icon="key-round",
    applies=lambda user: user.signs_in and user.is_active,
    undo_words=gettext_lazy("A link can't be taken back, but making another ends it."),
)
def reset_user(user: User, *, by: Actor, now: datetime) -> Changes:
    """Make a link, valid one day, with which the person sets a new password. Earlier links end."""
    return _with_link(user, by=by, now=now)


@action(
    User,
    needs="people.invite",
    roles=ADMINS,
    button=gettext_lazy("Deactivate"),
    icon="user-x",
    applies=lambda user: user.is_active,
    undone_by="reactivate",
)
def deactivate_user(user: User, *, by: Actor, now: datetime) -> Changes:
    """End the person's access at once: sessions, keys and links stop working. Their work stays where it is."""
    if user.pk == by.user_id:
        raise Refused(_("You can't deactivate yourself. Ask another administrator."))
    change_records(type_of(User), [(user, {"is_active": False})], by=by, now=now)
    return Changes(_("%(name)s can't sign in any more.") % {"name": user.name})


@action(
    User,
    needs="people.invite",
    roles=ADMINS,
    button=gettext_lazy("Let in again"),
    icon="user-check",
    applies=lambda user: not user.is_active,
    undone_by="deactivate",
)
def reactivate_user(user: User, *, by: Actor, now: datetime) -> Changes:
    """Give access back as it was."""
    change_records(type_of(User), [(user, {"is_active": True})], by=by, now=now)
    return Changes(_("%(name)s can sign in again.") % {"name": user.name})


@action(
    User,
    needs="profile.edit",
    roles=EVERYBODY,
    on_class=True,
)
def set_profile(
    *,
    name: str,
    language: Literal["en", "es"] = "en",
    zone: str = "UTC",
    theme: Literal["system", "light", "dark"] = "system",
    keys_on: bool = True,
    morning_mail: bool = False,
    notices_by_mail: bool = False,
    by: Actor,
    now: datetime,
) -> Changes:
    """Change one's own name, language, time zone, theme, single-letter keys, and what comes by mail."""
    person = person_of(by)
    values = {"name": name, "language": language, "zone": known_zone(zone), "theme": theme, "keys_on": keys_on}
    values |= {"morning_mail": morning_mail, "notices_by_mail": notices_by_mail}
    change_records(type_of(User), [(person, values)], by=by, now=now)
    return Changes(_("Saved."), record=person)


def person_of(actor: Actor) -> User:
    """The person behind an actor; the house itself and guests have none and are refused."""
    if actor.user_id is None:
        raise Refused(_("Only a person can do this."))
    return User._default_manager.get(pk=actor.user_id)


def known_zone(zone: str) -> str:
    """The zone, if it is one of the world's; otherwise `Invalid`."""
    from zoneinfo import available_timezones  # noqa: PLC0415 -- slow: reads the zone files, needed here only

    if zone not in available_timezones():
        raise Invalid({"zone": _("Choose a time zone such as Europe/Berlin.")})
    return zone


def set_password(user: User, password: str, *, by: Actor, now: datetime) -> None:
    """Store a new password if it is long and uncommon enough; all other sessions of the person end by it."""
    try:
        validate_password(password, user)
    except ValidationError as problem:
        raise Invalid({"password": " ".join(problem.messages)}) from problem
    user.set_password(password)
    User._default_manager.filter(pk=user.pk).update(password=user.password, signs_in=True, password_set_at=now)


@action(
    User,
    needs="profile.edit",
    on_class=True,
    undo_words=gettext_lazy("A password can't be brought back; set another."),
    labels={"current": gettext_lazy("present password"), "new": gettext_lazy("new password")},
    options={"current": {"kind": "text"}, "new": {"kind": "text"}},
)
def change_password(*, current: str, new: str, by: Actor, now: datetime) -> Changes:
    """Change one's own password; the present one is asked first."""
    person = person_of(by)
    if not check_password(current, person.password):
        raise Invalid({"current": _("This is not your present password.")})
    set_password(person, new, by=by, now=now)
    return Changes(_("Your password is changed. Other devices are signed out."), record=person)


@action(
    ApiKey,
    needs="keys.make",
    roles=EVERYBODY,
    button=gettext_lazy("New key"),
    icon="key-round",
    on_class=True,
    undone_by="revoke",
    undo_words=gettext_lazy("A key shown once is out; revoke it instead."),
    labels={
        "name": gettext_lazy("What it is for"),
        "read_only": gettext_lazy("Read only"),
        "expires_on": gettext_lazy("Valid until"),
        "only": gettext_lazy("Only these permissions"),
    },
    options={"only": {"help": gettext_lazy("Such as usage-batches.take, usage-batches.view. Empty: all of yours.")}},
)
def make_api_key(
    *,
    name: str,
    read_only: bool = False,
    expires_on: date | None = None,
    only: list[str] | None = None,
    by: Actor,
    now: datetime,
) -> Changes:
    """Make a key that may do what you may, until it expires or is revoked. It is shown once and stored as a hash."""
    if by.user_id is None:
        raise Refused(_("A key belongs to a person. Say whose it is."))
    for permission in only or ():
        if not by.may(permission):
            raise Invalid({"only": _("You have no permission “%(name)s” to hand on.") % {"name": permission}})
    secret = KEY_SIGN + secrets.token_urlsafe(32)
    (key,) = create_records(
        type_of(ApiKey),
        [
            {
                "user": person_of(by),
                "name": name,
                "read_only": read_only,
                "limits": only or sorted(by.limits),  # a narrowed key makes no wider one
                "expires_on": expires_on,
                "prefix": secret[:12],
                "key_hash": hash_of(secret),
            }
        ],
        by=by,
        now=now,
    )
    return Changes(_("Your key. It is shown only now."), record=key, secret=secret)


@action(
    ApiKey,
    needs="keys.make",
    button=gettext_lazy("Revoke"),
    icon="ban",
    applies=lambda key: key.revoked_at is None,
    undo_words=gettext_lazy("A revoked key stays revoked; make a new one."),
)
def revoke_api_key(key: ApiKey, *, by: Actor, now: datetime) -> Changes:
    """End a key at once."""
    change_records(type_of(ApiKey), [(key, {"revoked_at": now})], by=by, now=now)
    return Changes(_("The key no longer works."), record=key)
