"""Hold an order with a reason and on whom it waits; go on with it once that is here."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followthrough.foundation.calendar.queries import Calendars
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import action
from followthrough.kernel.actions.generic import change_records
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.people.models import Team
from followthrough.kernel.records.problems import Invalid
from followthrough.kernel.records.registry import Values, type_of
from followthrough.keystone.promises.actions import make_promises
from followthrough.keystone.promises.actions.keeping import keep_of
from followthrough.keystone.promises.models import Direction, Promise, State
from followthrough.keystone.promises.queries.wanted import Wanted, written_for
from followthrough.serving.orders.actions.entering import into
from followthrough.serving.orders.models import HoldReason, Order, OrderLine, OrderState, Party
from followthrough.serving.orders.queries.owed import HOLD

THEIRS = (Party.CUSTOMER, Party.SUPPLIER)
LADDER = (2, 4, 7)  # working days after which they are reminded


@action(
    Order,
    needs="orders.enter",
    button=gettext_lazy("Hold"),
    icon="pause",
    moves=(OrderState.OPEN, OrderState.HELD),
    undone_by="release",
    labels={
        "reason": gettext_lazy("Why"),
        "waits_on": gettext_lazy("Waits on"),
        "department": gettext_lazy("Which department"),
        "text": gettext_lazy("What is missing, in words"),
    },
    options={"text": {"max_length": 300}},
)
def hold_order(
    order: Order,
    *,
    reason: HoldReason,
    waits_on: Party = Party.CUSTOMER,
    department: Team | None = None,
    text: str = "",
    by: Actor,
    now: datetime,
) -> Changes:
    """Hold the order: its deliveries show Waiting until it is released. Whoever it waits on has it on their list.

    The customer or a supplier is reminded by a ladder; a department or we ourselves owe it within two working days.
    """
    if waits_on == Party.DEPARTMENT and department is None:
        raise Invalid({"department": _("Say which department it waits on.")})
    values: Values = {"hold_reason": reason, "hold_note": text, "held_for": waits_on}
    into(order, OrderState.HELD, values, by=by, now=now)
    (wait,) = make_promises([_wanted(order, reason, waits_on, department, text, now)], by=by, now=now)
    _block(order, wait, by=by, now=now)
    gaps = {"ref": order.ref, "who": Party(waits_on).label}
    return Changes(_("%(ref)s is on hold; it waits on %(who)s.") % gaps, record=order)


def _wanted(
    order: Order, reason: HoldReason, waits_on: Party, department: Team | None, text: str, now: datetime
) -> Wanted:
    theirs = waits_on in THEIRS
    calendar = Calendars().of(department.pk if department else None, order.team_id)
    today = calendar.day_of(now)
    with written_for(order.owner):
        why = str(HoldReason(reason).label)
        return Wanted(
            what=_("%(why)s: %(ref)s is on hold. %(text)s") % {"why": why, "ref": order.title, "text": text},
            kind=HOLD,
            due_on=calendar.add_working_days(today, 2),
            account=order.account,
            contact=order.contact if waits_on == Party.CUSTOMER else None,
            owner=None if theirs or department else order.owner,
            department=None if theirs else department,
            minder=order.owner,
            team=order.team,
            source=order,
            source_text=_("Held because: %(why)s.") % {"why": why},
            rule=HOLD,
            direction=Direction.THEIRS.value if theirs else Direction.OURS.value,
            ladder=LADDER if theirs else (),
            owed_to="",
            asked_on=today if theirs else None,
        )


def _block(order: Order, wait: Promise, *, by: Actor, now: datetime) -> None:
    """While they owe us something, our deliveries wait for it; their dues do not move by themselves."""
    if wait.direction != Direction.THEIRS:
        return
    rows = Promise._default_manager.filter(order_lines__order=order, state=State.OPEN, blocked_by__isnull=True)
    locked = rows.select_for_update(of=("self",)).order_by("pk")
    change_records(type_of(Promise), [(one, {"blocked_by": wait}) for one in locked], by=by, now=now)


@action(
    Order,
    needs="orders.enter",
    button=gettext_lazy("Release"),
    icon="play",
    primary=True,
    moves=(OrderState.HELD, OrderState.OPEN),
    labels={"note": gettext_lazy("What came")},
    options={"note": {"max_length": 300}},
)
def release_order(order: Order, *, note: str = "", by: Actor, now: datetime) -> Changes:
    """Go on with the order: what it waited on is here."""
    shown = note or _("The order goes on.")
    into(order, OrderState.OPEN, {"hold_reason": "", "hold_note": "", "held_for": ""}, by=by, now=now)
    kept = keep_of(order, rule=HOLD, text=shown, by=by, now=now)
    waiting = Promise._default_manager.filter(blocked_by__in=[one.pk for one in kept], state=State.OPEN)
    locked = waiting.select_for_update(of=("self",)).order_by("pk")
    change_records(type_of(Promise), [(one, {"blocked_by": None}) for one in locked], by=by, now=now)
    gone_by = [line.title for line in _overdue(order, now)]
    words = _("%(ref)s goes on.") % {"ref": order.ref}
    if gone_by:
        words += " " + _("Its promised day is over for: %(what)s. Give new days.") % {"what": ", ".join(gone_by)}
    return Changes(words, record=order)


def _overdue(order: Order, now: datetime) -> list[OrderLine]:
    rows = OrderLine._default_manager.filter(order=order, promise__state=State.OPEN, promise__due__lt=now)
    return list(rows.filter(binned_at__isnull=True).select_related("product").order_by("position", "pk"))
