"""The fields in force: read once per process, and again whenever anybody changed them."""

from collections.abc import Iterable
from dataclasses import dataclass
from threading import Lock
from typing import cast

from django.db import connection
from django.utils.functional import lazy

from followthrough.kernel.access.permissions import Role, regrant
from followthrough.kernel.actions.standard import renew_fields
from followthrough.kernel.custom.holding import hold_by, name_of
from followthrough.kernel.custom.models import TEXT_MOST, CustomField, CustomOption, FieldKind, in_readers_words
from followthrough.kernel.records.custom import STAMP, Declared, declare_custom
from followthrough.kernel.records.fields import Field, Kind, Words
from followthrough.kernel.records.model import Record
from followthrough.kernel.records.registry import RecordType, record_types

KINDS = {
    FieldKind.TEXT: Kind.TEXT,
    FieldKind.LONG: Kind.LONG,
    FieldKind.NUMBER: Kind.DECIMAL,
    FieldKind.MONEY: Kind.MONEY,
    FieldKind.DATE: Kind.DATE,
    FieldKind.YES_NO: Kind.YES_NO,
    FieldKind.CHOICE: Kind.CHOICE,
    FieldKind.LINK: Kind.LINK,
    FieldKind.TICK: Kind.YES_NO,
}


@dataclass
class InForce:
    """What this process knows: the stamp of the declarations it read last."""

    stamp: str = "0"


_known = InForce()
_renewing = Lock()
_in_words = lazy(in_readers_words, str)


def renew(stamp: str = "") -> None:
    """Take over what was declared since; at most one cheap question when nothing was."""
    stamp = stamp or _asked()
    if stamp == _known.stamp:
        return
    with _renewing:
        put_in_force(CustomField._default_manager.filter(binned_at__isnull=True).order_by("position", "pk"))
        _known.stamp = stamp


def _asked() -> str:
    with connection.cursor() as cursor:
        cursor.execute(STAMP)
        return str(cursor.fetchone()[0])


def forget() -> None:
    """Put no field in force, until the next renewal."""
    if _known.stamp != InForce.stamp:
        put_in_force(())
        _known.stamp = InForce.stamp


def put_in_force(rows: Iterable[CustomField]) -> None:
    """Make these the custom fields of this process."""
    fields = list(rows)
    types = {kind.kind: kind for kind in record_types()}
    options = options_of(fields)
    declared: dict[type[Record], list[Declared]] = {}
    for row in fields:
        if kind := types.get(row.record_type):
            field = field_of_row(row, kind, types, options.get(row.pk, []))
            made = Declared(field, row.in_list, "" if field.currency == "currency" else row.currency)
            declared.setdefault(kind.model, []).append(made)
    regrant({name: roles for row in fields for name, roles in granted(row).items()})
    for kind in declare_custom(declared):
        renew_fields(kind)
    hold_by(fields)


def options_of(fields: Iterable[CustomField]) -> dict[int, list[CustomOption]]:
    """The options of fields in their order, those retired last."""
    found: dict[int, list[CustomOption]] = {}
    asked = [row.pk for row in fields if row.kind == FieldKind.CHOICE]
    if asked:
        rows = CustomOption._default_manager.filter(field__in=asked).order_by("position", "pk")
        for option in sorted(rows, key=lambda one: one.binned_at is not None):
            found.setdefault(option.field_id, []).append(option)
    return found


def granted(row: CustomField) -> dict[str, frozenset[Role]]:
    """The permissions to see and to set the field, each with the roles that hold it; none where everybody may."""
    place = f"{row.record_type}.{name_of(row)}"
    found = {}
    if row.readers:
        found[f"{place}.view"] = frozenset({Role.ADMIN, *map(Role, row.readers)})
    if row.writers:
        found[f"{place}.edit"] = frozenset({Role.ADMIN, *map(Role, row.writers)})
    return found


def field_of_row(
    row: CustomField, kind: RecordType, types: dict[str, RecordType], options: Iterable[CustomOption]
) -> Field:
    """The field as every surface knows fields."""
    place, permissions = f"{row.record_type}.{name_of(row)}", granted(row)
    found = KINDS[FieldKind(row.kind)]
    choices = list(options)
    return Field(
        name=name_of(row),
        kind=Kind.INTEGER if found is Kind.DECIMAL and not row.decimals else found,
        label=cast(Words, _in_words(row.label, row.label_es)),
        required=row.is_required and row.kind != FieldKind.TICK,
        ticks=row.kind == FieldKind.TICK,
        default=False if found is Kind.YES_NO else "" if found in (Kind.TEXT, Kind.LONG, Kind.CHOICE) else None,
        help=row.help,
        choices=tuple((o.key, cast(Words, _in_words(o.label, o.label_es))) for o in choices if not o.binned_at),
        retired=tuple((o.key, cast(Words, _in_words(o.label, o.label_es))) for o in choices if o.binned_at),
        link=types[row.link_to].model if found is Kind.LINK else None,
        max_length=TEXT_MOST if found is Kind.TEXT else None,
        decimals=row.decimals if found is Kind.DECIMAL else None,
        currency=_currency_of(row, kind) if found is Kind.MONEY else None,
        guard=f"{place}.view" if f"{place}.view" in permissions else None,
        write_guard=f"{place}.edit" if f"{place}.edit" in permissions else None,
        aliases=(row.label, row.label_es, row.key) if row.label_es else (row.label, row.key),
    )


def _currency_of(row: CustomField, kind: RecordType) -> str:
    """Where the amount's currency stands: with the record's other amounts if each has one, or with the field itself."""
    own = {one.currency for one in kind.fields.values() if one.kind is Kind.MONEY}
    never_empty = {column.name for column in kind.model._meta.concrete_fields if not column.blank}
    return "currency" if "currency" in own & never_empty else f"{name_of(row)}_currency"
