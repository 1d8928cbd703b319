"""Drop the indexes Django makes beside ours that nobody reads: each costs every write its time and its room."""

from django.apps import apps
from django.db import connections
from psycopg import sql

# On one column that another index, of all rows and in the same order, begins with: that one answers the same questions.
COVERED = """
SELECT DISTINCT idle.relname FROM pg_index one
JOIN pg_class idle ON idle.oid = one.indexrelid JOIN pg_class owner ON owner.oid = one.indrelid
JOIN pg_index more ON more.indrelid = one.indrelid AND more.indnatts > 1 AND more.indkey[0] = one.indkey[0]
  AND more.indclass[0] = one.indclass[0] AND more.indcollation[0] = one.indcollation[0]
  AND more.indoption[0] = one.indoption[0] AND more.indpred IS NULL AND more.indisvalid
JOIN pg_class other ON other.oid = more.indexrelid AND other.relam = idle.relam
WHERE owner.relnamespace = 'public'::regnamespace AND owner.relname = ANY(%(tables)s)
  AND one.indnatts = 1 AND one.indkey[0] <> 0 AND one.indpred IS NULL AND NOT one.indisunique
"""
# The twin of an index of unique text, for LIKE alone: numbers, hashes and keys are asked for whole.
LIKE_TWINS = """
SELECT idle.relname FROM pg_index one
JOIN pg_class idle ON idle.oid = one.indexrelid JOIN pg_class owner ON owner.oid = one.indrelid
JOIN pg_attribute held ON held.attrelid = one.indrelid AND held.attnum = one.indkey[0]
WHERE owner.relnamespace = 'public'::regnamespace AND owner.relname = ANY(%(tables)s)
  AND idle.relname LIKE '%%\\_like' AND one.indnatts = 1 AND held.attname <> ALL(%(begun)s)
"""
BEGUN = ["occurrence"]  # columns that are asked for by how they begin


def drop_idle_indexes(alias: str) -> None:
    """Drop what is there of them: run by the owner role after each migration, any number of times."""
    for name in idle_indexes(alias):
        with connections[alias].cursor() as cursor:
            cursor.execute(sql.SQL("DROP INDEX {}").format(sql.Identifier(name)))


def idle_indexes(alias: str) -> list[str]:
    """The indexes on our own tables that nobody reads, by name."""
    own = [model for model in apps.get_models() if model.__module__.startswith("followthrough.")]
    given = {"tables": [model._meta.db_table for model in own], "begun": BEGUN}
    with connections[alias].cursor() as cursor:
        cursor.execute(COVERED, given)
        covered = {name for (name,) in cursor.fetchall()}
        cursor.execute(LIKE_TWINS, given)
        return sorted(covered | {name for (name,) in cursor.fetchall()})
