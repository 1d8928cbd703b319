"""Sweep away files that a process left behind when it died: contents no row names, and half-received ones."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from django.db import connection
from psycopg import sql

from followthrough.config.file_tables import FILE_TABLES
from followthrough.kernel.files.store import folder, remove_if_older

ENCLOSED = "SELECT m.ref, e ->> 'sha256' FROM mail_mail m, jsonb_array_elements(m.enclosed) e"
SPARED = timedelta(hours=24)  # a file is kept first and named after: so long it may belong to nothing


def named_files() -> list[tuple[str, str]]:
    """Number and hash of every row that names a file."""
    with connection.cursor() as cursor:
        cursor.execute(ENCLOSED)
        enclosed = list(cursor.fetchall())
    return [*enclosed, *(row for table, name, column in FILE_TABLES for row in _named(table, name, column))]


def left_behind(now: datetime) -> Iterator[Path]:
    """Files that have belonged to nothing for a day, and those that were never received whole."""
    known = {sha256 for _ref, sha256 in named_files()}
    for path in sorted(folder().glob("??/*")):
        if path.name not in known and _is_old(path, now):
            yield path
    yield from (path for path in sorted(folder().glob("incoming-*")) if _is_old(path, now))


def sweep_files(now: datetime) -> int:
    """Remove what was left behind; how many files went. A content that comes in again at this moment stays."""
    return sum(remove_if_older(path, now - SPARED) for path in list(left_behind(now)))


def _is_old(path: Path, now: datetime) -> bool:
    try:
        return path.stat().st_mtime < (now - SPARED).timestamp()
    except FileNotFoundError:
        return False


def _named(table: str, name: str, column: str) -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("SELECT {}, {} FROM {}").format(*map(sql.Identifier, (name, column, table))))
        return list(cursor.fetchall())
