"""Discounts that were sold: taken off the line they are for, and their promise kept with the invoice to show it."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import action
from followthrough.kernel.actions.generic import change_records
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.records.problems import Invalid
from followthrough.kernel.records.registry import Values, type_of
from followthrough.keystone.promises.models import State
from followthrough.serving.billing.actions.owing import keep
from followthrough.serving.billing.actions.totalling import lines_of
from followthrough.serving.billing.models import Invoice, InvoiceLine
from followthrough.serving.billing.models.invoices import WRITABLE
from followthrough.values.money import Money
from followthrough.winning.contracts.models import Contract, ContractDiscount
from followthrough.winning.contracts.queries.entitled import promises_of
from followthrough.winning.contracts.queries.parts import in_force

WHOLE = 100


def honour_discounts(contract: Contract, invoices: Sequence[Invoice], *, by: Actor, now: datetime) -> None:
    """Take discounts off the drafted lines that are named as they are, as long as they may be used."""
    for invoice in invoices:
        usable = list(usable_discounts(contract, invoice.bill_on))
        for line in lines_of(invoice) if usable else ():
            found = next((one for one in usable if is_for(one.name, line.description)), None)
            if found is not None and not line.discount and line.amount > 0:
                take_off(line, found, by=by, now=now)


def usable_discounts(contract: Contract, day: date) -> Any:
    """Discounts in force on a day whose last day is not over."""
    rows = ContractDiscount._default_manager.filter(in_force(day), contract=contract, binned_at__isnull=True)
    return rows.filter(Q(until__isnull=True) | Q(until__gte=day)).order_by("pk")


def is_for(name: str, description: str) -> bool:
    """Whether a discount on `name` is for a line of that description: the words of the one stand in the other."""
    mine, theirs = name.casefold().split(), description.casefold().split()
    return bool(mine) and (set(mine) <= set(theirs) or set(theirs) <= set(mine))


def take_off(line: InvoiceLine, discount: ContractDiscount, *, by: Actor, now: datetime) -> None:
    """The discount in money on this line, with its name as the reason."""
    whole = Money(line.quantity * line.unit_price, line.currency)
    off = (whole * (discount.percent / WHOLE)).rounded()
    values: Values = {
        "discount": off.amount,
        "discount_reason": _("%(name)s: %(percent)s %% off")
        % {"name": discount.name[:90], "percent": f"{discount.percent.normalize():f}"},
        "honours": discount,
    }
    change_records(type_of(InvoiceLine), [(line, values)], by=by, now=now)


@action(
    InvoiceLine,
    needs="invoice-lines.edit",
    button=gettext_lazy("Honour a discount"),
    icon="percent",
    applies=lambda line: line.invoice.state in WRITABLE and line.amount > 0 and line.invoice.contract_id is not None,
    labels={"discount": gettext_lazy("Discount of the contract")},
)
def honour_invoice_line(line: InvoiceLine, *, discount: ContractDiscount, by: Actor, now: datetime) -> Changes:
    """Take a discount of the contract off this line. Its promise is kept when the invoice is handed off."""
    contract: Any = line.invoice.contract
    if not usable_discounts(contract, line.invoice.bill_on).filter(pk=discount.pk).exists():
        raise Invalid({"discount": _("This discount is not in force for this contract on the day it is billed.")})
    take_off(line, discount, by=by, now=now)
    return Changes(_("%(name)s is taken off.") % {"name": discount.name}, record=line.invoice)


def keep_discounts(invoice: Invoice, *, by: Actor, now: datetime) -> None:
    """The discounts on an invoice that is handed off were honoured: their promises are kept, it shows them."""
    rows = ContractDiscount._default_manager.filter(pk__in={line.honours_id for line in lines_of(invoice)})
    for discount in rows.order_by("pk"):
        mine = promises_of(discount).filter(state=State.OPEN).select_for_update(of=("self",))
        keep(list(mine), shown=invoice, by=by, now=now)
