"""What a deed changed on the whole, asked of its history in sets: made, gone, changed, and what it holds now."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import connection, models
from psycopg import sql

from followthrough.kernel.history.models import Deed
from followthrough.kernel.records.registry import RecordType, record_types

# One row a record: the first before and the last after of each column, whatever happened between.
FOLDED = """
SELECT record_id, max(id) AS last_id, max(version) AS version,
       bool_or(operation = 'create') AND NOT bool_or(operation = 'delete') AS made,
       bool_or(operation = 'delete') AND NOT bool_or(operation = 'create') AS gone,
       bool_and(operation = 'change') AS changed,
       ft_merged(before ORDER BY id DESC) AS before, ft_merged(after ORDER BY id) AS after
FROM history_entry WHERE run = ANY(%(runs)s) AND kind = %(kind)s GROUP BY record_id
"""
NET = f"WITH net AS MATERIALIZED ({FOLDED})"
# Of a long run it is folded once, into a table that is gone with the transaction.
HOLD = f"""
DROP TABLE IF EXISTS {{held}}; CREATE TEMPORARY TABLE {{held}} ON COMMIT DROP AS {FOLDED};
ALTER TABLE {{held}} ADD PRIMARY KEY (record_id); ANALYZE {{held}}
"""
HELD_NET = "WITH net AS (SELECT * FROM {held})"
LONGER = "SELECT FROM history_entry WHERE run = ANY(%s) OFFSET %s LIMIT 1"
ALL_IDS = "SELECT record_id FROM net"
STILL_THERE = "SELECT n.record_id FROM net n JOIN {table} t ON t.id = n.record_id WHERE n.made"
VANISHED = """
SELECT n.record_id FROM net n WHERE n.changed AND NOT EXISTS (SELECT 1 FROM {table} t WHERE t.id = n.record_id)
ORDER BY 1
"""
LOCK = """
SELECT count(*) FROM (SELECT id FROM {table} WHERE id IN (SELECT record_id FROM net) ORDER BY id FOR UPDATE) locked
"""
# Columns that hold neither what the deed left nor what was there before it. Rows that are as the deed left them are
# told apart by one comparison; only the others are looked at column by column.
OVERWRITTEN = """
SELECT n.record_id, array_agg(k.key) FROM net n JOIN {table} t ON t.id = n.record_id
CROSS JOIN LATERAL (SELECT jsonb_populate_record(t, ft_held(n.after, t.custom)) AS left_so,
                           jsonb_populate_record(t, ft_held(n.before, t.custom)) AS was) r
CROSS JOIN LATERAL (SELECT to_jsonb(t) || t.custom AS now, to_jsonb(r.left_so) || (r.left_so).custom AS left_so,
                           to_jsonb(r.was) || (r.was).custom AS was) j
CROSS JOIN LATERAL (SELECT unnest(%(columns)s::text[]) UNION ALL
                    SELECT x FROM jsonb_object_keys(n.after) x WHERE starts_with(x, 'x_')) AS k (key)
WHERE n.changed AND t IS DISTINCT FROM r.left_so AND n.after ? k.key
  AND j.now -> k.key IS DISTINCT FROM j.left_so -> k.key AND j.now -> k.key IS DISTINCT FROM j.was -> k.key
GROUP BY n.record_id ORDER BY n.record_id
"""
# Records whose link in this column the deed itself set: they let go of it when it is set back.
SET_LINK = "SELECT record_id FROM net WHERE changed AND before ? %(column)s"
# What somebody else did since to records that the deed made.
WORKED_ON = """
SELECT DISTINCT h.record_id FROM net n JOIN history_entry h
  ON h.kind = %(kind)s AND h.record_id = n.record_id AND h.id > n.last_id
WHERE n.made AND h.run <> ALL(%(runs)s) AND h.actor_id IS NOT NULL AND h.actor_id IS DISTINCT FROM %(actor)s ORDER BY 1
"""
NAMED_AT_ONCE = (
    100_000  # ids in one question: each is written out for the database and takes room here until it answers
)


@dataclass(frozen=True, slots=True)
class Runs:
    """The runs of one deed: its own, and those the house did because of it. `held`: the kinds folded by `hold`."""

    ids: list[UUID]
    held: set[str] = field(default_factory=set)

    def kinds(self) -> list[RecordType]:
        """The kinds of records it touched, in the order they are declared."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT DISTINCT kind FROM history_entry WHERE run = ANY(%s)", [self.ids])
            found = {row[0] for row in cursor.fetchall()}
        return [kind for kind in record_types() if kind.kind in found]

    def is_longer_than(self, entries: int) -> bool:
        """Whether they wrote more than so many entries of history."""
        with connection.cursor() as cursor:
            cursor.execute(LONGER, [self.ids, entries])
            return cursor.fetchone() is not None

    def hold(self) -> None:
        """Fold each kind once, for many questions in this transaction; worth it from some thousand records on."""
        for kind in self.kinds():
            with connection.cursor() as cursor:
                statement = sql.SQL(HOLD).format(held=_held(kind))
                cursor.execute(statement, {"runs": self.ids, "kind": kind.kind})
            self.held.add(kind.kind)

    def ask(self, statement: str, kind: RecordType, **values: Any) -> list[tuple[Any, ...]]:
        """The rows of a statement over the net changes of one kind."""
        with connection.cursor() as cursor:
            cursor.execute(self.over_net(statement, kind), {"runs": self.ids, "kind": kind.kind, **values})
            return list(cursor.fetchall())

    def ids_of(self, statement: str, kind: RecordType, **values: Any) -> list[int]:
        """The record ids a statement answers; of a million no more is held than these."""
        with connection.cursor() as cursor:
            cursor.execute(self.over_net(statement, kind), {"runs": self.ids, "kind": kind.kind, **values})
            return [record_id for (record_id,) in cursor]

    def over_net(self, statement: str, kind: RecordType, **parts: sql.Composable) -> sql.Composed:
        """A statement that begins with the net changes, with the table's name (and other names) put in."""
        table = sql.Identifier(kind.model._meta.db_table)
        net = sql.SQL(HELD_NET).format(held=_held(kind)) if kind.kind in self.held else sql.SQL(NET)
        return net + sql.SQL(statement).format(table=table, **parts)


def runs_of(run: UUID) -> Runs:
    """The run, and those of listeners that heard of it, and of listeners of those."""
    found, new = [run], [run]
    while new:
        new = list(Deed.objects.filter(cause__in=new, actor_id__isnull=True).values_list("run", flat=True))
        new = [one for one in new if one not in found]
        found += new
    return Runs(found)


def _held(kind: RecordType) -> sql.Identifier:
    return sql.Identifier(f"net_of_{kind.model._meta.db_table}")


def own_columns(kind: RecordType) -> list[str]:
    """The columns that can be written: neither generated nor kept by the database."""
    kept = ("id", "version", "updated_at")
    return [
        str(column.column)
        for column in kind.model._meta.concrete_fields
        if not isinstance(column, models.GeneratedField) and column.column not in kept
    ]


def links_to(kind: RecordType) -> list[tuple[RecordType, str, str]]:
    """What may lean on such a record: the kind, its column with the id, and the one with the kind, if it names any."""
    found = []
    for other in record_types():
        names = {column.name for column in other.model._meta.concrete_fields}
        for column in other.model._meta.concrete_fields:
            if isinstance(column, models.ForeignKey) and column.related_model is kind.model:
                found.append((other, str(column.column), ""))
            beside = "kind" if column.name == "record_id" else column.name.removesuffix("_id") + "_kind"
            if column.name.endswith("_id") and isinstance(column, models.BigIntegerField) and beside in names:
                found.append((other, str(column.column), beside))
    return found


def leaning_on(kind: RecordType, ids: Collection[int]) -> Iterator[tuple[RecordType, str, list[tuple[int, int]]]]:
    """The records that lean on these: by kind and column, pairs of the leaning id and the id leaned on.

    A column comes more than once where the ids are very many: of a million, not all pairs are held together.
    """
    named = list(ids)
    for other, column, beside in links_to(kind) if named else ():
        statement = sql.SQL("SELECT id, {column} FROM {table} WHERE {column} = ANY(%(ids)s)").format(
            column=sql.Identifier(column), table=sql.Identifier(other.model._meta.db_table)
        )
        if beside:
            statement += sql.SQL(" AND {} = %(kind)s").format(sql.Identifier(beside))
        for start in range(0, len(named), NAMED_AT_ONCE):
            with connection.cursor() as cursor:
                cursor.execute(statement, {"ids": named[start : start + NAMED_AT_ONCE], "kind": kind.kind})
                if rows := cursor.fetchall():
                    yield other, column, list(rows)


def touched_by_people(kind: RecordType, ids: Sequence[int]) -> set[int]:
    """Those of the records that a person ever wrote; the others the house made and changed by itself."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT record_id FROM history_entry"
            " WHERE kind = %s AND record_id = ANY(%s) AND actor_id IS NOT NULL",
            [kind.kind, list(ids)],
        )
        return {row[0] for row in cursor.fetchall()}
