"""Put the data back to what it was before a deed, set by set; runs inside a run of its own, which can be taken back."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db import connection
from psycopg import sql
from psycopg.types.json import Jsonb

from followthrough.kernel.history.net import ALL_IDS, own_columns
from followthrough.kernel.history.standing import Plan
from followthrough.kernel.records.registry import RecordType

SOME = 5_000  # records in one statement
UNTOLD = ("password",)  # history never holds it: who comes back has none, and sets a new one
Tick = Callable[[int], None]
KEYS = "SELECT DISTINCT jsonb_object_keys(before) FROM net WHERE changed"
TAKE_AWAY = "DELETE FROM {table} WHERE id = ANY(%s)"
BRING_BACK = """
INSERT INTO {table} (id, version, updated_at, {columns})
SELECT n.record_id, n.version + 1, %(now)s, {values}
FROM net n CROSS JOIN LATERAL jsonb_populate_record(NULL::{table}, ft_held(n.before, '{{}}')) AS r
WHERE n.gone AND n.record_id BETWEEN %(first)s AND %(last)s
AND NOT EXISTS (SELECT 1 FROM {table} t WHERE t.id = n.record_id)
ORDER BY n.record_id
"""
SET_BACK = """
UPDATE {table} t SET {sets} FROM net n JOIN {table} c ON c.id = n.record_id
CROSS JOIN LATERAL (SELECT array_agg(k) AS columns FROM jsonb_array_elements_text(%(partly)s -> n.record_id::text) k) p
CROSS JOIN LATERAL jsonb_populate_record(c, ft_held(n.before - coalesce(p.columns, '{{}}'), c.custom)) AS r
WHERE t.id = n.record_id AND n.changed AND n.record_id BETWEEN %(first)s AND %(last)s
AND n.record_id <> ALL(%(left)s) AND r IS DISTINCT FROM c
"""
# Whoever holds an older version of the whole must notice that a part changed.
MOVE_PARENTS = """
UPDATE {table} SET version = version
WHERE id IN (SELECT parent_id FROM history_entry WHERE run = ANY(%s) AND kind = %s AND parent_kind = %s)
"""


def put_back(plan: Plan, *, now: datetime, tick: Tick) -> dict[RecordType, int]:
    """Do what was planned; gives how many records of each kind were put back. Links that can't hold raise at once.

    `tick` is told how many more are done, some thousand at a time; what it raises stops the work.
    """
    kinds = plan.runs.kinds()
    counts = {kind: _take_away(kind, sorted(ids), tick) for kind, ids in plan.made.items() if ids}
    for kind in kinds:
        counts[kind] = counts.get(kind, 0) + _put_back(plan, kind, now, tick)
    for kind in kinds:
        if parent := kind.parent_type:
            _move_parents(plan, kind, parent)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    return {kind: count for kind, count in counts.items() if count}


def _take_away(kind: RecordType, ids: Sequence[int], tick: Tick) -> int:
    count = 0
    for part in _parts(ids):
        with connection.cursor() as cursor:
            cursor.execute(sql.SQL(TAKE_AWAY).format(table=_table(kind)), [list(part)])
            count += int(cursor.rowcount)
        tick(len(part))
    return count


def _put_back(plan: Plan, kind: RecordType, now: datetime, tick: Tick) -> int:
    """Bring back what went and set back what changed, from the lowest id to the highest."""
    count, columns = 0, _written(plan, kind)
    made = plan.made.get(kind, set())
    ids = sorted(record_id for record_id in plan.runs.ids_of(ALL_IDS, kind) if record_id not in made)
    for part in _parts(ids):
        first, last = part[0], part[-1]
        count += _bring_back(plan, kind, now, first, last)
        if columns:
            count += _set_back(plan, kind, columns, first, last)
        tick(len(part))
    return count


def _parts(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    return (ids[start : start + SOME] for start in range(0, len(ids), SOME))


def _bring_back(plan: Plan, kind: RecordType, now: datetime, first: int, last: int) -> int:
    names = own_columns(kind)
    columns = sql.SQL(", ").join(map(sql.Identifier, names))
    values = sql.SQL(", ").join(
        sql.SQL("coalesce(r.{0}, '')" if name in UNTOLD else "r.{0}").format(sql.Identifier(name)) for name in names
    )
    with connection.cursor() as cursor:
        statement = plan.runs.over_net(BRING_BACK, kind, columns=columns, values=values)
        given: dict[str, Any] = {"runs": plan.runs.ids, "kind": kind.kind, "now": now, "first": first, "last": last}
        cursor.execute(statement, given)
        return int(cursor.rowcount)


def _written(plan: Plan, kind: RecordType) -> list[str]:
    """The columns that the deed changed."""
    written = {str(row[0]) for row in plan.runs.ask(KEYS, kind)}
    if any(name.startswith("x_") for name in written):
        written.add("custom")
    return [name for name in own_columns(kind) if name in written]


def _set_back(plan: Plan, kind: RecordType, columns: Sequence[str], first: int, last: int) -> int:
    sets = sql.SQL(", ").join(sql.SQL("{0} = r.{0}").format(sql.Identifier(name)) for name in columns)
    partly = {pk: names for pk, names in plan.partly.get(kind, {}).items() if first <= pk <= last}
    values: dict[str, Any] = {
        "runs": plan.runs.ids,
        "kind": kind.kind,
        "partly": Jsonb({str(pk): names for pk, names in partly.items()}),
        "left": [pk for pk in plan.left.get(kind, ()) if first <= pk <= last],
        "first": first,
        "last": last,
    }
    with connection.cursor() as cursor:
        cursor.execute(plan.runs.over_net(SET_BACK, kind, sets=sets), values)
        return int(cursor.rowcount)


def _move_parents(plan: Plan, kind: RecordType, parent: RecordType) -> None:
    with connection.cursor() as cursor:
        statement = sql.SQL(MOVE_PARENTS).format(table=_table(parent))
        cursor.execute(statement, [plan.runs.ids, kind.kind, parent.kind])


def _table(kind: RecordType) -> sql.Identifier:
    return sql.Identifier(kind.model._meta.db_table)
