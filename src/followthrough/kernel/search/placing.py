"""Which of many finds come first, decided by the database, so that only those shown are fetched."""

from collections.abc import Collection, Mapping
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import Case, IntegerField, QuerySet, TextField, Value, When

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.records.listing import linking, with_links
from followthrough.kernel.records.prepared import IDS, Given, among, prepared
from followthrough.kernel.records.registry import RecordType

RANKS = 6  # how good a find is, 0 the best


def best_of(kind: RecordType, ranks: Mapping[int, int], visited: Collection[str], actor: Actor, most: int) -> list[Any]:
    """The best of the records with a rank, by id, that the actor may see.

    Among equals one's own come first and those of the numbers `visited`, then those changed last.
    """
    if not ranks:
        return []
    of_rank = {_rank(n): [pk for pk, rank in ranks.items() if rank == n] for n in range(RANKS)}
    return _placed(kind, linking(kind, kind.columns), actor, most).rows(
        ids=list(ranks), visited=list(visited), **of_rank
    )


@prepared
def _placed(kind: RecordType, links: tuple[str, ...], actor: Actor, most: int) -> QuerySet[Any]:
    near = among("ref", Given("visited", ArrayField(TextField())))
    if any(column.name == "owner" for column in kind.model._meta.concrete_fields):
        near |= among("owner", sorted(actor.stands_for))
    ranked = [When(among("pk", Given(_rank(n), IDS)), then=Value(2 * n)) for n in range(RANKS)]
    place = Case(*ranked, output_field=IntegerField()) + Case(When(near, then=Value(0)), default=Value(1))
    rows = with_links(kind, kind.model.visible_to(actor), links).filter(among("pk", Given("ids", IDS)))
    return rows.order_by(place, "-updated_at", "-pk")[:most]


def _rank(n: int) -> str:
    return f"rank{n}"
