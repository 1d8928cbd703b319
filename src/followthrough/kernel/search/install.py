"""Put the index's triggers on every record's table after each migration, and index anew what an older rule indexed."""

from django.db import connections
from psycopg import sql

from followthrough.kernel.search.indexed import Indexed, indexed_kinds
from followthrough.kernel.search.models import IndexedKind
from followthrough.kernel.search.rebuild import rebuild_kind, renew_words
from followthrough.kernel.search.sql import FUNCTIONS, TRIGGER_FUNCTION, TRIGGERS

BOTH = sql.SQL("new_rows n JOIN old_rows o ON o.id = n.id")


def install_search(alias: str) -> None:
    """Create or renew functions and triggers; records that were there before, or indexed otherwise, are indexed."""
    with connections[alias].cursor() as cursor:
        cursor.execute(FUNCTIONS)
        for one in indexed_kinds():
            for statement in _statements(one):
                cursor.execute(statement)
    known = dict(IndexedKind.objects.using(alias).values_list("kind", "rule"))
    changed = [one for one in indexed_kinds() if known.get(one.kind.kind) != one.rule]
    for one in changed:
        rebuild_kind(one, alias)
        IndexedKind.objects.using(alias).update_or_create(kind=one.kind.kind, defaults={"rule": one.rule})
    if changed:
        renew_words(alias)


def _statements(one: Indexed) -> list[sql.Composed]:
    table = one.kind.model._meta.db_table
    names = {"table": sql.Identifier(table), "function": sql.Identifier(f"ft_search_{table}")}
    differs = _differs(one)
    function = sql.SQL(TRIGGER_FUNCTION).format(
        **names,
        kind=sql.Literal(one.kind.kind),
        both=BOTH,
        differs=differs,
        kept=one.kept,
        on_insert=one.write_and_learn(sql.SQL("new_rows n"), wanted=sql.SQL("true")),
        on_update=one.write_and_learn(BOTH, wanted=differs),
    )
    return [function, *(sql.SQL(statement).format(**names) for statement in TRIGGERS)]


def _differs(one: Indexed) -> sql.Composed:
    rows = (
        sql.SQL(", ").join(sql.SQL("{}.{}").format(sql.SQL(row), sql.Identifier(name)) for name in one.columns)
        for row in ("n", "o")
    )
    return sql.SQL("ROW({}) IS DISTINCT FROM ROW({})").format(*rows)
