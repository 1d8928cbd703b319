"""By what records are recognised: text reduced to what people mean by it, in the database and with an index."""

import re
from collections.abc import Iterable

from django.db import connection, connections
from django.db.models import Func, TextField
from psycopg import sql

from followthrough.kernel.records.registry import RecordType, record_types

KEYED = ("name", "former_id", "email", "code")
DOMAIN = "website"
_SIGNS = re.compile(r"[^a-z0-9]+")
_BEFORE = re.compile(r"^([a-z]+://)?([^@/]*@)?(www\.)?", re.IGNORECASE)
_BEHIND = re.compile(r"[/:?#].*$", re.DOTALL)

FUNCTIONS = """
CREATE OR REPLACE FUNCTION ft_key(t text) RETURNS text LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT AS $$
DECLARE p text := lower(public.unaccent('public.unaccent'::regdictionary, normalize(t, NFKD)));
BEGIN
  RETURN coalesce(nullif(regexp_replace(p, '[^[:alnum:]]+', '', 'g'), ''), btrim(t));
END $$;
CREATE OR REPLACE FUNCTION ft_domain(t text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
  SELECT lower(regexp_replace(regexp_replace(btrim(t), '^([a-z]+://)?([^@/]*@)?(www\\.)?', '', 'i'), '[/:?#].*$', ''))
$$;
"""
_INDEX = "CREATE INDEX IF NOT EXISTS {name} ON {table} ({function}({column})) WHERE {column} <> ''"


class Key(Func):
    """Text without case, accents, blanks and signs: "GTX Pro", "gtx-pro" and "GTXPró" are one."""

    function = "ft_key"
    arity = 1
    output_field = TextField()


class Domain(Func):
    """The host of a web or e-mail address without www: the same for all ways to write it."""

    function = "ft_domain"
    arity = 1
    output_field = TextField()


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
                        function=sql.Identifier("ft_domain" if column == DOMAIN else "ft_key"),
                    )
                )
