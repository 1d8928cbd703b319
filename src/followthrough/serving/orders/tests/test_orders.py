"""Orders from the draft to the last delivery: quantities, promises, dates, holds, numbers."""

from datetime import date
from decimal import Decimal

import pytest

from followthrough.kernel.facts.models import Announcement
from followthrough.kernel.records.problems import Invalid, Refused
from followthrough.keystone.promises.actions import run_rules
from followthrough.keystone.promises.models import Evidence, Promise
from followthrough.serving.orders.models import DateChange, DeliveryMovement, Order, OrderLine
from followthrough.serving.orders.queries.standing import standing_of
from followthrough.serving.orders.tests.desk import NEXT_WEEK, days
from followthrough.winning.pipeline.models import Line, Opportunity
from followthrough.winning.quotes.models import Quote, QuoteVersion
from tests import cast

pytestmark = pytest.mark.slow

D = Decimal


def test_entering_promises_each_line_by_its_day_and_asks_for_missing_ones(desk):
    order = desk.order()
    desk.line(order, product=desk.hose.ref, quantity="4", promised_on=None)
    assert desk.owed(order) == []
    desk.does(order, "enter")
    assert desk.owed(order) == [("Deliver 10 × Swivel nut", "open")]
    assert desk.owed(order, "orders.date") == [(f"Say when {order.ref} will be delivered", "open")]
    assert order.amount == D("384.0000")
    assert desk.fresh(order).amount == D("434.0000")
    line = desk.lines(order)[0]
    assert (line.promise.due_on, line.promise.department, line.promise.minder) == (
        NEXT_WEEK,
        desk.fulfilment,
        desk.ana,
    )
    desk.does(desk.lines(order)[1], "redate", promised_on=NEXT_WEEK)
    assert desk.owed(order, "orders.date") == [(f"Say when {order.ref} will be delivered", "kept")]
    run_rules()
    assert desk.owed(order) == [("Deliver 10 × Swivel nut", "open"), ("Deliver 4 × Hose 3/4", "open")]
    assert Announcement.objects.filter(name="OrderEntered").count() == 1


def test_a_part_delivered_keeps_the_promise_open_and_says_so_until_all_is_there(desk):
    order = desk.entered()
    line = desk.lines(order)[0]
    desk.does(line, "deliver", quantity="4", paper="L-17")
    line = desk.fresh(line)
    assert (line.delivered, line.left, standing_of(order)) == (D(4), D(6), "partly")
    assert desk.owed(order) == [("Deliver 6 × Swivel nut", "open")]
    assert line.promise.source_text == f"Ordered as {order.ref}; 4 of 10 are delivered."
    with pytest.raises(Invalid):
        desk.does(line, "deliver", quantity="7")
    desk.does(line, "deliver")
    line = desk.fresh(line)
    assert (line.delivered, line.delivered_on, standing_of(order)) == (D(10), days(0), "delivered")
    assert desk.owed(order) == [("Deliver 6 × Swivel nut", "kept")]
    assert list(Evidence.objects.values_list("record_ref", "text")) == [(order.ref, "10 delivered.")]
    told = Announcement.objects.filter(name="OrderLineDelivered").order_by("pk")
    assert [row.body["quantity"] for row in told] == ["4", "6"]


def test_the_figures_of_a_line_are_always_the_sums_of_its_movements(desk):
    order = desk.entered()
    line = desk.lines(order)[0]
    desk.does(line, "deliver", quantity="7.5")
    desk.does(line, "take-back", quantity="2", reason="defect", again=True)
    desk.does(line, "take-back", quantity="1", reason="wrong")
    desk.does(line, "cancel", quantity="0.5", reason="asked")
    line = desk.fresh(line)
    assert (line.delivered, line.returned, line.replaced, line.cancelled) == (D("7.5"), D(3), D(2), D("0.5"))
    assert (line.left, line.taken.kept) == (D(4), D("4.5"))
    with pytest.raises(Invalid):
        desk.does(line, "take-back", quantity="5", reason="wrong")
    sums = {
        kind: sum(m.quantity for m in DeliveryMovement.objects.filter(kind=kind)) for kind in ("delivered", "returned")
    }
    assert sums == {"delivered": line.delivered, "returned": line.returned}


def test_what_comes_back_to_be_delivered_again_is_promised_anew(desk):
    order = desk.entered()
    line = desk.lines(order)[0]
    desk.does(line, "deliver")
    desk.does(line, "take-back", quantity="3", reason="defect", again=True)
    assert desk.owed(order) == [("Deliver 10 × Swivel nut", "kept"), ("Deliver 3 × Swivel nut", "open")]
    run_rules()
    assert len(desk.owed(order)) == 2


def test_a_promise_kept_from_its_own_page_delivers_the_rest_and_open_again_takes_it_back(desk):
    order = desk.entered()
    line = desk.lines(order)[0]
    desk.does(line, "deliver", quantity="4")
    promise = desk.fresh(line).promise
    cast.does(desk.by, Promise, "keep", promise, note="Left at the gate", nothing_next=True)
    assert (desk.fresh(line).delivered, standing_of(order)) == (D(10), "delivered")
    cast.does(desk.by, Promise, "reopen", promise)
    assert (desk.fresh(line).delivered, standing_of(order)) == (D(4), "partly")
    desk.does(line, "deliver")
    with pytest.raises(Refused):
        cast.does(desk.by, Promise, "reopen", promise)


def test_a_day_moves_only_with_a_reason_on_the_line_or_on_its_promise_alike(desk):
    order = desk.entered()
    line = desk.lines(order)[0]
    with pytest.raises(Invalid):
        desk.does(line, "redate", promised_on=days(10))
    desk.does(line, "redate", promised_on=days(10), reason="supplier", text="Casting late")
    line = desk.fresh(line)
    assert (line.promised_on, line.slips, line.promise.due_on) == (days(10), 1, days(10))
    cast.does(desk.by, Promise, "redate", line.promise, due_on=days(11), reason="capacity")
    line = desk.fresh(line)
    assert (line.promised_on, line.slips) == (days(11), 2)
    story = DateChange.objects.order_by("pk").values_list("before", "after", "reason", "text")
    assert list(story) == [
        (NEXT_WEEK, days(10), "supplier", "Casting late"),
        (days(10), days(11), "capacity", ""),
    ]
    assert Announcement.objects.filter(name="OrderSlipped").count() == 2
    with pytest.raises(Invalid):
        desk.does(line, "edit", promised_on=days(12))


def test_a_back_order_without_a_day_lets_the_promise_fall_and_asks_for_one(desk):
    order = desk.entered()
    line = desk.lines(order)[0]
    desk.does(line, "back-order", reason="stock", text="None at the mill")
    assert (standing_of(order), desk.owed(order)) == ("backordered", [("Deliver 10 × Swivel nut", "void")])
    assert [state for _what, state in desk.owed(order, "orders.date")] == ["open"]
    desk.does(line, "redate", promised_on=days(20))
    assert (standing_of(order), desk.fresh(line).backorder) == ("open", "")
    assert desk.owed(order)[-1] == ("Deliver 10 × Swivel nut", "open")


def test_a_hold_is_a_wait_that_its_deliveries_wait_for(desk):
    order = desk.entered()
    desk.does(order, "hold", reason="payment", waits_on="customer", text="First invoice")
    line = desk.lines(order)[0]
    wait = line.promise.blocked_by
    assert (wait.direction, wait.kind, wait.account, wait.contact, wait.ladder) == (
        "wait",
        "orders.hold",
        desk.account,
        desk.kurt,
        [2, 4, 7],
    )
    with pytest.raises(Refused):
        desk.does(line, "deliver")
    desk.does(order, "release", note="Paid")
    assert (desk.fresh(order).state, desk.fresh(wait).state, desk.fresh(line).promise.blocked_by) == (
        "open",
        "kept",
        None,
    )


def test_a_department_that_holds_an_order_up_owes_it(desk):
    order = desk.entered()
    with pytest.raises(Invalid):
        desk.does(order, "hold", reason="stock", waits_on="department")
    desk.does(order, "hold", reason="stock", waits_on="department", department=desk.fulfilment.ref)
    (promise,) = Promise.objects.filter(kind="orders.hold")
    assert (promise.direction, promise.department, promise.minder) == ("promise", desk.fulfilment, desk.ana)


def test_a_cancelled_order_keeps_what_was_delivered_and_taking_it_back_is_whole(desk):
    order = desk.entered((desk.nut, "10"), (desk.hose, "4"))
    desk.does(desk.lines(order)[0], "deliver", quantity="4")
    desk.does(order, "cancel", reason="asked", text="Project stopped")
    order = desk.fresh(order)
    assert (order.state, order.end_reason) == ("closed", "The customer asked for it: Project stopped")
    assert [(line.delivered, line.cancelled) for line in desk.lines(order)] == [(D(4), D(6)), (D(0), D(4))]
    assert [state for _what, state in desk.owed(order)] == ["kept", "void"]


def test_their_number_is_one_order_unless_it_is_meant(desk):
    desk.order(po_number="4500-1")
    with pytest.raises(Invalid) as told:
        desk.order(po_number="4500-1 ")
    assert list(told.value.fields) == ["po_number"]
    again = desk.order(po_number="4500-1", po_repeated=True)
    assert again.po_number == "4500-1"


def test_a_price_other_than_agreed_must_be_confirmed(desk):
    order = desk.order()
    line = desk.lines(order)[0]
    desk.does(line, "edit", unit_price="36")
    with pytest.raises(Invalid) as told:
        desk.does(order, "enter")
    assert list(told.value.fields) == ["other_prices"]
    desk.does(order, "enter", other_prices=True, price_note="Agreed by phone")
    assert desk.fresh(order).price_note == "Agreed by phone"
    with pytest.raises(Refused):
        desk.does(line, "edit", unit_price="35")


def test_an_exceeded_credit_limit_must_be_confirmed(desk):
    cast.set_to(desk.account, credit_limit=D(500))
    desk.entered()
    more = desk.order()
    with pytest.raises(Invalid) as told:
        desk.does(more, "enter")
    assert list(told.value.fields) == ["over_limit"]
    desk.does(more, "enter", over_limit=True)
    assert desk.fresh(more).state == "open"


def test_orders_under_a_contract_that_asks_for_a_number_wait_for_it(desk):
    assert date(2026, 11, 23) == days(0)
    order = desk.order()
    assert (order.owner, order.team, order.currency) == (desk.ana, desk.team, "USD")
    assert Order.objects.count() == OrderLine.objects.count() == 1


def test_an_order_of_an_accepted_quote_comes_to_what_was_accepted(desk):
    quote = Quote.objects.get(ref=cast.does(desk.by, Quote, "create", account=desk.account.ref, name="Line 2").ref)
    deal = quote.opportunity
    for product, quantity, discount in ((desk.nut, "7", "3"), (desk.hose, "13", "0")):
        sold = {"opportunity": deal.ref, "product": product.ref, "quantity": quantity, "discount": discount}
        cast.does(desk.by, Line, "create", **sold)
    cast.does(desk.by, Opportunity, "edit", desk.fresh(deal), discount="5")
    desk.does(quote, "note-sent", how="By hand")
    cast.does(desk.by, Quote, "accept", desk.fresh(quote), who="Kurt Bremer", how="By phone", po_number="PO 77")
    order = Order.objects.get(ref=cast.does(desk.by, Quote, "make-order", desk.fresh(quote)).ref)
    content = QuoteVersion.objects.get(quote=quote).content
    # 7 x 37.25 + 13 x 12.50 = 423.25, less 21.16
    assert (order.amount, content["totals"]["net"]) == (D("402.09"), "402.09")
    assert (order.discount, order.po_number, [line.discount for line in desk.lines(order)]) == (5, "PO 77", [3, 0])
