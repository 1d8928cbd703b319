"""Checklists that hold a change back: no record becomes what an unticked item stands before."""

from collections.abc import Callable, Collection, Iterable, Sequence
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
    """An item of a checklist; `values` are the states it stands before, of the field `field`, both empty for none."""

    name: str
    row: CustomField
    field: str
    values: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Whether nothing becomes that state without it."""
        return bool(self.row.is_required and self.values)


@dataclass(frozen=True, slots=True)
class Course:
    """That not every record of a type comes by every state: those one may come to, and which records come by some."""

    states: Callable[[Any], Collection[str]]
    comes_by: Callable[[Sequence[str]], Q]


_items: dict[type[Record], tuple[Item, ...]] = {}
_courses: dict[type[Record], Course] = {}


def register_course(model: type[Record], course: Course) -> None:
    """Let items that stand before states a record never comes to be none of its; called from its `records.py`."""
    _courses[model] = course


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


def checklist_of(kind: RecordType, record: Any) -> list[Item]:
    """The items in force that concern this record: those that stand before a state it may come to, or before none."""
    items, course = checklist(kind), _courses.get(kind.model)
    if course is None or not any(item.values for item in items):
        return list(items)
    states = set(course.states(record))
    return [item for item in items if not item.values or states.intersection(item.values)]


def not_ticked(kind: RecordType, name: str, becomes: Any, values: Values, record: Any) -> list[Item]:
    """The items without which the record, with these values, may not have this state in the field named so."""
    key = _key(becomes)
    return [
        item
        for item in checklist(kind)
        if item.holds and item.field == name and key in item.values
        if not values.get(item.name, getattr(record, item.name))
    ]


def hold_by(rows: Iterable[CustomField]) -> None:
    """Put exactly the checklists among these fields in force."""
    found: dict[type[Record], list[Item]] = {}
    types = {kind.kind: kind for kind in record_types()}
    for row in rows:
        kind = types.get(row.record_type)
        if kind is not None and row.kind == FieldKind.TICK:
            field = state_field(kind, row.before_field)
            before = tuple(row.before_values)
            item = Item(name_of(row), row, field.name if field and before else "", before)
            found.setdefault(kind.model, []).append(item)
    for kind in types.values():
        if kind.model in found or kind.model in _items:
            _put(kind, tuple(found.get(kind.model, ())))


def _put(kind: RecordType, items: tuple[Item, ...]) -> None:
    _items[kind.model] = items
    fields = tuple(dict.fromkeys(item.field for item in items if item.holds))
    kind.holds = (lambda values, record: held_back(kind, fields, values, record)) if fields else None
    if items:
        field = Field(OPEN, Kind.YES_NO, gettext_lazy("Checklist not done"))
        kind.conditions[OPEN] = Condition(field, _open_where(items, _courses.get(kind.model)))
    else:
        kind.conditions.pop(OPEN, None)


def _open_where(items: tuple[Item, ...], course: Course | None) -> Any:
    """Any item not ticked that concerns the record."""

    def where(value: bool, actor: Actor) -> Q:
        is_open = Q()
        for item in items:
            concerned = course.comes_by(item.values) if course and item.values else Q()
            is_open |= ~Q((item.name, True)) & concerned
        return is_open if value else ~is_open

    return where


def held_back(kind: RecordType, fields: Iterable[str], values: Values, record: Any) -> tuple[str, str] | None:
    """The field that may not change yet and the sentence that says what is missing; None where nothing holds it."""
    for name in fields:
        if name not in values or values[name] == getattr(record, name):
            continue
        if missing := not_ticked(kind, name, values[name], values, record):
            word = state_word(kind, name, _key(values[name]))
            return name, not_yet(word, [item.row.title for item in missing])
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
