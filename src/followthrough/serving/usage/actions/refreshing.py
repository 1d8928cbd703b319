"""Data refreshes: their schedules tidied, each delivery written down with rows and hash, its promise kept by it."""

import hashlib
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followthrough.foundation.calendar.queries import Calendars
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import Upload, action
from followthrough.kernel.actions.generic import change_records, create_records
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.exchange.reading import Unreadable, read_table
from followthrough.kernel.records.problems import Invalid
from followthrough.kernel.records.registry import Values, type_of
from followthrough.keystone.promises.actions.engine import apply_rule
from followthrough.keystone.promises.models import Evidence, EvidenceKind, Promise, State
from followthrough.serving.usage.actions.taking import take_events
from followthrough.serving.usage.models import RefreshDelivery, RefreshSchedule, UsageBatch
from followthrough.serving.usage.queries.refreshing import RULE, next_planned, planned_of, promised_by

SOURCE = "refresh"  # of the usage events that deliveries make
LARGEST = 500 * 1024 * 1024  # bytes of a file whose rows are counted here


def clean_schedule(values: Values, schedule: Any) -> Values:
    """Contract, entitlement and meter of the same account."""
    account = values.get("account") or (schedule.account if schedule else None)
    contract, entitlement, meter = (values.get(name) for name in ("contract", "entitlement", "meter"))
    owned = {"contract": contract, "entitlement": entitlement.contract if entitlement else None, "meter": meter}
    for name, one in owned.items():
        if one is not None and account is not None and one.account_id != account.pk:
            raise Invalid({name: _("%(title)s belongs to another account.") % {"title": one.title}})
    return values


def fill_schedules(rows: Sequence[Values], *, by: Actor, now: datetime) -> None:
    """What an entitlement says already is not asked twice: contract, recurrence, department, person."""
    for row in rows:
        if not (entitlement := row.get("entitlement")):
            continue
        usual = {"contract": entitlement.contract, "recurrence": entitlement.recurrence,
                 "department": entitlement.department, "owner": entitlement.person}  # fmt: skip
        row |= {name: row.get(name) or value for name, value in usual.items()}


def saved_schedules(
    *, created: Sequence[RefreshSchedule], changed: Sequence[RefreshSchedule], by: Actor, now: datetime, **_rest: Any
) -> None:
    """Promise what is planned, and keep the next planned day."""
    apply_rule(RULE, [one.pk for one in (*created, *changed) if one.entitlement_id is None], by=by, now=now)
    keep_next([*created, *changed], by=by, now=now)


def keep_next(schedules: Sequence[RefreshSchedule], *, by: Actor, now: datetime) -> None:
    """The next planned day of each, as it is now."""
    calendars = Calendars()
    changes: list[tuple[RefreshSchedule, Values]] = []
    for one in schedules:
        today = calendars.of(one.department_id, one.account.team_id).day_of(now)
        if (planned := next_planned(one, today)) != one.next_on:
            changes.append((one, {"next_on": planned}))
    if changes:
        change_records(type_of(RefreshSchedule), changes, by=by, now=now)


@action(
    RefreshSchedule,
    needs="refresh-schedules.deliver",
    button=gettext_lazy("Delivered"),
    icon="circle-check-big",
    primary=True,
    undo_words=gettext_lazy("What went out is out; rows counted too much are taken back by a correction."),
    labels={
        "rows": gettext_lazy("Rows"),
        "file": gettext_lazy("File"),
        "sha256": gettext_lazy("SHA-256"),
        "planned_on": gettext_lazy("Planned for"),
        "note": gettext_lazy("Note"),
    },
    options={
        "file": {"max_length": LARGEST, "help": gettext_lazy("Its rows are counted; its hash is kept, not the file.")},
        "sha256": {"max_length": 64},
        "note": {"max_length": 300},
    },
)
def deliver_refresh_schedule(
    schedule: RefreshSchedule,
    *,
    rows: int | None = None,
    file: Upload | None = None,
    sha256: str = "",
    planned_on: date | None = None,
    note: str = "",
    by: Actor,
    now: datetime,
) -> Changes:
    """Write down that the data went out, with its rows and the hash of its file, and keep the promise it was owed by.

    Where a meter is tied to it, the rows count as usage. Without a planned day it is the earliest that is still open.
    """
    name, found = ("", None) if file is None else _looked_at(file)
    if found is not None:
        sha256, rows = found[0], found[1] if rows is None else rows
    if rows is None or rows < 0:
        raise Invalid({"rows": _("Say how many rows were delivered, or give the file.")})
    if sha256 and (len(sha256) != 64 or set(sha256.lower()) - set("0123456789abcdef")):
        raise Invalid({"sha256": _("A SHA-256 has 64 figures from 0 to f.")})
    today = Calendars().of(schedule.department_id, schedule.account.team_id).day_of(now)
    promise = _promise_for(schedule, planned_on)
    planned = planned_on or (planned_of(promise) if promise else None)
    told = {"planned_on": planned, "delivered_on": today, "rows": rows, "name": name, "note": note}
    values = {"schedule": schedule, "sha256": sha256.lower(), **told}
    (made,) = create_records(type_of(RefreshDelivery), [values], by=by, now=now)
    if schedule.meter is not None:
        batch = _count(schedule, made, now, by)
        change_records(type_of(RefreshDelivery), [(made, {"batch": batch})], by=by, now=now)
    if promise is not None:
        _keep(promise, schedule, made, by, now)
    change_records(type_of(RefreshSchedule), [(schedule, {"last_on": today})], by=by, now=now)
    keep_next([schedule], by=by, now=now)
    said = _("%(title)s: %(rows)d rows are delivered.") % {"title": schedule.title, "rows": rows}
    return Changes(said, record=schedule)


def _looked_at(file: Any) -> tuple[str, tuple[str, int | None]]:
    """The file's name, hash, and its rows if it is a table."""
    content = b"".join(file.chunks())
    name = str(file.name).replace("\\", "/").rsplit("/", 1)[-1][:255]
    digest = hashlib.sha256(content).hexdigest()
    try:
        rows: int | None = sum(1 for row in read_table(content, name).rows if not row.flag)
    except Unreadable:
        rows = None
    return name, (digest, rows)


def _promise_for(schedule: RefreshSchedule, planned_on: date | None) -> Promise | None:
    rows = promised_by(schedule).filter(state=State.OPEN)
    if planned_on is not None:
        rows = rows.filter(occurrence__endswith=f"/on-{planned_on.isoformat()}")
    return rows.select_for_update(of=("self",)).first()


def _count(schedule: RefreshSchedule, made: RefreshDelivery, now: datetime, by: Actor) -> UsageBatch:
    meter: Any = schedule.meter
    event = {"id": made.ref, "meter": meter.ref, "at": now, "quantity": made.rows, "subject": ""}
    return take_events([event], source=SOURCE, meters=[meter], by=by, now=now)


def _keep(promise: Promise, schedule: RefreshSchedule, made: RefreshDelivery, by: Actor, now: datetime) -> None:
    values = {"state": State.KEPT.value, "closed_at": now, "closed_by_id": by.user_id, "snoozed_until": None}
    change_records(type_of(Promise), [(promise, {**values, "is_touched": True})], by=by, now=now)
    said = _("%(rows)d rows, SHA-256 %(hash)s") % {"rows": made.rows, "hash": made.sha256[:12] or "–"}
    shown = {"kind": EvidenceKind.RECORD, "record_kind": type_of(schedule).kind, "record_ref": schedule.ref}
    create_records(type_of(Evidence), [{**shown, "text": said, "promise": promise}], by=by, now=now)
