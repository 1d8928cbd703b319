"""Index all records of a kind anew, a stretch of them at a time, while the desk goes on."""

from collections.abc import Iterator

from django.db import connections, transaction
from psycopg import sql

from followthrough.kernel.search.indexed import Indexed, indexed_kinds
from followthrough.kernel.search.sql import RENEW_WORDS, WORDS_OF

STRETCH = 20_000  # records at a time: saves wait this long, about a second

# Who saves meanwhile waits, so that no older words overwrite newer ones.
HOLD = "LOCK TABLE search_entry IN SHARE ROW EXCLUSIVE MODE"
GONE = """
DELETE FROM search_entry e WHERE e.kind = {kind} AND e.record_id BETWEEN {first} AND {last}
  AND NOT EXISTS (SELECT FROM {table} n WHERE n.id = e.record_id AND n.binned_at IS NULL AND {kept})
"""
REACH = """
SELECT greatest((SELECT max(id) FROM {table}), (SELECT max(record_id) FROM search_entry WHERE kind = {kind}), 0)
"""


def reindex() -> Iterator[tuple[str, int]]:
    """Index every kind anew; yields each kind's name with the number of its entries."""
    for one in indexed_kinds():
        yield one.kind.kind, rebuild_kind(one)
    renew_words()


def rebuild_kind(one: Indexed, alias: str = "default") -> int:
    """Index all records of the kind anew and drop entries of records that are gone; the number that was not right."""
    names = {
        "table": sql.Identifier(one.kind.model._meta.db_table),
        "kind": sql.Literal(one.kind.kind),
        "kept": one.kept,
    }
    with connections[alias].cursor() as cursor:
        cursor.execute(sql.SQL(REACH).format(**names))
        reach, written = cursor.fetchone()[0], 0
        for first in range(1, reach + 1, STRETCH):
            stretch = {"first": sql.Literal(first), "last": sql.Literal(first + STRETCH - 1)}
            rows = sql.SQL("{table} n").format(**names)
            wanted = sql.SQL("n.id BETWEEN {first} AND {last}").format(**stretch)
            with transaction.atomic(using=alias):
                cursor.execute(HOLD)
                cursor.execute(sql.SQL(GONE).format(**names, **stretch))
                cursor.execute(one.write(rows, wanted=wanted))
                written += cursor.rowcount
        return int(written)


def renew_words(alias: str = "default") -> None:
    """Know every word some entry holds, each once, and forget those of records that are gone."""
    used = sql.SQL(WORDS_OF).format(entries=sql.SQL("search_entry"))
    with connections[alias].cursor() as cursor:
        cursor.execute(sql.SQL(RENEW_WORDS).format(used=used))
