"""How much of a kind an actor sees: all of it, or records that can be counted off."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django.db.models import QuerySet

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.access.scope import EVERYTHING, parts_of
from followthrough.kernel.records.model import Record
from followthrough.kernel.records.prepared import IDS, Given, among, prepared
from followthrough.kernel.records.registry import RecordType

MOST = 20_000  # records looked through one by one for somebody who sees only some
KEPT = 8_192  # kinds and readers whose sight is known between searches


def sees_all(kind: RecordType, actor: Actor) -> bool:
    """Whether nothing of the kind is hidden from the actor."""
    return _reasons(kind.model, actor) is None


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
    found: set[int] = set()
    for which in range(_reasons(kind.model, actor) or 1):
        found.update(_ids_seen_for(kind.model, actor, which).rows())
    return sorted(found, reverse=True)[:MOST]


@lru_cache(maxsize=KEPT)
def _reasons(model: type[Record], actor: Actor) -> int | None:
    """For how many reasons the actor may see a record of the kind; None for all of them without any."""
    reached = model.reached_by(actor)
    return None if reached == EVERYTHING else len(parts_of(reached))


@prepared
def _ids_seen_for(model: type[Record], actor: Actor, which: int) -> QuerySet[Any, int]:
    reason = parts_of(model.reached_by(actor))[which]
    rows = model._default_manager.filter(reason, binned_at__isnull=True)
    return rows.order_by("-pk").values_list("pk", flat=True)[:MOST]
