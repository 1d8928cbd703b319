"""Move a card to another lane, or to another day: by the record's own verb where it has one, else by an edit."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import Action, actions_on
from followthrough.kernel.records.fields import Field, Kind
from followthrough.kernel.records.registry import RecordType
from followthrough.web.looks.look import Look

NONE = "none"


@dataclass(frozen=True, slots=True)
class Move:
    """The verb that brings a record to a lane, and what is sent with it."""

    action: Action
    values: dict[str, Any]
    is_edit: bool = False


def moved_field(look: Look) -> Field | None:
    """The column that a move on this page changes."""
    if look.shape == "board":
        return look.group.field if look.group else None
    return look.kind.fields[look.dates[0]] if look.shape == "calendar" else None


@dataclass(frozen=True, slots=True)
class Ways:
    """How this actor may move records along a column; worked out once for a page."""

    field: Field
    zone: str
    to_states: dict[str, Action]
    own: Action | None
    edit: Action | None

    def __bool__(self) -> bool:
        return bool(self.to_states or self.own or self.edit)

    def move(self, record: Any, lane: str) -> Move | None:
        """How this record gets to the lane, or None if it can't be brought there."""
        to_state = self.to_states.get(lane)
        if to_state is not None and to_state.allows(record):
            return Move(to_state, {})
        value = _sent(self.field, record, lane, self.zone)
        if self.own is not None and value != "" and self.own.allows(record):
            return Move(self.own, {self.field.name: value})
        if self.edit is None or (value == "" and self.field.required) or not self.edit.allows(record):
            return None
        return Move(self.edit, {self.field.name: value}, is_edit=True)


def ways_of(kind: RecordType, field: Field, actor: Actor) -> Ways:
    """The verbs that lead to a state, the verb that asks for this column, and the plain edit, as far as allowed."""
    edit = actions_on(kind.model).get("edit")
    may = edit is not None and actor.may(edit.needs) and field.name in kind.writable(actor)
    return Ways(field, actor.zone, _to_states(kind, field, actor), _own(kind, field, actor), edit if may else None)


def only(action: Action, field: Field) -> Action:
    """The edit of this one column, for its dialog."""
    return replace(action, fields=(field,))


def _own(kind: RecordType, field: Field, actor: Actor) -> Action | None:
    """The verb that asks for a value of this very column: to which stage?"""
    for action in actions_on(kind.model).values():
        asked = next((one for one in action.fields if one.name == field.name and one.required), None)
        if asked and asked.kind is field.kind and not (action.generic or action.on_class) and actor.may(action.needs):
            return action
    return None


def _to_states(kind: RecordType, field: Field, actor: Actor) -> dict[str, Action]:
    """The verbs that lead to a state, by that state."""
    found: dict[str, Action] = {}
    for action in actions_on(kind.model).values():
        if action.to_state and action.state == field.name and not action.on_class and actor.may(action.needs):
            found.setdefault(action.to_state, action)
    return found


def _sent(field: Field, record: Any, lane: str, zone: str) -> Any:
    """The lane as a value of the column; a moment keeps its time of day."""
    if lane == NONE:
        return ""
    if field.kind is Kind.INSTANT:
        return _same_time(getattr(record, field.name), lane, ZoneInfo(zone))
    return lane


def _same_time(at: datetime | None, lane: str, zone: ZoneInfo) -> str:
    clock = at.astimezone(zone).time() if at else datetime.min.time()
    try:
        return datetime.combine(date.fromisoformat(lane), clock, zone).isoformat()
    except ValueError:
        return lane
