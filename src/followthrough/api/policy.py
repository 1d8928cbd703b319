"""Who gets what answer where: made from the declarations alone, written to docs, and held true by tests.

For each address and method, and each role, the table says `ok`, `denied` (403, before any record is looked for),
`hidden` (404, as if it were not there) or `not_signed_in` (401): for a record of one's own, for one of another team
and person, and for one that does not exist.
"""

from dataclasses import replace
from functools import cache
from typing import Any

from followthrough.api.history import HouseOperation, HouseRoute, house_routes
from followthrough.api.routes import ROOT, Operation, Route, routes
from followthrough.kernel.access.actor import NOBODY, Actor, Reach
from followthrough.kernel.access.permissions import Role, grants, permissions
from followthrough.kernel.access.scope import EVERYTHING, NOTHING
from followthrough.kernel.actions.undo import OTHERS
from followthrough.kernel.people.actors import ALWAYS_ALL
from followthrough.kernel.records.registry import RecordType, record_types

ANON, KEY_LIMITED = "anon", "key_limited"
PEOPLE = (
    Role.COORDINATOR,
    Role.DEPARTMENT,
    Role.REP,
    Role.READONLY,
    Role.MANAGER,
    Role.FINANCE,
    Role.ADMIN,
)
WHOSE = ("own", "foreign", "missing")
NOT_SIGNED_IN, DENIED, HIDDEN, OK = "not_signed_in", "denied", "hidden", "ok"


def policy() -> dict[str, Any]:
    """The whole table, as plain JSON."""
    return {
        "roles": {name: _about(actor) for name, actor in actors().items()},
        "routes": [
            {
                "method": operation.method,
                "path": ROOT + route.path,
                "operation": operation.name,
                "needs": operation.needs,
                "answers": {name: outcomes(route, operation, actor) for name, actor in actors().items()},
            }
            for route in routes()
            for operation in route.operations.values()
        ]
        + [_of_the_house(one, operation) for one in house_routes() for operation in one.operations.values()],
        "fields": {kind.plural: found for kind in record_types() if (found := _guarded(kind))},
        "permissions": {name: sorted(roles) for name, roles in permissions().items()},
    }


def _of_the_house(route: HouseRoute, operation: HouseOperation) -> dict[str, Any]:
    """The history is open to whoever has a key: one's own deeds; of others those the role may see, else as missing.

    What an undo writes is asked of the permission of the verb that is taken back.
    """
    whose = WHOSE if "{run}" in route.path else ("any",)
    answers = {}
    for name, actor in actors().items():
        if actor.role is Role.NOBODY:
            answers[name] = dict.fromkeys(whose, NOT_SIGNED_IN)
        else:
            seen = actor.may(OTHERS) and actor.sees_all
            foreign = OK if seen else HIDDEN
            answers[name] = {one: {"foreign": foreign, "missing": HIDDEN}.get(one, OK) for one in whose}
    needs = "that of the verb" if operation.body else ""
    path = ROOT + route.path
    return {"method": operation.method, "path": path, "operation": operation.name, "needs": needs, "answers": answers}


def actors() -> dict[str, Actor]:
    """One actor of each role as it is by default, nobody, and a coordinator's read-only key."""
    found = {ANON: NOBODY}
    for role in PEOPLE:
        found[role.value] = Actor(
            name=role.value,
            role=role,
            reach=Reach.ALL if role in ALWAYS_ALL else Reach.TEAM,
            user_id=1,
            team_ids=frozenset({1}),
            read_only=role is Role.READONLY,
        )
    return found | {KEY_LIMITED: replace(found[Role.COORDINATOR.value], read_only=True)}


def outcomes(route: Route, operation: Operation, actor: Actor) -> dict[str, str]:
    """What this actor is answered, by whose record the address names; `any` where it names none."""
    whose = WHOSE if route.names_record else ("any",)
    if actor.role is Role.NOBODY:
        return dict.fromkeys(whose, NOT_SIGNED_IN)
    if not _may(operation, actor):
        return dict.fromkeys(whose, DENIED)
    if not route.names_record:
        return {"any": OK}
    seen = sight(operation.kind, actor)
    return {"own": HIDDEN if seen == "none" else OK, "foreign": OK if seen == "all" else HIDDEN, "missing": HIDDEN}


@cache  # a scope is some thousand objects, and each record has some twenty addresses
def sight(kind: RecordType, actor: Actor) -> str:
    """How far the actor sees among these records: `all`, `own` or `none`."""
    scope = kind.model.scope(actor)
    if scope == NOTHING:
        return "none"
    return "all" if scope == EVERYTHING else "own"


def _may(operation: Operation, actor: Actor) -> bool:
    """Reading what stands on a record needs the permission to see the record as well."""
    if operation.action is None and not actor.may(operation.kind.permission("view")):
        return False
    return actor.may(operation.needs)


def _guarded(kind: RecordType) -> dict[str, Any]:
    return {
        name: {"needs": field.guard, "roles": sorted(grants(field.guard))}
        for name, field in kind.fields.items()
        if field.guard
    }


def _about(actor: Actor) -> dict[str, Any]:
    return {"sees": actor.reach.value, "read_only": actor.read_only}
