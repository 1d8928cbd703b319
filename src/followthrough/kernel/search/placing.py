"""Which of many finds come first, decided by the database, so that only those shown are fetched."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db.models import BooleanField, F, Func, IntegerField, QuerySet


class IsAmong(Func):
    """Whether a row's id is among these: one parameter, however many there are."""

    output_field = BooleanField()
    arity = 1

    def __init__(self, ids: Collection[int]) -> None:
        super().__init__(F("pk"))
        self.ids = list(ids)

    def as_sql(self, compiler: Any, connection: Any, *_given: Any, **extra: Any) -> Any:
        column, params = compiler.compile(self.source_expressions[0])
        return f"{column} = ANY(%s::bigint[])", [*params, self.ids]


class Place(Func):
    """A row's place by rank; within a rank those with one of these numbers or owners come first."""

    output_field = IntegerField()

    def __init__(self, ranks: Mapping[int, int], refs: Sequence[str], owners: Sequence[int], owner: str) -> None:
        columns = [F("pk"), F("ref"), *([F(owner)] if owner else [])]
        super().__init__(*columns)
        self.ranks = {rank: [pk for pk, other in ranks.items() if other == rank] for rank in sorted({*ranks.values()})}
        self.near: list[tuple[str, list[Any]]] = [("%s = ANY(%%s::varchar[])", list(refs))]
        if owner:
            self.near.append(("%s = ANY(%%s::bigint[])", list(owners)))

    def as_sql(self, compiler: Any, connection: Any, *_given: Any, **extra: Any) -> Any:
        pk, *others = [compiler.compile(one)[0] for one in self.source_expressions]
        ranked = " ".join(f"WHEN {pk} = ANY(%s::bigint[]) THEN {2 * int(rank)}" for rank in self.ranks)
        near = " OR ".join(test % column for (test, _given), column in zip(self.near, others, strict=True))
        params = [*self.ranks.values(), *(given for _test, given in self.near)]
        return f"CASE {ranked} END + CASE WHEN {near} THEN 0 ELSE 1 END", params


def placed(rows: QuerySet[Any], ranks: Mapping[int, int], refs: Sequence[str], owners: Sequence[int]) -> QuerySet[Any]:
    """Those of the rows that have a rank, the best first; among equals the named ones, own ones, and the newest."""
    if not ranks:
        return rows.none()
    owner = "owner" if any(field.name == "owner" for field in rows.model._meta.concrete_fields) else ""
    return rows.filter(IsAmong(ranks)).order_by(Place(ranks, refs, owners, owner), "-updated_at", "-pk")
