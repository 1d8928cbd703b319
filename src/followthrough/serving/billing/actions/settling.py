"""What settles invoices: payments, credit notes, and what is written off."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import action
from followthrough.kernel.actions.generic import change_records, create_records
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.papers.wording import amount_said
from followthrough.kernel.records.problems import Invalid, Refused
from followthrough.kernel.records.registry import Values, type_of
from followthrough.serving.billing.actions.delivered import draft_for_order
from followthrough.serving.billing.actions.owing import let_fall, settle
from followthrough.serving.billing.actions.totalling import lines_of, locked, settle_up
from followthrough.serving.billing.models import Allocation, Invoice, InvoiceLine, InvoiceState, Payment
from followthrough.serving.billing.models.invoices import OWED
from followthrough.serving.billing.models.terms import BILLERS, BOOKKEEPERS
from followthrough.serving.billing.queries.parties import day_of
from followthrough.serving.billing.queries.wanted import PAYMENT
from followthrough.values.money import Money


def allocate(
    invoice: Invoice, amount: Decimal, *, on: date, by: Actor, now: datetime, payment: Payment | None = None,
    credit_note: Invoice | None = None, reason: str = "",
) -> None:  # fmt: skip
    """Settle so much of a locked invoice, and see how it stands after."""
    values: Values = {
        "invoice": invoice,
        "payment": payment,
        "credit_note": credit_note,
        "reason": reason,
        "amount": amount,
        "currency": invoice.currency,
        "settled_on": on,
    }
    create_records(type_of(Allocation), [values], by=by, now=now)
    settled = settle_up([invoice, *([credit_note] if credit_note else [])], by=by, now=now)
    if invoice in settled:
        _close(invoice, was_paid=payment is not None, by=by, now=now)


def _close(invoice: Invoice, *, was_paid: bool, by: Actor, now: datetime) -> None:
    """Their payment is no longer waited for: it came, or it is not owed any more."""
    if was_paid:
        settle([invoice], PAYMENT, by=by, now=now)
    let_fall([invoice], _("Nothing of the invoice is open any more."), by=by, now=now)


def credit_against(note: Invoice, *, by: Actor, now: datetime) -> None:
    """A credit note that was handed off settles the invoice it credits, as far as that is open."""
    if not note.is_credit or note.credits_id is None:
        return
    (invoice,) = locked([note.credits_id])
    amount = min(invoice.open_amount, -note.open_amount)
    if amount > 0:
        allocate(invoice, amount, on=day_of(now), credit_note=note, by=by, now=now)


@action(
    Invoice,
    needs="invoices.credit",
    roles=BILLERS,
    button=gettext_lazy("Credit"),
    icon="undo-2",
    applies=lambda one: not one.is_credit and one.state in (*OWED, InvoiceState.PAID),
    labels={
        "reason": gettext_lazy("Why"),
        "net_amount": gettext_lazy("Net amount; empty: all of it"),
        "bill_again": gettext_lazy("What it bills is to be billed anew"),
    },
    options={"reason": {"max_length": 300}, "net_amount": {"kind": "decimal"}},
)
def credit_invoice(
    invoice: Invoice,
    *,
    reason: str,
    net_amount: Decimal | None = None,
    bill_again: bool = False,
    by: Actor,
    now: datetime,
) -> Changes:
    """Draft a credit note for all of it or for a net amount, shared among its lines. It counts once it is handed off.

    Where all of it is credited, what it bills may be billed anew.
    """
    whole = invoice.net
    given = whole if net_amount is None else net_amount
    credited = -sum((one.net for one in _notes_of(invoice)), Decimal(0))
    if not 0 < given <= whole - credited:
        gaps = {"most": amount_said(whole - credited, invoice.currency)}
        raise Invalid({"net_amount": _("Write an amount above zero, at most %(most)s.") % gaps})
    if bill_again and given != whole:
        raise Invalid({"bill_again": _("Only what is credited whole is billed anew.")})
    note = _credit_note(invoice, Money(given, invoice.currency), reason, by=by, now=now)
    if bill_again:
        change_records(type_of(InvoiceLine), [(one, {"holds": False}) for one in lines_of(invoice)], by=by, now=now)
    if bill_again and invoice.order_id:
        draft_for_order(invoice.order_id, by=by, now=now)
    return Changes(_("The credit note is drafted. Hand it off to accounting."), record=note)


def _notes_of(invoice: Invoice) -> Sequence[Invoice]:
    return list(Invoice._default_manager.filter(credits=invoice, binned_at__isnull=True))


def _credit_note(invoice: Invoice, amount: Money, reason: str, *, by: Actor, now: datetime) -> Invoice:
    lines = [line for line in lines_of(invoice) if line.amount]
    is_whole = amount.amount == invoice.net
    values: Values = {
        "account": invoice.account,
        "contract": invoice.contract,
        "order": invoice.order,
        "seller": invoice.seller,
        "credits": invoice,
        "kind": "credit_note",
        "currency": invoice.currency,
        "starts_on": invoice.starts_on,
        "ends_on": invoice.ends_on,
        "buyer_reference": invoice.buyer_reference,
        "po_number": invoice.po_number,
        "note": reason,
        "bill_on": day_of(now),
        "discount": -invoice.discount if is_whole else Decimal(0),
    }
    (note,) = create_records(type_of(Invoice), [values], by=by, now=now)
    shares = [Money(-line.amount, invoice.currency) for line in lines]
    if not is_whole:
        weights = [abs(line.amount) for line in lines]
        shares = [-share for share in amount.allocate(weights)]
    rows = [_credit_line(note, line, share) for line, share in zip(lines, shares, strict=True) if share]
    create_records(type_of(InvoiceLine), rows, by=by, now=now)
    note.refresh_from_db()
    made: Invoice = note
    return made


def _credit_line(note: Invoice, line: InvoiceLine, share: Money) -> Values:
    return {
        "invoice": note,
        "description": line.description,
        "product": line.product,
        "quantity": Decimal(1).copy_sign(share.amount),
        "unit_price": abs(share.amount),
        "tax_rate": line.tax_rate,
        "starts_on": line.starts_on,
        "ends_on": line.ends_on,
        "contract_line": line.contract_line,
        "origin_ref": note.credits.title if note.credits else "",
    }


@action(
    Invoice,
    needs="payments.create",
    roles=BOOKKEEPERS,
    button=gettext_lazy("Write off the rest"),
    icon="ban",
    applies=lambda one: not one.is_credit and one.state in OWED,
    labels={"reason": gettext_lazy("Why")},
    options={"reason": {"max_length": 200}},
)
def write_off_invoice(invoice: Invoice, *, reason: str, by: Actor, now: datetime) -> Changes:
    """Give up what is still open, with the reason. It stays visible as a difference in the tie-out."""
    if not reason.strip():
        raise Invalid({"reason": _("Say why it is written off.")})
    if invoice.open_amount <= 0:
        raise Refused(_("Nothing of it is open."))
    allocate(invoice, invoice.open_amount, on=day_of(now), reason=reason.strip(), by=by, now=now)
    return Changes(_("The rest of %(number)s is written off.") % {"number": invoice.number}, record=invoice)
