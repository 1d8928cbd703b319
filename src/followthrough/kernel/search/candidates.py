"""What the index holds for a query: a bounded number of entries of each kind, the likeliest where there are more."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import connection
from psycopg import sql

from followthrough.kernel.search.indexed import Indexed

ENOUGH = 300  # entries of a kind; with more than these the newest and those that begin so are looked for
NEWEST = 3_000  # records of a kind looked through for a word that many hold

HOLDING = sql.SQL(
    "(SELECT kind, record_id, leads_kind, leads_id, title FROM search_entry"
    " WHERE words @@ {query}::tsquery LIMIT {most})"
)
BEGINNING = sql.SQL(
    "(SELECT kind, record_id, leads_kind, leads_id, title FROM search_entry WHERE kind = {kind} AND title >= {text}"
    " AND title < {text} || '􏿿' AND words @@ {query}::tsquery ORDER BY title LIMIT {most})"
)
NEWEST_HOLDING = sql.SQL(
    "(SELECT kind, record_id, leads_kind, leads_id, title"
    " FROM (SELECT * FROM search_entry WHERE kind = {kind} ORDER BY record_id DESC LIMIT {newest}) lately"
    " WHERE words @@ {query}::tsquery LIMIT {most})"
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """One entry of the index, not yet checked for who may see it."""

    kind: str
    record_id: int
    leads_kind: str | None
    leads_id: int | None
    title: str


def holding(queries: Iterable[str], most: int = ENOUGH) -> list[Candidate]:
    """Up to `most` entries of each query, and one more where there are more."""
    return _entries(
        [HOLDING.format(query=sql.Literal(query), most=sql.Literal(most + 1)) for query in queries if query]
    )


def likeliest(one: Indexed, query: str, text: str) -> list[Candidate]:
    """Of a kind with very many entries: those whose title begins with the text, and the newest."""
    given = {"kind": one.kind.kind, "text": text, "query": query, "newest": NEWEST, "most": ENOUGH}
    literals = {name: sql.Literal(value) for name, value in given.items()}
    arms = [BEGINNING.format(**literals)] if text else []
    return _entries([*arms, NEWEST_HOLDING.format(**literals)])


def _entries(arms: Sequence[sql.Composed]) -> list[Candidate]:
    if not arms:
        return []
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL(" UNION ALL ").join(arms))
        return [Candidate(*row) for row in cursor.fetchall()]
