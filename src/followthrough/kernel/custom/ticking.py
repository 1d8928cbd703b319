"""Checklists as people see them: the items of a record, who ticked each and when, and what may be declared."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from followthrough.kernel.access.actor import SYSTEM, Actor
from followthrough.kernel.custom.actions import clean_field
from followthrough.kernel.custom.holding import checklist, state_field, state_word
from followthrough.kernel.custom.models import CustomField, FieldKind
from followthrough.kernel.custom.targets import targets
from followthrough.kernel.history.models import Entry
from followthrough.kernel.records.fields import Kind
from followthrough.kernel.records.model import Record
from followthrough.kernel.records.problems import Invalid
from followthrough.kernel.records.reading import find_linked, read_value
from followthrough.kernel.records.registry import RecordType, Values


@dataclass(frozen=True, slots=True)
class Line:
    """An item on a record. `verb` and `values(done)` tick it; `before` is the state it stands before, in words."""

    name: str
    text: str
    is_done: bool
    holds: bool
    before: str
    verb: str
    values: Callable[[bool], dict[str, Any]]
    may: bool = True
    who: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class OwnList:
    """A checklist a type of record brings by itself: its texts ticked stand in the column `column`.

    `items` gives text and the state it stands before; `verb` ticks by `item` and `done`.
    """

    column: str
    items: Callable[[Any], Sequence[tuple[str, str]]]
    verb: str = "tick"


_own: dict[type[Record], OwnList] = {}


def own_checklist(model: type[Record], brought: OwnList) -> None:
    """Have a type's own checklist shown and ticked with those declared in Settings; called from its `records.py`."""
    _own[model] = brought


def lines_of(kind: RecordType, record: Any, actor: Actor) -> list[Line]:
    """Every item of the record's checklists that the actor may see, with who ticked it."""
    writable, readable = kind.writable(actor), kind.readable(actor)
    lines = [
        Line(
            item.name,
            item.row.title,
            bool(getattr(record, item.name)),
            item.holds,
            state_word(kind, item.field, item.value) if item.value else "",
            "edit",
            _sets(item.name),
            item.name in writable,
        )
        for item in checklist(kind)
        if item.name in readable
    ]
    if own := _own.get(kind.model):
        done = getattr(record, own.column)
        for number, (text, before) in enumerate(own.items(record)):
            lines.append(Line(f"own-{number}", text, text in done, True, before, own.verb, _ticks(text)))
    return _with_who(kind, record, lines)


def _with_who(kind: RecordType, record: Any, lines: Sequence[Line]) -> list[Line]:
    ticked: dict[str, Entry] = {}
    own = _own.get(kind.model)
    names = [line.name for line in lines if line.is_done]
    if names:
        touched = Q(after__has_any_keys=[*names, *([own.column] if own else [])])
        for entry in Entry.objects.filter(touched, kind=kind.kind, record_id=record.pk).order_by("id"):
            after, before = entry.after or {}, entry.before or {}
            ticked |= {name: entry for name in names if after.get(name) is True}
            if own and own.column in after:
                new = set(after[own.column] or ()) - set(before.get(own.column) or ())
                ticked |= {line.name: entry for line in lines if line.verb == own.verb and line.text in new}
    who = {line.name: ticked[line.name] for line in lines if line.is_done and line.name in ticked}
    told: dict[str, dict[str, Any]] = {name: {"who": entry.actor_name, "at": entry.at} for name, entry in who.items()}
    return [replace(line, **told.get(line.name, {})) for line in lines]


def _sets(name: str) -> Callable[[bool], dict[str, Any]]:
    return lambda done: {name: "yes" if done else "no"}


def _ticks(text: str) -> Callable[[bool], dict[str, Any]]:
    return lambda done: {"item": text, "done": "yes" if done else "no"}


def clean_custom(values: Values, field: CustomField | None) -> Values:
    """As of any custom field; the state a checklist item stands before is one its records can have."""
    values = clean_field(values, field)
    names = ("record_type", "kind", "before_field", "before_value", "is_required")
    told: dict[str, Any] = {name: values.get(name, getattr(field, name, "")) for name in names}
    if told["kind"] != FieldKind.TICK:
        return values
    kind = next((one for one in targets() if one.kind == told["record_type"]), None)
    state = state_field(kind, told["before_field"]) if kind else None
    if told["before_value"] and state is None:
        name = "before_field" if told["before_field"] else "before_value"
        raise Invalid({name: _("These records have no such stage or state. Name a choice or a link of theirs.")})
    if told["before_value"] and state is not None and "before_value" in values:
        values["before_value"] = _state_key(state, told["before_value"])
    if told["is_required"] and not told["before_value"]:
        raise Invalid({"before_value": _("Say before which stage or state it must be ticked.")})
    return values


def _state_key(state: Any, said: str) -> str:
    """How the state is stored: the choice, or the number of the linked record."""
    if state.kind is Kind.LINK:
        found = find_linked(state.link, said, SYSTEM)
        if found is None:
            raise Invalid(
                {"before_value": _("There is no %(label)s “%(typed)s”.") % {"label": state.label, "typed": said}}
            )
        return found.ref
    try:
        return str(read_value(state, said, SYSTEM))
    except Invalid as problem:
        raise Invalid({"before_value": problem.message}) from problem
