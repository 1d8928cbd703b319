"""From a person, a key or a link to the actor that kernel and areas work with."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection

from followthrough.kernel import clock
from followthrough.kernel.access.actor import Actor, Reach
from followthrough.kernel.access.permissions import Role
from followthrough.kernel.people.models import User
from followthrough.kernel.records.custom import STAMP

# Asked at every request: in SQL, since composing these from parts would take longer than answering them.
STANDING = """
WITH RECURSIVE mine AS (
  SELECT id FROM people_team WHERE id = %(team)s OR manager_id = %(user)s
  UNION SELECT m.team_id FROM people_membership m WHERE m.user_id = %(user)s AND m.binned_at IS NULL
), below AS (
  SELECT id FROM mine UNION SELECT t.id FROM people_team t JOIN below b ON t.parent_id = b.id
)
SELECT true, id FROM below
UNION ALL SELECT false, c.user_id FROM people_cover c
WHERE c.by_id = %(user)s AND c.binned_at IS NULL AND c.starts_on <= %(day)s
  AND (c.ends_on IS NULL OR c.ends_on >= %(day)s)
"""
PERSON_OF_KEY = f"""
SELECT u.*, k.id AS key_id, k.read_only AS key_read_only, k.limits AS key_limits, ({STAMP}) AS custom_stamp
FROM people_apikey k JOIN people_user u ON u.id = k.user_id
WHERE k.key_hash = %(hash)s AND k.revoked_at IS NULL AND k.binned_at IS NULL
  AND (k.expires_on IS NULL OR k.expires_on >= %(day)s) AND u.is_active AND u.binned_at IS NULL
"""  # noqa: S608 -- constants of the kernel
ALWAYS_ALL = (Role.ADMIN, Role.FINANCE, Role.READONLY)


@dataclass(frozen=True, slots=True)
class Key:
    """A valid key in use: whose it is, what it is limited to, and the stamp of the custom fields (`renew_custom`)."""

    id: int
    person: User
    read_only: bool
    limits: frozenset[str]
    custom_stamp: str


@dataclass(frozen=True, slots=True)
class Standing:
    """The ids of a person's teams with all below them, and of the people whose work they do on a day."""

    teams: frozenset[int]
    covers: frozenset[int]


def actor_of(user: User, *, key: Key | None = None) -> Actor:
    """The actor a signed-in person (or their key) is: with their teams, those below, and whom they cover for today."""
    role = Role(user.role)
    standing = standing_of(user, clock.today(user.zone))
    return Actor(
        name=user.name,
        role=role,
        reach=Reach.ALL if role in ALWAYS_ALL else Reach(user.reach),
        user_id=user.pk,
        team_ids=standing.teams,
        covers=standing.covers,
        zone=user.zone,
        language=user.language,
        read_only=role is Role.READONLY or bool(key and key.read_only),
        limits=key.limits if key else frozenset(),
    )


def actor_now(user_id: int | None) -> Actor | None:
    """Who asked for work that is done later, as they are at this moment; None once they are no longer let in."""
    person = User._default_manager.filter(pk=user_id or 0, is_active=True, binned_at__isnull=True).first()
    return actor_of(person) if person else None


def standing_of(user: User, day: date) -> Standing:
    """Where a person stands on that day."""
    with connection.cursor() as cursor:
        cursor.execute(STANDING, {"team": user.team_id, "user": user.pk, "day": day})
        rows = cursor.fetchall()
    return Standing(
        frozenset(one for is_team, one in rows if is_team), frozenset(one for is_team, one in rows if not is_team)
    )


def hash_of(secret: str) -> str:
    """How keys and link tokens are stored: they are long and random, so a plain hash is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()


def key_of(secret: str, *, now: datetime) -> Key | None:
    """The valid key behind a bearer secret, with its person; None when unknown, ended or revoked."""
    found: Any  # a person, with what is asked beside
    for found in User._default_manager.raw(PERSON_OF_KEY, {"hash": hash_of(secret), "day": now.date()}):
        return Key(found.key_id, found, found.key_read_only, frozenset(found.key_limits), found.custom_stamp)
    return None
