"""The credit limit counts what is owed on invoices and what was ordered or delivered and is on none."""

from datetime import date
from decimal import Decimal

import pytest

from followthrough.serving.billing.models import Invoice, Payment
from followthrough.serving.billing.queries.exposed import unbilled
from followthrough.serving.billing.tests import bills
from followthrough.serving.orders.models import Order, OrderLine
from followthrough.serving.orders.queries.credit import credit_of, is_over_limit
from followthrough.winning.contracts.tests import agreements
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
D = Decimal


def test_an_order_moves_from_ordered_to_delivered_to_owed_to_paid_and_no_cent_counts_twice() -> None:
    by, fay = agreements.desk(), bills.finance()
    bills.house()
    account = bills.customer()
    cast.set_to(account, credit_limit=D(1000), currency="EUR")

    def stand() -> tuple[Decimal, Decimal]:
        found = credit_of(account)
        assert found
        return found.owed.amount, found.to_bill.amount

    order = cast.made(Order, account=account, currency="EUR", discount=D(10))
    line = cast.made(OrderLine, order=order, description="Nut", quantity=D(30), unit_price=D("12.345"))
    assert stand() == (0, 0)  # a draft is not ordered yet
    cast.does(by, Order, "enter", order)
    assert stand() == (0, D("333.31"))  # 30 x 12.345 = 370.35, less 37.04
    cast.does(by, OrderLine, "deliver", line, quantity="10", on="2026-11-20")
    (one,) = unbilled([account])
    assert (one.delivered.amount, one.ordered.amount) == (D("111.10"), D("222.21"))
    cast.does(by, Order, "draft-invoice", order)
    assert stand() == (0, D("333.31"))  # a draft is no invoice yet
    invoice = Invoice.objects.get()
    bills.handed_off(by, invoice)
    invoice.refresh_from_db()
    owed = invoice.gross
    assert stand() == (owed, D("222.21"))
    cast.does(fay, Payment, "create", paid_on="2026-11-20", amount="50", account=account.ref, reference="on account")
    assert stand() == (owed - 50, D("222.21"))
    found = credit_of(account)
    assert found and not found.is_exceeded
    cast.set_to(account, credit_limit=found.used.amount - D("0.01"))
    more = cast.made(Order, account=account, currency="EUR")
    cast.made(OrderLine, order=more, description="Nut", quantity=D(1), unit_price=D(1))
    assert set(Order.objects.filter(is_over_limit(True, by))) == {order, more}
    cast.set_to(account, credit_limit=found.used.amount)
    assert not Order.objects.filter(is_over_limit(True, by)).exists()
    with_more = credit_of(account, more)
    assert with_more and with_more.is_exceeded and with_more.to_bill.amount == D("223.21")


def test_an_order_taken_over_as_delivered_was_invoiced_where_it_came_from() -> None:
    account = bills.customer()
    cast.set_to(account, credit_limit=D(1000), currency="EUR")
    order = cast.made(Order, account=account, currency="EUR", state="closed", shipped_on=date(2020, 1, 1))
    cast.made(OrderLine, order=order, description="Nut", quantity=D(30), unit_price=D(12))
    assert unbilled([account]) == []
