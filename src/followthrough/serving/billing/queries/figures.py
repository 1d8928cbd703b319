"""The figures at the head of an invoice: what it comes to, what is open, when it is due."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.records.fields import Words
from followthrough.serving.billing.models import Invoice
from followthrough.values.money import Money


def invoice_facts(invoice: Invoice, actor: Actor) -> list[tuple[Words, Any]]:
    """Net, tax and total; what is open of it; the day it is to be billed or is due."""
    currency = invoice.currency
    facts: list[tuple[Words, Any]] = [
        (_("Net"), Money(invoice.net, currency)),
        (pgettext_lazy("amount", "Tax"), Money(invoice.tax, currency)),
        (_("Total"), Money(invoice.gross, currency)),
    ]
    if invoice.number:
        facts.append((pgettext_lazy("amount", "Open"), Money(invoice.open_amount, currency)))
        facts.append((_("Due on"), invoice.due_on))
    else:
        facts.append((_("To be billed on"), invoice.bill_on))
    return facts


def invoice_subtitle(invoice: Invoice) -> str:
    """Whose it is, and under which contract."""
    return " · ".join(one.title for one in (invoice.account, invoice.contract) if one)
