"""Check and complete lines of orders, and what follows from them: the order's amount and the promises."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Max, Sum
from django.utils.translation import gettext as _

from followthrough.foundation.catalogue.queries import refused_on_new_lines
from followthrough.foundation.pricing.queries import Ask
from followthrough.foundation.taxes.queries import usual_tax
from followthrough.kernel import clock
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.generic import change_records
from followthrough.kernel.people.models import company
from followthrough.kernel.records.problems import Invalid, Refused
from followthrough.kernel.records.registry import Values, type_of
from followthrough.serving.orders.actions.moving import deliver_in_full
from followthrough.serving.orders.actions.promising import keep_in_step
from followthrough.serving.orders.models import Order, OrderLine, OrderState
from followthrough.serving.orders.queries.agreed import agreed_prices
from followthrough.serving.orders.queries.prices import under
from followthrough.values.money import Money
from followthrough.winning.pipeline.rules.offer import WHOLE, Item, line_amount

OWED_BY = {"quantity", "promised_on", "delivered", "replaced", "cancelled", "description"}
SOLD = ("product", "quantity", "unit_price", "discount", "contract_line")


def clean_order_line(values: Values, line: OrderLine | None) -> Values:
    """Some of something at a price that makes sense; what was sold changes only while the order is a draft."""
    order = values.get("order") or (line.order if line else None)
    if line is not None and order != line.order:
        raise Invalid({"order": _("A line stays with its order. Make a new one there.")})
    if (share := values.pop("discount_share", None)) is not None:
        values["discount"] = share * WHOLE
    _check_figures(values)
    if order is not None and order.state in (OrderState.CANCELLED, OrderState.CLOSED) and not order.former_id:
        raise Refused(_("The order is over; its lines stay as they are."))
    if line is not None:
        _check_entered(values, line)
    _check_sold(values, line, order)
    if line is not None and values.keys() & {"quantity", "unit_price", "discount"}:
        quantity, price, discount = (values.get(n, getattr(line, n)) for n in ("quantity", "unit_price", "discount"))
        values["amount"] = line_amount(Item(quantity, price, discount), line.currency)
    return values


def _check_figures(values: Values) -> None:
    if values.get("quantity", 1) is None or values.get("quantity", 1) <= 0:
        raise Invalid({"quantity": _("Write a quantity above zero.")})
    if (values.get("unit_price") or 0) < 0:
        raise Invalid({"unit_price": _("A price is not below zero.")})
    if "discount" in values and values["discount"] is None:
        raise Invalid({"discount": _("Write 0 for no discount.")})
    if not 0 <= (values.get("discount") or 0) <= WHOLE:
        raise Invalid({"discount": _("Write a discount from 0 to 100 percent.")})


def _check_entered(values: Values, line: OrderLine) -> None:
    if line.order.state == OrderState.DRAFT or line.order.former_id:
        return
    if any(name in values and values[name] != getattr(line, name) for name in SOLD):
        words = _("The order is entered. Cancel what is too much, or add a line for what is more.")
        raise Refused(words)
    if "promised_on" in values and line.promised_on and values["promised_on"] != line.promised_on:
        raise Invalid({"promised_on": _("Use “New date”, which asks for the reason.")})


def _check_sold(values: Values, line: OrderLine | None, order: Order | None) -> None:
    product = values.get("product")
    if product is None or (line and line.product_id == product.pk) or (order and order.former_id):
        return
    if why := refused_on_new_lines([product], clock.today(company().zone)).get(product.pk):
        raise Invalid({"product": why})


def fill_order_lines(rows: Sequence[Values], *, by: Actor, now: datetime) -> None:
    """A line stands last, in its order's currency, at the agreed price, under the usual tax; it is counted."""
    last = _last_positions({row["order"].pk for row in rows})
    usual = usual_tax()
    for row in rows:
        order = row["order"]
        row["currency"] = order.currency
        row["asked_on"] = row.get("asked_on") or order.asked_on
        if not row.get("position"):
            row["position"] = last[order.pk] = last.get(order.pk, 0) + 1
        if "tax" not in row and not order.former_id:
            row["tax"] = usual
    _price(rows)
    for row in rows:
        item = Item(row.get("quantity") or Decimal(1), row.get("unit_price"), row.get("discount") or Decimal(0))
        row["amount"] = line_amount(item, row["currency"])


def _price(rows: Sequence[Values]) -> None:
    """What was agreed stands beside each line, and is its price unless another was given."""
    by_order: dict[int, list[Values]] = defaultdict(list)
    for row in rows:
        if row.get("product") and not row["order"].former_id and row.get("agreed_price") is None:
            by_order[row["order"].pk].append(row)
    for some in by_order.values():
        asks = [Ask(row["product"], row.get("quantity") or Decimal(1)) for row in some]
        for row, agreed in zip(some, agreed_prices(under(some[0]["order"]), asks), strict=True):
            if agreed is None:
                continue
            row.update(agreed_price=agreed.net, agreed_from=agreed.source[:160])
            row["contract_line"] = row.get("contract_line") or agreed.line
            if row.get("unit_price") is None:
                row.update(unit_price=agreed.price, discount=agreed.discount)


def _last_positions(ids: Collection[int]) -> dict[int, int]:
    rows = OrderLine._default_manager.filter(order__in=ids).order_by()
    return dict(rows.values_list("order").annotate(last=Max("position")))


def saved_order_lines(
    *,
    created: Sequence[OrderLine],
    changed: Sequence[OrderLine],
    inputs: Sequence[Values],
    by: Actor,
    now: datetime,
) -> None:
    """The order is worth its lines; what was delivered elsewhere is written down; promises follow."""
    told = list(zip(changed, inputs if changed else (), strict=True))
    counted = {line.order_id for line in created} | {line.order_id for line, row in told if "amount" in row}
    total_up(counted, by=by, now=now)
    shipped = [line for line in created if line.order.shipped_on]
    deliver_in_full(shipped, by=by, now=now)
    touched = [line for line in created if line not in shipped]
    touched += [line for line, row in told if row.keys() & OWED_BY]
    keep_in_step([line for line in touched if line.order.is_running], by=by, now=now)


def saved_orders(
    *, created: Sequence[Order], changed: Sequence[Order], inputs: Sequence[Values], by: Actor, now: datetime
) -> None:
    """The day everything was delivered, told of the whole order, is written down on each of its lines."""
    told = zip(changed, inputs if changed else (), strict=True)
    shipped = [one.pk for one, row in told if row.get("shipped_on")]
    if shipped:
        rows = OrderLine._default_manager.filter(order__in=shipped, binned_at__isnull=True).select_related("order")
        deliver_in_full([line for line in rows.order_by("pk") if line.left > 0], by=by, now=now)


def total_up(ids: Collection[int], *, by: Actor, now: datetime) -> None:
    """Set the amount of these orders to the sum of their lines, less the discount on the whole."""
    rows = OrderLine._default_manager.filter(order__in=ids, binned_at__isnull=True).order_by()
    sums: dict[int, Any] = dict(rows.values_list("order").annotate(sum=Sum("amount")))
    orders = Order._default_manager.filter(pk__in=ids).select_for_update(of=("self",)).order_by("pk")
    worth = [(one, {"amount": _less_discount(one, sums.get(one.pk))}) for one in orders]
    change_records(type_of(Order), worth, by=by, now=now)


def _less_discount(order: Order, lines: Decimal | None) -> Decimal | None:
    if lines is None:
        return None
    whole = Money(lines, order.currency)
    return (whole - (whole * (order.discount / WHOLE)).rounded()).amount
