"""The records promises arise from: found by number, and shown only to those who see them."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import CharField, QuerySet, Value

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.records.model import Record
from followthrough.kernel.records.prepared import IDS, Given, among, prepared
from followthrough.kernel.records.registry import RecordType, record_types, type_named
from followthrough.keystone.promises.models import Promise
from followthrough.values.reference import parse_reference

Source = tuple[str, int]


def record_numbered(ref: str, actor: Actor) -> Record | None:
    """The record of that number, whatever its kind (with a page of its own), if the actor sees it."""
    word = ref.strip().upper()
    for kind in record_types():
        if kind.listed and actor.may(kind.permission("view")) and parse_reference(kind.ref, word):
            found = kind.model.visible_to(actor).filter(ref=word).first()
            if found is not None:
                return found
    return None


def source_of(promise: Promise) -> Record | None:
    """The record a promise arises from, None if it has none or its area is gone."""
    kind = type_named(promise.source_kind) if promise.source_kind else None
    if kind is None or promise.source_id is None:
        return None
    found: Record | None = kind.model._default_manager.filter(pk=promise.source_id).first()
    return found


def seen_sources(promises: Iterable[Promise], actor: Actor) -> set[Source]:
    """Which sources of these promises the actor may see, in one query at most."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for promise in promises:
        if promise.source_kind and promise.source_id is not None:
            wanted[promise.source_kind].add(promise.source_id)
    if not wanted or not actor.may("promises.sources"):
        return set()
    if actor.sees_all:
        return {(kind, pk) for kind, ids in wanted.items() for pk in ids}
    ids = {name: list(found) for name, found in wanted.items() if (kind := type_named(name)) and _may_see(kind, actor)}
    return set(_seen(tuple(sorted(ids)), actor).rows(**ids)) if ids else set()


def _may_see(kind: RecordType, actor: Actor) -> bool:
    return actor.may(kind.permission("view"))


@prepared
def _seen(kinds: tuple[str, ...], actor: Actor) -> QuerySet[Any, Any]:
    parts = [_seen_of(kind, actor) for name in kinds if (kind := type_named(name)) is not None]
    rows: QuerySet[Any, Any] = parts[0].union(*parts[1:], all=True)
    return rows


def _seen_of(kind: RecordType, actor: Actor) -> QuerySet[Any, Any]:
    rows = kind.model.visible_to(actor).filter(among("pk", Given(kind.kind, IDS))).order_by()
    return rows.annotate(kind_name=Value(kind.kind, output_field=CharField())).values_list("kind_name", "pk")


def open_beside(promise: Promise) -> QuerySet[Promise]:
    """The other open promises of the same source."""
    if not promise.source_kind or promise.source_id is None:
        return Promise._default_manager.none()
    same = Promise._default_manager.filter(source_kind=promise.source_kind, source_id=promise.source_id)
    return same.filter(state="open", binned_at__isnull=True).exclude(pk=promise.pk)
