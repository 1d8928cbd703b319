"""A customer with products and orders, for the tests of orders."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from followthrough.foundation.accounts.models import Contact
from followthrough.foundation.catalogue.models import Product
from followthrough.kernel.people.models import Team
from followthrough.keystone.promises.models import Promise
from followthrough.serving.orders.models import Order, OrderLine
from tests import cast

D = Decimal
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)  # a Monday
TODAY = NOW.date()
NEXT_WEEK = date(2026, 11, 30)


class Desk:
    """Ana enters orders for Bremer; Fulfilment delivers."""

    def __init__(self) -> None:
        self.team = cast.made(Team, name="Sales")
        self.fulfilment = cast.made(Team, name="Fulfilment", is_department=True, email="fulfilment@example.com")
        self.ana = cast.person("Ana Ruiz", "coordinator", self.team, reach="all")
        self.by = cast.as_actor(self.ana)
        self.account = cast.account("Bremer Fluid Systems", owner=self.ana, team=self.team, currency="USD")
        self.kurt = cast.made(Contact, name="Kurt Bremer", email="kurt@example.com", account=self.account)
        self.nut = cast.made(Product, name="Swivel nut", code="FS-9115", list_price=D("38.40"))
        self.hose = cast.made(Product, name="Hose 3/4", code="HS-34", list_price=D("12.50"))

    def does(self, one: Any, verb: str, **values: Any) -> Any:
        return cast.does(self.by, type(one), verb, one, **values)

    def order(self, *lines: tuple[Product, str], **values: Any) -> Order:
        """A draft with a line for each product and quantity."""
        told = {"account": self.account.ref, "department": self.fulfilment.ref, "contact": self.kurt.ref, **values}
        order = Order.objects.get(ref=cast.does(self.by, Order, "create", **told).ref)
        for product, quantity in lines or ((self.nut, "10"),):
            self.line(order, product=product.ref, quantity=quantity)
        return self.fresh(order)

    def line(self, order: Order, **values: Any) -> OrderLine:
        """A line of the order, promised for next week unless said otherwise."""
        told = {"order": order.ref, "promised_on": NEXT_WEEK.isoformat(), **values}
        return OrderLine.objects.get(ref=cast.does(self.by, OrderLine, "create", **told).ref)

    def entered(self, *lines: tuple[Product, str], **values: Any) -> Order:
        order = self.order(*lines, **values)
        self.does(order, "enter")
        return self.fresh(order)

    def fresh(self, one: Any) -> Any:
        return type(one).objects.get(pk=one.pk)

    def lines(self, order: Order) -> list[OrderLine]:
        return list(OrderLine.objects.filter(order=order, binned_at__isnull=True).order_by("position", "pk"))

    def owed(self, order: Order, kind: str = "orders.delivery") -> list[tuple[str, str]]:
        """What the order's promises of a kind say and how they stand."""
        rows = Promise.objects.filter(source_kind="orders.order", source_id=order.pk, kind=kind).order_by("pk")
        return list(rows.values_list("what", "state"))


def days(count: int) -> date:
    """So many days from today."""
    return TODAY + timedelta(days=count)
