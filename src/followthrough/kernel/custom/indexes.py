"""The indexes custom fields are filtered and sorted by: one for each field in force, none for an archived one."""

from django.db import connections

from followthrough.kernel.custom.models import CustomField, FieldKind
from followthrough.kernel.custom.sql import INDEXES, VALUES
from followthrough.kernel.records.custom import PREFIX
from followthrough.kernel.records.registry import record_types

# A short text has two: one in order, one for "contains". A long text has no order.
SHAPES = {
    FieldKind.TEXT: ("text", "words"),
    FieldKind.LONG: ("words",),
    FieldKind.NUMBER: ("number",),
    FieldKind.MONEY: ("number",),
    FieldKind.DATE: ("date",),
    FieldKind.YES_NO: ("yes_no",),
    FieldKind.TICK: ("yes_no",),
    FieldKind.CHOICE: ("choice",),
    FieldKind.LINK: ("link",),
}
STANDING = "SELECT indexname FROM pg_indexes WHERE schemaname = 'public' AND indexname ~ '^custom_[0-9a-f]{32}$'"


def install_custom(alias: str) -> None:
    """Put the functions in place and settle the indexes: run by the owner role after each migration."""
    with connections[alias].cursor() as cursor:
        cursor.execute(VALUES)
        cursor.execute(INDEXES)
    settle_indexes(alias)


def settle_indexes(alias: str) -> None:
    """Make what is missing and drop what is no longer wanted; any number of times."""
    wanted = _wanted(alias)
    with connections[alias].cursor() as cursor:
        cursor.execute(STANDING)
        standing = {name for (name,) in cursor.fetchall()}
        named = {}
        for one in wanted:
            cursor.execute("SELECT ft_custom_index_name(%s, %s, %s)", one)
            named[cursor.fetchone()[0]] = one
        for name in named.keys() - standing:
            cursor.execute("SELECT ft_custom_index(%s, %s, %s)", named[name])
        for name in standing - named.keys():
            cursor.execute("SELECT ft_custom_unindex(%s)", [name])


def _wanted(alias: str) -> list[tuple[str, str, str]]:
    tables = {kind.kind: kind.model._meta.db_table for kind in record_types()}
    rows = CustomField._default_manager.using(alias).filter(binned_at__isnull=True)
    return [
        (tables[row.record_type], PREFIX + row.key, shape)
        for row in rows
        if row.record_type in tables
        for shape in SHAPES[FieldKind(row.kind)]
    ]
