"""By what records are recognised: text reduced to what people mean by it, in the database and with an index."""

import re
from collections.abc import Iterable
from typing import Any

from django.db import connection, connections
from django.db.models import Lookup, TextField
from psycopg import sql

from followthrough.kernel.records.registry import RecordType, record_types

KEYED = ("name", "former_id", "email", "code")
DOMAIN = "website"
_SIGNS = re.compile(r"[^a-z0-9]+")
_BEFORE = re.compile(r"^([a-z]+://)?([^@/]*@)?(www\.)?", re.IGNORECASE)
_BEHIND = re.compile(r"[/:?#].*$", re.DOTALL)

FUNCTIONS = """
CREATE OR REPLACE FUNCTION ft_key(t text) RETURNS text LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT AS $$
DECLARE p text;
BEGIN
  p := CASE WHEN octet_length(t) = length(t) THEN lower(t)
       ELSE lower(public.unaccent('public.unaccent'::regdictionary, normalize(t, NFKD))) END;
  RETURN coalesce(nullif(regexp_replace(p, '[^[:alnum:]]+', '', 'g'), ''), btrim(t));
END $$;
CREATE OR REPLACE FUNCTION ft_domain(t text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
  SELECT lower(regexp_replace(regexp_replace(btrim(t), '^([a-z]+://)?([^@/]*@)?(www\\.)?', '', 'i'), '[/:?#].*$', ''))
$$;
"""
_INDEX = "CREATE INDEX IF NOT EXISTS {name} ON {table} ({function}({column})) WHERE {column} <> ''"

_BEARERS = """
SELECT k.key, held.id FROM unnest(%s::text[]) k(key) CROSS JOIN LATERAL
  (SELECT id FROM {table} WHERE {function}({column}) = k.key AND {column} <> '' OFFSET 0) held
"""


class KeyText(TextField):  # type: ignore[type-arg]  # it takes types in the stubs only
    """Text that is looked for by some thousand at once."""


@KeyText.register_lookup
class Among(Lookup):
    """`among=texts`: as `in`, but with one parameter for all of them."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """The comparison with an array."""
        left, given = self.process_lhs(compiler, connection)
        return f"{left} = ANY(%s)", (*given, list(self.rhs))


def keys_of(texts: Iterable[str]) -> dict[str, str]:
    """The key of each text, as the database finds it; only of letters with accents and the like need it be asked."""
    cleaned = [text.replace("\x00", "") for text in texts]
    keys = {text: _SIGNS.sub("", text.lower()) or text.strip(" ") for text in cleaned if text.isascii()}
    others = [text for text in cleaned if text not in keys]
    if others:
        with connection.cursor() as cursor:
            cursor.execute("SELECT t, ft_key(t) FROM unnest(%s::text[]) t", [others])
            keys.update(cursor.fetchall())
    return keys


def domain_of(text: str) -> str:
    """The host of a web or e-mail address without www, as `Domain` finds it in the database."""
    return _BEHIND.sub("", _BEFORE.sub("", text.strip())).lower()


def bearers(kind: RecordType, column: str, keys: Iterable[str]) -> list[tuple[str, int]]:
    """Which records bear these keys in a column that has an index of them: key and id, whoever may see them.

    Asked key by key: before the database has counted a table that grows, it would read all of it for many keys at once.
    """
    wanted = list(keys)
    if not wanted:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            sql.SQL(_BEARERS).format(
                table=sql.Identifier(kind.model._meta.db_table),
                function=sql.Identifier(function_of(column)),
                column=sql.Identifier(column),
            ),
            [wanted],
        )
        return [(key, number) for key, number in cursor.fetchall()]


def function_of(column: str) -> str:
    """The function that reduces a column to its key."""
    return "ft_domain" if column == DOMAIN else "ft_key"


def columns_keyed(kind: RecordType) -> list[str]:
    """The columns of a type that have an index of keys."""
    names = {column.name for column in kind.model._meta.concrete_fields}
    return [name for name in (*KEYED, DOMAIN) if name in names]


def install_keys(alias: str) -> None:
    """Make what lets an upload recognise records, functions and indexes: after each migration, as often as you like."""
    with connections[alias].cursor() as cursor:
        cursor.execute(FUNCTIONS)
        for kind in record_types():
            table = kind.model._meta.db_table
            for column in columns_keyed(kind):
                cursor.execute(
                    sql.SQL(_INDEX).format(
                        name=sql.Identifier(f"{table}_{column}_key"),
                        table=sql.Identifier(table),
                        column=sql.Identifier(column),
                        function=sql.Identifier(function_of(column)),
                    )
                )
