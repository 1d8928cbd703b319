"""Book a placement into a slot: never two where one can stand; move its flight; cancel it."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followthrough.foundation.calendar.queries import Calendars
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import action
from followthrough.kernel.actions.generic import change_records, differs
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.facts.announce import announce_all
from followthrough.kernel.papers.wording import day_said
from followthrough.kernel.records.problems import Invalid, Refused
from followthrough.kernel.records.registry import Values, type_of
from followthrough.keystone.promises.actions import make_promises
from followthrough.keystone.promises.actions.evidence import Shown
from followthrough.keystone.promises.models import Promise, Reason, State
from followthrough.keystone.promises.rules import due_instant
from followthrough.serving.placements.actions.running import keep_shown
from followthrough.serving.placements.facts import PlacementTurned
from followthrough.serving.placements.models import Placement, PlacementState, Slot
from followthrough.serving.placements.queries.owed import (
    GO_LIVE,
    SEND,
    TAKE_DOWN,
    calendar_of,
    open_promise,
    open_wait,
    take_downs,
    wanted_of,
)
from followthrough.serving.placements.queries.showing import slot_to_take
from followthrough.serving.placements.rules.standing import most_at_once
from followthrough.winning.contracts.models import Contract, ContractLine, PlacementKind
from followthrough.winning.contracts.rules.owed import due_day

NEEDS = "placements.edit"
SENT = {"creative", "target_url", "needs_target"}


def clean_placement(values: Values, placement: Placement | None) -> Values:
    """It belongs to a signed contract; once booked its days move by “Move”, and it stays under its contract.

    An ad page leads nowhere: no target address is waited for.
    """
    if values.get("kind") == PlacementKind.AD_PAGE:
        values["needs_target"] = False
    if placement is None:
        contract = values.get("contract")
        if contract is not None and not contract.is_signed:
            raise Invalid({"contract": _("%(ref)s is not signed.") % {"ref": contract.ref}})
        _check_line(values.get("line"), contract)
        starts, ends = values.get("starts_on"), values.get("ends_on")
        if starts and ends and ends < starts:
            raise Invalid({"ends_on": _("The last day lies before the first.")})
        return values
    _check_line(values.get("line"), placement.contract)
    for name in ("starts_on", "ends_on"):
        if name in values and differs(placement, name, values[name]):
            raise Invalid({name: _("Use “Move”, which moves what is promised with it.")})
    for name in ("contract", "entitlement"):
        if name in values and differs(placement, name, values[name]):
            raise Invalid({name: _("It stays under its contract. Cancel it and book another.")})
    return values


def _check_line(line: ContractLine | None, contract: Contract | None) -> None:
    if line is not None and contract is not None and line.contract_id != contract.pk:
        raise Invalid({"line": _("%(title)s is a line of another contract.") % {"title": line.title}})


def fill_placements(rows: Sequence[Values], *, by: Actor, now: datetime) -> None:
    """The account is the contract's, the place that of the slot, and an issue's day that of the placement."""
    for row in rows:
        row["account"] = row["contract"].account
        slot = row.get("slot")
        if slot is not None:
            row["place"] = row.get("place") or slot.title[:200]
            row |= _as_in(slot)


def _as_in(slot: Slot) -> Values:
    """What stands in a slot is of its sort; on a printed page nothing is clicked."""
    kind = PlacementKind(slot.kind)
    return {"kind": kind} if kind.is_clicked else {"kind": kind, "needs_target": False}


def saved_placements(
    *, created: Sequence[Placement], changed: Sequence[Placement], inputs: Any, by: Actor, now: datetime
) -> None:
    """See that the slot holds them, promise what nobody has promised yet, and tell who bills what is live."""
    told = list(zip(changed, inputs[len(created) :], strict=True))
    turned = [one.pk for one, values in told if {"state", "line"} & values.keys() and one.line_id]
    announce_all([PlacementTurned(pk) for pk in turned], at=now)
    _hear([one for one, values in told if SENT & values.keys() and one.is_in], by=by, now=now)
    _fit([one for one in (*created, *changed) if one.slot_id is not None and one.stands])
    own = [one for one in created if one.promise_id is None]
    calendars = Calendars()
    waits = make_promises([wanted_of(one, SEND, calendars, now) for one in own], by=by, now=now)
    made = make_promises([wanted_of(one, GO_LIVE, calendars, now) for one in own], by=by, now=now)
    blocked: list[tuple[Any, Values]] = [(p, {"blocked_by": w}) for p, w in zip(made, waits, strict=True)]
    change_records(type_of(Promise), blocked, by=by, now=now)
    mine: list[tuple[Any, Values]] = [(one, {"promise": p}) for one, p in zip(own, made, strict=True)]
    change_records(type_of(Placement), mine, by=by, now=now)
    make_promises(take_downs(created, now), by=by, now=now)


def _hear(placements: Sequence[Placement], *, by: Actor, now: datetime) -> None:
    """All that they had to send is here: the wait is kept, with the placement as what shows it."""
    for one in placements:
        wait = open_wait(one)
        if wait is not None:
            keep_shown(wait, Shown(record=one), by=by, now=now)


def _fit(placements: Sequence[Placement]) -> None:
    """Take the slots for oneself, so that who comes at the same moment sees these, and refuse one too many."""
    ids = {one.slot_id for one in placements if one.slot_id is not None}
    slots = list(Slot._default_manager.filter(pk__in=ids).select_for_update().order_by("pk")) if ids else []
    there = Placement._default_manager.filter(slot__in=slots, state__in=("booked", "live"), binned_at__isnull=True)
    flights: dict[int, list[tuple[date, date | None]]] = defaultdict(list)
    for pk, starts_on, ends_on in there.values_list("slot", "starts_on", "ends_on"):
        flights[pk].append((starts_on, ends_on))
    for slot in slots:
        mine = flights[slot.pk]
        # An issue appears once, whatever days its placements are planned for.
        if (len(mine) if slot.issue else most_at_once(mine)) > slot.capacity:
            raise Refused(_("%(slot)s is sold already.") % {"slot": slot.title})


@action(
    Placement,
    needs=NEEDS,
    button=gettext_lazy("Take a slot"),
    icon="layout-grid",
    applies=lambda one: one.stands,
    prepare=slot_to_take,
    labels={"slot": gettext_lazy("Slot")},
)
def take_slot_placement(placement: Placement, *, slot: Slot, by: Actor, now: datetime) -> Changes:
    """Put it into a slot that is free for its flight. Of many who want the last place one gets it."""
    values: Values = {"slot": slot, "place": slot.title[:200], **_as_in(slot)}
    change_records(type_of(Placement), [(placement, values)], by=by, now=now)
    return Changes(_("It stands in %(slot)s.") % {"slot": slot.title}, record=placement)


@action(
    Placement,
    needs=NEEDS,
    button=gettext_lazy("Move"),
    icon="calendar-clock",
    applies=lambda one: one.stands,
    labels={"starts_on": gettext_lazy("From"), "ends_on": gettext_lazy("Until"), "reason": gettext_lazy("Why")},
    options={"reason": {"max_length": 300}},
)
def move_placement(
    placement: Placement, *, starts_on: date, ends_on: date | None = None, reason: str = "", by: Actor, now: datetime
) -> Changes:
    """Give it another flight, because the customer asked; what is promised about it moves along."""
    if ends_on is not None and ends_on < starts_on:
        raise Invalid({"ends_on": _("The last day lies before the first.")})
    calendars = Calendars()
    calendar = calendar_of(placement, calendars)
    before = calendar.shift_back_to_working_day(placement.starts_on)
    values: Values = {"starts_on": starts_on, "ends_on": ends_on}
    change_records(type_of(Placement), [(placement, values)], by=by, now=now)
    today = calendar.day_of(now)
    changes: list[tuple[Any, Values]] = []
    for promise in (open_promise(placement, GO_LIVE), open_wait(placement)):
        if promise is not None and promise.due_on is not None:
            lead = calendar.working_days_between(promise.due_on, before)
            due = due_day(starts_on, max(lead, 0), max(-lead, 0), calendar, not_before=today)
            changes.append((promise, _due(due, calendar)))
    down = open_promise(placement, TAKE_DOWN)
    if down is not None and ends_on is not None:
        changes.append((down, _due(calendar.next_working_day(ends_on), calendar)))
    change_records(type_of(Promise), changes, by=by, now=now)
    make_promises(take_downs([placement], now), by=by, now=now)
    return Changes(_("It stands from %(day)s.") % {"day": day_said(starts_on)}, record=placement)


def _due(day: date, calendar: Any) -> Values:
    due = due_instant(day, None, calendar)
    return {"due_on": day, "due": due, "counted_due": due, "is_touched": True}


@action(
    Placement,
    needs=NEEDS,
    button=gettext_lazy("Cancel the placement"),
    icon="circle-x",
    moves=(PlacementState.BOOKED.value, PlacementState.CANCELLED.value),
    labels={"reason": gettext_lazy("Why")},
    options={"reason": {"max_length": 300}},
)
def cancel_placement(placement: Placement, *, reason: str, by: Actor, now: datetime) -> Changes:
    """Let it go: its slot is free again, nobody waits for its creative, and what was promised is let go, with why."""
    change_records(type_of(Placement), [(placement, {"state": PlacementState.CANCELLED.value})], by=by, now=now)
    gone = [open_promise(placement, GO_LIVE), open_promise(placement, TAKE_DOWN), open_wait(placement)]
    values: Values = {"state": State.WAIVED.value, "closed_at": now, "closed_by_id": by.user_id}
    values |= {"reason": Reason.NOT_NEEDED.value, "reason_text": reason, "is_touched": True}
    change_records(type_of(Promise), [(promise, values) for promise in gone if promise], by=by, now=now)
    return Changes(_("The placement is cancelled."), record=placement)
