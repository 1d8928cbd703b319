"""What a list's search box asks: the rows of one kind whose own words, as the index holds them, begin as typed."""

from itertools import combinations
from typing import Any

from django.db.models import BooleanField, F, Func, Q, QuerySet, Value
from django.db.models.functions import Cast

from followthrough.kernel.records.holding import Held
from followthrough.kernel.records.listing import SOME
from followthrough.kernel.records.prepared import IDS, among
from followthrough.kernel.records.registry import RecordType
from followthrough.kernel.search.candidates import ENOUGH, ids_holding, ids_told
from followthrough.kernel.search.indexed import Indexed
from followthrough.kernel.search.models import Entry
from followthrough.kernel.search.near import near_words
from followthrough.kernel.search.typed import Typed, one_of, understood

FEW = SOME  # rows that are named one by one; of more the database itself puts rows and words together


class Holds(Func):
    """Whether an entry's words meet a query, in the form the index answers."""

    output_field = BooleanField()
    template = "(%(expressions)s::tsquery)"
    arg_joiner = " @@ "

    def __init__(self, query: str) -> None:
        super().__init__(F("words"), Value(query))


def rows_holding(kind: RecordType, rows: QuerySet[Any], typed: str, few: int = FEW) -> Held:
    """Those of the rows that hold every word typed, or have the number typed; one query more than without.

    Parts that have no entry, since their parents tell all about them, are found with these.
    """
    one, asked = Indexed(kind), understood(typed, fewest=1)
    query = _query(one, asked)
    if not query or not one.is_found:
        return Held(rows.none())
    whole, part, is_part = _naming(one, "pk", query, few)
    if kind.parent_type and kind.model.told_by_parent:
        told = Q(**{f"{name}__in": values for name, values in kind.model.told_by_parent.items()})
        parent, numbered = Indexed(kind.parent_type), Q(ref=asked.ref(one))
        told_whole, told_part, is_part_of_parents = _naming(parent, kind.parent, _query(parent, asked), few)
        whole, part = whole | numbered | told & told_whole, part | numbered | told & told_part
        is_part = is_part or is_part_of_parents
    return Held(rows.filter(whole), rows.filter(part) if is_part else None)


def _naming(one: Indexed, column: str, query: str, few: int) -> tuple[Q, Q, bool]:
    """That a column names a record of the kind whose entry meets the query, all of them or some; are there more?"""
    found, ids = ids_told(query, few + 1) if query else (0, "{}")
    some = among(column, Cast(Value(ids), IDS))  # as they came: thousands of numbers are not read and written for it
    if found <= few:
        return some, some, False
    entries = Entry.objects.filter(kind=one.kind.kind).filter(Holds(query))
    return Q(**{f"{column}__in": entries.values("record_id")}), some, True


def ids_spelt_nearly(kind: RecordType, text: str) -> list[int]:
    """The ids of up to 200 records of a kind that hold nearly the words of a text, of three and more all but one."""
    one, words = Indexed(kind), understood(text).words
    near = near_words(words)
    asked = [one_of(one.code, word, near.get(word, ())) for word in words]
    ways = [asked] if len(asked) < 3 else list(combinations(asked, len(asked) - 1))
    query = " | ".join(f"({' & '.join(way)})" for way in ways)
    return ids_holding(query, ENOUGH) if asked else []


def _query(one: Indexed, asked: Typed) -> str:
    ways = [way for way in (asked.query(one, {}), asked.number_query(one)) if way]
    return " | ".join(f"({way})" for way in ways)
