"""Custom fields on record types: what people declared stands among the built-in fields, for every surface alike."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from followthrough.kernel.records.custom_columns import (
    CustomChoice,
    CustomDate,
    CustomLink,
    CustomNumber,
    CustomText,
    CustomWhole,
    CustomYesNo,
    Kept,
    attach,
)
from followthrough.kernel.records.fields import Field, Kind
from followthrough.kernel.records.model import Record
from followthrough.kernel.records.registry import RecordType, record_types, type_of

# Another answer than before says that a custom field changed, or an option: it moves its field's version as well.
STAMP = "SELECT concat_ws(' ', count(*), sum(version), max(updated_at)) FROM custom_customfield"
PREFIX = "x_"  # of every custom field's name, so that a later built-in field never meets it

_COLUMNS: dict[Kind, type[Kept]] = {
    Kind.TEXT: CustomText,
    Kind.LONG: CustomText,
    Kind.INTEGER: CustomWhole,
    Kind.DECIMAL: CustomNumber,
    Kind.MONEY: CustomNumber,
    Kind.DATE: CustomDate,
    Kind.YES_NO: CustomYesNo,
    Kind.CHOICE: CustomChoice,
}


@dataclass(frozen=True, slots=True)
class Declared:
    """A custom field in force: its description, whether the list shows it, and of an amount its own currency."""

    field: Field
    in_list: bool = False
    currency: str = ""


@dataclass(frozen=True, slots=True)
class BuiltIn:
    """What a record type has of its own, kept aside while custom fields are in force."""

    fields: dict[str, Field]
    columns: tuple[str, ...]
    form: tuple[str, ...]
    filters: tuple[str, ...]
    sorts: tuple[str, ...]


_built_in: dict[type[Record], BuiltIn] = {}
_declared_times = 0
_renewals: list[Callable[[str], None]] = []


def renew_custom(stamp: str = "") -> None:
    """Take over what was declared since, here or in another process; called before each request, job and command.

    `stamp` is the answer to `STAMP`, where it came along with another query; else it is asked for.
    """
    for renewal in _renewals:
        renewal(stamp)


def on_renewal(renewal: Callable[[str], None]) -> None:
    """Have something called by `renew_custom`."""
    _renewals.append(renewal)


def declare_custom(declared: Mapping[type[Record], Sequence[Declared]]) -> list[RecordType]:
    """Put exactly these custom fields in force: types that are not named have none. Returns the types touched."""
    global _declared_times
    _declared_times += 1
    touched = [kind for kind in record_types() if kind.model in declared or kind.model in _built_in]
    for kind in touched:
        _declare(kind, declared.get(kind.model, ()))
    return touched


def declared_times() -> int:
    """How often the fields in force changed in this process: what is made from them is kept for one such number."""
    return _declared_times


def custom_fields(model: type[Record]) -> dict[str, Field]:
    """The custom fields in force on a record type, by name."""
    own = _built_in.get(model)
    return {n: f for n, f in type_of(model).fields.items() if n not in own.fields} if own else {}


def _declare(kind: RecordType, declared: Sequence[Declared]) -> None:
    own = _built_in.setdefault(kind.model, BuiltIn(kind.fields, kind.columns, kind.form, kind.filters, kind.sorts))
    fields = {one.field.name: one.field for one in declared}
    for one in declared:
        attach(column_for(kind.model, one.field))
        if one.currency and one.field.currency:
            setattr(kind.model, one.field.currency, one.currency)
    names = tuple(fields)
    kind.fields = {**own.fields, **fields}
    kind.columns = own.columns + tuple(one.field.name for one in declared if one.in_list)
    kind.form = own.form + tuple(n for n in names if not fields[n].ticks) if own.form else ()
    kind.filters = own.filters + names
    kind.sorts = own.sorts + tuple(name for name in names if fields[name].kind is not Kind.LONG)


def column_for(model: type[Record], field: Field) -> Kept:
    """The column in which the values of a custom field stand."""
    if field.kind is Kind.LINK:
        assert field.link is not None
        return CustomLink(field.name, model, field.link)
    return _COLUMNS[field.kind](field.name, model)
