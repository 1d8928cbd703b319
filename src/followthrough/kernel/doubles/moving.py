"""Move everything that hangs on one record to another, set-based, and say what moved."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from followthrough.kernel.doubles.ties import Tie, ties_to
from followthrough.kernel.records.registry import RecordType, type_of


@dataclass(slots=True)
class Moved:
    """How many rows of each table moved, which of tables without history, and how many stood on both."""

    counts: Counter[Any] = field(default_factory=Counter)
    others: list[list[Any]] = field(default_factory=list)
    doubled: Counter[Any] = field(default_factory=Counter)


def move_all(kind: RecordType, gone: Any, stays: Any, *, now: datetime) -> Moved:
    """Let every row that names `gone` name `stays`.

    Where both hold a row that may be there once, the one that comes goes to the bin; where not even the bin is
    exempt, it stays where it was, with the record that goes.
    """
    moved = Moved()
    for tie in ties_to(kind.model):
        _move(tie, kind, gone, stays, moved, now)
    return moved


def attached(kind: RecordType, record: Any) -> Counter[Any]:
    """How many rows hang on a record, by table, without those in the bin."""
    found: Counter[Any] = Counter()
    for tie in ties_to(kind.model):
        if tie.has_history:
            found[tie.model] += tie.held_by(kind.kind, record.pk).filter(binned_at__isnull=True).count()
    return +found


def _move(tie: Tie, kind: RecordType, gone: Any, stays: Any, moved: Moved, now: datetime) -> None:
    rows = tie.held_by(kind.kind, gone.pk)
    if tie.model is kind.model:
        rows = rows.exclude(pk__in=[gone.pk, stays.pk])
    doubled, left = _clashing(tie, rows, tie.held_by(kind.kind, stays.pk))
    ids = list(rows.exclude(pk__in=left).order_by("pk").select_for_update().values_list("pk", flat=True))
    if not ids:
        return
    table = tie.model._default_manager
    if doubled:
        _fold(tie, doubled, moved, now)
    if tie.ref_column:
        table.filter(pk__in=ids, **{tie.ref_column: gone.ref}).update(**{tie.ref_column: stays.ref})
    table.filter(pk__in=ids).update(**{tie.column: stays.pk})
    moved.counts[tie.model] += len(ids) - len(doubled)
    if not tie.has_history:
        moved.others.append([tie.model._meta.label, tie.column, ids])


def _fold(tie: Tie, doubled: dict[int, int], moved: Moved, now: datetime) -> None:
    """What both had once only, such as a stage of one name, becomes one as well, with all that hangs on it."""
    table = tie.model._default_manager
    table.filter(pk__in=doubled).update(binned_at=now)
    moved.doubled[tie.model] += len(doubled)
    for gone, stays in doubled.items():
        rows = table.in_bulk([gone, stays])
        deeper = move_all(type_of(tie.model), rows[gone], rows[stays], now=now)
        moved.counts.update(deeper.counts)
        moved.doubled.update(deeper.doubled)
        moved.others += deeper.others


def _clashing(tie: Tie, coming: QuerySet[Any], there: QuerySet[Any]) -> tuple[dict[int, int], set[int]]:
    """Of the rows that come, those there is one of already (each with that one), and those that can't move at all."""
    doubled: dict[int, int] = {}
    left: set[int] = set()
    for others, spares_bin in tie.unique_sets():
        old = there.filter(binned_at__isnull=True) if spares_bin else there
        new = coming.filter(binned_at__isnull=True) if spares_bin else coming
        known = {tuple(values[:-1]): values[-1] for values in old.values_list(*others, "pk")}
        same = {v[-1]: known[tuple(v[:-1])] for v in new.values_list(*others, "pk") if tuple(v[:-1]) in known}
        doubled |= same if spares_bin else {}
        left |= set() if spares_bin else same.keys()
    return {pk: into for pk, into in doubled.items() if pk not in left}, left
