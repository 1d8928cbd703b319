"""Orders and their lines in the state a verb asks for, and what is sent with it."""

from datetime import date
from decimal import Decimal
from typing import Any

from followthrough.foundation.accounts.models import Contact
from followthrough.kernel.actions.declare import Action
from followthrough.kernel.people.models import Team
from followthrough.kernel.records.model import Record
from followthrough.kernel.records.registry import type_of
from followthrough.serving.orders.models import (
    DateChange,
    DeliveryMovement,
    Onboarding,
    Order,
    OrderLine,
    OrderSheet,
    SheetAnswer,
    SheetQuestion,
)
from tests import cast
from tests.house.samples import Side, sample

LATER = date(2031, 2, 3)
ABOUT = (Order, OrderLine, OrderSheet)
IN_STATE: dict[str, dict[str, Any]] = {
    **{
        verb: {"state": "open"}
        for verb in ("hold", "close", "deliver", "redate", "rush", "tell", "mark-told", "send-status", "draft-invoice")
    },
    "release": {"state": "held"},
    "reopen": {"state": "closed"},
}


def arranged(action: Action, side: Side) -> Record:
    """A record of this side as the verb asks for it."""
    found: Any = sample(type_of(action.model), side)
    if isinstance(found, OrderLine):
        return _line(action.verb, found)
    if isinstance(found, OrderSheet):
        return _sheet(action.verb, found)
    ten = cast.made(OrderLine, order=found, description="Ten of it", quantity=Decimal(10), unit_price=Decimal(2))
    if action.verb in ("tell", "mark-told"):
        cast.made(DateChange, order_line=ten, before=date(2031, 1, 6), after=LATER, reason="supplier")
    if action.verb == "draft-invoice":
        cast.set_to(ten, delivered=Decimal(10))
    if action.verb == "close":
        cast.set_to(OrderLine._default_manager.get(order=found), cancelled=Decimal(10))
    values = IN_STATE.get(action.verb, {})
    return cast.set_to(found, **values) if values else found


def _line(verb: str, line: OrderLine) -> OrderLine:
    if verb in ("put-earlier", "put-later"):
        cast.made(OrderLine, order=line.order, description="The line after it", quantity=Decimal(1))
    if verb in ("deliver", "cancel", "redate", "back-order", "take-back"):
        cast.set_to(line.order, state="open")
    if verb == "take-back":
        row = {"order_line": line, "kind": "delivered", "quantity": line.quantity, "on": date(2026, 11, 2)}
        cast.made(DeliveryMovement, **row)
        cast.set_to(line, delivered=line.quantity)
    return OrderLine._default_manager.get(pk=line.pk)


def _sheet(verb: str, sheet: OrderSheet) -> OrderSheet:
    """Nothing is missing, but where it is asked for."""
    for answer in SheetAnswer._default_manager.filter(sheet=sheet):
        cast.set_to(answer, value="" if verb in ("ask", "fill") else "Known")
    if verb == "ask":
        cast.made(SheetAnswer, sheet=sheet, question=cast.made(SheetQuestion, label="Which gate"))
    team = cast.made(Team, name="Onboarding of it", is_department=True)
    state = "handed" if verb in ("accept", "return", "recall") else "open"
    arranged: OrderSheet = cast.set_to(sheet, state=state, receiver=team)
    return arranged


def told(action: Action, record: Any) -> dict[str, Any]:
    """What is sent with the verbs of orders that need more than their fields say; empty for any other."""
    sent: dict[tuple[type[Record], str], dict[str, Any]] = {
        (Order, "add-rows"): {"block": {"rows": [{"text": "Bag", "unit_price": "1.50", "in_words": True}]}},
        (Order, "rush"): {"wanted_on": LATER, "reason": "It stands still", "seen": True},
        (OrderSheet, "hand-over"): {"go_live_on": LATER},
        (Order, "enter"): {"other_prices": True, "over_limit": True},
        (Order, "hold"): {"reason": "payment", "waits_on": "customer"},
        (Order, "redate"): {"promised_on": LATER, "reason": "supplier"},
        (OrderLine, "redate"): {"promised_on": LATER, "reason": "supplier"},
        (OrderLine, "take-back"): {"quantity": "0.5", "reason": "defect"},
        (Onboarding, "move"): {"go_live_on": LATER, "seen": True},
    }
    if isinstance(record, OrderSheet) and action.verb == "fill":
        return {"answers": {one.ref: "Known" for one in SheetAnswer._default_manager.filter(sheet=record)}}
    if (action.model, action.verb) in ((OrderSheet, "ask"), (Order, "tell"), (Order, "send-status")):
        to = cast.made(Contact, name="Kurt Bremer", email="kurt@example.com", account=record.account)
        return {"to": to.ref}
    return sent.get((action.model, action.verb), {})
