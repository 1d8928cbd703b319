"""Check invoices and their lines before they are kept, complete new ones, and put them into the bin."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followthrough.foundation.accounts.actions import known_currency
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import action
from followthrough.kernel.actions.generic import bin_records, change_records, differs
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.people.models import company
from followthrough.kernel.records.problems import Invalid, Refused
from followthrough.kernel.records.registry import Values, type_of
from followthrough.serving.billing.actions.totalling import lines_of, total_up
from followthrough.serving.billing.models import Invoice, InvoiceLine, InvoiceState
from followthrough.serving.billing.models.invoices import WRITABLE
from followthrough.serving.billing.queries.parties import day_of, details_of, seller_of, tax_of
from followthrough.serving.billing.rules.totals import line_net

SUMMED = ("discount", "currency")
PRICED = ("quantity", "unit_price", "discount", "tax_rate")


def refuse_fixed(invoice: Invoice) -> None:
    """What was handed off stays as it is. Raises Invalid."""
    if invoice.state not in WRITABLE:
        said = _("%(title)s was handed off and stays as it is. Write a credit note for what is wrong.")
        raise Invalid({"": said % {"title": invoice.title}})


def clean_invoice(values: Values, invoice: Invoice | None) -> Values:
    """A draft or returned invoice may be changed; its account and currency stay once it has a number."""
    if values.get("currency"):
        values["currency"] = known_currency(values["currency"])
    if values.get("discount") is not None and values["discount"] < 0:
        raise Invalid({"discount": _("Write an amount that is not below zero.")})
    if invoice is None or not any(differs(invoice, name, value) for name, value in values.items()):
        return values
    refuse_fixed(invoice)
    kept = next((n for n in ("account", "seller", "currency") if n in values and differs(invoice, n, values[n])), "")
    if kept and invoice.number:
        raise Invalid({kept: _("%(title)s has its number: this stays as it is.") % {"title": invoice.title}})
    return values


def fill_invoices(rows: Sequence[Values], *, by: Actor, now: datetime) -> None:
    """Seller, buyer reference, currency and terms of payment, as the account's and the contract's say."""
    for row in rows:
        account, contract = row["account"], row.get("contract")
        details = details_of(account)
        row["seller"] = row.get("seller") or seller_of(details)
        row["buyer_reference"] = row.get("buyer_reference") or (details.buyer_reference if details else "")
        row["po_number"] = row.get("po_number") or (contract.po_number if contract else "")
        row["currency"] = row.get("currency") or (contract.currency if contract else account.currency)
        row["currency"] = row["currency"] or company().currency
        if row.get("payment_days") is None:
            row["payment_days"] = contract.payment_days if contract else 30
        row["bill_on"] = row.get("bill_on") or day_of(now)


def saved_invoices(
    *, created: Sequence[Invoice], changed: Sequence[Invoice], inputs: Sequence[Values], by: Actor, now: datetime
) -> None:
    """The sums follow from a changed discount."""
    told = zip(changed, inputs[len(created) :], strict=True)
    total_up([one.pk for one, values in told if set(SUMMED) & values.keys()], by=by, now=now)


def clean_invoice_line(values: Values, line: InvoiceLine | None) -> Values:
    """A line is written while its invoice is a draft; what it bills of a contract is priced by the contract."""
    invoice: Invoice | None = values.get("invoice") or (line.invoice if line else None)
    if invoice is not None and (line is None or any(differs(line, n, v) for n, v in values.items())):
        refuse_fixed(invoice)
    for name in ("unit_price", "discount"):
        if values.get(name) is not None and values[name] < 0:
            raise Invalid({name: _("Write an amount that is not below zero.")})
    if line is not None and line.origin_id is not None:
        held = next((n for n in ("quantity", "unit_price") if n in values and differs(line, n, values[n])), "")
        if held:
            raise Invalid(
                {held: _("%(ref)s says what this costs. Give a discount instead.") % {"ref": line.origin_ref}}
            )
    return values


def fill_invoice_lines(rows: Sequence[Values], *, by: Actor, now: datetime) -> None:
    """A line stands last, in its invoice's currency, with the account's tax."""
    invoices = {row["invoice"].pk: row["invoice"] for row in rows}
    last = _last_positions(invoices)
    taxes = {pk: tax_of(details_of(one.account)) for pk, one in invoices.items()}
    for row in rows:
        invoice = row["invoice"]
        row["currency"] = invoice.currency
        row["position"] = last[invoice.pk] = last.get(invoice.pk, 0) + 1
        if not row.get("tax_rate"):
            row["tax_rate"] = taxes[invoice.pk]
        row["amount"] = _amount(row, invoice.currency)


def _last_positions(ids: Any) -> dict[int, int]:
    rows = InvoiceLine._default_manager.filter(invoice__in=list(ids)).order_by().values("invoice")
    return {row["invoice"]: row["last"] for row in rows.annotate(last=Max("position"))}


def _amount(row: Values, currency: str) -> Decimal:
    quantity, discount = row.get("quantity"), row.get("discount")
    price = row["unit_price"] or Decimal(0)
    return line_net(Decimal(1) if quantity is None else quantity, price, discount or Decimal(0), currency).amount


def saved_invoice_lines(
    *,
    created: Sequence[InvoiceLine],
    changed: Sequence[InvoiceLine],
    inputs: Sequence[Values],
    by: Actor,
    now: datetime,
) -> None:
    """A changed price makes another amount; the invoice is added up anew."""
    told = list(zip(changed, inputs[len(created) :], strict=True))
    priced = [line for line, values in told if set(PRICED) & values.keys()]
    repriced = [
        (line, {"amount": line_net(line.quantity, line.unit_price, line.discount, line.currency).amount})
        for line in priced
    ]
    change_records(type_of(InvoiceLine), repriced, by=by, now=now)
    total_up({line.invoice_id for line in [*created, *priced]}, by=by, now=now)


def _is_bare(invoice: Invoice) -> bool:
    return invoice.state == InvoiceState.DRAFT and not invoice.number


@action(
    Invoice,
    needs="invoices.delete",
    button=gettext_lazy("Delete"),
    icon="trash-2",
    undone_by="restore",
    applies=_is_bare,
)
def delete_invoice(invoice: Invoice, *, by: Actor, now: datetime) -> Changes:
    """Move a draft without a number to the bin, with its lines: what they bill may be billed again."""
    bin_records(type_of(InvoiceLine), lines_of(invoice), now=now)
    bin_records(type_of(Invoice), [invoice], now=now)
    return Changes(_("%(title)s is in the bin.") % {"title": invoice.title}, record=invoice)


@action(Invoice, needs="invoices.delete", button=gettext_lazy("Bring back"), icon="undo-2", undone_by="delete")
def restore_invoice(invoice: Invoice, *, by: Actor, now: datetime) -> Changes:
    """Bring the draft back with its lines; refused where one of them was billed elsewhere meanwhile."""
    rows: Any = InvoiceLine._default_manager.filter(invoice=invoice, binned_at__isnull=False)
    lines = list(rows.order_by("pk"))
    _refuse_billed(lines)
    bin_records(type_of(InvoiceLine), lines, now=None)
    bin_records(type_of(Invoice), [invoice], now=None)
    total_up([invoice.pk], by=by, now=now)
    return Changes(_("%(title)s is back.") % {"title": invoice.title}, record=invoice)


@action(InvoiceLine, needs="invoice-lines.delete", button=gettext_lazy("Delete"), icon="trash-2", undone_by="restore")
def delete_invoice_line(line: InvoiceLine, *, by: Actor, now: datetime) -> Changes:
    """Move the line to the bin; what it bills may be billed again."""
    refuse_fixed(line.invoice)
    bin_records(type_of(InvoiceLine), [line], now=now)
    total_up([line.invoice_id], by=by, now=now)
    return Changes(_("%(title)s is in the bin.") % {"title": line.title}, record=line)


@action(InvoiceLine, needs="invoice-lines.delete", button=gettext_lazy("Bring back"), icon="undo-2", undone_by="delete")
def restore_invoice_line(line: InvoiceLine, *, by: Actor, now: datetime) -> Changes:
    """Bring the line back from the bin; refused where what it bills was billed elsewhere meanwhile."""
    refuse_fixed(line.invoice)
    _refuse_billed([line])
    bin_records(type_of(InvoiceLine), [line], now=None)
    total_up([line.invoice_id], by=by, now=now)
    return Changes(_("%(title)s is back.") % {"title": line.title}, record=line)


def _refuse_billed(lines: Sequence[InvoiceLine]) -> None:
    for line in lines:
        same = {n: getattr(line, n) for n in ("origin_kind", "origin_id", "origin_on", "part")}
        rows: Any = InvoiceLine._default_manager.filter(**same, holds=True, binned_at__isnull=True)
        taken = rows.exclude(pk=line.pk).select_related("invoice").first() if line.origin_id and line.holds else None
        if taken is not None:
            gaps = {"title": line.title, "invoice": taken.invoice.title}
            raise Refused(_("%(title)s is billed on %(invoice)s meanwhile.") % gaps)
