"""Placements follow the promises of contracts: one for each that is promised, live when it is kept, gone when not."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.generic import change_records, create_records
from followthrough.kernel.records.registry import Values, type_of
from followthrough.keystone.promises.models import Promise, Reason, State
from followthrough.serving.placements.models import Placement, PlacementState
from followthrough.serving.placements.queries.owed import TAKE_DOWN, key_for
from followthrough.winning.contracts.actions.entitling import REOPENED
from followthrough.winning.contracts.models import Entitlement
from followthrough.winning.contracts.queries.entitled import PLACEMENT, occurrence_of, placed_as


def follow_promises(
    *, created: Sequence[Promise], changed: Sequence[Promise], inputs: Any, by: Actor, now: datetime
) -> None:
    """Called with every set of promises that is written, in the same transaction."""
    new = [promise for promise in created if promise.kind == PLACEMENT]
    if new:
        _place(new, by=by, now=now)
    told = [promise for promise in changed if promise.kind == PLACEMENT]
    if told:
        _follow(told, by=by, now=now)


def _place(promises: Sequence[Promise], *, by: Actor, now: datetime) -> None:
    """A placement for each planned day of an entitlement."""
    found = [(promise, key) for promise in promises if (key := occurrence_of(promise.occurrence)) and key.planned]
    parts = Entitlement._default_manager.select_related("contract", "line", "department").in_bulk(
        [key.pk for _promise, key in found]
    )
    rows: list[Values] = []
    for promise, key in found:
        part, starts_on = parts[key.pk], key.planned
        assert starts_on is not None
        ends_on = starts_on + timedelta(days=part.flight_days - 1) if part.flight_days else None
        row: Values = {"contract": part.contract, "entitlement": part, "line": part.line, "name": part.name}
        row |= {
            "department": part.department,
            "kind": placed_as(part),
            "needs_target": placed_as(part).is_clicked,
            "place": part.place,
            "starts_on": starts_on,
            "ends_on": ends_on,
        }
        rows.append({**row, "promise": promise})
    create_records(type_of(Placement), rows, by=by, now=now)


def _follow(promises: Sequence[Promise], *, by: Actor, now: datetime) -> None:
    """Kept by hand it is live; let go, missed or fallen away it is cancelled; open again it is booked again."""
    states = {promise.pk: promise.state for promise in promises}
    rows = Placement._default_manager.filter(promise__in=states, binned_at__isnull=True)
    changes: list[tuple[Any, Values]] = []
    for one in rows.select_for_update(of=("self",)).order_by("pk"):
        state = states[one.promise_id or 0]
        if state == State.KEPT and one.state == PlacementState.BOOKED:
            changes.append((one, {"state": PlacementState.LIVE.value, "live_at": now}))
        elif state in (State.VOID, State.WAIVED, State.MISSED) and one.state == PlacementState.BOOKED:
            changes.append((one, {"state": PlacementState.CANCELLED.value}))
        elif state == State.OPEN and one.state in (PlacementState.CANCELLED, PlacementState.LIVE):
            changes.append((one, {"state": PlacementState.BOOKED.value, "live_at": None}))
    change_records(type_of(Placement), changes, by=by, now=now)
    _follow_down([one for one, _values in changes], by=by, now=now)


def _follow_down(placements: Sequence[Placement], *, by: Actor, now: datetime) -> None:
    """Nobody takes down what never goes up; what is booked again is to be taken down again."""
    keys = {key_for(one, TAKE_DOWN): one for one in placements}
    changes: list[tuple[Any, Values]] = []
    fell: Values = {"state": State.VOID.value, "closed_at": now, "reason": Reason.NOT_NEEDED.value}
    for promise in Promise._default_manager.filter(occurrence__in=keys).select_for_update(of=("self",)).order_by("pk"):
        is_gone = keys[promise.occurrence or ""].state == PlacementState.CANCELLED
        if is_gone and promise.state == State.OPEN:
            changes.append((promise, {**fell, "reason_text": _("The placement is cancelled.")}))
        elif not is_gone and promise.state == State.VOID:
            changes.append((promise, REOPENED))
    change_records(type_of(Promise), changes, by=by, now=now)
