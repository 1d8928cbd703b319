"""Which kinds a person may look into, the places they were at last, and what was found, as the pages show it."""

from collections.abc import Collection
from typing import Any

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.people.models import Visit
from followthrough.kernel.records.listing import with_links
from followthrough.kernel.records.registry import RecordType, record_types
from followthrough.kernel.search.finding import Finds, find

EACH = 5
LAST_PLACES = 8
REMEMBERED = 100  # visits that lift a record among equals
ORDER = ("serve", "desk", "sell", "promote", "measure", "setup", "settings")


def searched_types(actor: Actor) -> list[RecordType]:
    """The types this person may look into, those of the daily work first."""
    mine = [t for t in record_types() if t.listed and actor.may(t.permission("view"))]
    return sorted(mine, key=lambda t: (not t.in_menu, _place(t)))


def found_by(typed: str, actor: Actor, user_id: int, *, only: Collection[str] = (), limit: int = EACH) -> list[Finds]:
    """What is found, kinds with the best find first, and among equals those of the daily work."""
    visits = Visit.objects.filter(user_id=user_id).order_by("-at").values_list("kind", "ref")[:REMEMBERED]
    found = find(typed, actor, only=only, limit=limit, visits=frozenset(visits))
    return sorted(found, key=lambda one: (one.finds[0].rank, not one.kind.in_menu, _place(one.kind)))


def last_places(user_id: int, actor: Actor) -> list[tuple[RecordType, Any]]:
    """The records this person looked at last, as far as they still may; one query a type."""
    visits = list(Visit.objects.filter(user_id=user_id).order_by("-at")[: 2 * LAST_PLACES])
    types = {t.kind: t for t in searched_types(actor)}
    records: dict[tuple[str, str], Any] = {}
    for name in {visit.kind for visit in visits} & types.keys():
        refs = [visit.ref for visit in visits if visit.kind == name]
        rows = with_links(types[name], types[name].model.visible_to(actor).filter(ref__in=refs))
        records |= {(name, record.ref): record for record in rows}
    seen = [(visit.kind, visit.ref) for visit in visits if (visit.kind, visit.ref) in records]
    return [(types[name], records[name, ref]) for name, ref in seen[:LAST_PLACES]]


def _place(kind: RecordType) -> int:
    return ORDER.index(kind.group) if kind.group in ORDER else len(ORDER)
