"""Promise a day for a line, move it with a reason, or say that there is none yet."""

from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import action
from followthrough.kernel.actions.generic import change_records
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.records.problems import Invalid, Refused
from followthrough.kernel.records.registry import Values, type_of
from followthrough.keystone.promises.actions.closing import choices_of
from followthrough.keystone.promises.actions.dating import MOVED_FOR, redate_promise
from followthrough.keystone.promises.models import Promise, Reason, State
from followthrough.serving.orders.actions.delivering import can_cancel, today
from followthrough.serving.orders.actions.promising import open_lines, write_date
from followthrough.serving.orders.models import Backorder, Order, OrderLine
from followthrough.serving.orders.rules.standing import RUNNING

WORDS = {
    "promised_on": gettext_lazy("New day"),
    "reason": gettext_lazy("Why"),
    "text": gettext_lazy("In words"),
    "though_full": gettext_lazy("On this day, though it is full"),
    "expected_on": gettext_lazy("Expected on, if somebody knows"),
}


@action(
    OrderLine,
    needs="orders.enter",
    button=gettext_lazy("New date"),
    icon="calendar-clock",
    applies=can_cancel,
    labels=WORDS,
    options={"reason": choices_of(MOVED_FOR), "text": {"max_length": 300}},
)
def redate_order_line(
    order_line: OrderLine,
    *,
    promised_on: date,
    reason: Reason | None = None,
    text: str = "",
    though_full: bool = False,
    by: Actor,
    now: datetime,
) -> Changes:
    """Promise the line for a day. A day promised before moves only with a reason; the customer is told next."""
    _redate(order_line, promised_on, reason, text, though_full=though_full, by=by, now=now)
    return Changes(_said(order_line.order, [order_line]), record=order_line)


@action(
    Order,
    needs="orders.enter",
    button=gettext_lazy("New date for all"),
    icon="calendar-clock",
    applies=lambda one: one.state in RUNNING,
    labels=WORDS,
    options={"reason": choices_of(MOVED_FOR), "text": {"max_length": 300}},
)
def redate_order(
    order: Order,
    *,
    promised_on: date,
    reason: Reason | None = None,
    text: str = "",
    though_full: bool = False,
    by: Actor,
    now: datetime,
) -> Changes:
    """Promise everything that is left of the order for one day, with the reason where it was promised before."""
    lines = [line for line in open_lines(order) if line.promised_on != promised_on]
    if not lines:
        raise Refused(_("Nothing is left that is promised for another day."))
    for line in lines:
        _redate(line, promised_on, reason, text, though_full=though_full, by=by, now=now)
    return Changes(_said(order, lines), record=order)


def _said(order: Order, lines: list[OrderLine]) -> str:
    if any(line.slips for line in lines):
        return _("The new date is on record. %(who)s does not know it yet.") % {"who": order.account.name}
    return _("The date is on record.")


def _redate(
    line: OrderLine, day: date, reason: Reason | None, text: str, *, though_full: bool, by: Actor, now: datetime
) -> None:
    if day < today():
        raise Invalid({"promised_on": _("Choose a day that is still to come.")})
    if day == line.promised_on:
        raise Invalid({"promised_on": _("It is promised for that day already.")})
    if line.promised_on and not reason:
        raise Invalid({"reason": _("Say why it is not delivered as promised.")})
    write_date(line, day, reason or "", text, by=by, now=now)
    line.refresh_from_db()
    promise = line.promise
    if promise and promise.state == State.OPEN and promise.due_on != day:
        locked = Promise._default_manager.select_for_update(of=("self",)).get(pk=promise.pk)
        why = reason or Reason.OTHER
        redate_promise(locked, reason=why, due_on=day, text=text, though_full=though_full, by=by, now=now)


@action(
    OrderLine,
    needs="orders.enter",
    button=gettext_lazy("Back-order"),
    icon="package",
    applies=can_cancel,
    labels=WORDS,
    options={"text": {"max_length": 300}},
)
def back_order_order_line(
    order_line: OrderLine,
    *,
    reason: Backorder,
    expected_on: date | None = None,
    text: str = "",
    by: Actor,
    now: datetime,
) -> Changes:
    """Say that the line can't be delivered now, and why. Without a day to expect it one is asked for."""
    moved_for = Reason.CAPACITY if reason == Backorder.CAPACITY else Reason.SUPPLIER
    if expected_on and expected_on != order_line.promised_on:
        _redate(order_line, expected_on, moved_for, text, though_full=True, by=by, now=now)
    elif order_line.promised_on and not expected_on:
        write_date(order_line, None, moved_for.value, text, by=by, now=now)
    values: Values = {"backorder": reason, "backorder_note": text}
    change_records(type_of(OrderLine), [(order_line, values)], by=by, now=now)
    return Changes(_("%(what)s is back-ordered.") % {"what": order_line.title}, record=order_line)
