"""The promises and waits behind a placement: to go live, to be taken down, and what the customer must send."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from followthrough.foundation.calendar.queries import Calendars
from followthrough.foundation.calendar.rules import WorkingCalendar
from followthrough.keystone.promises.models import Direction, Promise, State
from followthrough.keystone.promises.queries.wanted import Wanted, written_for
from followthrough.keystone.promises.rules import USUAL_LADDER, occurrence_key
from followthrough.serving.placements.models import Placement
from followthrough.winning.contracts.queries.entitled import MATERIAL, PLACED_BEFORE, PLACEMENT, material_for
from followthrough.winning.contracts.rules.owed import due_day

GO_LIVE, TAKE_DOWN, SEND = "placements.go_live", "placements.take_down", "placements.material"
SOURCE = Placement._meta.label_lower


def key_for(placement: Placement, rule: str) -> str:
    """The key of a placement's own promise."""
    return occurrence_key(rule, f"placement:{placement.pk}", 1)


def calendar_of(placement: Placement, calendars: Calendars) -> WorkingCalendar:
    """The calendar of whoever puts it up, else of the contract."""
    contract = placement.contract
    return calendars.of(placement.department_id, contract.owner.team_id if contract.owner else None, contract.team_id)


def wanted_of(placement: Placement, rule: str, calendars: Calendars, now: datetime) -> Wanted:
    """One of a placement's own promises."""
    contract, calendar = placement.contract, calendar_of(placement, calendars)
    today, owner = calendar.day_of(now), contract.owner
    told: dict[str, Any] = {"account": placement.account, "team": contract.team, "source": placement, "rule": rule}
    told |= {"occurrence": key_for(placement, rule)}
    with written_for(owner):
        gaps = {"what": placement.name}
        if rule == SEND:
            due = due_day(placement.starts_on, PLACED_BEFORE, 0, calendar, not_before=today)
            what = _("%(needs)s for: %(what)s") % {"needs": material_for(is_clicked=placement.needs_target), **gaps}
            return Wanted(
                what, MATERIAL, due, contact=contract.contact, owner=owner, direction=Direction.THEIRS.value,
                ladder=USUAL_LADDER, asked_on=today, **told,
            )  # fmt: skip
        by: dict[str, Any] = {"owner": None if placement.department else owner, "department": placement.department}
        if rule == GO_LIVE:
            due = due_day(placement.starts_on, 0, 0, calendar, not_before=today)
            return Wanted(_("Put it live: %(what)s") % gaps, PLACEMENT, due, **by, **told)
        assert placement.ends_on is not None
        due = calendar.next_working_day(placement.ends_on)
        return Wanted(_("Take it down: %(what)s") % gaps, TAKE_DOWN, due, **by, **told)


def take_downs(placements: Sequence[Placement], now: datetime) -> Iterator[Wanted]:
    """The promise to take each down that has an end."""
    calendars = Calendars()
    for one in placements:
        if one.ends_on is not None:
            yield wanted_of(one, TAKE_DOWN, calendars, now)


def open_promise(placement: Placement, rule: str) -> Promise | None:
    """Its open promise of that rule, locked; None if there is none."""
    if rule == GO_LIVE:
        rows = Promise._default_manager.filter(pk=placement.promise_id or 0)
    else:
        rows = Promise._default_manager.filter(occurrence=key_for(placement, rule))
    found: Promise | None = rows.filter(state=State.OPEN).select_for_update(of=("self",)).first()
    return found


def open_wait(placement: Placement) -> Promise | None:
    """The open wait for what they must send."""
    promise = placement.promise
    if promise is None or promise.blocked_by_id is None:
        return None
    rows = Promise._default_manager.filter(pk=promise.blocked_by_id, state=State.OPEN)
    found: Promise | None = rows.select_for_update(of=("self",)).first()
    return found
