"""A record as it was at a time, and what changed between two times, for the API."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.history.as_of import as_of_or_refuse, differences, read_moment
from followthrough.kernel.records.problems import Invalid
from followthrough.kernel.records.registry import RecordType
from followthrough.kernel.records.showing import shown_records, shown_value


def record_then(
    kind: RecordType, record: Any, given: Mapping[str, str], actor: Actor, names: Sequence[str]
) -> dict[str, Any]:
    """The record at `as_of` with its fields; with `until`, the `changes` between the two.

    Raises Invalid for what is no moment, and NotFound where it was not there.
    """
    if "as_of" not in given:
        raise Invalid({"as_of": _("Say the earlier moment too.")})
    for name in names:
        if name not in kind.fields:
            raise Invalid({"fields": _("“%(name)s” is counted when read: it has no value of then.") % {"name": name}})
    at = read_moment(given["as_of"], actor)
    then = as_of_or_refuse(record, at)
    found = shown_records(kind, [then], actor, names)[0] | {"as_of": shown_value(at)}
    if "until" not in given:
        return found
    until = read_moment(given["until"], actor, "until")
    return found | {"until": shown_value(until), "changes": _changes(kind, then, as_of_or_refuse(record, until), actor)}


def _changes(kind: RecordType, then: Any, later: Any, actor: Actor) -> list[dict[str, Any]]:
    changed = [one.field.name for one in differences(kind, then, later, actor)]
    if not changed:
        return []
    before, after = shown_records(kind, [then, later], actor, changed)
    return [{"field": name, "before": before[name], "after": after[name]} for name in changed]
