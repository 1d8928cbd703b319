"""What the index holds for a query: a bounded number of entries of each kind, the likeliest where there are more."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

ENOUGH = 200  # entries of a kind; with more than these the newest and those that begin so are looked for
NEWEST = 2_000  # records of a kind looked through for a word that many hold

HOLDING = """
SELECT f.kind, f.record_id, f.leads_kind, f.leads_id, f.title
FROM unnest(%s::text[]) query, LATERAL ft_holding(query::tsquery, %s) f
"""
LIKELIEST = """
SELECT f.kind, f.record_id, f.leads_kind, f.leads_id, f.title
FROM unnest(%(kinds)s::varchar[], %(queries)s::text[]) asked (kind, query), LATERAL (
  (SELECT e.* FROM search_entry e
   WHERE e.kind = asked.kind AND e.title >= %(text)s AND e.title < %(beyond)s
     AND ts_match_vq(e.words, asked.query::tsquery)
   ORDER BY e.title LIMIT %(most)s)
  UNION ALL
  (SELECT lately.* FROM (
     SELECT * FROM search_entry e WHERE e.kind = asked.kind ORDER BY e.record_id DESC LIMIT %(newest)s) lately
   WHERE ts_match_vq(lately.words, asked.query::tsquery) LIMIT %(most)s)) f
"""
AMONG = """
SELECT e.kind, e.record_id, e.leads_kind, e.leads_id, e.title
FROM unnest(%s::bigint[]) id JOIN search_entry e ON e.kind = %s AND e.record_id = id
WHERE ts_match_vq(e.words, %s) LIMIT %s
"""
IDS_TOLD = """
SELECT count(*), coalesce(array_agg(record_id), '{}')::text FROM ft_holding(%s::tsquery, %s)
"""
LEADING_TO = """
SELECT e.kind, e.record_id, e.leads_kind, e.leads_id, e.title
FROM unnest(%s::bigint[]) id JOIN search_entry e ON e.leads_kind = %s AND e.leads_id = id AND e.kind = %s
WHERE ts_match_vq(e.words, %s) LIMIT %s
"""


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
    asked = [query for query in queries if query]
    return _entries(HOLDING, [asked, most + 1]) if asked else []


def ids_holding(query: str, most: int) -> list[int]:
    """The ids of up to `most` entries that meet a query, in no order."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT record_id FROM ft_holding(%s::tsquery, %s)", [query, most])
        return [int(record_id) for (record_id,) in cursor.fetchall()]


def ids_told(query: str, most: int) -> tuple[int, str]:
    """How many entries meet a query, up to `most`, and their ids as the text of an array, to be given back as it is."""
    with connection.cursor() as cursor:
        cursor.execute(IDS_TOLD, [query, most])
        ((found, ids),) = cursor.fetchall()
    return int(found), str(ids)


def likeliest(queries: Mapping[str, str], text: str) -> list[Candidate]:
    """Of kinds with very many entries: those whose title begins with the text, and the newest; queries by kind."""
    if not queries:
        return []
    asked = {"kinds": list(queries), "queries": list(queries.values()), "text": text, "beyond": text + "\U0010ffff"}
    return _entries(LIKELIEST, {**asked, "newest": NEWEST, "most": ENOUGH})


def among(ids: Sequence[int], kind: str, query: str) -> list[Candidate]:
    """Of these records of a kind, some whose entries hold the query."""
    return _entries(AMONG, [ids, kind, query, ENOUGH]) if ids else []


def leading_to(ids: Sequence[int], leads_kind: str, kind: str, query: str) -> list[Candidate]:
    """Entries of a kind that hold the query and lead to one of these records."""
    return _entries(LEADING_TO, [ids, leads_kind, kind, query, ENOUGH]) if ids else []


def _entries(statement: str, given: Any) -> list[Candidate]:
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        return [Candidate(*row) for row in cursor.fetchall()]
