"""Put the data back to what it was before a deed, set by set; runs inside a run of its own, which can be taken back."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import connection
from psycopg import sql
from psycopg.types.json import Jsonb

from followthrough.kernel.history.net import over_net, own_columns
from followthrough.kernel.history.standing import Plan
from followthrough.kernel.records.registry import RecordType

KEYS = "SELECT DISTINCT jsonb_object_keys(before) FROM net WHERE changed"
TAKE_AWAY = "DELETE FROM {table} WHERE id = ANY(%s)"
BRING_BACK = """
INSERT INTO {table} (id, version, updated_at, {columns})
SELECT n.record_id, n.version + 1, %(now)s, {values}
FROM net n CROSS JOIN LATERAL jsonb_populate_record(NULL::{table}, ft_held(n.before, '{{}}')) AS r
WHERE n.gone AND NOT EXISTS (SELECT 1 FROM {table} t WHERE t.id = n.record_id)
ORDER BY n.record_id
"""
SET_BACK = """
UPDATE {table} t SET {sets} FROM net n JOIN {table} c ON c.id = n.record_id
CROSS JOIN LATERAL (SELECT array_agg(k) AS columns FROM jsonb_array_elements_text(%(partly)s -> n.record_id::text) k) p
CROSS JOIN LATERAL jsonb_populate_record(c, ft_held(n.before - coalesce(p.columns, '{{}}'), c.custom)) AS r
WHERE t.id = n.record_id AND n.changed AND n.record_id <> ALL(%(left)s) AND r IS DISTINCT FROM c
"""
# Whoever holds an older version of the whole must notice that a part changed.
MOVE_PARENTS = """
UPDATE {table} SET version = version
WHERE id IN (SELECT parent_id FROM history_entry WHERE run = ANY(%s) AND kind = %s AND parent_kind = %s)
"""


def put_back(plan: Plan, *, now: datetime) -> dict[RecordType, int]:
    """Do what was planned; gives how many records of each kind were put back. Links that can't hold raise at once."""
    kinds = plan.runs.kinds()
    counts = {kind: _take_away(kind, sorted(ids)) for kind, ids in plan.made.items() if ids}
    for kind in kinds:
        back = _bring_back(plan, kind, now) + _set_back(plan, kind)
        counts[kind] = counts.get(kind, 0) + back
    for kind in kinds:
        if parent := kind.parent_type:
            _move_parents(plan, kind, parent)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    return {kind: count for kind, count in counts.items() if count}


def _take_away(kind: RecordType, ids: Sequence[int]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL(TAKE_AWAY).format(table=_table(kind)), [list(ids)])
        return int(cursor.rowcount)


def _bring_back(plan: Plan, kind: RecordType, now: datetime) -> int:
    names = own_columns(kind)
    columns = sql.SQL(", ").join(map(sql.Identifier, names))
    values = sql.SQL(", ").join(sql.SQL("r.") + sql.Identifier(name) for name in names)
    with connection.cursor() as cursor:
        statement = over_net(BRING_BACK, kind, columns=columns, values=values)
        cursor.execute(statement, {"runs": plan.runs.ids, "kind": kind.kind, "now": now})
        return int(cursor.rowcount)


def _set_back(plan: Plan, kind: RecordType) -> int:
    written = {str(row[0]) for row in plan.runs.ask(KEYS, kind)}
    if any(name.startswith("x_") for name in written):
        written.add("custom")
    names = [name for name in own_columns(kind) if name in written]
    if not names:
        return 0
    sets = sql.SQL(", ").join(sql.SQL("{0} = r.{0}").format(sql.Identifier(name)) for name in names)
    values: dict[str, Any] = {
        "runs": plan.runs.ids,
        "kind": kind.kind,
        "partly": Jsonb({str(pk): columns for pk, columns in plan.partly.get(kind, {}).items()}),
        "left": list(plan.left.get(kind, ())),
    }
    with connection.cursor() as cursor:
        cursor.execute(over_net(SET_BACK, kind, sets=sets), values)
        return int(cursor.rowcount)


def _move_parents(plan: Plan, kind: RecordType, parent: RecordType) -> None:
    with connection.cursor() as cursor:
        statement = sql.SQL(MOVE_PARENTS).format(table=_table(parent))
        cursor.execute(statement, [plan.runs.ids, kind.kind, parent.kind])


def _table(kind: RecordType) -> sql.Identifier:
    return sql.Identifier(kind.model._meta.db_table)
