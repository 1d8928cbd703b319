"""Look all records of a kind through for doubles, and read what was found as groups a person may see."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from followthrough.kernel.access.actor import SYSTEM, Actor
from followthrough.kernel.doubles.blocks import likely_pairs
from followthrough.kernel.doubles.finder import told_of_all
from followthrough.kernel.doubles.likeness import sentence_of
from followthrough.kernel.doubles.models import Scan, Suspicion, ToldApart
from followthrough.kernel.doubles.signs import Sign, recognised
from followthrough.kernel.records.registry import RecordType, type_of

SCAN = "doubles.scan"  # the job that looks one kind through
BATCH = 5_000
LOOKED_AT = 300  # of the likeliest pairs; a page shows no more groups than come of them


@dataclass(frozen=True, slots=True)
class Group:
    """Records taken for one, the oldest first, with the highest score among them and the reasons."""

    records: tuple[Any, ...]
    score: int
    reasons: tuple[str, ...]

    @property
    def why(self) -> str:
        """The reasons in the reader's language."""
        return ", ".join(self.reasons)


def scan_all(*, now: datetime) -> None:
    """Look through every kind that is recognised by something."""
    for model in recognised():
        scan(type_of(model), now=now)


def scan(kind: RecordType, *, now: datetime) -> int:
    """Compare all records of a kind that share a block, keep the likely pairs in place of the last ones; how many."""
    start = time.monotonic()
    told = told_of_all(kind, SYSTEM)
    pairs = likely_pairs(told)
    rows = [
        Suspicion(
            kind=kind.kind,
            first_id=first,
            second_id=second,
            score=like.score,
            reasons=[[str(reason.sign), reason.level] for reason in like.reasons if reason.bits > 0],
        )
        for (first, second), like in pairs.items()
    ]
    with transaction.atomic():
        Suspicion.objects.filter(kind=kind.kind).delete()
        Suspicion.objects.bulk_create(rows, batch_size=BATCH)
        outcome = {"at": now, "records": len(told), "found": len(rows), "seconds": time.monotonic() - start}
        Scan.objects.update_or_create(kind=kind.kind, defaults=outcome)
    return len(rows)


def groups_of(kind: RecordType, actor: Actor, *, beyond: int = 0) -> list[Group]:
    """The likeliest groups of records taken for one, of which the actor sees at least two; told apart ones never.

    `beyond` skips so many pairs, for the next page.
    """
    pairs = list(_pairs(kind, actor)[beyond : beyond + LOOKED_AT])
    ids = {pk for pair in pairs for pk in (pair.first_id, pair.second_id)}
    records = kind.model.visible_to(actor).in_bulk(ids)
    joined = _joined([(pair.first_id, pair.second_id) for pair in pairs])
    groups = [_group([records[pk] for pk in sorted(members)], pairs) for members in joined]
    return sorted(groups, key=lambda group: (-group.score, group.records[0].pk))


def _pairs(kind: RecordType, actor: Actor) -> QuerySet[Suspicion]:
    seen = kind.model.visible_to(actor).values("pk")
    apart = ToldApart._default_manager.filter(
        kind=kind.kind, binned_at__isnull=True, first_id=OuterRef("first_id"), second_id=OuterRef("second_id")
    )
    found = Suspicion.objects.filter(kind=kind.kind, first_id__in=seen, second_id__in=seen)
    return found.exclude(Exists(apart)).order_by("-score", "id")


def _joined(pairs: Sequence[tuple[int, int]]) -> list[set[int]]:
    """Sets of ids that hang together by pairs."""
    group_of: dict[int, set[int]] = {}
    for first, second in pairs:
        merged = group_of.get(first, {first}) | group_of.get(second, {second})
        for pk in merged:
            group_of[pk] = merged
    return list({id(group): group for group in group_of.values()}.values())


def _group(records: Sequence[Any], pairs: Sequence[Suspicion]) -> Group:
    ids = {record.pk for record in records}
    own = [pair for pair in pairs if pair.first_id in ids]
    best = max(own, key=lambda pair: pair.score)
    reasons = dict.fromkeys(sentence_of(Sign(sign), level) for sign, level in best.reasons)
    return Group(tuple(records), best.score, tuple(reasons))
