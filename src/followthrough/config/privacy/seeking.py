"""Seek a person's words in every text of every table, and put their number in the place of each."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from psycopg import Connection, sql

# Derived from other tables, and renewed from them; or about the program and not about people.
NOT_SOUGHT = (
    "search_entry",
    "search_word",
    "search_kind",
    "django_",
    "auth_",
    "schema_fingerprint",
    "privacy_erasure",
    "signing_",
)  # evidence of who signed what must stay as it was sealed
COLUMNS = """
SELECT c.relname, a.attname, format_type(a.atttypid, NULL), coalesce(nullif(a.atttypmod, -1) - 4, 0)
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p')
AND format_type(a.atttypid, NULL) IN ('text', 'character varying', 'jsonb', 'text[]', 'character varying[]')
ORDER BY 1, 2
"""
SHORTEST = 5  # letters; a shorter word would be found everywhere
_DIGITS = 7  # of a phone number


@dataclass(frozen=True, slots=True)
class Place:
    """A column that holds text."""

    table: str
    column: str
    type: str
    longest: int

    @property
    def text(self) -> sql.Composed:
        """The column's value as one text."""
        return sql.SQL("{}::text").format(sql.Identifier(self.column))


def sought_words(values: Iterable[str]) -> list[str]:
    """The words that tell who somebody is wherever they stand: mails, numbers, and names of two words or more."""
    found = {value.strip() for value in values if value}
    return sorted((value for value in found if _tells(value)), key=len, reverse=True)


def _tells(value: str) -> bool:
    if "@" in value:
        return len(value) >= SHORTEST
    if sum(letter.isdigit() for letter in value) >= _DIGITS:
        return True
    return len(value) >= SHORTEST and " " in value


def pattern_of(words: Iterable[str], *, in_json: bool) -> str:
    """A regular expression of PostgreSQL that finds any of the words, whole, in any case; blanks may be doubled."""
    return "|".join(_bounded(json.dumps(word, ensure_ascii=False)[1:-1] if in_json else word) for word in words)


def _bounded(word: str) -> str:
    escaped = re.sub(r"([^\w\s])", r"\\\1", word)
    start = r"\m" if word[0].isalnum() else ""
    end = r"\M" if word[-1].isalnum() else ""
    return start + re.sub(r"\s+", r"\\s+", escaped) + end


def places(connection: Connection) -> list[Place]:
    """Every column with text in it; the history last, since changing the others adds to it."""
    found = [Place(*row) for row in connection.execute(COLUMNS).fetchall() if not row[0].startswith(NOT_SOUGHT)]
    return sorted(found, key=lambda place: place.table == "history_entry")


def replace_everywhere(connection: Connection, words: list[str], instead: str) -> Iterator[tuple[str, int]]:
    """Put `instead` where the words stand; each table with how many rows that changed."""
    for place in places(connection) if words else ():
        in_json = place.type == "jsonb"
        values = {"found": pattern_of(words, in_json=in_json), "instead": instead}
        statement = sql.SQL("UPDATE {table} SET {column} = {value} WHERE {text} ~* %(found)s").format(
            table=sql.Identifier(place.table),
            column=sql.Identifier(place.column),
            value=_replaced(place),
            text=place.text,
        )
        count = connection.execute(statement, values).rowcount
        if count:
            yield place.table, count


def _replaced(place: Place) -> sql.Composable:
    column = sql.Identifier(place.column)
    if place.type == "jsonb":
        return sql.SQL("regexp_replace({}::text, %(found)s, %(instead)s, 'gi')::jsonb").format(column)
    if place.type.endswith("[]"):
        return sql.SQL("ARRAY(SELECT regexp_replace(one, %(found)s, %(instead)s, 'gi') FROM unnest({}) AS one)").format(
            column
        )
    plain = sql.SQL("regexp_replace({}, %(found)s, %(instead)s, 'gi')").format(column)
    return sql.SQL("left({}, {})").format(plain, sql.Literal(place.longest)) if place.longest > 0 else plain


def mentions(connection: Connection, words: list[str]) -> Iterator[tuple[str, str, int | None, str]]:
    """Each text that holds one of the words: table, column, the row's id where it has one, the text."""
    for place in places(connection) if words else ():
        known = {p.column for p in places_of(connection, place.table)}
        statement = sql.SQL("SELECT {number}, {text} FROM {table} WHERE {text} ~* %s").format(
            number=sql.Identifier("id") if "id" in known else sql.SQL("NULL"),
            text=place.text,
            table=sql.Identifier(place.table),
        )
        rows = connection.execute(statement, [pattern_of(words, in_json=place.type == "jsonb")]).fetchall()
        for number, text in rows:
            yield place.table, place.column, number, text


def places_of(connection: Connection, table: str) -> list[Place]:
    """All columns of a table, of whatever type."""
    names = "SELECT attname FROM pg_attribute WHERE attrelid = to_regclass(quote_ident(%s)) AND attnum > 0"
    return [Place(table, name, "", 0) for (name,) in connection.execute(names, [table]).fetchall()]
