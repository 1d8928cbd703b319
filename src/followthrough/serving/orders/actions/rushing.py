"""The rush lane: ask for an earlier day, see what it pushes aside, have it approved, promise the new day."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followthrough.foundation.calendar.queries import Calendars
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import action
from followthrough.kernel.actions.generic import change_records
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.notify.tell import tell
from followthrough.kernel.records.problems import Invalid, Refused
from followthrough.kernel.records.registry import Values, type_of
from followthrough.keystone.approvals.actions import settle_approvals
from followthrough.keystone.approvals.actions.asking import ask_next, open_findings
from followthrough.keystone.approvals.models import Approval, ApprovalState
from followthrough.keystone.approvals.queries.subjects import Measure
from followthrough.keystone.approvals.rules import Measured, mark_of
from followthrough.keystone.promises.actions.dating import redate_promise
from followthrough.keystone.promises.models import Promise, Reason, State
from followthrough.keystone.promises.queries.colleagues import person_behind
from followthrough.serving.orders.actions.delivering import today
from followthrough.serving.orders.actions.promising import open_lines, write_date
from followthrough.serving.orders.models import Order, OrderLine, OrderState
from followthrough.serving.orders.queries.consequence import consequence

RUSH = "orders.rush"
MEASURES = (
    Measure(
        RUSH,
        gettext_lazy("Rush, working days earlier"),
        gettext_lazy("%(part)s is wanted %(value)s earlier than promised."),
        "days",
    ),
)
ASKED, GRANTED, RETURNED = "asked", "granted", "returned"


@action(
    Order,
    needs="orders.enter",
    button=gettext_lazy("Rush"),
    icon="zap",
    applies=lambda order: order.state == OrderState.OPEN and order.rush_state != ASKED,
    undo_words=gettext_lazy("Whoever decides has been asked. Withdraw the question on its own page."),
    labels={
        "wanted_on": gettext_lazy("Wanted on"),
        "reason": gettext_lazy("Why it can't wait"),
        "seen": gettext_lazy("I have seen what it pushes aside"),
    },
    options={"reason": {"max_length": 300}},
)
def rush_order(order: Order, *, wanted_on: date, reason: str, seen: bool = False, by: Actor, now: datetime) -> Changes:
    """Ask for an earlier day. What it pushes aside in the department's week is told first; confirm that you saw it.

    Whoever may decide is asked; once approved, the new day is promised.
    """
    if wanted_on < today():
        raise Invalid({"wanted_on": _("Choose a day that is still to come.")})
    rushed = _rushed(order, wanted_on)
    if not rushed:
        raise Refused(_("Everything left is promised by then already."))
    if not seen:
        told = " ".join(week.sentence for week in consequence(order, wanted_on))
        raise Invalid({"seen": f"{told or _('No department owes any of it.')} {_('Tick that you have seen it.')}"})
    values: Values = {"rush_on": wanted_on, "rush_reason": reason, "rush_state": ASKED}
    change_records(type_of(Order), [(order, values)], by=by, now=now)
    asker = person_behind(by)
    if not open_findings(order, asker):
        grant(order, by=by, now=now)
        return Changes(_("%(ref)s is promised for the new day.") % {"ref": order.ref}, record=order)
    made = ask_next(order, asker, reason, by=by, now=now)
    names = ", ".join(dict.fromkeys(one.approver.name for one in made if one.approver))
    return Changes(_("Asked %(who)s.") % {"who": names}, record=order)


def _rushed(order: Order, wanted_on: date) -> list[OrderLine]:
    return [line for line in open_lines(order) if line.promised_on is None or line.promised_on > wanted_on]


def grant(order: Order, *, by: Actor, now: datetime) -> None:
    """The new day is promised on every line that was promised later."""
    day, text = order.rush_on, _("Rush: %(why)s") % {"why": order.rush_reason}
    change_records(type_of(Order), [(order, {"rush_state": GRANTED})], by=by, now=now)
    if day is None:
        return
    for line in _rushed(order, day):
        write_date(line, day, Reason.CUSTOMER_ASKED.value, text[:300], by=by, now=now)
        line.refresh_from_db()
        if line.promise and line.promise.state == State.OPEN and line.promise.due_on != day:
            locked = Promise._default_manager.select_for_update(of=("self",)).get(pk=line.promise.pk)
            asked = Reason.CUSTOMER_ASKED
            redate_promise(locked, due_on=day, reason=asked, text=text[:300], though_full=True, by=by, now=now)


def asked_rushes() -> QuerySet[Order]:
    """The orders whose rush waits for an answer."""
    rows = Order._default_manager.filter(rush_state=ASKED, binned_at__isnull=True)
    return rows.select_related("account", "owner", "team")


def is_asked(order: Order) -> bool:
    """Whether its rush waits for an answer."""
    return order.rush_state == ASKED


def measured_rush(order: Order) -> list[Measured]:
    """By how many working days the rush is earlier than the latest day promised."""
    if order.rush_on is None or order.rush_state != ASKED:
        return []
    lines = OrderLine._default_manager.filter(order=order, promised_on__gt=order.rush_on, binned_at__isnull=True)
    latest = lines.order_by("-promised_on").values_list("promised_on", flat=True).first()
    calendar = Calendars().of(order.department_id, order.team_id)
    sooner = Decimal(calendar.working_days_between(order.rush_on, latest)) if latest else None
    mark = mark_of([order.rush_on, order.pk])
    why = _("It is not promised for a day yet.")
    return [Measured(RUSH, sooner, mark, label=_("The order"), why=why)]


def settle_rushes(
    *, created: Sequence[Any], changed: Sequence[Order], inputs: Sequence[Values], by: Actor, now: datetime
) -> None:
    """A question about another day than is wanted now falls away."""
    asked = [
        one
        for one, row in zip(changed, inputs if changed else (), strict=True)
        if "rush_on" in row and one.rush_state == ASKED
    ]
    settle_approvals(asked, by=by, now=now)


def follow_approvals(
    *, created: Sequence[Any], changed: Sequence[Approval], inputs: Sequence[Values], by: Actor, now: datetime
) -> None:
    """An answer about a rush: once everything is approved the day is promised; returned, it stays as it was."""
    kind = type_of(Order).kind
    for approval, values in zip(changed, inputs if changed else (), strict=True):
        if approval.subject_kind != kind or "state" not in values:
            continue
        order = Order._default_manager.select_for_update(of=("self",)).filter(pk=approval.subject_id).first()
        if order is None or order.rush_state != ASKED:
            continue
        if approval.state == ApprovalState.APPROVED and not open_findings(order, approval.asker):
            grant(order, by=by, now=now)
            _tell(order, _("%(ref)s: the rush is granted."), by=by, now=now)
        elif approval.state in (ApprovalState.RETURNED, ApprovalState.WITHDRAWN, ApprovalState.VOID):
            change_records(type_of(Order), [(order, {"rush_state": RETURNED})], by=by, now=now)


def _tell(order: Order, words: str, *, by: Actor, now: datetime) -> None:
    if order.owner_id and order.owner_id != by.user_id:
        tell([order.owner_id], words % {"ref": order.ref}, url=f"/orders/{order.ref}/", now=now)
