"""Draft what was delivered of orders: one draft of each order takes it all until it is handed off."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Max
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import action
from followthrough.kernel.actions.generic import bin_records, change_records, create_records
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.people.models import company
from followthrough.kernel.records.problems import Refused
from followthrough.kernel.records.registry import Values, type_of
from followthrough.keystone.promises.actions import apply_rule
from followthrough.serving.billing.actions.honouring import honour_discounts
from followthrough.serving.billing.actions.totalling import lines_of, total_up
from followthrough.serving.billing.models import Invoice, InvoiceLine, InvoiceState
from followthrough.serving.billing.models.terms import BILLERS
from followthrough.serving.billing.queries.delivered import (
    Delivered,
    days_delivered,
    delivered_of,
    first_day,
)
from followthrough.serving.billing.queries.parties import day_of
from followthrough.serving.billing.queries.wanted import HAND_OFF
from followthrough.serving.orders.models import Order, OrderState
from followthrough.values.money import Money, sum_money

WHOLE = Decimal(100)


@action(
    Order,
    needs="invoices.create",
    roles=BILLERS,
    button=gettext_lazy("Draft invoice"),
    icon="receipt",
    applies=lambda one: one.state not in (OrderState.DRAFT, OrderState.CANCELLED),
)
def draft_invoice_order(order: Order, *, by: Actor, now: datetime) -> Changes:
    """Draft what was delivered and is on no invoice. What came back after it was billed becomes a credit note."""
    made = draft_for_order(order.pk, by=by, now=now)
    if made is None:
        raise Refused(_("Nothing was delivered that is not on an invoice."))
    return Changes(_("Drafted: %(numbers)s.") % {"numbers": made.ref}, record=made)


def draft_for_order(pk: int, *, by: Actor, now: datetime) -> Invoice | None:
    """Bring the order's draft in step with what was delivered, in the caller's transaction; None if nothing changed.

    The order is held meanwhile: whoever looks at the same moment waits and finds it billed.
    """
    rows: Any = Order._default_manager.select_for_update(of=("self",)).filter(pk=pk, binned_at__isnull=True)
    order = rows.select_related("account", "contract").first()
    if order is None:
        return None
    standing = delivered_of(order)
    due = [one for one in standing if one.amount]
    if not due:
        return None
    draft = _draft_of(order)
    with translation.override((order.contract.language if order.contract else "") or company().language):
        if draft is None:
            (draft,) = create_records(type_of(Invoice), [_values(order, now)], by=by, now=now)
        _bring_in_step(draft, due, by=by, now=now)
        if order.contract is not None:
            honour_discounts(order.contract, [draft], by=by, now=now)
    values = {**_days(order, draft), "discount": draft.discount + _discount_step(order, standing)}
    change_records(type_of(Invoice), [(draft, values)], by=by, now=now)
    draft.refresh_from_db()
    if not lines_of(draft):
        bin_records(type_of(Invoice), [draft], now=now)
    else:
        apply_rule(HAND_OFF, [draft.pk], by=by, now=now)
    found: Invoice = draft
    return found


def _draft_of(order: Order) -> Any:
    rows: Any = Invoice._default_manager.filter(
        order=order, state=InvoiceState.DRAFT, number="", credits__isnull=True, binned_at__isnull=True
    )
    return rows.order_by("pk").first()


def _values(order: Order, now: datetime) -> Values:
    return {
        "account": order.account,
        "contract": order.contract,
        "order": order,
        "bill_on": day_of(now),
        "currency": order.currency,
        "po_number": order.po_number,
        "discount_reason": _("Discount on the whole order") if order.discount else "",
    }


def _bring_in_step(draft: Invoice, due: Sequence[Delivered], *, by: Actor, now: datetime) -> None:
    """A line that stands on the draft grows or shrinks; one that comes to nothing leaves it."""
    there = {(line.origin_kind, line.origin_id): line for line in lines_of(draft)}
    kind = type_of(InvoiceLine)
    wanted, changed, gone = [], [], []
    for one in due:
        line = there.get((type_of(one.line).kind, one.line.pk))
        if line is None:
            wanted.append(_line(draft, one))
            continue
        amount = one.amount + Money(line.amount + line.discount, draft.currency)
        if amount:
            changed.append((line, _regrown(line, one, amount)))
        else:
            gone.append(line)
    create_records(kind, wanted, by=by, now=now)
    change_records(kind, changed, by=by, now=now)
    if gone:
        bin_records(kind, gone, now=now)
        total_up([draft.pk], by=by, now=now)


def _days(order: Order, draft: Invoice) -> Values:
    """From the first to the last day on which what it bills was delivered."""
    others = Invoice._default_manager.filter(order=order, binned_at__isnull=True).exclude(pk=draft.pk)
    days = days_delivered(order, others.aggregate(last=Max("ends_on"))["last"])
    return {"starts_on": days[0], "ends_on": days[1]} if days else {}


def _regrown(line: InvoiceLine, one: Delivered, amount: Money) -> Values:
    """The line at its new amount. A sold discount is taken off anew; one given by hand stays as it is."""
    return {**_figures(one, amount), **({"discount": Decimal(0), "honours": None} if line.honours_id else {})}


def _line(draft: Invoice, one: Delivered) -> Values:
    line = one.line
    return {
        "invoice": draft,
        "description": line.title[:300],
        "product": line.product,
        "tax_rate": line.tax,
        "contract_line": line.contract_line,
        "origin_kind": type_of(line).kind,
        "origin_id": line.pk,
        "origin_ref": line.ref,
        "origin_on": first_day(line),
        "part": one.part,
        **_figures(one, one.amount),
    }


def _figures(one: Delivered, amount: Money) -> Values:
    """Quantity and price each where they come to the amount; else the amount as one piece."""
    quantity = (amount.amount / one.price).quantize(Decimal("0.001")) if one.price else Decimal(0)
    if quantity and (Money(one.price, amount.currency) * quantity).rounded() == amount:
        return {"quantity": quantity, "unit_price": one.price}
    return {"quantity": Decimal(1).copy_sign(amount.amount), "unit_price": abs(amount.amount)}


def _discount_step(order: Order, standing: Sequence[Delivered]) -> Decimal:
    """The discount on the whole order, of what is billed by now less what it was before: no cent is lost on the way."""
    before = sum_money((one.before for one in standing), order.currency)
    after = sum_money((one.before + one.amount for one in standing), order.currency)
    share = order.discount / WHOLE
    return ((after * share).rounded() - (before * share).rounded()).amount
