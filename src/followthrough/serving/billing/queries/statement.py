"""The customer's statement: what is open, invoice by invoice, as a PDF in their language."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from followthrough.foundation.accounts.models import Account
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.countries import country_said
from followthrough.kernel.papers.typesetting import CannotTypeset, typeset
from followthrough.kernel.papers.wording import amount_said, day_text
from followthrough.kernel.people.letterhead import letterhead
from followthrough.kernel.people.models import company
from followthrough.kernel.records.problems import Refused
from followthrough.serving.billing.models import Invoice
from followthrough.serving.billing.queries.aged import aged_balances, open_invoices
from followthrough.serving.billing.queries.parties import details_of, seller_of
from followthrough.serving.billing.queries.postal import buyer_address

TEMPLATE = Path(__file__).parents[1] / "typeset" / "statement.typ"


def statement_pdf(account: Account, actor: Actor, *, day: date, at: datetime) -> bytes:
    """What the actor sees open of the account on a day."""
    language = _language(account)
    with override(language):
        told = told_of(account, actor, day, language)
        try:
            return typeset(TEMPLATE, told, language=language, at=at)
        except CannotTypeset as problem:
            raise Refused(str(problem)) from problem


def _language(account: Account) -> str:
    last = Invoice._default_manager.filter(account=account, contract__isnull=False).order_by("-pk").first()
    return (last.contract.language if last and last.contract else "") or company().language


def told_of(account: Account, actor: Actor, day: date, language: str) -> dict[str, Any]:
    """What the template is filled with, in the present language."""
    details = details_of(account)
    address, seller = buyer_address(account, details), seller_of(details)
    rows = open_invoices(actor).filter(account=account).order_by("currency", "due_on", "pk")
    text = "\n".join(
        filter(None, [address.street, f"{address.postcode} {address.city}".strip(), country_said(address.country)])
    )
    gaps = {"day": day_text(day, language)}
    return {
        "house": letterhead(country=address.country),
        "title": _("Statement of account"),
        "foot": account.ref,
        "dates": _("As of %(day)s") % gaps,
        "buyer": {"name": (details.name if details else "") or account.name, "text": text},
        "heads": [_("Invoice"), _("Date"), _("Due on"), _("Total"), pgettext("amount", "Open")],
        "rows": [_row(one, day, language) for one in rows],
        "sums": list(_sums(account, actor, day, language)),
        "account": "\n".join(filter(None, [seller.name, seller.iban, seller.bic])) if seller else "",
        "words": {"pay": _("Payable to"), "late": _("overdue"), "none": _("Nothing is open.")},
    }


def _row(one: Invoice, day: date, language: str) -> dict[str, Any]:
    return {
        "number": one.number,
        "date": day_text(one.issued_on, language) if one.issued_on else "",
        "due": day_text(one.due_on, language) if one.due_on and not one.is_credit else "",
        "late": bool(one.due_on and one.due_on < day and one.open_amount > 0),
        "total": amount_said(one.gross, one.currency, language),
        "open": amount_said(one.open_amount, one.currency, language),
    }


def _sums(account: Account, actor: Actor, day: date, language: str) -> Iterator[dict[str, str]]:
    def pair(label: str, amount: Decimal, currency: str) -> dict[str, str]:
        return {"label": label, "text": amount_said(amount, currency, language)}

    for one in aged_balances(actor, day, account=account):
        if one.overdue:
            yield pair(_("Overdue"), one.overdue, one.currency)
        if one.on_account:
            yield pair(_("Paid on account"), -one.on_account, one.currency)
        yield pair(_("To be paid in all"), one.total, one.currency)
