"""Make promises, each once, and let those fall away whose source is gone."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import QuerySet, TextField

from followthrough.foundation.calendar.queries import Calendars
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.generic import change_records, create_records
from followthrough.kernel.numbering.draw import hold_numbers
from followthrough.kernel.people.models import Team
from followthrough.kernel.records.model import Record
from followthrough.kernel.records.prepared import Given, among, prepared
from followthrough.kernel.records.registry import Values, type_of
from followthrough.keystone.promises.models import Direction, Promise, State
from followthrough.keystone.promises.queries.wanted import Wanted
from followthrough.keystone.promises.rules import USUAL_LADDER, due_instant, next_push


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
    made: list[Promise] = create_records(kind, [_values(item) for item in _missing(asked)], by=by, now=now)
    return made


def _missing(asked: Sequence[Wanted]) -> list[Wanted]:
    keys = [item.occurrence for item in asked if item.occurrence]
    there: set[Any] = set()
    if keys:
        there = set(_made().rows(keys=keys))
    return [item for item in asked if item.occurrence not in there]


@prepared
def _made() -> QuerySet[Promise, str | None]:
    made_once = among("occurrence", Given("keys", ArrayField(TextField())))
    return Promise._default_manager.filter(made_once).values_list("occurrence", flat=True)


def _values(item: Wanted) -> Values:
    source = item.source
    return {
        "direction": item.direction,
        "kind": item.kind,
        "what": item.what[:300],
        "account": item.account,
        "contact": item.contact,
        "owed_to": item.owed_to[:200],
        "owner": item.owner,
        "department": item.department,
        "minder": item.minder,
        "team": item.team,
        "due_on": item.due_on,
        "due_at": item.due_at,
        "asked_on": item.asked_on,
        "source_kind": type_of(source).kind if source else "",
        "source_id": source.pk if source else None,
        "source_ref": source.ref if source else "",
        "source_text": item.source_text[:300],
        "rule": item.rule,
        "occurrence": item.occurrence or None,
        "ladder": list(item.ladder),
    }


def fill_promises(rows: Sequence[Values], *, by: Actor, now: datetime) -> None:
    """Complete new promises in place: the due by the calendar of whoever owes it, the minder, the team, the ladder."""
    calendars = Calendars()
    for row in rows:
        account, owner, department, team = (row.get(name) for name in ("account", "owner", "department", "team"))
        owners_team = owner.team_id if owner else None
        row["team_id"] = team.pk if team else owners_team or (account.team_id if account else None)
        row.pop("team", None)
        calendar = calendars.of(department.pk if department else None, owners_team, row["team_id"])
        row["due"] = row["counted_due"] = due_instant(row.get("due_on"), row.get("due_at"), calendar)
        row["zone"] = calendar.zone
        if row.get("direction") == Direction.THEIRS:
            row["ladder"] = row.get("ladder") or list(USUAL_LADDER)
            row["push_on"] = next_push(row.get("asked_on") or calendar.day_of(now), 0, row["ladder"], calendar)
    _fill_minders(rows, by)


def _fill_minders(rows: Sequence[Values], by: Actor) -> None:
    """Whose Today shows it: the owner, else the department's manager, else whoever looks after the account, else the
    team's manager, else whoever made it."""
    open_ = [row for row in rows if not row.get("minder")]
    for row in open_:
        owner, department, account = (row.get(name) for name in ("owner", "department", "account"))
        row.pop("minder", None)
        row["minder_id"] = (
            (owner and owner.pk)
            or (department and department.manager_id)
            or (account and (account.coordinator_id or account.owner_id))
        )
    teams = {row["team_id"] for row in open_ if not row["minder_id"] and row["team_id"]}
    managers: Any = Team._default_manager.filter(pk__in=teams).values_list("pk", "manager_id") if teams else ()
    of_team = dict(managers)
    for row in open_:
        row["minder_id"] = row["minder_id"] or of_team.get(row["team_id"]) or by.user_id


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
