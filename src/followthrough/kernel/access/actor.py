"""The one who acts: a person, a key, a guest of one link, or the house itself."""

from dataclasses import dataclass, field
from enum import StrEnum

from followthrough.kernel.access.permissions import Role, grants


class Reach(StrEnum):
    """How far a person's sight goes over owned records."""

    OWN = "own"
    TEAM = "team"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Opening:
    """What the link `ref` opens to its guest: one record and the verbs listed. `host_id` is who gave the link."""

    ref: str
    kind: str
    record_id: int
    verbs: frozenset[str]
    host_id: int | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, with what sight; made once per request, key or job and handed down."""

    name: str
    role: Role
    reach: Reach = Reach.OWN
    user_id: int | None = None
    team_ids: frozenset[int] = frozenset()
    covers: frozenset[int] = frozenset()
    zone: str = "UTC"
    language: str = "en"
    read_only: bool = False
    limits: frozenset[str] = field(default_factory=frozenset)
    opens: Opening | None = None

    @property
    def is_system(self) -> bool:
        return self.role is Role.SYSTEM

    @property
    def sees_all(self) -> bool:
        return self.reach is Reach.ALL

    @property
    def stands_for(self) -> frozenset[int]:
        """The ids of the people this actor works for: oneself and those covered."""
        return self.covers | ({self.user_id} if self.user_id else set())

    def may(self, permission: str) -> bool:
        """Whether the role grants the permission, and the key in use (if any) does not narrow it away.

        A guest has no role of the house: the permissions of the link's verbs, and no others.
        """
        if self.role is Role.GUEST:
            return permission in self.limits
        if self.read_only and not permission.endswith((".view", ".export")):
            return False
        if self.limits and permission not in self.limits:
            return False
        return self.is_system or self.role in grants(permission)


SYSTEM = Actor(name="Followthrough", role=Role.SYSTEM, reach=Reach.ALL)
NOBODY = Actor(name="", role=Role.NOBODY)
