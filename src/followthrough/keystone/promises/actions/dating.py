"""Hide a promise for a while, bring it back, or give it a new date; only the last is said to the customer."""

from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followthrough.foundation.calendar.queries import Calendars
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.access.permissions import DESK
from followthrough.kernel.actions.declare import ForGuests, action
from followthrough.kernel.actions.generic import change_records, create_records
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.records.problems import Invalid
from followthrough.kernel.records.registry import type_of
from followthrough.keystone.promises.actions.closing import OWING, choices_of
from followthrough.keystone.promises.actions.outside import answered, tell_minder
from followthrough.keystone.promises.models import Promise, Reason, Slip, State
from followthrough.keystone.promises.queries.colleagues import calendar_of
from followthrough.keystone.promises.queries.hesitating import doubts
from followthrough.keystone.promises.queries.when import Snooze, snooze_moment
from followthrough.keystone.promises.rules import due_instant

MOVED_FOR = (
    Reason.CUSTOMER_ASKED,
    Reason.CUSTOMER_LATE,
    Reason.WE_LATE,
    Reason.SUPPLIER,
    Reason.CAPACITY,
    Reason.ABSENCE,
    Reason.MISTAKE,
    Reason.OTHER,
)
# That the customer asked is for the desk to say: on-time is measured by it.
MOVED_BY_GUESTS = tuple(reason for reason in MOVED_FOR if reason not in (Reason.CUSTOMER_ASKED, Reason.MISTAKE))


@action(
    Promise,
    needs="promises.snooze",
    roles=DESK,
    button=gettext_lazy("Snooze"),
    moves=(State.OPEN.value, State.OPEN.value),
    icon="clock",
    key="s",
    undone_by="wake",
    labels={"until": gettext_lazy("Until"), "preset": gettext_lazy("Come back")},
)
def snooze_promise(
    promise: Promise, *, preset: Snooze | None = None, until: datetime | None = None, by: Actor, now: datetime
) -> Changes:
    """Hide the promise from Today until a moment. What was promised stays due when it is due."""
    if until is None and not preset:
        raise Invalid({"until": _("Say when it comes back.")})
    moment = until or snooze_moment(str(preset), now, calendar_of(by, Calendars()))
    if moment is None:
        raise Invalid({"preset": _("Today's work is over. Choose tomorrow.")})
    if moment <= now:
        raise Invalid({"until": _("Choose a moment that is still to come.")})
    change_records(type_of(Promise), [(promise, {"snoozed_until": moment, "is_touched": True})], by=by, now=now)
    return Changes(_("Snoozed. The due date stays as it is."), record=promise)


@action(
    Promise,
    needs="promises.snooze",
    button=gettext_lazy("Wake"),
    moves=(State.OPEN.value, State.OPEN.value),
    icon="bell",
    applies=lambda promise: promise.snoozed_until is not None,
)
def wake_promise(promise: Promise, *, by: Actor, now: datetime) -> Changes:
    """Bring a snoozed promise back at once."""
    change_records(type_of(Promise), [(promise, {"snoozed_until": None})], by=by, now=now)
    return Changes(_("Back on Today."), record=promise)


@action(
    Promise,
    needs="promises.redate",
    roles=OWING,
    button=gettext_lazy("New date"),
    moves=(State.OPEN.value, State.OPEN.value),
    icon="calendar-clock",
    labels={
        "due_on": gettext_lazy("New day"),
        "due_at": gettext_lazy("New moment"),
        "reason": gettext_lazy("Why"),
        "text": gettext_lazy("In words"),
        "customer_told": gettext_lazy("The customer was told"),
        "though_full": gettext_lazy("On this day, though it is full"),
    },
    options={"reason": choices_of(MOVED_FOR), "text": {"max_length": 300}},
    guests=ForGuests(
        gettext_lazy("New date"),
        {"due_on": {"required": True}, "reason": choices_of(MOVED_BY_GUESTS), "text": {}},
    ),
)
def redate_promise(
    promise: Promise,
    *,
    reason: Reason,
    due_on: date | None = None,
    due_at: datetime | None = None,
    text: str = "",
    customer_told: bool = False,
    though_full: bool = False,
    by: Actor,
    now: datetime,
) -> Changes:
    """Promise a new date, for a reason, and say whether the customer was told.

    A day on which the department has no room left is asked about first. On time is measured by the new date only if
    the customer asked for it; otherwise by the one promised before.
    """
    if (due_on is None) == (due_at is None):
        raise Invalid({"due_on": _("Give either a new day or a new moment.")})
    owners_team = promise.owner.team_id if promise.owner else None
    calendar = Calendars().of(promise.department_id, owners_team, promise.team_id)
    due = due_instant(due_on, due_at, calendar)
    if due <= now:
        raise Invalid({"due_on" if due_on else "due_at": _("Choose a date that is still to come.")})
    if due == promise.due:
        raise Invalid({"due_on" if due_on else "due_at": _("It is due then already.")})
    if not though_full and not by.opens and (said := doubts(promise, due_on or calendar.day_of(due))):
        raise Invalid({"though_full": said})
    slip = {"promise": promise, "due_before": promise.due, "due_after": due, "reason": reason}
    create_records(type_of(Slip), [{**slip, "text": text, "customer_told": customer_told}], by=by, now=now)
    values = {"due_on": due_on, "due_at": due_at, "due": due, "zone": calendar.zone, "is_touched": True}
    values["raised_to"] = None  # what was late is not any more
    if reason == Reason.CUSTOMER_ASKED:
        values["counted_due"] = due
    change_records(type_of(Promise), [(promise, values)], by=by, now=now)
    if by.opens:
        tell_minder(promise, _("%(who)s gives a new date: %(what)s"), by=by, now=now)
    return Changes(answered(promise, by) or _("The new date is on record."), record=promise)
