"""Checklists as people see them: the items of a record, who ticked each and when, and what may be declared."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from followthrough.kernel.access.actor import SYSTEM, Actor
from followthrough.kernel.custom.actions import clean_field
from followthrough.kernel.custom.holding import checklist_of, state_field, state_word
from followthrough.kernel.custom.models import CustomField, FieldKind
from followthrough.kernel.custom.targets import targets
from followthrough.kernel.history.models import Entry
from followthrough.kernel.records.fields import Kind
from followthrough.kernel.records.problems import Invalid
from followthrough.kernel.records.reading import find_linked, read_value
from followthrough.kernel.records.registry import RecordType, Values


@dataclass(frozen=True, slots=True)
class Line:
    """An item on a record, ticked by editing the field `name`; `before` is what it stands before, in words."""

    name: str
    text: str
    is_done: bool
    holds: bool
    before: str
    may: bool = True
    who: str = ""
    at: datetime | None = None


def lines_of(kind: RecordType, record: Any, actor: Actor) -> list[Line]:
    """Every item of the record's checklist that the actor may see, with who ticked it."""
    writable, readable = kind.writable(actor), kind.readable(actor)
    lines = [
        Line(
            item.name,
            item.row.title,
            bool(getattr(record, item.name)),
            item.holds,
            ", ".join(state_word(kind, item.field, value) for value in item.values),
            item.name in writable,
        )
        for item in checklist_of(kind, record)
        if item.name in readable
    ]
    return _with_who(kind, record, lines)


def _with_who(kind: RecordType, record: Any, lines: Sequence[Line]) -> list[Line]:
    names = [line.name for line in lines if line.is_done]
    if not names:
        return list(lines)
    ticked: dict[str, Entry] = {}
    touched = Entry.objects.filter(after__has_any_keys=names, kind=kind.kind, record_id=record.pk)
    for entry in touched.order_by("id"):
        ticked |= {name: entry for name in names if (entry.after or {}).get(name) is True}
    told: dict[str, dict[str, Any]] = {
        name: {"who": entry.actor_name, "at": entry.at} for name, entry in ticked.items()
    }
    return [replace(line, **told.get(line.name, {})) for line in lines]


def clean_custom(values: Values, field: CustomField | None) -> Values:
    """As of any custom field; the state a checklist item stands before is one its records can have."""
    values = clean_field(values, field)
    names = ("record_type", "kind", "before_field", "before_values", "is_required")
    told: dict[str, Any] = {name: values.get(name, getattr(field, name, "")) for name in names}
    if told["kind"] != FieldKind.TICK:
        return values
    kind = next((one for one in targets() if one.kind == told["record_type"]), None)
    state = state_field(kind, told["before_field"]) if kind else None
    if told["before_values"] and state is None:
        name = "before_field" if told["before_field"] else "before_values"
        raise Invalid({name: _("These records have no such stage or state. Name a choice or a link of theirs.")})
    if state is not None and "before_values" in values:
        values["before_values"] = list(dict.fromkeys(_state_key(state, said) for said in told["before_values"]))
    if told["is_required"] and not told["before_values"]:
        raise Invalid({"before_values": _("Say before which stage or state it must be ticked.")})
    return values


def _state_key(state: Any, said: str) -> str:
    """How the state is stored: the choice, or the number of the linked record."""
    if state.kind is Kind.LINK:
        found = find_linked(state.link, said, SYSTEM)
        if found is None:
            raise Invalid(
                {"before_values": _("There is no %(label)s “%(typed)s”.") % {"label": state.label, "typed": said}}
            )
        return found.ref
    try:
        return str(read_value(state, said, SYSTEM))
    except Invalid as problem:
        raise Invalid({"before_values": problem.message}) from problem
