"""Hand invoices to accounting, complete and numbered; accounting accepts them or returns them with a reason."""

from collections.abc import Sequence
from copy import copy
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import action
from followthrough.kernel.actions.generic import change_records
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.facts.announce import announce
from followthrough.kernel.numbering.draw import draw_refs
from followthrough.kernel.records.problems import Refused
from followthrough.kernel.records.registry import Values, type_of
from followthrough.serving.billing.actions.honouring import keep_discounts
from followthrough.serving.billing.actions.owing import let_fall, settle, want
from followthrough.serving.billing.actions.settling import credit_against
from followthrough.serving.billing.actions.totalling import settle_up, total_up
from followthrough.serving.billing.facts import InvoiceHandedOff
from followthrough.serving.billing.models import Invoice, InvoiceState
from followthrough.serving.billing.models.invoices import WRITABLE
from followthrough.serving.billing.models.terms import BILLERS, BOOKKEEPERS
from followthrough.serving.billing.queries.completeness import missing
from followthrough.serving.billing.queries.content import made_einvoice
from followthrough.serving.billing.queries.parties import day_of
from followthrough.serving.billing.queries.wanted import HAND_OFF, MEND, PAYMENT, RECEIPT
from followthrough.serving.billing.rules.einvoice import EInvoice, written_cii, written_ubl
from followthrough.serving.billing.rules.einvoice.official import broken_rules

NUMBERED = gettext_lazy("A number that was given out stays. Have it returned, or write a credit note.")
ANSWERED = gettext_lazy("Accounting has answered. Write a credit note for what is wrong.")


@action(
    Invoice,
    needs="invoices.hand_off",
    roles=BILLERS,
    button=gettext_lazy("Hand off"),
    icon="send",
    primary=True,
    applies=lambda one: one.state in WRITABLE,
    undo_words=NUMBERED,
)
def hand_off_invoice(invoice: Invoice, *, by: Actor, now: datetime) -> Changes:
    """Hand it to accounting, dated today and with the next number. Refused while anything is missing on it."""
    hand_off([invoice], by=by, now=now)
    return Changes(_("%(number)s is with accounting.") % {"number": invoice.number}, record=invoice)


def hand_off(invoices: Sequence[Invoice], *, by: Actor, now: datetime) -> None:
    """The same for several, all or none."""
    for invoice in invoices:
        _take_po(invoice, by=by, now=now)
        total_up([invoice.pk], by=by, now=now)
        invoice.refresh_from_db()
        lacking = missing(invoice)
        if lacking:
            gaps = {"title": invoice.title, "lacking": " ".join(lacking)}
            raise Refused(_("%(title)s is not complete. %(lacking)s") % gaps)
        _issue(invoice, by=by, now=now)


def _take_po(invoice: Invoice, *, by: Actor, now: datetime) -> None:
    """The number they gave since it was drafted."""
    if not invoice.po_number and invoice.contract is not None and invoice.contract.po_number:
        change_records(type_of(Invoice), [(invoice, {"po_number": invoice.contract.po_number})], by=by, now=now)


def _issue(invoice: Invoice, *, by: Actor, now: datetime) -> None:
    today = day_of(now)
    values: Values = {
        "number": invoice.number or _next_number(invoice, year=today.year),
        "state": InvoiceState.HANDED_OFF.value,
        "issued_on": today,
        "due_on": today + timedelta(days=invoice.payment_days),
        "open_amount": invoice.gross,
        "handed_off_at": now,
        "handed_off_by_id": by.user_id,
        "answered_at": None,
        "answered_by_id": None,
        "return_reason": "",
        "times": invoice.times + 1,
    }
    values["content"] = _checked(invoice, values).stored()
    change_records(type_of(Invoice), [(invoice, values)], by=by, now=now)
    keep_discounts(invoice, by=by, now=now)
    for rule in (HAND_OFF, MEND):
        settle([invoice], rule, by=by, now=now)
    for rule in (RECEIPT, PAYMENT):
        want(rule, [invoice], by=by, now=now)
    credit_against(invoice, by=by, now=now)
    announce(InvoiceHandedOff(invoice.pk, invoice.account_id), at=now)


def _checked(invoice: Invoice, values: Values) -> EInvoice:
    """What it says as an electronic invoice, which breaks none of the official rules. Raises Refused."""
    issued = copy(invoice)
    for name in ("number", "issued_on", "due_on"):
        setattr(issued, name, values[name])
    one = made_einvoice(issued)
    found = [*broken_rules(written_ubl(one)), *broken_rules(written_cii(one))]
    broken = {rule.rule: rule.text for rule in found if not rule.is_warning}
    if broken:
        said = "; ".join(f"{rule}: {text}" for rule, text in broken.items())
        raise Refused(_("As an electronic invoice it breaks the rules of EN 16931. %(said)s") % {"said": said[:900]})
    return one


def _next_number(invoice: Invoice, *, year: int) -> str:
    """The next of its series: drawn in this transaction, so that one which fails leaves no gap."""
    seller: Any = invoice.seller
    pattern = seller.credit_pattern if invoice.is_credit else seller.invoice_pattern
    (number,) = draw_refs(f"billing.seller:{seller.pk}:{invoice.kind}", pattern, year=year, count=1)
    return number


@action(
    Invoice,
    needs="invoices.take",
    roles=BOOKKEEPERS,
    button=pgettext_lazy("verb, an invoice by accounting", "Accept"),
    icon="check",
    primary=True,
    applies=lambda one: bool(one.number) and one.answered_at is None and one.state not in WRITABLE,
    labels={"booked_as": gettext_lazy("Booked as")},
    options={"booked_as": {"max_length": 60}},
    undo_words=ANSWERED,
)
def accept_invoice(invoice: Invoice, *, booked_as: str = "", by: Actor, now: datetime) -> Changes:
    """Take it into the books, with the number it has there if you like."""
    values: Values = {"answered_at": now, "answered_by_id": by.user_id, "booked_as": booked_as}
    change_records(type_of(Invoice), [(invoice, values)], by=by, now=now)
    settle_up([invoice], by=by, now=now)
    settle([invoice], RECEIPT, by=by, now=now)
    return Changes(_("%(number)s is in the books.") % {"number": invoice.number}, record=invoice)


@action(
    Invoice,
    needs="invoices.take",
    button=pgettext_lazy("verb, an invoice by accounting", "Return"),
    icon="undo-2",
    applies=lambda one: one.state == InvoiceState.HANDED_OFF and one.open_amount == one.gross,
    labels={"reason": gettext_lazy("What is wrong")},
    options={"reason": {"max_length": 300}},
    undo_words=gettext_lazy("Whoever handed it off knows of it. Hand it off again."),
)
def return_invoice(invoice: Invoice, *, reason: str, by: Actor, now: datetime) -> Changes:
    """Give it back to be mended, with the reason. It keeps its number, and nothing of it is owed meanwhile."""
    values: Values = {
        "state": InvoiceState.RETURNED.value,
        "answered_at": now,
        "answered_by_id": by.user_id,
        "return_reason": reason,
        "open_amount": 0,
    }
    settle([invoice], RECEIPT, by=by, now=now)
    let_fall([invoice], _("Accounting returned the invoice."), by=by, now=now)
    change_records(type_of(Invoice), [(invoice, values)], by=by, now=now)
    want(MEND, [invoice], by=by, now=now)
    return Changes(_("%(number)s is returned.") % {"number": invoice.number}, record=invoice)
