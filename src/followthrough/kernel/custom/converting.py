"""What becomes of the values of a custom field when its kind changes, or one of its options goes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet
from django.db.models.fields.json import KeyTextTransform

from followthrough.kernel.access.actor import SYSTEM
from followthrough.kernel.custom.holding import name_of
from followthrough.kernel.custom.models import CustomField, CustomOption, FieldKind
from followthrough.kernel.records.custom import column_for
from followthrough.kernel.records.custom_columns import HOLDER
from followthrough.kernel.records.fields import Field
from followthrough.kernel.records.problems import Invalid
from followthrough.kernel.records.reading import read_value
from followthrough.kernel.records.registry import RecordType, record_types

BATCH = 2_000
YES = {"true": "yes", "false": "no"}


@dataclass(frozen=True, slots=True)
class Conversion:
    """New JSON values by the text they had, how many records hold one, and the texts that can't be converted."""

    values: Mapping[str, Any]
    records: int
    lost: Mapping[str, int]


def kind_of(field: CustomField) -> RecordType:
    """The type of record the field is on."""
    return next(kind for kind in record_types() if kind.kind == field.record_type)


def holders(field: CustomField) -> QuerySet[Any]:
    """All records that hold a value, those in the bin included."""
    rows: QuerySet[Any] = kind_of(field).model._default_manager.filter(custom__has_key=name_of(field))
    return rows


def held(field: CustomField) -> dict[str, int]:
    """The different values as text, and how many records hold each."""
    rows = holders(field).order_by().values_list(KeyTextTransform(name_of(field), HOLDER))
    return dict(rows.annotate(records=Count("id")))


def conversion(field: CustomField, target: Field) -> Conversion:
    """What the values become in the target, a description of the field as it is to be."""
    texts = held(field)
    column = column_for(kind_of(field).model, target)
    labels = dict(CustomOption._default_manager.filter(field=field).values_list("key", "label"))
    values: dict[str, Any] = {}
    for text in texts:
        said = labels.get(text, text) if field.kind == FieldKind.CHOICE else text
        said = YES.get(text, text) if field.kind in (FieldKind.YES_NO, FieldKind.TICK) else said
        try:
            read = read_value(target, said, SYSTEM)
        except Invalid:
            continue
        values[text] = None if read in (column.empty, None) else column.stored(read)
    return Conversion(values, sum(texts.values()), {text: n for text, n in texts.items() if text not in values})


def rewrite(field: CustomField, new: Callable[[str], Any], *, only: str | None = None) -> int:
    """Give every record that holds a value (or only this one) the new value for it, None for none; how many changed."""
    name, model = name_of(field), kind_of(field).model
    rows = holders(field) if only is None else holders(field).filter(**{f"{HOLDER}__{name}": only})
    changed = 0
    for ids in _batches(list(rows.order_by("pk").values_list("pk", flat=True))):
        batch = list(model._default_manager.filter(pk__in=ids).select_for_update(of=("self",)).order_by("pk"))
        for record in batch:
            rest = {key: value for key, value in record.custom.items() if key != name}
            value = new(_as_text(record.custom.get(name)))
            record.custom = rest if value is None else {**rest, name: value}
        changed += model._default_manager.bulk_update(batch, [HOLDER])
    return changed


def _batches(ids: list[int]) -> list[list[int]]:
    return [ids[start : start + BATCH] for start in range(0, len(ids), BATCH)]


def _as_text(kept: Any) -> str:
    return ("true" if kept else "false") if isinstance(kept, bool) else str(kept)
