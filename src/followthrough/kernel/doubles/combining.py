"""What the record that stays will hold: field by field its own value, unless another is chosen or its own is empty."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import UniqueConstraint

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.doubles.ties import named_by
from followthrough.kernel.records.fields import Field, Kind
from followthrough.kernel.records.registry import RecordType, Values

EMPTY: tuple[object, ...] = (None, "", [], {})


@dataclass(frozen=True, slots=True)
class Choice:
    """One field of records to be merged: each one's value, and whose is kept (None: all of them, put together)."""

    field: Field
    values: tuple[Any, ...]
    kept: int | None
    result: Any

    @property
    def differs(self) -> bool:
        """Whether there is anything to choose."""
        told = [value for value in self.values if value not in EMPTY]
        return any(value != told[0] for value in told[1:])


def choices_of(kind: RecordType, records: Sequence[Any], pick: Mapping[str, str], actor: Actor) -> list[Choice]:
    """The fields this actor may set, of records to be merged; the first one stays. `pick` names records by number."""
    found = []
    for name, field in kind.writable(actor).items():
        if name in kind.fields and not _is_held_alone(kind, name):
            values = tuple(getattr(record, name) for record in records)
            found.append(_choice(kind, field, values, records, pick.get(name, "")))
    return [choice for choice in found if any(value not in EMPTY for value in choice.values)]


def combined(choices: Sequence[Choice], stays: Any) -> Values:
    """The values to write on the record that stays: those that differ from its own."""
    return {c.field.name: c.result for c in choices if getattr(stays, c.field.name) != c.result}


def _choice(kind: RecordType, field: Field, values: tuple[Any, ...], records: Sequence[Any], picked: str) -> Choice:
    refs = [record.ref for record in records]
    if picked in refs:
        place = refs.index(picked)
        return Choice(field, values, place, _outside(values[place], records, values))
    if field.kind in (Kind.TAGS, Kind.LINKS):
        together = list(dict.fromkeys(one for value in values for one in value or ()))
        return Choice(field, values, None if together != values[0] else 0, together)
    if field.kind is Kind.STRUCTURE and all(isinstance(value, dict) for value in values):
        joined = {key: one for value in reversed(values) for key, one in value.items() if one not in EMPTY}
        return Choice(field, values, None if joined != values[0] else 0, joined)
    place = next((n for n, value in enumerate(values) if value not in EMPTY), 0)
    return Choice(field, values, place, _outside(values[place], records, values))


def _outside(value: Any, records: Sequence[Any], values: Sequence[Any]) -> Any:
    """A record that was part of one of those merged into it would be part of itself: then the other's place counts."""
    if value not in records:
        return value
    return next((other for other in values if other not in EMPTY and other not in records), None)


def _is_held_alone(kind: RecordType, name: str) -> bool:
    """A value no two rows may hold, not even one in the bin: the record that went keeps it."""
    rules = [r for r in kind.model._meta.constraints if isinstance(r, UniqueConstraint)]
    alone = [r for r in rules if "binned_at" not in str(r.condition)]
    return bool(kind.stored(name).unique) or any(name in named_by(rule) for rule in alone)
