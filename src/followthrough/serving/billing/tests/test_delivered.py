"""What is delivered of an order is billed as it comes, once, to the cent; what comes back is credited."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from followthrough.kernel.facts.announce import deliver as hand_out
from followthrough.kernel.facts.models import Announcement
from followthrough.kernel.people.models import User
from followthrough.kernel.records.problems import Refused
from followthrough.serving.billing.actions.delivered import draft_for_order
from followthrough.serving.billing.models import BillingDetails, Invoice, InvoiceLine
from followthrough.serving.billing.tests import bills
from followthrough.serving.orders.models import Order, OrderLine
from followthrough.serving.orders.tests.desk import NOW, Desk
from followthrough.winning.contracts.models import Contract, ContractDiscount
from followthrough.winning.contracts.tests import agreements
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
D = Decimal


@pytest.fixture
def desk() -> Desk:
    bills.house()
    desk = Desk()
    cast.set_to(desk.account, street="Via Roma 1", city="Milano", postcode="20100", country="Italy")
    cast.made(BillingDetails, account=desk.account, vat_id="IT12345678901")
    return desk


def hand_off(invoice: Invoice) -> None:
    """Accounting gets it."""
    bills.handed_off(
        cast.as_actor(User.objects.filter(role="finance").first() or cast.person("Fay", "finance")), invoice
    )


def hear() -> None:
    """Every fact reaches its listeners."""
    hand_out(list(Announcement.objects.order_by("pk").values_list("pk", flat=True)))


def invoices(order: Order) -> list[Invoice]:
    return list(Invoice.objects.filter(order=order, binned_at__isnull=True).order_by("pk"))


def shown(invoice: Invoice) -> list[tuple[str, str, str, str]]:
    """Description, quantity, price each and amount of every line."""
    rows = InvoiceLine.objects.filter(invoice=invoice, binned_at__isnull=True).order_by("position")
    return [(one.description, f"{one.quantity:.2f}", f"{one.unit_price:.2f}", f"{one.amount:.2f}") for one in rows]


def deliver(desk: Desk, line: OrderLine, quantity: str, **values: Any) -> None:
    desk.does(desk.fresh(line), "deliver", quantity=quantity, **values)
    hear()


def test_a_delivery_in_parts_stands_on_one_draft_until_it_is_handed_off(desk: Desk) -> None:
    order = desk.entered((desk.nut, "10"), (desk.hose, "4"), po_number="4500-1")
    nut, hose = desk.lines(order)
    assert invoices(order) == []
    deliver(desk, nut, "3", on="2026-11-23")
    deliver(desk, nut, "2", on="2026-11-24")
    (draft,) = invoices(order)
    assert shown(draft) == [("Swivel nut", "5.00", "38.40", "192.00")]
    assert (draft.po_number, draft.net, draft.tax) == ("4500-1", D(192), D("36.48"))
    assert (draft.starts_on, draft.ends_on) == (date(2026, 11, 23), date(2026, 11, 24))
    hand_off(draft)
    deliver(desk, nut, "5")
    deliver(desk, hose, "4")
    _first, second = invoices(order)
    assert shown(second) == [("Swivel nut", "5.00", "38.40", "192.00"), ("Hose 3/4", "4.00", "12.50", "50.00")]
    assert sum(one.net for one in invoices(order)) == desk.fresh(order).amount == D(434)


def test_looking_again_drafts_nothing_more(desk: Desk) -> None:
    order = desk.entered((desk.nut, "10"))
    deliver(desk, desk.lines(order)[0], "10")
    before = [(one.pk, one.version) for one in invoices(order)]
    assert draft_for_order(order.pk, by=desk.by, now=NOW) is None
    assert [(one.pk, one.version) for one in invoices(order)] == before
    with pytest.raises(Refused, match="Nothing was delivered"):
        desk.does(order, "draft-invoice")


def test_discounts_on_lines_and_on_the_whole_lose_no_cent_over_three_invoices(desk: Desk) -> None:
    order = desk.order((desk.nut, "7"))
    (line,) = desk.lines(order)
    desk.does(line, "edit", discount="3.5", unit_price="9.99")
    cast.set_to(order, discount=D("7.5"))
    desk.does(desk.fresh(order), "edit", note="Three parts")
    desk.does(desk.fresh(line), "edit", quantity="7.001")
    desk.does(desk.fresh(order), "enter", other_prices=True)
    for quantity in ("2.333", "2.334", "2.334"):
        deliver(desk, line, quantity)
        hand_off(invoices(order)[-1])
    assert len(invoices(order)) == 3
    assert sum(one.net for one in invoices(order)) == desk.fresh(order).amount


def test_what_comes_back_leaves_the_draft_or_is_credited(desk: Desk) -> None:
    order = desk.entered((desk.nut, "10"))
    (line,) = desk.lines(order)
    deliver(desk, line, "10")
    desk.does(desk.fresh(line), "take-back", quantity="4", reason="defect")
    hear()
    (draft,) = invoices(order)
    assert shown(draft) == [("Swivel nut", "6.00", "38.40", "230.40")]
    hand_off(draft)
    desk.does(desk.fresh(line), "take-back", quantity="1", reason="defect")
    hear()
    _invoice, note = invoices(order)
    assert (note.kind, note.net, shown(note)) == (
        "credit_note",
        D("-38.40"),
        [("Swivel nut", "-1.00", "38.40", "-38.40")],
    )
    hand_off(note)
    assert sum(one.net for one in invoices(order)) == D("192.00")


def test_a_draft_goes_when_all_of_it_came_back(desk: Desk) -> None:
    order = desk.entered((desk.nut, "2"))
    (line,) = desk.lines(order)
    deliver(desk, line, "2")
    desk.does(desk.fresh(line), "take-back", quantity="2", reason="wrong")
    hear()
    assert invoices(order) == []


def test_what_was_credited_whole_is_drafted_anew(desk: Desk) -> None:
    order = desk.entered((desk.nut, "10"))
    deliver(desk, desk.lines(order)[0], "10")
    (first,) = invoices(order)
    hand_off(first)
    cast.does(desk.by, Invoice, "credit", Invoice.objects.get(pk=first.pk), reason="Wrong address", bill_again=True)
    _first, note, again = invoices(order)
    assert (note.net, again.net, again.kind) == (D(-384), D(384), "invoice")


def test_what_a_contract_charges_on_delivery_is_billed_by_the_contract_when_the_order_is_delivered(desk: Desk) -> None:
    drafted = cast.made(
        Contract, account=desk.account, name="Twenty nuts", billing="on_delivery", starts_on=date(2026, 11, 2),
        ends_on=date(2027, 10, 31), payment_days=30, currency="USD",
    )  # fmt: skip
    agreements.line(drafted, "Swivel nut", "38", charged="once", quantity=D(20), product=desk.nut)
    contract = agreements.signed(desk.by, drafted, on=date(2026, 11, 1))
    order = desk.entered((desk.nut, "20"), contract=contract.ref)
    (line,) = desk.lines(order)
    assert (line.unit_price, line.contract_line.contract) == (D(38), contract)
    deliver(desk, line, "12")
    assert Invoice.objects.count() == 0
    deliver(desk, line, "8")
    (draft,) = Invoice.objects.filter(contract=contract)
    assert (draft.order, draft.net, draft.bill_on) == (None, D(760), date(2026, 11, 24))


def test_a_discount_sold_with_the_contract_is_taken_off_what_is_delivered(desk: Desk) -> None:
    told = {"starts_on": date(2026, 11, 2), "ends_on": date(2027, 10, 31), "payment_days": 30, "currency": "USD"}
    drafted = cast.made(Contract, account=desk.account, name="Frame", **told)
    agreements.line(drafted, "Swivel nut", "38.40", charged="usage", product=desk.nut)
    cast.made(ContractDiscount, contract=drafted, name="Swivel nut", percent=20, until=date(2026, 12, 31))
    contract = agreements.signed(desk.by, drafted, on=date(2026, 11, 1))
    order = desk.entered((desk.nut, "10"), contract=contract.ref)
    (line,) = desk.lines(order)
    for quantity, net in (("5", D("153.60")), ("5", D("307.20"))):  # 80 % of 5, then of 10, at 38.40
        deliver(desk, line, quantity)
        (draft,) = invoices(order)
        assert draft.net == net
