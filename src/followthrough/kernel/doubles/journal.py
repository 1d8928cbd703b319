"""Put back what a merge wrote, read from the history it left; what was changed since is left alone and counted."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.apps import apps
from django.db import connection

from followthrough.kernel.doubles.models import Merge
from followthrough.kernel.history.models import Entry, Operation
from followthrough.kernel.records.custom import PREFIX
from followthrough.kernel.records.custom_columns import HOLDER
from followthrough.kernel.records.model import Record
from followthrough.kernel.records.registry import type_named

BATCH = 1_000


@dataclass(slots=True)
class PutBack:
    """How many rows were put back, and how many fields hold something newer and were left."""

    rows: int = 0
    left: int = 0


def current_run() -> str:
    """The run that is writing; there is one wherever records may be written."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('followthrough.run', true)")
        (run,) = cursor.fetchone()
    return str(run)


def last_entry_of(run: str) -> int:
    """The id of the last entry this run has written so far."""
    newest = Entry.objects.filter(run=run).order_by("-id").values_list("id", flat=True).first()
    return newest or 0


def put_back(merge: Merge, *, dry: bool = False) -> PutBack:
    """Give each row back what it held before the merge, newest change first; with `dry` only count."""
    entries = Entry.objects.filter(run=merge.run, id__gt=merge.first_entry, id__lte=merge.last_entry).order_by("-id")
    done = PutBack()
    for kind, alike in groupby(entries.iterator(BATCH), key=lambda entry: entry.kind):
        found = type_named(kind)
        if found is not None:
            for batch in _batches(alike):
                _put_back(found.model, batch, done, dry=dry)
    for label, column, ids in merge.others:
        rows = apps.get_model(label)._default_manager.filter(pk__in=ids, **{column: merge.record_id})
        done.rows += rows.count() if dry else rows.update(**{column: merge.gone_id})
    return done


def _batches(entries: Iterator[Entry]) -> Iterator[list[Entry]]:
    """Runs of entries that touch each row once and the same columns, so that each is one statement."""
    batch: list[Entry] = []
    for entry in entries:
        columns = set(entry.after or ())
        if batch and (
            len(batch) >= BATCH
            or columns != set(batch[0].after or ())
            or entry.operation != batch[0].operation
            or any(entry.record_id == other.record_id for other in batch[-1:])
        ):
            yield batch
            batch = []
        batch.append(entry)
    if batch:
        yield batch


def _put_back(model: type[Record], batch: Sequence[Entry], done: PutBack, *, dry: bool) -> None:
    ids = [entry.record_id for entry in batch]
    rows = {row.pk: row for row in model._default_manager.filter(pk__in=ids).select_for_update().order_by("pk")}
    columns: set[str] = set()
    touched: dict[int, Record] = {}
    for entry in batch:
        row = rows.get(entry.record_id)
        if row is None or entry.operation != Operation.CHANGE:
            continue
        for name, written in (entry.after or {}).items():
            if name.startswith(PREFIX):
                if row.custom.get(name) == written:
                    row.custom = _with_custom(row.custom, name, entry.before[name])
                    columns.add(HOLDER)
                    touched[row.pk] = row
                else:
                    done.left += 1
                continue
            column = _column(model, name)
            if getattr(row, column.attname) == _read(column, written):
                setattr(row, column.attname, _read(column, entry.before[name]))
                columns.add(column.name)
                touched[row.pk] = row
            else:
                done.left += 1
    if touched and not dry:
        model._default_manager.bulk_update(touched.values(), sorted(columns))
    done.rows += len(touched)


def _with_custom(held: dict[str, Any], name: str, value: Any) -> dict[str, Any]:
    """The values of custom fields with this one; none at all leaves no trace."""
    rest = {key: kept for key, kept in held.items() if key != name}
    return rest if value is None else {**rest, name: value}


def _column(model: type[Record], name: str) -> Any:
    return next(column for column in model._meta.concrete_fields if column.column == name)


def _read(column: Any, value: Any) -> Any:
    """A value as history keeps it, as the column holds it."""
    target = column.target_field if column.is_relation else column
    return target.to_python(value)
