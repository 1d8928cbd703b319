"""Which rows an actor reaches, as a condition every read carries."""

from django.db.models import Q

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.access.permissions import DESK, EVERYBODY, MANAGERS, READERS, Role

NOTHING = Q(pk__in=())
EVERYTHING = Q()


def open_to(actor: Actor, roles: frozenset[Role] = EVERYBODY) -> Q:
    """Rows that every person of these roles may see."""
    return EVERYTHING if actor.is_system or actor.role in roles else NOTHING


def owned_by(actor: Actor, *, owner: str = "owner", team: str = "team", shared: Q | None = None) -> Q:
    """Rows of an owner and a team, by the actor's reach.

    `ALL` sees everything, `TEAM` the actor's teams' and own rows, `OWN` only own ones. Rows that belong to nobody
    yet are shown to coordinators and managers, so that somebody takes them. `shared` adds rows seen for another
    reason (being on the account's team).
    """
    if actor.is_system or (actor.sees_all and actor.role in READERS):
        return EVERYTHING
    if actor.role not in READERS:
        return NOTHING
    seen = Q(**{f"{owner}__in": actor.stands_for})
    if actor.reach == "team":
        seen |= Q(**{f"{team}__in": actor.team_ids})
    if actor.role in MANAGERS | {Role.COORDINATOR}:
        seen |= Q(**{f"{owner}__isnull": True, f"{team}__isnull": True})
    return seen | shared if shared is not None else seen


def parts_of(condition: Q) -> list[Q]:
    """The alternatives of a condition, each of which an index may answer; a condition that is one stays one."""
    if condition.connector != Q.OR or condition.negated:
        return [condition]
    return [part if isinstance(part, Q) else Q(part) for part in condition.children]


def opened_by(actor: Actor, kind: str) -> Q:
    """The one row of this kind that a guest's link opens; for every other kind nothing."""
    return Q(pk=actor.opens.record_id) if actor.opens and actor.opens.kind == kind else NOTHING


__all__ = ["DESK", "EVERYTHING", "NOTHING", "open_to", "opened_by", "owned_by", "parts_of"]
