"""What hangs on a record, found from the models themselves: every link to its kind, and every pair of kind and id."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.apps import apps
from django.db.models import BigIntegerField, CharField, QuerySet, UniqueConstraint

from followthrough.kernel.numbering.models import FormerNumber
from followthrough.kernel.records.custom import custom_fields, declared_times
from followthrough.kernel.records.model import Record

OURS = "followthrough."
STAY = ("doubles", "history")  # what is remembered of merges and of changes stays with the record it tells of


@dataclass(frozen=True, slots=True)
class Tie:
    """One column that names records: a link, or an id beside the column that says of which kind."""

    model: Any
    column: str
    name: str
    kind_column: str = ""
    ref_column: str = ""

    @property
    def has_history(self) -> bool:
        """Whether the database keeps what changes in this table."""
        return issubclass(self.model, Record)

    def held_by(self, kind: str, record_id: int) -> QuerySet[Any]:
        """The rows that name this record, those in the bin included."""
        named = {self.column: record_id} | ({self.kind_column: kind} if self.kind_column else {})
        rows: QuerySet[Any] = self.model._default_manager.filter(**named)
        return rows

    def unique_sets(self) -> list[tuple[tuple[str, ...], bool]]:
        """The other columns of each rule by which a record holds such a row once, and whether the bin is exempt."""
        found: list[tuple[tuple[str, ...], bool]] = []
        column = self.model._meta.get_field(self.name)
        if column.unique and not column.primary_key:
            found.append(((), False))
        for rule in self.model._meta.constraints:
            if isinstance(rule, UniqueConstraint) and self.name in (names := named_by(rule)):
                others = tuple(self.model._meta.get_field(n).attname for n in sorted(names - {self.name}))
                found.append((others, "binned_at" in str(rule.condition)))
        return found


def ties_to(model: type[Record]) -> tuple[Tie, ...]:
    """Every column of the house that can name a record of this kind, custom links among them."""
    return _ties_to(model, declared_times())


@lru_cache(maxsize=256)
def _ties_to(model: type[Record], _declared: int) -> tuple[Tie, ...]:
    return tuple(tie for table in apps.get_models(include_auto_created=True) for tie in _ties_of(table, model))


def _ties_of(table: Any, model: type[Record]) -> Iterator[Tie]:
    config = apps.get_app_config(table._meta.app_label)
    if not config.name.startswith(OURS) or table._meta.proxy or config.label in STAY:
        return
    for column in table._meta.concrete_fields:
        if column.is_relation and column.related_model is model:
            yield Tie(table, column.attname, column.name)
    for name, described in custom_fields(table).items():
        if described.link is model:
            yield Tie(table, name, name)
    if issubclass(table, Record) or table is FormerNumber:
        yield from _pairs_of(table)


def _pairs_of(table: Any) -> Iterator[Tie]:
    """`kind` with `record_id`, `source_kind` with `source_id`; a number kept beside them is told too."""
    columns = {column.name: column for column in table._meta.concrete_fields}
    for name, column in columns.items():
        if name == "kind" or name.endswith("_kind"):
            start = name.removesuffix("kind")
            named = columns.get(f"{start}id" if start else "record_id")
            if isinstance(column, CharField) and isinstance(named, BigIntegerField):
                ref = f"{start}ref" if start else "record_ref"
                yield Tie(table, named.name, named.name, name, ref if ref in columns else "")


def named_by(rule: UniqueConstraint) -> set[str]:
    """The columns a rule of uniqueness is about, those inside expressions included."""
    found = set(rule.fields)
    parts = list(rule.expressions)
    while parts:
        part: Any = parts.pop()
        if hasattr(part, "name"):
            found.add(part.name)
        parts += [inner for inner in getattr(part, "get_source_expressions", list)() if inner is not None]
    return found
