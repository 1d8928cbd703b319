"""Checklists that hold a change back: no record becomes what an unticked item stands before."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.custom.models import CustomField, FieldKind
from followthrough.kernel.records.custom import PREFIX
from followthrough.kernel.records.fields import Field, Kind
from followthrough.kernel.records.model import Record
from followthrough.kernel.records.registry import Condition, RecordType, Values, record_types

STATES = ("stage", "state", "status", "lifecycle")  # what the house calls the column a record's course is told by
OPEN = "checklist_open"


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a checklist; `value` is the state it stands before, of the field `field`, both empty for none."""

    name: str
    row: CustomField
    field: str
    value: str

    @property
    def holds(self) -> bool:
        """Whether nothing becomes that state without it."""
        return bool(self.row.is_required and self.value)


_items: dict[type[Record], tuple[Item, ...]] = {}
_conditions: dict[type[Record], Condition] = {}


def name_of(row: CustomField) -> str:
    """The field's name on its records, as in addresses and files: `x_renewal_month`."""
    return PREFIX + row.key


def state_field(kind: RecordType, named: str = "") -> Field | None:
    """The choice or link that says how far a record of the type is: the one named, or the usual one."""
    names = (named,) if named else STATES
    fields = (kind.fields[name] for name in names if name in kind.fields)
    return next((field for field in fields if field.kind in (Kind.CHOICE, Kind.LINK)), None)


def checklist(kind: RecordType) -> tuple[Item, ...]:
    """The items in force on a type of record, in their order."""
    return _items.get(kind.model, ())


def hold_by(rows: Iterable[CustomField]) -> None:
    """Put exactly the checklists among these fields in force."""
    found: dict[type[Record], list[Item]] = {}
    types = {kind.kind: kind for kind in record_types()}
    for row in rows:
        kind = types.get(row.record_type)
        if kind is not None and row.kind == FieldKind.TICK:
            field = state_field(kind, row.before_field)
            item = Item(name_of(row), row, field.name if field and row.before_value else "", row.before_value)
            found.setdefault(kind.model, []).append(item)
    for kind in types.values():
        if kind.model in found or kind.model in _items:
            _put(kind, tuple(found.get(kind.model, ())))


def _put(kind: RecordType, items: tuple[Item, ...]) -> None:
    _items[kind.model] = items
    needed = tuple(item for item in items if item.holds)
    kind.holds = (lambda values, record: held_back(kind, needed, values, record)) if needed else None
    if items:
        field = Field(OPEN, Kind.YES_NO, gettext_lazy("Checklist not done"))
        own = _conditions.setdefault(kind.model, kind.conditions[OPEN]) if OPEN in kind.conditions else None
        kind.conditions[OPEN] = Condition(field, _open_where(items, own))
    elif own := _conditions.pop(kind.model, None):
        kind.conditions[OPEN] = own
    else:
        kind.conditions.pop(OPEN, None)


def _open_where(items: tuple[Item, ...], own: Condition | None) -> Any:
    """Any item not ticked; and any of the list the type brings itself."""

    def where(value: bool, actor: Actor) -> Q:
        done = Q(*((f"{item.name}", True) for item in items))
        is_open = ~done | own.where(True, actor) if own else ~done
        return is_open if value else ~is_open

    return where


def held_back(kind: RecordType, needed: tuple[Item, ...], values: Values, record: Any) -> tuple[str, str] | None:
    """The field that may not change yet and the sentence that says what is missing; None where nothing holds it."""
    for name in dict.fromkeys(item.field for item in needed):
        if name not in values or values[name] == getattr(record, name):
            continue
        becomes = _key(values[name])
        missing = [
            item.row.title
            for item in needed
            if item.field == name and item.value == becomes and not values.get(item.name, getattr(record, item.name))
        ]
        if missing:
            return name, not_yet(state_word(kind, name, becomes), missing)
    return None


def not_yet(word: str, missing: Iterable[str]) -> str:
    """The sentence that holds a record back, one for every checklist."""
    sentence = _("Before “%(stage)s” this must be true: %(missing)s. Tick it on its page.")
    return sentence % {"stage": word, "missing": "; ".join(missing)}


def _key(value: Any) -> str:
    return value.ref if isinstance(value, Record) else str(value)


def state_word(kind: RecordType, name: str, key: str) -> str:
    """A state in words: the label of a choice, the title of a linked record."""
    field = kind.fields.get(name)
    if field is None:
        return key
    if field.kind is Kind.LINK and field.link is not None:
        found = field.link._default_manager.filter(ref=key).first()
        return found.title if found else key
    return field.choice_label(key)
