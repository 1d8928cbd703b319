"""What the panels of billing show on invoices, accounts, contracts, renewals, journals and received invoices."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from followthrough.foundation.accounts.models import Account
from followthrough.kernel import clock
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.people.models import company
from followthrough.kernel.records.model import Record
from followthrough.kernel.records.registry import type_of
from followthrough.serving.billing.models import Allocation, Invoice, InvoiceState, ReceivedInvoice
from followthrough.serving.billing.queries.aged import aged_balances
from followthrough.serving.orders.queries.credit import credit_of
from followthrough.values.money import Money
from followthrough.winning.renewals.models import Renewal

Shown = dict[str, Any]
RETURNED = InvoiceState.RETURNED


def _files(record: Record, *names: tuple[str, str], note: str = "") -> Shown:
    base = f"/{type_of(record).plural}/{record.ref}/"
    return {"files": [{"label": label, "url": base + name} for label, name in names], "note": note}


def invoice_files(invoice: Any, actor: Actor) -> Shown:
    """The paper and its electronic forms."""
    note = "" if invoice.number else _("As it would be today: it has no number yet.")
    return _files(invoice, ("PDF, Factur-X", "invoice.pdf"), ("UBL", "ubl.xml"), ("CII", "cii.xml"), note=note)


def journal_files(journal: Any, actor: Actor) -> Shown:
    """Both files of a journal."""
    return _files(journal, ("CSV", "journal.csv"), ("Excel", "journal.xlsx"))


def received_files(one: ReceivedInvoice, actor: Actor) -> Shown:
    """The file as it came, and the official rules it breaks."""
    broken = " ".join(one.broken) if one.broken else _("It breaks none of the rules of EN 16931.")
    return _files(one, (one.name or _("File"), "file"), note=broken)


def tie_out_link(contract: Any, actor: Actor) -> Shown:
    """The way to the tie-out."""
    return _files(contract, (_("Tie-out"), "tie-out"), note=_("Contracted, delivered, billed and paid, line by line."))


def balance_shown(account: Account, actor: Actor) -> Shown:
    """What the account owes, by age."""
    words = (_("1 to 30 days late"), _("31 to 60 days late"), _("61 to 90 days late"), _("Over 90 days late"))
    sums = []
    for one in aged_balances(actor, clock.today(company().zone), account=account):
        overdue = f"/invoices/?{urlencode({'account': account.ref, 'is_overdue': 'yes'})}"
        every = f"/invoices/?{urlencode({'account': account.ref, 'is_open': 'yes'})}"
        ages = list(zip(words, one.ages, strict=True))
        told = [
            (pgettext("amount", "Owed in all"), one.total, every, False),
            (_("Not due yet"), one.not_due, every, False),
        ]
        told += [(word, amount, overdue, True) for word, amount in ages]
        told.append((pgettext("amount", "On account"), one.on_account, f"/payments/?account={account.ref}", False))
        sums += _sums(told, one.currency)
    if (credit := credit_of(account)) is not None:
        rows = f"/accounts/{account.ref}/credit"
        told = [
            (_("Ordered or delivered, not invoiced"), credit.to_bill.amount, rows, False),
            (_("Credit used"), credit.used.amount, rows, credit.is_exceeded),
            (_("Credit limit"), credit.limit.amount, rows, False),
        ]
        sums += _sums(told, credit.limit.currency)
    return _balance(sums, account, pgettext("amount", "Owed in all"))


def paid_shown(renewal: Renewal, actor: Actor) -> Shown:
    """What was invoiced under the contract that is to be renewed, what of it was paid, and what is late."""
    contract, today = renewal.contract, clock.today(company().zone)
    invoices = Invoice.visible_to(actor).filter(contract=contract).exclude(number="").exclude(state=RETURNED)
    paid: dict[str, Decimal] = defaultdict(Decimal)
    settled = Allocation.visible_to(actor).filter(invoice__in=invoices.values("pk"), payment__isnull=False).order_by()
    paid |= dict(settled.values_list("currency").annotate(sum=Sum("amount")))
    summed = invoices.order_by("currency").values("currency")
    late = Q(open_amount__gt=0, due_on__lt=today)
    every = f"/invoices/?{urlencode({'contract': contract.ref})}"
    sums = []
    for row in summed.annotate(
        gross=Sum("gross"), open=Sum("open_amount"), late=Coalesce(Sum("open_amount", filter=late), Decimal(0))
    ):
        told = (
            (pgettext("amount", "Invoiced"), row["gross"], every, False),
            (pgettext("amount", "Paid"), paid[row["currency"]], f"{every}&state=paid,part_paid", False),
            (pgettext("amount", "Open"), row["open"], f"{every}&is_open=yes", False),
            (pgettext("amount", "Overdue"), row["late"], f"{every}&is_overdue=yes", True),
        )
        sums += _sums(told, row["currency"])
    return _balance(sums, renewal.account, pgettext("amount", "Invoiced"))


def _sums(told: Iterable[tuple[str, Decimal, str, bool]], currency: str) -> list[Shown]:
    """Label, amount, the rows behind it, and whether it is late; what comes to nothing is left out."""
    return [
        {"label": label, "money": Money(amount, currency), "url": url, "late": late}
        for label, amount, url, late in told
        if amount
    ]


def _balance(sums: list[Shown], account: Account, empty: str) -> Shown:
    statement = f"/accounts/{account.ref}/statement.pdf"
    return {"sums": sums, "empty": empty, "statement": statement, "home": company().currency}
