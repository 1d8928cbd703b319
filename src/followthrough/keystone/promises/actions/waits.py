"""Push those who owe us, and let a promise wait for what they owe."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followthrough.foundation.calendar.queries import Calendars
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.access.permissions import DESK
from followthrough.kernel.actions.declare import action
from followthrough.kernel.actions.generic import change_records
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.notes.actions import add_note
from followthrough.kernel.papers.wording import day_said
from followthrough.kernel.records.problems import Invalid
from followthrough.kernel.records.registry import type_of
from followthrough.keystone.promises.models import Direction, Promise, State
from followthrough.keystone.promises.rules import next_push


@action(
    Promise,
    needs="promises.push",
    roles=DESK,
    button=gettext_lazy("Push"),
    moves=(State.OPEN.value, State.OPEN.value),
    icon="bell",
    key="p",
    applies=lambda promise: promise.direction == Direction.THEIRS,
    labels={"note": gettext_lazy("How they were reminded, and what they said")},
    options={"note": {"kind": "long"}},
)
def push_promise(promise: Promise, *, note: str = "", by: Actor, now: datetime) -> Changes:
    """Record that they were reminded of what they owe us, and plan the next reminder by the ladder."""
    owners_team = promise.owner.team_id if promise.owner else None
    calendar = Calendars().of(promise.department_id, owners_team, promise.team_id)
    asked = promise.asked_on or calendar.day_of(promise.created_at)
    pushes = promise.pushes + 1
    following = next_push(asked, pushes, promise.ladder, calendar, calendar.day_of(now)) if promise.ladder else None
    values = {"pushes": pushes, "pushed_at": now, "push_on": following, "is_touched": True, "snoozed_until": None}
    change_records(type_of(Promise), [(promise, values)], by=by, now=now)
    if note.strip():
        add_note(promise, text=note, by=by, now=now)
    if following is None:
        return Changes(_("Pushed. That was the last step: ask somebody else, or let it go."), record=promise)
    return Changes(_("Pushed. Next push: %(day)s.") % {"day": day_said(following)}, record=promise)


@action(
    Promise,
    needs="promises.push",
    button=gettext_lazy("Waits for"),
    moves=(State.OPEN.value, State.OPEN.value),
    icon="hourglass",
    undone_by="unblock",
    applies=lambda promise: promise.direction == Direction.OURS,
    labels={"wait": gettext_lazy("What it waits for")},
)
def block_promise(promise: Promise, *, wait: Promise, by: Actor, now: datetime) -> Changes:
    """Let the promise wait for something owed to us: until that is here it shows Waiting. Its due does not move."""
    if wait.direction != Direction.THEIRS or wait.state != State.OPEN:
        raise Invalid(
            {"wait": _("%(ref)s is not an open wait. Choose what somebody still owes us.") % {"ref": wait.ref}}
        )
    change_records(type_of(Promise), [(promise, {"blocked_by": wait, "is_touched": True})], by=by, now=now)
    return Changes(_("Waiting for: %(what)s.") % {"what": wait.what}, record=promise)


@action(
    Promise,
    needs="promises.push",
    button=gettext_lazy("Wait no longer"),
    moves=(State.OPEN.value, State.OPEN.value),
    icon="clock",
    applies=lambda promise: promise.blocked_by_id is not None,
)
def unblock_promise(promise: Promise, *, by: Actor, now: datetime) -> Changes:
    """Let the promise's clock run again though what it waited for is not here."""
    change_records(type_of(Promise), [(promise, {"blocked_by": None})], by=by, now=now)
    return Changes(_("The clock runs again."), record=promise)
