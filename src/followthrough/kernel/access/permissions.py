"""Permissions and the roles they are granted to: one table, filled by declarations, read by everything."""

from collections.abc import Iterable, Mapping
from enum import StrEnum


class Role(StrEnum):
    """What a person is here for. `SYSTEM` is the house itself, `GUEST` the holder of one link."""

    ADMIN = "admin"
    MANAGER = "manager"
    COORDINATOR = "coordinator"
    REP = "rep"
    DEPARTMENT = "department"
    FINANCE = "finance"
    READONLY = "readonly"
    GUEST = "guest"
    SYSTEM = "system"
    NOBODY = "nobody"


ADMINS = frozenset({Role.ADMIN})
MANAGERS = frozenset({Role.ADMIN, Role.MANAGER})
DESK = frozenset({Role.ADMIN, Role.MANAGER, Role.COORDINATOR, Role.REP})
UPLOADERS = DESK | {Role.FINANCE}  # who has files of others to bring in: books come from banks
READERS = DESK | {Role.FINANCE, Role.READONLY}
EVERYBODY = READERS | {Role.DEPARTMENT}

_granted: dict[str, frozenset[Role]] = {}
_regranted: dict[str, frozenset[Role]] = {}


def grant(permission: str, roles: Iterable[Role]) -> None:
    """Declare a permission and who holds it; declaring it again with other roles is a mistake."""
    wanted = frozenset(roles)
    if _granted.setdefault(permission, wanted) != wanted:
        raise ValueError(f"permission {permission!r} is already granted to other roles")


def regrant(table: Mapping[str, frozenset[Role]]) -> None:
    """Put this table beside the declared one, in place of the table given before: for what people set while we run."""
    global _regranted  # exchanged as a whole, so that no reader meets half of it
    _regranted = dict(table)


def grants(permission: str) -> frozenset[Role]:
    """The roles that hold a permission; an unknown permission is held by nobody."""
    return _granted.get(permission) or _regranted.get(permission, frozenset())


def permissions() -> dict[str, frozenset[Role]]:
    """The whole table, for the policy document and the tests made from it."""
    return dict(sorted(_granted.items()))


grant("margins.view", MANAGERS | {Role.FINANCE})
grant("commissions.view", MANAGERS | {Role.FINANCE})
grant("private_notes.view", MANAGERS)
grant("history.others", MANAGERS)
