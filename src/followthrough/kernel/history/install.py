"""Put the triggers on every record's table: run by the owner role after each migration, any number of times."""

from django.db import connections
from psycopg import sql

from followthrough.kernel.history.sql import FOLD, FUNCTIONS, HELD, MERGED, TRIGGERS
from followthrough.kernel.records.registry import RecordType, record_types


def install_history(alias: str) -> None:
    """Create or renew the functions, and the four triggers and the bin's index of each record type."""
    with connections[alias].cursor() as cursor:
        cursor.execute(FUNCTIONS)
        cursor.execute(FOLD)
        cursor.execute(MERGED)
        cursor.execute(HELD)
        for kind in record_types():
            for statement in TRIGGERS:
                cursor.execute(_filled(statement, kind))


def _filled(statement: str, kind: RecordType) -> sql.Composed:
    parent_kind, parent_column = parent_of(kind)
    return sql.SQL(statement).format(
        table=sql.Identifier(kind.model._meta.db_table),
        bin=sql.Identifier(f"{kind.model._meta.db_table}_bin"),
        kind=sql.Literal(kind.kind),
        parent_kind=sql.Literal(parent_kind),
        parent_column=sql.Literal(parent_column),
    )


def parent_of(kind: RecordType) -> tuple[str, str]:
    """The parent's kind and the column that names it, both empty for a record that stands alone."""
    parent = kind.parent_type
    return (parent.kind, str(kind.stored(kind.parent).column)) if parent else ("", "")
