"""Everything in the house that can be checked by looking: files and rows that miss each other, gaps in the history."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import connection
from psycopg import sql

from followthrough.config.backups.sweeping import left_behind, named_files
from followthrough.kernel import clock
from followthrough.kernel.files.store import folder, path_of
from followthrough.kernel.records.registry import RecordType, record_types
from followthrough.kernel.sealing.chain import broken
from followthrough.kernel.sealing.heads import missed

SHOWN = 20  # of each kind of finding
GAPS = """
SELECT count(*), min(r.ref) FROM {table} r LEFT JOIN (
  SELECT record_id, max(version) AS last, count(*) FILTER (WHERE operation = 'create') AS born
  FROM history_entry WHERE kind = {kind} GROUP BY record_id) h ON h.record_id = r.id
WHERE h.record_id IS NULL OR h.last > r.version OR h.born <> 1
"""
STRAY = """
SELECT count(*), min(t.ref) FROM {table} t LEFT JOIN {target} r ON r.id = t.record_id
WHERE t.kind = {kind} AND r.id IS NULL
"""
SEQUENCES = """
WITH tables AS MATERIALIZED (
  SELECT t.relname FROM pg_class t JOIN pg_namespace n ON n.oid = t.relnamespace
  JOIN pg_attribute a ON a.attrelid = t.oid AND a.attname = 'id'
  WHERE n.nspname = 'public' AND t.relkind = 'r')
SELECT relname, pg_get_serial_sequence(format('public.%I', relname), 'id') FROM tables
WHERE pg_get_serial_sequence(format('public.%I', relname), 'id') IS NOT NULL
"""


def findings() -> Iterator[str]:
    """A line for each thing that is wrong; the contents of all files are read."""
    yield from _files()
    for kind in record_types():
        yield from _history_gaps(kind)
        yield from _strays(kind)
    yield from _sequences()
    yield from broken()
    yield from missed(settings.ENVIRONMENT.backups)


def _files() -> Iterator[str]:
    rows = named_files()
    missing = [ref for ref, sha256 in rows if sha256 and not path_of(sha256).is_file()]
    yield from (f"the file of {ref} is missing" for ref in missing[:SHOWN])
    stored = sorted(folder().glob("??/*"))
    alone = [path.name for path in left_behind(clock.now())]
    yield from (f"file {name} belongs to nothing" for name in alone[:SHOWN])
    changed = [path.name for path in stored if _hash_of(path) != path.name]
    yield from (f"file {name} is damaged: its content is not what was kept" for name in changed[:SHOWN])
    for found in (missing, alone, changed):
        if len(found) > SHOWN:
            yield f"and {len(found) - SHOWN} more"


def _hash_of(path: Path) -> str:
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _history_gaps(kind: RecordType) -> Iterator[str]:
    count, first = _asked(GAPS, table=sql.Identifier(kind.model._meta.db_table), kind=sql.Literal(kind.kind))
    if count:
        yield f"the history of {count} {kind.plural} has a gap, of {first} for one"


def _strays(kind: RecordType) -> Iterator[str]:
    """Notes and files that stand on a record which is no longer there."""
    for table in ("notes_note", "notes_attachment"):
        target = sql.Identifier(kind.model._meta.db_table)
        count, first = _asked(STRAY, table=sql.Identifier(table), target=target, kind=sql.Literal(kind.kind))
        if count:
            yield f"{count} rows of {table} stand on {kind.plural} that are gone, {first} for one"


def _sequences() -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute(SEQUENCES)
        for table, sequence in cursor.fetchall():
            question = sql.SQL("SELECT coalesce(max(t.id), 0) > (SELECT last_value FROM {}) FROM {} t").format(
                sql.SQL(sequence),
                sql.Identifier(table),
            )
            cursor.execute(question)
            if cursor.fetchone()[0]:
                yield f"the next number of table {table} is taken already"


def _asked(question: str, **parts: sql.Composable) -> tuple[int, str]:
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL(question).format(**parts))
        count, first = cursor.fetchone()
        return int(count), str(first)
