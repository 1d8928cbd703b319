"""Model columns with a meaning of their own: folded text and money."""

from typing import Any

from django.db import models
from django.db.models import F, Func, TextField


class Fold(Func):
    """Text without case and accents: how names are sorted, matched and searched (see `kernel/history/sql`)."""

    function = "ft_fold"
    arity = 1
    output_field = TextField()


class MoneyColumn(models.DecimalField):  # type: ignore[type-arg]
    """An amount with four decimals; its currency stands in the column named by `currency`."""

    def __init__(self, *args: Any, currency: str = "currency", **kwargs: Any) -> None:
        self.currency = currency
        kwargs.setdefault("max_digits", 19)
        kwargs.setdefault("decimal_places", 4)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "currency": self.currency}


class Joined(Func):
    """Text columns put together with spaces; only migrations of before 2026-11 still know it."""

    template = "(%(expressions)s)"
    arg_joiner = " || ' ' || "
    output_field = TextField()


def folded_index(column: str, name: str) -> models.Index:
    """The index that lets a text column sort in human order, page by page."""
    return models.Index(Fold(F(column)), F("id"), name=name)
