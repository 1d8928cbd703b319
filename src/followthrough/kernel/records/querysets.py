"""Rows of a record: what custom fields hold is asked for, linked and written as if each had a column of its own."""

from collections.abc import Iterable
from typing import Any, Self, TypeVar

from django.db import models
from django.db.models import F, JSONField, Value
from django.db.models.expressions import CombinedExpression
from django.db.models.functions import Cast

from followthrough.kernel.records.custom_columns import HOLDER, CustomLink, custom_column

Row = TypeVar("Row", bound=models.Model, covariant=True)


class Records(models.QuerySet[Row]):
    """A query of records."""

    def select_related(self, *names: Any) -> Self:
        """As Django's; links that are custom fields are fetched with one query each."""
        custom = [n for n in names if n is not None and isinstance(custom_column(self.model, n), CustomLink)]
        if not custom:
            return super().select_related(*names)
        usual = [name for name in names if name not in custom]
        rows = super().select_related(*usual) if usual else self
        return rows.prefetch_related(*custom)

    def update(self, **values: Any) -> int:
        """As Django's; values of custom fields are put into their common column."""
        custom = {name: column for name in values if (column := custom_column(self.model, name))}
        if not custom:
            return super().update(**values)
        kept = {c.name: c.stored(values[n]) for n, c in custom.items() if values[n] not in (c.empty, None)}
        usual = {name: value for name, value in values.items() if name not in custom}
        return super().update(**usual, **{HOLDER: _with(kept, {c.name for c in custom.values()} - kept.keys())})

    def bulk_update(self, objs: Any, fields: Iterable[str], batch_size: int | None = None) -> int:
        """As Django's; a custom field named means the common column."""
        columns = dict.fromkeys(HOLDER if custom_column(self.model, name) else name for name in fields)
        return super().bulk_update(objs, list(columns), batch_size)


def _with(kept: dict[str, Any], emptied: Iterable[str]) -> Any:
    """The common column with some keys set and others taken away."""
    held: Any = F(HOLDER)
    for name in sorted(emptied):
        held = CombinedExpression(held, "-", Value(name, output_field=models.TextField()), output_field=JSONField())
    if kept:
        held = CombinedExpression(held, "||", Cast(Value(kept, JSONField()), JSONField()), output_field=JSONField())
    return held
