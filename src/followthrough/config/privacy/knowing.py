"""What the house holds of one person: their rows, what happened to them, files on them, and every mention elsewhere."""

from typing import Any

from psycopg import Connection, sql

from followthrough.config.privacy.persons import Person
from followthrough.config.privacy.seeking import sought_words
from followthrough.kernel.records.model import Record
from followthrough.kernel.records.registry import type_of

OWN = """
SELECT before, after FROM history_entry WHERE (kind = %(kind)s AND record_id = %(id)s)
OR (parent_kind = %(kind)s AND parent_id = %(id)s)
"""


def words_of(connection: Connection, person: Person, record: Record) -> list[str]:
    """All that tells who they are, now and in the past, from their own rows, their parts and the history of both."""
    telling = {*person.sought, *(name for part in person.parts for name in part.telling)} - {"city", "postcode"}
    found: list[str] = []
    for row in own_rows(connection, person, record):
        found += [row[name] for name in telling if row.get(name)]
    asked = {"kind": type_of(record).kind, "id": record.pk}
    for before, after in connection.execute(OWN, asked).fetchall():
        for values in (before or {}, after or {}):
            found += [str(values[name]) for name in telling if values.get(name)]
    return [word for word in sought_words(found) if word != record.ref]


def own_rows(connection: Connection, person: Person, record: Record) -> list[dict[str, Any]]:
    """Their record and its parts, each as a row with its table."""
    rows = _rows(connection, person.model, "id", record.pk)
    for part in person.parts:
        rows += _rows(connection, part.model, part.column, record.pk)
    return rows


def history_rows(connection: Connection, record: Record) -> list[dict[str, Any]]:
    """What happened to their record and its parts, the oldest first."""
    statement = (
        "SELECT row_to_json(e) FROM history_entry e WHERE (kind = %(kind)s AND record_id = %(id)s)"
        " OR (parent_kind = %(kind)s AND parent_id = %(id)s) ORDER BY e.id"
    )
    asked = {"kind": type_of(record).kind, "id": record.pk}
    return [row for (row,) in connection.execute(statement, asked).fetchall()]


def attached(connection: Connection, record: Record) -> list[tuple[int, str, str, str]]:
    """Files on their record: id, number, name, hash."""
    statement = "SELECT id, ref, name, sha256 FROM notes_attachment WHERE kind = %s AND record_id = %s"
    return list(connection.execute(statement, [type_of(record).kind, record.pk]).fetchall())


def _rows(connection: Connection, model: type[Record], column: str, number: int) -> list[dict[str, Any]]:
    table = model._meta.db_table
    statement = sql.SQL("SELECT row_to_json(t)::jsonb - 'password' FROM {} t WHERE {} = %s ORDER BY id")
    found = connection.execute(statement.format(sql.Identifier(table), sql.Identifier(column)), [number]).fetchall()
    return [{"table": table, **row} for (row,) in found]
