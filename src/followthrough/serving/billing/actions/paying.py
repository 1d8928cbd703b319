"""Payments that came: settle the invoices they are for, ask where that is doubtful, keep the rest on account."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followthrough.foundation.accounts.actions import known_currency
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import action
from followthrough.kernel.actions.generic import bin_records, change_records, differs
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.papers.wording import amount_said
from followthrough.kernel.people.models import company
from followthrough.kernel.records.problems import Invalid
from followthrough.kernel.records.registry import Values, type_of
from followthrough.keystone.promises.actions import apply_rule
from followthrough.keystone.promises.models import Promise, State
from followthrough.serving.billing.actions.owing import keep
from followthrough.serving.billing.actions.settling import allocate
from followthrough.serving.billing.actions.totalling import locked, settle_up
from followthrough.serving.billing.models import Allocation, Invoice, Payment
from followthrough.serving.billing.models.invoices import OWED
from followthrough.serving.billing.models.terms import BOOKKEEPERS
from followthrough.serving.billing.queries.wanted import MATCH
from followthrough.serving.billing.rules.matching import Match, Open, match

FIXED = ("account", "invoice", "amount", "currency")


def clean_payment(values: Values, payment: Payment | None) -> Values:
    """An amount above zero, in the invoice's currency; what settles invoices stays as it is until it is released."""
    if values.get("currency"):
        values["currency"] = known_currency(values["currency"])
    amount = values.get("amount")
    if amount is not None and amount <= 0:
        raise Invalid({"amount": _("Write an amount above zero.")})
    invoice: Invoice | None = values.get("invoice")
    if invoice is not None and values.get("currency", invoice.currency) != invoice.currency:
        gaps = {"number": invoice.title, "currency": invoice.currency}
        raise Invalid({"currency": _("Invoice %(number)s is in %(currency)s.") % gaps})
    if payment is not None and payment.left != payment.amount:
        held = next((n for n in FIXED if n in values and differs(payment, n, values[n])), "")
        if held:
            raise Invalid({held: _("It settles an invoice. Release it first.")})
    return values


def fill_payments(rows: Sequence[Values], *, by: Actor, now: datetime) -> None:
    """Account and currency follow from the invoice; all of it is on account at first."""
    for row in rows:
        invoice, account = row.get("invoice"), row.get("account")
        row["account"] = account = account or (invoice.account if invoice else None)
        row["currency"] = row.get("currency") or (invoice.currency if invoice else account.currency if account else "")
        row["currency"] = row["currency"] or company().currency
        row["left"] = row["amount"]


def saved_payments(
    *, created: Sequence[Payment], changed: Sequence[Payment], inputs: Sequence[Values], by: Actor, now: datetime
) -> None:
    """New payments settle what they are for; those that nobody can tell are asked about."""
    for payment in created:
        _settle(payment, by=by, now=now)
    told = zip(changed, inputs[len(created) :], strict=True)
    again = [one for one, values in told if set(FIXED) & values.keys() and "left" not in values]
    change_records(type_of(Payment), [(one, {"left": one.amount}) for one in again], by=by, now=now)
    for payment in again:
        _settle(payment, by=by, now=now)
    doubtful = [one.pk for one in [*created, *again] if one.is_doubtful]
    apply_rule(MATCH, doubtful, by=by, now=now)


def _settle(payment: Payment, *, by: Actor, now: datetime) -> None:
    rows: Any = Invoice._default_manager.filter(
        currency=payment.currency, state__in=OWED, open_amount__gt=0, binned_at__isnull=True
    )
    if payment.invoice_id is not None:
        rows = rows.filter(pk=payment.invoice_id)
    elif payment.account_id is not None:
        rows = rows.filter(account=payment.account_id)
    open_ones = [Open(one.pk, one.number, one.open_amount, one.due_on) for one in rows]
    found = match(payment.amount, payment.reference, open_ones, by_amount=payment.account_id is not None)
    if payment.invoice_id is not None:
        found = Match(tuple((one.id, min(one.amount, payment.amount)) for one in open_ones), is_doubtful=False)
    _share_out(payment, found.shares, by=by, now=now)  # writes what is left, and so does not come here again
    is_doubtful = found.is_doubtful or payment.account_id is None
    change_records(type_of(Payment), [(payment, {"is_doubtful": is_doubtful})], by=by, now=now)


def _share_out(payment: Payment, shares: Iterable[tuple[int, Decimal]], *, by: Actor, now: datetime) -> None:
    """Settle these invoices with the payment; what meanwhile is open of them counts."""
    wanted = dict(shares)
    left, account = payment.left, payment.account
    for invoice in locked(list(wanted)):
        part = min(wanted[invoice.pk], invoice.open_amount, left)
        if part > 0:
            allocate(invoice, part, on=payment.paid_on, payment=payment, by=by, now=now)
            left, account = left - part, account or invoice.account
    change_records(type_of(Payment), [(payment, {"left": left, "account": account})], by=by, now=now)


@action(
    Payment,
    needs="payments.match",
    roles=BOOKKEEPERS,
    button=gettext_lazy("Match"),
    icon="link",
    primary=True,
    applies=lambda one: one.left > 0,
    labels={"invoice": gettext_lazy("Invoice"), "amount": gettext_lazy("Amount; empty: as much as fits")},
    options={"amount": {"kind": "decimal"}},
)
def match_payment(
    payment: Payment, *, invoice: Invoice, amount: Decimal | None = None, by: Actor, now: datetime
) -> Changes:
    """Settle an invoice with what is left of the payment."""
    if invoice.currency != payment.currency:
        raise Invalid({"invoice": _("Invoice %(number)s is in %(currency)s.") % _gaps(invoice)})
    if payment.account_id is not None and payment.account_id != invoice.account_id:
        raise Invalid({"invoice": _("This invoice is another account’s.")})
    (held,) = locked([invoice.pk])
    most = min(payment.left, held.open_amount) if held.state in OWED else Decimal(0)
    given = most if amount is None else amount
    if not 0 < given <= most:
        gaps = {"most": amount_said(most, payment.currency)}
        raise Invalid({"amount": _("Write an amount above zero, at most %(most)s.") % gaps})
    _share_out(payment, [(invoice.pk, given)], by=by, now=now)
    _answered(payment, by=by, now=now)
    return Changes(_("Matched with %(number)s.") % _gaps(invoice), record=payment)


@action(
    Payment,
    needs="payments.match",
    button=gettext_lazy("Leave on account"),
    icon="inbox",
    applies=lambda one: one.is_doubtful and one.account_id is not None,
)
def leave_on_account_payment(payment: Payment, *, by: Actor, now: datetime) -> Changes:
    """Say that it is for no invoice yet: it stands on the customer's account."""
    _answered(payment, by=by, now=now)
    return Changes(_("It stands on account."), record=payment)


@action(
    Payment,
    needs="payments.match",
    button=gettext_lazy("Release"),
    icon="undo-2",
    applies=lambda one: one.left < one.amount,
)
def release_payment(payment: Payment, *, by: Actor, now: datetime) -> Changes:
    """Take it off the invoices it settles: they are open again, and all of it stands on account."""
    _release(payment, by=by, now=now)
    return Changes(_("All of it stands on account."), record=payment)


@action(Payment, needs="payments.delete", button=gettext_lazy("Delete"), icon="trash-2", undone_by="restore")
def delete_payment(payment: Payment, *, by: Actor, now: datetime) -> Changes:
    """Move a payment that never came to the bin; the invoices it settled are open again."""
    _release(payment, by=by, now=now)
    bin_records(type_of(Payment), [payment], now=now)
    return Changes(_("%(title)s is in the bin.") % {"title": payment.title}, record=payment)


def _release(payment: Payment, *, by: Actor, now: datetime) -> None:
    rows: Any = Allocation._default_manager.filter(payment=payment, binned_at__isnull=True)
    mine = list(rows.order_by("invoice_id"))
    held = locked(sorted({one.invoice_id for one in mine}))
    bin_records(type_of(Allocation), mine, now=now)
    settle_up(held, by=by, now=now)
    change_records(type_of(Payment), [(payment, {"left": payment.amount, "is_doubtful": False})], by=by, now=now)


def _answered(payment: Payment, *, by: Actor, now: datetime) -> None:
    change_records(type_of(Payment), [(payment, {"is_doubtful": False})], by=by, now=now)
    rows = Promise._default_manager.filter(
        source_kind=type_of(Payment).kind, source_id=payment.pk, rule=MATCH, state=State.OPEN, binned_at__isnull=True
    )
    keep(list(rows.select_for_update(of=("self",)).order_by("pk")), by=by, now=now)


def _gaps(invoice: Invoice) -> dict[str, str]:
    return {"number": invoice.title, "currency": invoice.currency}
