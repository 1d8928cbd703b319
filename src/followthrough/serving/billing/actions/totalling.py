"""Keep the sums of invoices in step with their lines, and their standing with what settles them."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Sum

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.generic import change_records
from followthrough.kernel.facts.announce import announce_all
from followthrough.kernel.records.registry import Values, type_of
from followthrough.serving.billing.facts import InvoiceSettled
from followthrough.serving.billing.models import Allocation, Invoice, InvoiceKind, InvoiceLine, InvoiceState
from followthrough.serving.billing.models.invoices import WRITABLE
from followthrough.serving.billing.rules.totals import Tax, invoice_sums
from followthrough.values.money import Money

UNTAXED = Tax("O", Decimal(0))


def lines_of(invoice: Invoice) -> list[InvoiceLine]:
    """Its lines in order."""
    rows: Any = InvoiceLine._default_manager.filter(invoice=invoice, binned_at__isnull=True)
    found: list[InvoiceLine] = list(rows.select_related("tax_rate", "product").order_by("position", "pk"))
    return found


def tax_on(line: InvoiceLine) -> Tax:
    """The rate a line bears; one without any is outside the scope of tax until somebody says otherwise."""
    rate = line.tax_rate
    return Tax(rate.category, rate.percent, rate.reason) if rate else UNTAXED


def total_up(ids: Collection[int], *, by: Actor, now: datetime) -> None:
    """Add up invoices whose lines changed. One that comes to less than nothing is a credit note."""
    changes: list[tuple[Any, Values]] = []
    for invoice in Invoice._default_manager.filter(pk__in=ids).select_for_update(of=("self",)).order_by("pk"):
        if invoice.state not in WRITABLE:
            continue
        lines = ((Money(line.amount, invoice.currency), tax_on(line)) for line in lines_of(invoice))
        sums = invoice_sums(lines, Money(invoice.discount, invoice.currency))
        values: Values = {"net": sums.net.amount, "tax": sums.tax.amount, "gross": sums.gross.amount}
        if not invoice.number:
            values["kind"] = InvoiceKind.CREDIT_NOTE if sums.gross.amount < 0 else InvoiceKind.INVOICE
        changes.append((invoice, values))
    change_records(type_of(Invoice), changes, by=by, now=now)


def settle_up(invoices: Iterable[Invoice], *, by: Actor, now: datetime) -> list[Invoice]:
    """Work out what is open of invoices and how they stand; returns those that are settled since."""
    changes: list[tuple[Any, Values]] = []
    settled: list[Invoice] = []
    for invoice in invoices:
        if not invoice.number or invoice.state == InvoiceState.RETURNED:
            continue  # nothing of it is owed
        was = invoice.open_amount
        values = _standing(invoice)
        changes.append((invoice, values))
        if was and not values["open_amount"]:
            settled.append(invoice)
    change_records(type_of(Invoice), changes, by=by, now=now)
    announce_all([InvoiceSettled(one.pk, one.account_id) for one in settled], at=now)
    return settled


def _standing(invoice: Invoice) -> Values:
    rows = Allocation._default_manager.filter(binned_at__isnull=True)
    mine = rows.filter(credit_note=invoice) if invoice.is_credit else rows.filter(invoice=invoice)
    settled = mine.aggregate(sum=Sum("amount"))["sum"] or Decimal(0)
    left = invoice.gross + settled if invoice.is_credit else invoice.gross - settled
    if left == 0 and invoice.gross:
        is_credited = invoice.is_credit or not mine.filter(credit_note__isnull=True).exists()
        state = InvoiceState.CREDITED if is_credited else InvoiceState.PAID
    elif settled and not invoice.is_credit:
        state = InvoiceState.PART_PAID
    else:
        state = InvoiceState.ACCEPTED if invoice.answered_at else InvoiceState.HANDED_OFF
    return {"open_amount": left, "state": state.value}


def locked(ids: Sequence[int]) -> list[Invoice]:
    """The invoices, locked in one order so that nobody waits in a circle."""
    rows: Any = Invoice._default_manager.filter(pk__in=ids, binned_at__isnull=True)
    found: list[Invoice] = list(rows.select_for_update(of=("self",)).order_by("pk"))
    return found
