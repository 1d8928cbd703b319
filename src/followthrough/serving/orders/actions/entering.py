"""Enter an order once it is checked: complete, at agreed prices, within the credit limit; cancel, close, reopen it."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from followthrough.kernel import clock
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import action
from followthrough.kernel.actions.generic import change_records
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.facts.announce import announce
from followthrough.kernel.people.models import company
from followthrough.kernel.records.problems import Invalid, Refused
from followthrough.kernel.records.registry import Values, type_of
from followthrough.keystone.promises.actions import void_promises
from followthrough.serving.orders.actions.moving import move
from followthrough.serving.orders.actions.promising import keep_in_step, open_lines
from followthrough.serving.orders.facts import OrderCancelled, OrderEntered
from followthrough.serving.orders.models import Moved, MovedFor, Order, OrderState
from followthrough.serving.orders.queries.checking import differing
from followthrough.serving.orders.queries.credit import over_limit
from followthrough.serving.orders.queries.standing import lines_of
from followthrough.serving.orders.rules.standing import RUNNING


@action(
    Order,
    needs="orders.enter",
    button=gettext_lazy("Enter"),
    icon="check",
    primary=True,
    moves=(OrderState.DRAFT, OrderState.OPEN),
    labels={
        "other_prices": gettext_lazy("The other prices are right"),
        "price_note": gettext_lazy("Why they differ"),
        "over_limit": gettext_lazy("Enter it although the credit limit is exceeded"),
    },
    options={
        "other_prices": {"asked": lambda order: bool(differing(lines_of(order)))},
        "price_note": {"asked": lambda order: bool(differing(lines_of(order))), "max_length": 300},
        "over_limit": {"asked": lambda order: over_limit(order) is not None},
    },
)
def enter_order(
    order: Order,
    *,
    other_prices: bool = False,
    price_note: str = "",
    over_limit: bool = False,
    by: Actor,
    now: datetime,
) -> Changes:
    """Enter the order: from here on each line is promised by its day, or a day is asked for.

    Prices that differ from what was agreed, and a credit limit that is exceeded, must be confirmed.
    """
    _check(order, other_prices, over_limit)
    values: Values = {"price_note": price_note if other_prices else ""}
    into(order, OrderState.OPEN, values, by=by, now=now)
    keep_in_step(lines_of(order), by=by, now=now)
    announce(OrderEntered(order.pk, order.account_id), at=now)
    return Changes(_("%(ref)s is entered.") % {"ref": order.ref}, record=order)


def _check(order: Order, other_prices: bool, is_over_meant: bool) -> None:
    lines = lines_of(order)
    if not lines:
        raise Refused(_("There is nothing on it yet. Add a line first."))
    if bare := [line.title for line in lines if line.unit_price is None]:
        raise Refused(_("There is no price yet for: %(what)s.") % {"what": ", ".join(bare)})
    if order.contract and order.contract.needs_po and not order.po_number:
        raise Refused(
            _("%(ref)s asks for their order number. Write it down, or hold the order.") % {"ref": order.contract}
        )
    if (found := differing(lines)) and not other_prices:
        words = ngettext(
            "%(count)d price differs from what was agreed. Change it, or say that it is right.",
            "%(count)d prices differ from what was agreed. Change them, or say that they are right.",
            len(found),
        )
        raise Invalid({"other_prices": words % {"count": len(found)}})
    exceeded = over_limit(order)
    if exceeded and not is_over_meant:
        raise Invalid({"over_limit": exceeded.sentence})


@action(
    Order,
    needs="orders.enter",
    button=gettext_lazy("Cancel the order"),
    icon="circle-x",
    applies=lambda one: one.state in (OrderState.DRAFT, *RUNNING),
    labels={"reason": gettext_lazy("Why"), "text": gettext_lazy("In words")},
    options={"text": {"max_length": 300}},
)
def cancel_order(order: Order, *, reason: MovedFor, text: str = "", by: Actor, now: datetime) -> Changes:
    """Cancel all that is not delivered yet; what was delivered stays. Taking it back brings the promises back."""
    lines = open_lines(order)
    today = clock.today(company().zone)
    more = {"kind": Moved.CANCELLED, "on": today, "reason": reason, "text": text}
    move([{"order_line": line, "quantity": line.left, **more} for line in lines], by=by, now=now)
    is_begun = any(line.delivered for line in lines_of(order))
    words = ": ".join(part for part in (str(MovedFor(reason).label), text) if part)
    state = OrderState.CLOSED if is_begun else OrderState.CANCELLED
    into(order, state, {"end_reason": words[:300]}, by=by, now=now)
    void_promises(order, reason_text=_("The order was cancelled."), by=by, now=now)
    announce(OrderCancelled(order.pk, order.account_id), at=now)
    return Changes(_("%(ref)s is cancelled.") % {"ref": order.ref}, record=order)


@action(
    Order,
    needs="orders.enter",
    button=gettext_lazy("Close"),
    icon="circle-check",
    moves=(OrderState.OPEN, OrderState.CLOSED),
    undone_by="reopen",
)
def close_order(order: Order, *, by: Actor, now: datetime) -> Changes:
    """Close an order of which nothing is left to deliver."""
    if open_lines(order):
        raise Refused(_("Something is left to deliver. Deliver it, or cancel the rest."))
    into(order, OrderState.CLOSED, {}, by=by, now=now)
    return Changes(_("%(ref)s is closed.") % {"ref": order.ref}, record=order)


@action(
    Order,
    needs="orders.enter",
    button=gettext_lazy("Open again"),
    icon="undo-2",
    moves=(OrderState.CLOSED, OrderState.OPEN),
    undone_by="close",
)
def reopen_order(order: Order, *, by: Actor, now: datetime) -> Changes:
    """Open a closed order again, for something that comes back or has to be delivered after all."""
    into(order, OrderState.OPEN, {"end_reason": ""}, by=by, now=now)
    return Changes(_("%(ref)s is open again.") % {"ref": order.ref}, record=order)


def into(order: Order, state: OrderState, values: Values, *, by: Actor, now: datetime) -> None:
    """Put the order into a state somebody decided."""
    change_records(type_of(Order), [(order, {"state": state.value, "state_since": now, **values})], by=by, now=now)
