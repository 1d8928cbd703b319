"""Make promises, each once, and let those fall away whose source is gone."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.generic import change_records, create_records
from followthrough.kernel.numbering.draw import hold_numbers
from followthrough.kernel.records.model import Record
from followthrough.kernel.records.registry import Values, type_of
from followthrough.keystone.promises.models import Promise, State
from followthrough.keystone.promises.queries.calendars import Calendars, working_calendars
from followthrough.keystone.promises.queries.wanted import Wanted
from followthrough.keystone.promises.rules import due_instant, next_push


def make_promises(wanted: Iterable[Wanted], *, by: Actor, now: datetime) -> list[Promise]:
    """Make those of the wanted promises that are not there yet, and return what was made.

    An occurrence is made once, whatever became of it since, and however many workers want it at the same moment. Runs
    in the caller's transaction; what it takes is a number of queries that does not grow with the promises.
    """
    asked = _missing(list({item.occurrence or number: item for number, item in enumerate(wanted)}.values()))
    if not asked:
        return []
    kind = type_of(Promise)
    # Whoever makes promises holds their counter until commit: what the one before us made is visible from here on.
    hold_numbers(kind.kind, kind.ref, year=now.year)
    asked = _missing(asked)
    calendars = working_calendars()
    made: list[Promise] = create_records(kind, [_values(item, calendars, now) for item in asked], by=by, now=now)
    return made


def _missing(asked: Sequence[Wanted]) -> list[Wanted]:
    keys = [item.occurrence for item in asked if item.occurrence]
    there: set[Any] = set()
    if keys:
        there = set(Promise._default_manager.filter(occurrence__in=keys).values_list("occurrence", flat=True))
    return [item for item in asked if item.occurrence not in there]


def _values(item: Wanted, calendars: Calendars, now: datetime) -> Values:
    account, owner, department, source = item.account, item.owner, item.department, item.source
    owners_team = owner.team_id if owner else None
    team_id = item.team.pk if item.team else owners_team or (account.team_id if account else None)
    calendar = calendars.of(department.pk if department else None, owners_team, team_id)
    due = due_instant(item.due_on, item.due_at, calendar)
    return {
        "direction": item.direction,
        "kind": item.kind,
        "what": item.what[:300],
        "account": account,
        "contact": item.contact,
        "owed_to": item.owed_to[:200],
        "owner": owner,
        "department": department,
        "minder_id": _minder_id(item),
        "team_id": team_id,
        "due_on": item.due_on,
        "due_at": item.due_at,
        "due": due,
        "counted_due": due,
        "zone": calendar.zone,
        "asked_on": item.asked_on,
        "source_kind": type_of(source).kind if source else "",
        "source_id": source.pk if source else None,
        "source_ref": source.ref if source else "",
        "source_text": item.source_text[:300],
        "rule": item.rule,
        "occurrence": item.occurrence or None,
        "ladder": list(item.ladder),
        "push_on": next_push(item.asked_on or calendar.day_of(now), 0, item.ladder, calendar) if item.ladder else None,
    }


def _minder_id(item: Wanted) -> int | None:
    """Whose Today shows it: the one named, the owner, the department's manager, or whoever looks after the account."""
    found = (
        item.minder and item.minder.pk,
        item.owner and item.owner.pk,
        item.department and item.department.manager_id,
        item.account and (item.account.coordinator_id or item.account.owner_id),
        item.team and item.team.manager_id,
    )
    return next((pk for pk in found if pk), None)


def void_promises(
    source: Record | Sequence[Record], *, rule: str = "", reason_text: str, by: Actor, now: datetime
) -> list[Promise]:
    """Let the open promises of a source fall away, all or those of one rule; kept, missed and let-go ones stay.

    `reason_text` says why, in words a person understands. Returns those that fell away.
    """
    sources = [source] if isinstance(source, Record) else list(source)
    if not sources:
        return []
    rows = Promise._default_manager.filter(
        source_kind=type_of(sources[0]).kind, source_id__in=[one.pk for one in sources], state=State.OPEN
    )
    if rule:
        rows = rows.filter(rule=rule)
    values = {"state": State.VOID, "closed_at": now, "closed_by_id": by.user_id, "reason_text": reason_text[:300]}
    locked = rows.filter(binned_at__isnull=True).select_for_update().order_by("pk")
    return change_records(type_of(Promise), [(promise, values) for promise in locked], by=by, now=now)
