"""From a person, a key or a link to the actor that kernel and areas work with."""

import hashlib
from datetime import date, datetime

from django.db import connection
from django.db.models import Q

from followthrough.kernel import clock
from followthrough.kernel.access.actor import Actor, Reach
from followthrough.kernel.access.permissions import Role
from followthrough.kernel.people.models import ApiKey, Cover, User

TEAMS_OF = """
WITH RECURSIVE mine AS (
  SELECT id FROM people_team WHERE id = %(team)s OR manager_id = %(user)s
  UNION SELECT m.team_id FROM people_membership m WHERE m.user_id = %(user)s AND m.binned_at IS NULL
), below AS (
  SELECT id FROM mine UNION SELECT t.id FROM people_team t JOIN below b ON t.parent_id = b.id
) SELECT id FROM below
"""
ALWAYS_ALL = (Role.ADMIN, Role.FINANCE, Role.READONLY)


def actor_of(user: User, *, key: ApiKey | None = None) -> Actor:
    """The actor a signed-in person (or their key) is: with their teams, those below, and whom they cover for today."""
    role = Role(user.role)
    return Actor(
        name=user.name,
        role=role,
        reach=Reach.ALL if role in ALWAYS_ALL else Reach(user.reach),
        user_id=user.pk,
        team_ids=teams_of(user),
        covers=covered_by(user, clock.today(user.zone)),
        zone=user.zone,
        language=user.language,
        read_only=role is Role.READONLY or bool(key and key.read_only),
        limits=frozenset(key.limits) if key else frozenset(),
    )


def actor_now(user_id: int | None) -> Actor | None:
    """Who asked for work that is done later, as they are at this moment; None once they are no longer let in."""
    person = User._default_manager.filter(pk=user_id or 0, is_active=True, binned_at__isnull=True).first()
    return actor_of(person) if person else None


def covered_by(user: User, day: date) -> frozenset[int]:
    """The ids of the people whose work this person does on that day."""
    running = Cover._default_manager.filter(by=user, binned_at__isnull=True, starts_on__lte=day)
    running = running.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day))
    return frozenset(running.values_list("user_id", flat=True))


def teams_of(user: User) -> frozenset[int]:
    """The ids of a person's teams and of all teams below them."""
    with connection.cursor() as cursor:
        cursor.execute(TEAMS_OF, {"team": user.team_id, "user": user.pk})
        return frozenset(row[0] for row in cursor.fetchall())


def hash_of(secret: str) -> str:
    """How keys and link tokens are stored: they are long and random, so a plain hash is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()


def key_of(secret: str, *, now: datetime) -> ApiKey | None:
    """The valid key behind a bearer secret, with its person; None when unknown, ended or revoked."""
    live = Q(expires_on__isnull=True) | Q(expires_on__gte=now.date())
    return (
        ApiKey._default_manager.select_related("user")
        .filter(live, key_hash=hash_of(secret), revoked_at__isnull=True, binned_at__isnull=True)
        .filter(user__is_active=True, user__binned_at__isnull=True)
        .first()
    )
