"""Deliver, take back, cancel by line and quantity; all that is left of an order at once."""

from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followthrough.kernel import clock
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import action
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.people.models import company
from followthrough.kernel.records.problems import Invalid, Refused
from followthrough.serving.orders.actions.moving import day_moved, move
from followthrough.serving.orders.actions.promising import open_lines
from followthrough.serving.orders.models import Moved, MovedFor, Order, OrderLine, OrderState
from followthrough.serving.orders.queries.owed import number_text
from followthrough.serving.orders.rules.standing import RUNNING

WORDS = {
    "quantity": gettext_lazy("How many"),
    "on": gettext_lazy("On"),
    "paper": gettext_lazy("Delivery note"),
    "reason": gettext_lazy("Why"),
    "text": gettext_lazy("In words"),
    "again": gettext_lazy("Deliver it again"),
}
TEXTS = {"text": {"max_length": 300}, "paper": {"max_length": 80}}


def is_owed(line: OrderLine) -> bool:
    """Whether something of the line is to be delivered now."""
    return line.order.state == OrderState.OPEN and line.left > 0


def can_come_back(line: OrderLine) -> bool:
    """Whether they have something of it."""
    return line.taken.kept > 0 and line.order.state in (*RUNNING, OrderState.CLOSED)


def can_cancel(line: OrderLine) -> bool:
    """Whether something is left of it on an order that runs."""
    return line.order.state in RUNNING and line.left > 0


@action(
    OrderLine,
    needs="orders.deliver",
    button=gettext_lazy("Deliver"),
    icon="truck",
    applies=is_owed,
    labels=WORDS,
    options=TEXTS,
)
def deliver_order_line(
    order_line: OrderLine,
    *,
    quantity: Decimal | None = None,
    on: date | None = None,
    paper: str = "",
    by: Actor,
    now: datetime,
) -> Changes:
    """Write down a delivery: all that is left, or a part of it. Delivered in full, the line's promise is kept."""
    row = {"order_line": order_line, "kind": Moved.DELIVERED, "on": day_moved(on, today()), "paper": paper}
    move([{**row, "quantity": _some(quantity, order_line.left)}], by=by, now=now)
    order_line.refresh_from_db()
    if order_line.left:
        gaps = {"what": order_line.title, "left": number_text(order_line.left)}
        return Changes(_("%(what)s: %(left)s are left to deliver.") % gaps, record=order_line)
    return Changes(_("%(what)s is delivered in full.") % {"what": order_line.title}, record=order_line)


@action(
    OrderLine,
    needs="orders.deliver",
    button=gettext_lazy("Take back"),
    icon="undo-2",
    applies=can_come_back,
    labels=WORDS,
    options=TEXTS,
)
def take_back_order_line(
    order_line: OrderLine,
    *,
    quantity: Decimal,
    reason: MovedFor,
    again: bool = False,
    on: date | None = None,
    text: str = "",
    by: Actor,
    now: datetime,
) -> Changes:
    """Write down that something came back, and why. With “deliver it again” as much is owed anew."""
    if again and order_line.order.state != OrderState.OPEN:
        raise Refused(_("The order does not run. Open it again to deliver once more."))
    row = {"order_line": order_line, "kind": Moved.RETURNED, "on": day_moved(on, today()), "again": again}
    move([{**row, "quantity": _some(quantity, Decimal(0)), "reason": reason, "text": text}], by=by, now=now)
    gaps = {"what": order_line.title, "n": number_text(quantity)}
    return Changes(_("%(what)s: %(n)s came back.") % gaps, record=order_line)


@action(
    OrderLine,
    needs="orders.enter",
    button=gettext_lazy("Cancel"),
    icon="circle-x",
    applies=can_cancel,
    labels=WORDS,
    options=TEXTS,
)
def cancel_order_line(
    order_line: OrderLine,
    *,
    reason: MovedFor,
    quantity: Decimal | None = None,
    text: str = "",
    by: Actor,
    now: datetime,
) -> Changes:
    """Cancel what is left of the line, or a part of it, and say why."""
    row = {"order_line": order_line, "kind": Moved.CANCELLED, "on": today(), "reason": reason, "text": text}
    move([{**row, "quantity": _some(quantity, order_line.left)}], by=by, now=now)
    return Changes(_("%(what)s: cancelled.") % {"what": order_line.title}, record=order_line)


@action(
    Order,
    needs="orders.deliver",
    button=gettext_lazy("Deliver all"),
    icon="truck",
    primary=True,
    applies=lambda one: one.state == OrderState.OPEN,
    labels=WORDS,
    options=TEXTS,
)
def deliver_order(order: Order, *, on: date | None = None, paper: str = "", by: Actor, now: datetime) -> Changes:
    """Write down that all that is left of the order was delivered."""
    lines = open_lines(order)
    if not lines:
        raise Refused(_("Nothing is left to deliver."))
    row = {"kind": Moved.DELIVERED, "on": day_moved(on, today()), "paper": paper}
    move([{**row, "order_line": line, "quantity": line.left} for line in lines], by=by, now=now)
    return Changes(_("%(ref)s is delivered.") % {"ref": order.ref}, record=order)


def today() -> date:
    """The seller's day."""
    return clock.today(company().zone)


def _some(quantity: Decimal | None, otherwise: Decimal) -> Decimal:
    """A quantity above zero. Raises Invalid."""
    found = otherwise if quantity is None else quantity
    if found <= 0:
        raise Invalid({"quantity": _("Write a quantity above zero.")})
    return found
