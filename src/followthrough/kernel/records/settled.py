"""A condition that is put into SQL once: who sees what is asked in every query, and its text never changes."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.db.models.sql.where import WhereNode

M = TypeVar("M", bound=Model)
MOST = 64  # other names of tables, as in queries within queries, for which the text is kept too


class Settled:
    """Stands in a query for a condition that nobody changes any more: never copied, compiled once in a process."""

    def __init__(self, node: WhereNode) -> None:
        self.node = node
        self.contains_aggregate = node.contains_aggregate
        self.contains_over_clause = node.contains_over_clause
        self._text: tuple[str, Sequence[Any]] | None = None
        self._renamed: dict[tuple[tuple[str, str], ...], Settled] = {}

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Sequence[Any]]:
        """The text and its parameters, as Django's own nodes give them."""
        if self._text is None:
            text, given = compiler.compile(self.node)
            self._text = f"({text})", tuple(given)
        return self._text

    def relabeled_clone(self, names: Mapping[str | None, str]) -> "Settled":
        """The same where tables go by other names; Django asks when a query comes into another."""
        key = tuple(sorted((str(old), new) for old, new in names.items()))
        found = self._renamed.get(key)
        if found is None:
            node = self.node.clone()
            node.relabel_aliases(dict(names))
            found = Settled(node)
            if len(self._renamed) < MOST:
                self._renamed[key] = found
        return found

    def get_source_expressions(self) -> list[Any]:
        """What it is made of, for a query that must know every column within."""
        return list(self.node.get_source_expressions())

    def get_refs(self) -> set[str]:
        """The names of annotations it speaks of."""
        found: set[str] = self.node.get_refs()
        return found

    def get_group_by_cols(self) -> list[Any]:
        """The columns it needs where rows are grouped."""
        return list(self.node.get_group_by_cols())

    def replace_expressions(self, replacements: Mapping[Any, Any]) -> Any:
        """Itself with other parts."""
        return self.node.replace_expressions(dict(replacements))


def settle(rows: QuerySet[M]) -> QuerySet[M]:
    """These rows, their condition so far settled; what narrows them further is as ever."""
    found = rows.all()
    settled: Any = Settled(found.query.where)  # Django asks a part of a condition for what it does, not for its type
    found.query.where = WhereNode([settled])
    return found
