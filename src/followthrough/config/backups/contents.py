"""What a database holds, as counts and sums per table: equal in two databases only when every row is."""

from collections.abc import Iterable
from typing import Any

from psycopg import Connection, sql

LEFT_OUT = ("arming_arming",)  # its row says that a house is the real one, which a copy is not
TABLES = """
SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND NOT c.relispartition ORDER BY 1
"""
SUMS = """
SELECT count(*), coalesce(sum(hashtextextended(t::text, 0)::numeric), 0)::text FROM {} AS t
"""
Sums = dict[str, list[Any]]


def table_names(connection: Connection) -> list[str]:
    """All tables of the house, by name."""
    return [name for (name,) in connection.execute(TABLES).fetchall() if name not in LEFT_OUT]


def table_sums(connection: Connection) -> Sums:
    """For each table its rows and the sum of their hashes, whatever their order."""
    for setting in ("SET datestyle = 'ISO, YMD'", "SET timezone = 'UTC'", "SET extra_float_digits = 1"):
        connection.execute(setting)
    sums: Sums = {}
    for name in table_names(connection):
        row = connection.execute(sql.SQL(SUMS).format(sql.Identifier(name))).fetchone()
        assert row is not None
        sums[name] = [row[0], row[1]]
    return sums


def differences(kept: Sums, found: Sums) -> Iterable[str]:
    """A line for each table whose rows differ, most telling first."""
    for name in sorted(kept.keys() | found.keys()):
        if name not in found:
            yield f"table {name} is missing"
        elif name not in kept:
            yield f"table {name} was not in the backup"
        elif kept[name][0] != found[name][0]:
            yield f"table {name} has {found[name][0]:,} rows, {kept[name][0]:,} were kept"
        elif kept[name] != found[name]:
            yield f"rows of table {name} differ from those kept"
