"""How much of a kind an actor sees: all of it, or records that can be counted off."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.access.scope import EVERYTHING, parts_of
from followthrough.kernel.records.model import Record
from followthrough.kernel.records.prepared import IDS, Given, among, prepared
from followthrough.kernel.records.registry import RecordType

MOST = 20_000  # records looked through one by one for somebody who sees only some


def sees_all(kind: RecordType, actor: Actor) -> bool:
    """Whether nothing of the kind is hidden from the actor."""
    return bool(kind.model.reached_by(actor) == EVERYTHING)


@prepared
def ids_seen_among(model: type[Record], actor: Actor) -> QuerySet[Any, int]:
    """Which of the `ids` are of records that the actor sees."""
    return model.visible_to(actor).filter(among("pk", Given("ids", IDS))).values_list("pk", flat=True)


@prepared
def seen_among(model: type[Record], actor: Actor) -> QuerySet[Any]:
    """The records of these `ids`, as far as the actor sees them."""
    return model.visible_to(actor).filter(among("pk", Given("ids", IDS)))


def visible_ids(kind: RecordType, actor: Actor) -> Sequence[int]:
    """The ids of up to 20,000 records the actor sees, the newest where there are more.

    One select for each reason to see a record, so that each is answered by its own index.
    """
    rows: Any = kind.model.visible_to(actor, binned=False).values_list("pk", flat=True)
    if sees_all(kind, actor):
        return list(rows.order_by("-pk")[:MOST])
    live = kind.model._default_manager.filter(binned_at__isnull=True)
    found: set[int] = set()
    for part in parts_of(kind.model.reached_by(actor)):
        found.update(live.filter(part).order_by("-pk").values_list("pk", flat=True)[:MOST])
    return sorted(found, reverse=True)[:MOST]
