"""Payments and what they settle, declared."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.exchange.opening import recast_on
from followthrough.kernel.records.fields import Words
from followthrough.kernel.records.registry import Panel, record
from followthrough.keystone.promises.queries.open_ones import promises_panel
from followthrough.serving.billing.actions.paying import clean_payment, fill_payments, saved_payments
from followthrough.serving.billing.models import (
    Allocation,
    Payment,
)
from followthrough.serving.billing.models.terms import BOOKKEEPERS
from followthrough.serving.billing.queries.statements import statement_as_payments
from followthrough.values.money import Money


def payment_facts(payment: Payment, actor: Actor) -> list[tuple[Words, object]]:
    """How much came and when, and what of it is not matched."""
    left = Money(payment.left, payment.currency)
    return [
        (_("Amount"), Money(payment.amount, payment.currency)),
        (_("Paid on"), payment.paid_on),
        (pgettext_lazy("payments", "On account"), left if left else _("nothing")),
    ]


record(
    Payment,
    ref="PAY-{n:06}",
    exact=True,
    group="serve",
    under="/billing/",
    icon="banknote",
    columns=["ref", "paid_on", "account", "amount", "reference", "invoice", "left", "is_doubtful"],
    form=["account", "invoice", "paid_on", "amount", "currency", "reference", "bank_ref"],
    filters=["account", "invoice", "paid_on", "is_doubtful"],
    sorts=["paid_on", "amount"],
    default_sort="-paid_on",
    match=["ref", "bank_ref"],
    writers=BOOKKEEPERS,
    clean=clean_payment,
    fill=fill_payments,
    saved=saved_payments,
    aliases=["receipt", "remittance"],
    subtitle=lambda payment: [payment.account] if payment.account else "",
    facts=payment_facts,
    views=[
        ("to-match", _("To match"), {"is_doubtful": "yes"}),
        ("on-account", pgettext_lazy("payments", "On account"), {"sort": "-paid_on"}),
    ],
    fields={
        "currency": {"required": False},
        "invoice": {"aliases": ("invoice number", "invoice no", "number")},
        "amount": {"aliases": ("paid", "credit", "value")},
        "paid_on": {"aliases": ("date", "booking date", "value date", "payment date")},
        "reference": {"aliases": ("purpose", "text", "remittance information", "description")},
        "bank_ref": {"aliases": ("transaction id", "bank reference", "check number", "end to end id")},
        "account": {"aliases": ("customer", "payer", "company", "customer number")},
    },
    panels=[
        Panel(
            "allocations",
            _("Settles"),
            link="payment",
            of=Allocation,
            columns=("invoice", "settled_on", "amount"),
            order=("pk",),
            begins=_("“Match” says which invoices this payment settles."),
        ),
        promises_panel(),
    ],
)
recast_on(Payment, statement_as_payments)
record(
    Allocation,
    ref="ALC-{n:06}",
    exact=True,
    columns=["invoice", "settled_on", "payment", "credit_note", "reason", "amount"],
    form=[],
    filters=["invoice", "payment"],
    writers=frozenset(),
    parent="invoice",
    listed=False,
)
