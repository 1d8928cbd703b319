"""Look before anything is written: how many change, from what to what, and which are left out and why."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.bulk.deciding import SOME, Decided, decide, read_typed
from followthrough.kernel.bulk.models import Batch, part_of
from followthrough.kernel.records.fields import Kind
from followthrough.kernel.records.registry import RecordType, Values
from followthrough.kernel.records.showing import linked

NAMED = 200  # skips told by name
Tick = Callable[[int], None]
OLD = 3  # former values told for each field


def preview(
    kind: RecordType,
    batch: Batch,
    typed: Mapping[str, Any],
    *,
    settled_too: bool = False,
    by: Actor,
    tick: Tick | None = None,
) -> Batch:
    """Keep what is to be set and count what it comes to. Raises `Invalid` for what can't be set.

    `tick` is told how many were looked at; what it raises stops the work.
    """
    values = read_typed(kind, typed, by)
    batch.typed, batch.settled_too = dict(typed), settled_too
    counts = {"change": 0, "same": 0}
    olds: dict[str, Counter[Any]] = {}
    batch.skips, batch.skipped = [], len(batch.absent)
    for one in _all(kind, batch, values, by, tick):
        if one.why:
            batch.skipped += 1
            if len(batch.skips) < NAMED:
                batch.skips.append({"ref": one.record.ref, "title": one.record.title, "why": one.why})
        elif one.values:
            counts["change"] += 1
            _count_old(kind, one, olds)
        else:
            counts["same"] += 1
    batch.seen = {**counts, "olds": _told(kind, olds, by)}
    batch.keep()
    return batch


def decided_part(kind: RecordType, batch: Batch, after: int, limit: int, by: Actor) -> list[Decided]:
    """The records from the place `after` on with what would be done with each."""
    values = read_typed(kind, batch.typed, by)
    return list(decide(kind, batch, _records(kind, batch, part_of(batch, after, limit), by), values, by))


def _all(kind: RecordType, batch: Batch, values: Values, by: Actor, tick: Tick | None) -> Iterator[Decided]:
    for start in range(0, batch.chosen, SOME):
        if tick:
            tick(start)
        yield from decide(kind, batch, _records(kind, batch, part_of(batch, start, SOME), by), values, by)


def _records(kind: RecordType, batch: Batch, ids: Iterable[int], by: Actor) -> list[Any]:
    rows = kind.model.visible_to(by, binned=batch.verb == "restore")
    return list(rows.filter(pk__in=list(ids)).order_by("pk"))


def _count_old(kind: RecordType, one: Decided, olds: dict[str, Counter[Any]]) -> None:
    for name in one.values:
        if name in kind.fields and kind.fields[name].editable:
            is_link = kind.fields[name].kind is Kind.LINK
            old = getattr(one.record, f"{name}_id" if is_link else name)
            olds.setdefault(name, Counter())[tuple(old) if isinstance(old, list) else old] += 1


def _told(kind: RecordType, olds: dict[str, Counter[Any]], by: Actor) -> dict[str, list[list[Any]]]:
    """By field the most frequent former values in words, each with its count."""
    told: dict[str, list[list[Any]]] = {}
    for name, counter in olds.items():
        field, most = kind.fields[name], counter.most_common(OLD)
        links = linked({field.link: {pk for pk, _n in most if pk}}, by) if field.link else {}
        told[name] = [[_worded(field, value, links), count] for value, count in most]
    return told


def _worded(field: Any, value: Any, links: Any) -> str:
    if value in (None, "", ()):
        return ""
    if field.link:
        found = links.get((field.link, value))
        return found.title if found else ""
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return field.choice_label(value) if field.is_worded else str(value)
