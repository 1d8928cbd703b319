"""Columns that live inside one: each value of a custom field is a key of the JSON column `custom`, read as typed.

Django sees such a column as a field that is not stored by itself, so it filters, sorts and is selected like any other.
The SQL of each kind is written once, in `get_col`; the indexes of `kernel/custom/indexes` are built on the same words.
"""

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db import models
from django.db.models import Func, TextField, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce

from followthrough.kernel.records.columns import Fold

HOLDER = "custom"  # the JSON column of every record


class Typed(Func):
    """The text of a key, turned into a type by a conversion PostgreSQL may index."""

    arity = 1


class Kept(models.Field):  # type: ignore[type-arg]
    """What all of them share: their place in the JSON, and how a value goes in and comes out."""

    empty: Any = None

    def __init__(self, name: str, model: type[models.Model]) -> None:
        super().__init__(null=self.empty is None, blank=True, editable=True)
        self.set_attributes_from_name(name)
        self.concrete = False
        self.model = model

    def get_col(self, alias: str, output_field: Any = None) -> Any:
        """The value in SQL, wherever a query names this column."""
        holder = self.model._meta.get_field(HOLDER)
        return self.typed(KeyTextTransform(self.name, holder.get_col(alias)))  # type: ignore[union-attr]

    def typed(self, text: Any) -> Any:
        """The expression that turns the key's text into the value."""
        raise NotImplementedError

    def stored(self, value: Any) -> Any:
        """A value as the JSON holds it."""
        return value

    def meant(self, kept: Any) -> Any:
        """What the JSON holds, as a value; what can't be one (left by another kind) is nothing."""
        return str(kept)

    def of(self, record: Any) -> Any:
        """The value of a record."""
        kept = record.custom.get(self.name)
        found = None if kept is None else self.meant(kept)
        return self.empty if found is None else found

    def put(self, record: Any, value: Any) -> None:
        """Set the value of a record; an empty one leaves no trace. The mapping is made anew, never changed in place."""
        rest = {name: kept for name, kept in record.custom.items() if name != self.name}
        record.custom = rest if value in (self.empty, None) else {**rest, self.name: self.stored(value)}


class CustomText(Kept, models.TextField):  # type: ignore[type-arg]
    """Text; compared without regard to case and accents, as people look for it."""

    empty = ""

    def typed(self, text: Any) -> Any:
        return Coalesce(text, Value(""), output_field=self)

    def get_lookup(self, lookup_name: str) -> Any:
        return FOLDED.get(lookup_name) or super().get_lookup(lookup_name)


class CustomChoice(Kept, models.TextField):  # type: ignore[type-arg]
    """One of a list of options, by its key."""

    empty = ""

    def typed(self, text: Any) -> Any:
        return Coalesce(text, Value(""), output_field=self)


class CustomNumber(Kept, models.DecimalField):  # type: ignore[type-arg]
    """A number or an amount; text in the JSON, so that no digit is lost on the way."""

    max_digits, decimal_places = 19, 4

    def __init__(self, name: str, model: type[models.Model]) -> None:
        super().__init__(name, model)
        self.max_digits, self.decimal_places = 19, 4

    def typed(self, text: Any) -> Any:
        return Typed(text, function="ft_custom_number", output_field=self)

    def stored(self, value: Any) -> str:
        return format(Decimal(value).normalize(), "f")

    def meant(self, kept: Any) -> Any:
        try:
            return Decimal(str(kept))
        except InvalidOperation:
            return None


class CustomWhole(CustomNumber):
    """A whole number."""

    def meant(self, kept: Any) -> Any:
        found = super().meant(kept)
        return int(found) if found is not None and found == found.to_integral_value() else found


class CustomDate(Kept, models.DateField):  # type: ignore[type-arg]
    """A day."""

    def typed(self, text: Any) -> Any:
        return Typed(text, function="ft_custom_day", output_field=self)

    def stored(self, value: Any) -> str:
        return value if isinstance(value, str) else str(value.isoformat())

    def meant(self, kept: Any) -> date | None:
        try:
            return date.fromisoformat(str(kept))
        except ValueError:
            return None


class CustomYesNo(Kept, models.BooleanField):  # type: ignore[type-arg]
    """Yes or no; never said is no."""

    empty = False

    def typed(self, text: Any) -> Any:
        return Typed(text, function="ft_custom_yes", output_field=self)

    def meant(self, kept: Any) -> bool:
        return kept is True


class CustomLink(Kept, models.BigIntegerField):  # type: ignore[type-arg]
    """A link to another record, by its id. Read by name it is the record, by `name_id` its id."""

    def __init__(self, name: str, model: type[models.Model], linked: type[models.Model]) -> None:
        super().__init__(name, model)
        self.linked = linked
        self.attname = f"{name}_id"

    def typed(self, text: Any) -> Any:
        return Typed(text, function="ft_custom_id", output_field=self)

    def meant(self, kept: Any) -> int | None:
        return kept if isinstance(kept, int) else None

    def stored(self, value: Any) -> int:
        return value.pk if isinstance(value, models.Model) else int(value)

    def get_prep_value(self, value: Any) -> Any:
        return super().get_prep_value(value.pk if isinstance(value, models.Model) else value)


class CustomValue:
    """A custom column as an attribute of its records."""

    def __init__(self, column: Kept) -> None:
        self.column = column

    def __get__(self, record: Any, owner: type[Any]) -> Any:
        return self if record is None else self.column.of(record)

    def __set__(self, record: Any, value: Any) -> None:
        self.column.put(record, value)


class LinkedValue:
    """The record behind a custom link: read once, or for many rows at once by `prefetch_related`."""

    def __init__(self, column: CustomLink) -> None:
        self.column = column

    def __get__(self, record: Any, owner: type[Any]) -> Any:
        if record is None:
            return self
        name, pk, seen = self.column.name, self.column.of(record), record._state.fields_cache
        if pk is None:
            return None
        if name not in seen or (seen[name] is not None and seen[name].pk != pk):
            seen[name] = self.column.linked._default_manager.filter(pk=pk).first()
        return seen[name]

    def __set__(self, record: Any, value: Any) -> None:
        self.column.put(record, value)
        record._state.fields_cache.pop(self.column.name, None)
        if isinstance(value, models.Model):
            record._state.fields_cache[self.column.name] = value

    def is_cached(self, record: Any) -> bool:
        """Whether the linked record has been read; asked by Django."""
        return self.column.name in record._state.fields_cache

    def get_prefetch_querysets(self, records: Any, querysets: Any = None) -> Any:
        """The linked records of many rows in one query; asked by Django."""
        rows = querysets[0] if querysets else self.column.linked._default_manager.all()
        found = rows.filter(pk__in={self.column.of(record) for record in records} - {None})
        return found, lambda linked: linked.pk, self.column.of, True, self.column.name, False


def attach(column: Kept) -> None:
    """Make a column known to its model, in place of one of the same name. Other threads may be reading meanwhile."""
    model: Any = column.model
    if isinstance(column, CustomLink):
        setattr(model, column.name, LinkedValue(column))
        setattr(model, column.attname, CustomValue(column))
    else:
        setattr(model, column.name, CustomValue(column))
    model._meta._forward_fields_map.update({column.name: column, column.attname: column})


def custom_column(model: type[models.Model], name: str) -> Kept | None:
    """The custom column of this name, if the model has one."""
    found = model._meta._forward_fields_map.get(name)  # type: ignore[attr-defined]
    return found if isinstance(found, Kept) else None


def _folded(lookup: type[Any]) -> type[Any]:
    class Folded(lookup):  # type: ignore[misc]
        """The same comparison on folded text, which the index of the column answers."""

        def __init__(self, lhs: Any, rhs: Any) -> None:
            several = isinstance(rhs, list | tuple | set)
            wanted = [Fold(Value(one)) for one in rhs] if several else Fold(Value(rhs)) if isinstance(rhs, str) else rhs
            super().__init__(Fold(lhs), wanted)

    return Folded


FOLDED = {
    name: _folded(TextField().get_lookup(as_named))  # type: ignore[arg-type]
    for name, as_named in (
        ("exact", "exact"),
        ("iexact", "exact"),
        ("in", "in"),
        ("contains", "contains"),
        ("icontains", "contains"),
        ("startswith", "startswith"),
        ("istartswith", "startswith"),
    )
}
