"""Empty the bin: what lies there for thirty days goes for good, with its parts; only history remembers it."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, models
from psycopg import sql

from followthrough.kernel.access.actor import SYSTEM
from followthrough.kernel.history.acting import acting
from followthrough.kernel.history.net import leaning_on
from followthrough.kernel.records.registry import RecordType, record_types

KEPT = timedelta(days=30)
SOME = 1_000  # records of each kind in one transaction
Going = dict[RecordType, set[int]]


def empty_bin(now: datetime) -> int:
    """Remove what has been in the bin for thirty days and is needed by nothing; how many records went.

    Their parts, notes and files go with them. A record that another one outside the bin still links to stays until
    that link is gone. People stay: everything they did carries their name. Repeatable; works in parts.
    """
    count = 0
    for kind in record_types():
        if kind.model._meta.label == settings.AUTH_USER_MODEL:
            continue
        for ids in _old(kind, now - KEPT):
            count += _remove({kind: ids}, now)
    return count


def _old(kind: RecordType, before: datetime) -> Iterator[set[int]]:
    last = 0
    while True:
        rows = kind.model._default_manager.filter(binned_at__lt=before, pk__gt=last).order_by("pk")
        ids = list(rows.values_list("pk", flat=True)[:SOME])
        if not ids:
            return
        last = ids[-1]
        yield set(ids)


def _remove(going: Going, now: datetime) -> int:
    (head,) = going
    with acting(SYSTEM, "empty_bin", surface="job", now=now):
        while _moved(going, head, now - KEPT):
            pass
        count = 0
        for kind, ids in going.items():
            _let_go(kind, ids)
            with connection.cursor() as cursor:
                table = sql.Identifier(kind.model._meta.db_table)
                cursor.execute(sql.SQL("DELETE FROM {} WHERE id = ANY(%s)").format(table), [sorted(ids)])
                count += cursor.rowcount
    return count


def _moved(going: Going, head: RecordType, before: datetime) -> bool:
    """Take parts along and keep what is still needed; whether anything moved."""
    moved = False
    for kind in list(going):
        for other, column, pairs in leaning_on(kind, going[kind]):
            outside = [(leaner, on) for leaner, on in pairs if leaner not in going.get(other, ())]
            if not outside or _lets_go(other, column):
                continue
            moved = True
            old = _binned_long(other, {leaner for leaner, _on in outside}, before)
            for leaner, on in outside:
                if leaner in old or _is_part(other, column):
                    going.setdefault(other, set()).add(leaner)
                else:
                    _keep(going, kind, on, head)
    return moved


def _keep(going: Going, kind: RecordType, record_id: int, head: RecordType) -> None:
    """A part that is needed keeps its whole: then nothing of this set goes today but what stands alone."""
    going[kind].discard(record_id)
    if kind is not head:
        going[head].clear()


def _binned_long(kind: RecordType, ids: set[int], before: datetime) -> set[int]:
    rows = kind.model._default_manager.filter(pk__in=ids, binned_at__lt=before)
    return set(rows.values_list("pk", flat=True))


def _is_part(other: RecordType, column: str) -> bool:
    """Whether the leaning record is nothing without the other: a number of a contact, a note, a file."""
    found = next(field for field in other.model._meta.concrete_fields if field.column == column)
    return not other.listed or (isinstance(found, models.ForeignKey) and found.remote_field.on_delete is models.CASCADE)


def _lets_go(other: RecordType, column: str) -> bool:
    """Whether the leaning record can do without: its link is emptied, or is only a name it remembers."""
    found = next(field for field in other.model._meta.concrete_fields if field.column == column)
    if isinstance(found, models.ForeignKey):
        return bool(found.remote_field.on_delete is models.SET_NULL)
    return other.listed


def _let_go(kind: RecordType, ids: set[int]) -> None:
    for other, column, pairs in leaning_on(kind, ids):
        found = next(field for field in other.model._meta.concrete_fields if field.column == column)
        if isinstance(found, models.ForeignKey) and found.null and found.remote_field.on_delete is models.SET_NULL:
            leaners = [leaner for leaner, _on in pairs]
            other.model._default_manager.filter(pk__in=leaners).update(**{found.attname: None})
