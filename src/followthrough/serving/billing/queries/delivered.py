"""What was delivered of orders and is on no invoice yet, and what came back after it was."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q

from followthrough.kernel.records.registry import type_of
from followthrough.serving.billing.queries.due import Borne, borne_by
from followthrough.serving.orders.models import DeliveryMovement, Moved, Order, OrderLine
from followthrough.serving.usage.queries.meters import counted_lines
from followthrough.values.money import Money
from followthrough.winning.contracts.models import Charged
from followthrough.winning.pipeline.rules.offer import net_price

NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Delivered:
    """What a line of an order comes to beyond what invoices and drafts bear of it; below zero for what came back.

    `price` is the price each after the line's discount, `before` what they bear, `part` counts its lines on them.
    """

    line: OrderLine
    price: Decimal
    before: Money
    amount: Money
    part: int


def billed_by_order(order: Order) -> list[OrderLine]:
    """The lines of an order that are billed as they are delivered.

    Those that draw on a line of the contract with an amount of its own, or one that a meter counts, are billed there.
    """
    rows: Any = OrderLine._default_manager.filter(order=order, binned_at__isnull=True)
    rows = rows.exclude(Q(contract_line__amount__isnull=False) & ~Q(contract_line__charged=Charged.USAGE))
    lines = list(rows.select_related("product", "tax", "contract_line").order_by("position", "pk"))
    counted = counted_lines({line.contract_line.contract_id for line in lines if line.contract_line is not None})
    return [line for line in lines if line.contract_line_id not in counted]


def delivered_of(order: Order) -> list[Delivered]:
    """Each priced line of an order with what of it is to be billed now, which may be nothing."""
    lines = [line for line in billed_by_order(order) if line.unit_price is not None]
    borne = borne_by(type_of(OrderLine).kind, [line.pk for line in lines])
    found = []
    for line in lines:
        assert line.unit_price is not None
        known = borne.get((line.pk, first_day(line)), Borne(NOTHING, 0))
        price = net_price(line.unit_price, line.discount, order.currency)
        before = Money(known.amount, order.currency)
        worth = (Money(price, order.currency) * line.taken.kept).rounded()
        found.append(Delivered(line, price, before, worth - before, known.parts + 1))
    return found


def first_day(line: OrderLine) -> date:
    """The day all that is billed of a line counts for, so that no amount of it is on two invoices."""
    return line.created_at.date()


def days_delivered(order: Order, after: date | None) -> tuple[date, date] | None:
    """The first and the last day on which something was delivered, of those after one if there are any."""
    rows = DeliveryMovement._default_manager.filter(
        order_line__order=order, kind=Moved.DELIVERED, binned_at__isnull=True
    )
    days = sorted(rows.values_list("on", flat=True))
    later = [day for day in days if after is None or day > after] or days
    return (later[0], later[-1]) if later else None
