"""Decide for each record what would be set, or why it is left out; the preview and the run ask the same question."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import actions_on
from followthrough.kernel.actions.generic import differs
from followthrough.kernel.actions.theirs import why_not_theirs
from followthrough.kernel.bulk.models import Batch
from followthrough.kernel.history.models import Entry
from followthrough.kernel.records.fields import Field, Kind
from followthrough.kernel.records.problems import Invalid
from followthrough.kernel.records.reading import read_value
from followthrough.kernel.records.registry import RecordType, Values

SOME = 2_000
ADD, REMOVE = "__add", "__remove"


@dataclass(frozen=True, slots=True)
class Decided:
    """One record: what would be set on it, or why it is left out; neither where it is so already."""

    record: Any
    values: Values = field(default_factory=dict)
    why: str = ""


def settable(kind: RecordType, by: Actor) -> dict[str, Field]:
    """The fields that may be set on many records at once."""
    return {name: found for name, found in kind.writable(by).items() if name in kind.fields}


def read_typed(kind: RecordType, typed: Mapping[str, Any], by: Actor) -> Values:
    """What was typed as values, once for all records; `tags__add` and `tags__remove` add to and take from a list.

    Raises `Invalid` with a sentence for each field that can't be set or read.
    """
    fields, problems, values = settable(kind, by), {}, {}
    for name, raw in typed.items():
        own = name.removesuffix(ADD).removesuffix(REMOVE)
        known = fields.get(own)
        if known is None or (own != name and known.kind is not Kind.TAGS):
            gaps = {"label": kind.label, "name": name}
            problems[name] = _("%(label)s has no field “%(name)s” that you may set.") % gaps
            continue
        try:
            values[name] = read_value(known, raw, by)
        except Invalid as problem:
            problems[name] = str(problem.fields.get(own, problem.message))
    if problems:
        raise Invalid(problems)
    return values


def decide(kind: RecordType, batch: Batch, records: Sequence[Any], values: Values, by: Actor) -> Iterator[Decided]:
    """For each of these records what would be set on it, or why not."""
    action = actions_on(kind.model)[batch.verb]
    for record in records:
        settled = kind.settled(record) if kind.settled and batch.verb == "edit" and not batch.settled_too else ""
        if theirs := why_not_theirs(record, by):
            yield Decided(record, why=theirs)
        elif settled:
            yield Decided(record, why=str(settled))
        elif batch.verb == "delete" and kind.kept and (why := kind.kept(record, by)):
            yield Decided(record, why=str(why))
        elif not action.allows(record):
            yield Decided(record, why=_("not as it stands now"))
        elif batch.verb == "edit":
            yield _edited(kind, record, values)
        else:
            yield Decided(record, {"binned_at": None if batch.verb == "restore" else batch.at})


def _edited(kind: RecordType, record: Any, values: Values) -> Decided:
    wanted = {name: value for name, value in values.items() if not name.endswith((ADD, REMOVE))}
    for name in values.keys() - wanted.keys():
        own = name.removesuffix(ADD).removesuffix(REMOVE)
        now = wanted.get(own, getattr(record, own)) or []
        less = [tag for tag in now if tag not in values[name]]
        wanted[own] = (
            less if name.endswith(REMOVE) else [*less, *values[name]] if less != now else [*now, *values[name]]
        )
    new = {name: value for name, value in wanted.items() if differs(record, name, value)}
    if not new:
        return Decided(record)
    try:
        return Decided(record, kind.cleaned(dict(new), record))
    except Invalid as problem:
        return Decided(record, why=str(problem.message))


def moved_on(kind: RecordType, record: Any, version: int) -> str:
    """Why a record whose version is no longer the one seen is left out."""
    entries = Entry.objects.filter(kind=kind.kind, record_id=record.pk, version__gt=version)
    last = entries.order_by("-id").first()
    return _("changed by %(who)s since you looked") % {"who": last.actor_name if last else _("somebody")}
