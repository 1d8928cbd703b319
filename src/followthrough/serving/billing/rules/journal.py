"""Invoices as rows for the books: which account bears what, and how the columns are filled."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

FIELDS = (
    "date",
    "due",
    "number",
    "kind",
    "account",
    "contra",
    "debit",
    "credit",
    "amount",
    "currency",
    "customer",
    "customer_number",
    "vat_id",
    "tax_code",
    "tax_percent",
    "text",
    "period_from",
    "period_to",
    "po_number",
)
RECEIVABLE, REVENUE = "receivable", "revenue"


class BadMapping(ValueError):
    """A line of a mapping that can't be read; `args` are its number and its text."""


@dataclass(frozen=True, slots=True)
class Share:
    """What of an invoice goes to one account of revenue or tax: net or tax amounts, as they are signed."""

    kind: str
    family: str
    product: str
    category: str
    percent: Decimal
    amount: Decimal
    text: str = ""


@dataclass(frozen=True, slots=True)
class Booked:
    """An invoice as it is booked: its total to the receivables, its shares to revenue and tax."""

    number: str
    kind: str
    issued_on: date
    due_on: date | None
    currency: str
    customer: str
    customer_number: str
    vat_id: str
    po_number: str
    starts_on: date | None
    ends_on: date | None
    gross: Decimal
    shares: tuple[Share, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One row: so much on the debit or the credit of an account, against another."""

    booked: Booked
    account: str
    contra: str
    debit: Decimal
    credit: Decimal
    tax_code: str
    tax_percent: Decimal
    text: str


def read_columns(text: str) -> list[tuple[str, str]]:
    """Headings with the fields under them, from `heading = field` lines. Raises BadMapping."""
    found = [(heading, field) for heading, field in _pairs(text)]
    for number, (_heading, field) in enumerate(found, start=1):
        if field not in FIELDS:
            raise BadMapping(number, field)
    return found


def read_accounts(text: str) -> dict[str, str]:
    """Accounts by what they are for, from `what = account` lines. Raises BadMapping."""
    found = {" ".join(what.casefold().split()): account for what, account in _pairs(text)}
    for needed in (RECEIVABLE, REVENUE):
        if needed not in found:
            raise BadMapping(0, needed)
    return found


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        left, sign, right = line.rpartition("=")
        if not sign or not left.strip() or not right.strip():
            raise BadMapping(number, line.strip())
        yield left.strip(), right.strip()


def account_for(share: Share, accounts: dict[str, str]) -> str:
    """The account of a share: the most special rule that fits, `revenue` at last. Raises BadMapping without any."""
    percent = f"{share.percent.normalize():f}"
    if share.kind == "tax":
        tried = [f"tax {share.category} {percent}", f"tax {share.category}", "tax"]
    else:
        tried = [f"product {share.product}", f"family {share.family}", f"revenue {share.category} {percent}", REVENUE]
    for what in tried:
        account = accounts.get(" ".join(what.casefold().split()))
        if account:
            return account
    raise BadMapping(0, tried[0])


def entries(booked: Sequence[Booked], accounts: dict[str, str]) -> Iterator[Entry]:
    """The rows of every invoice: debit the receivables, credit revenue and tax; a credit note the other way round.

    The debits of each invoice are its credits, to the cent.
    """
    for one in booked:
        owed = accounts[RECEIVABLE]
        first = account_for(one.shares[0], accounts) if one.shares else accounts[REVENUE]
        yield _entry(one, owed, first, one.gross, "", Decimal(0), one.customer)
        for share in one.shares:
            if share.amount:
                code = f"{share.category}{share.percent.normalize():f}"
                text = share.text or one.customer
                yield _entry(one, account_for(share, accounts), owed, -share.amount, code, share.percent, text)


def _entry(one: Booked, account: str, contra: str, amount: Decimal, code: str, percent: Decimal, text: str) -> Entry:
    debit, credit = (amount, Decimal(0)) if amount >= 0 else (Decimal(0), -amount)
    return Entry(one, account, contra, debit, credit, code, percent, text)


def filled(entry: Entry, field: str) -> date | Decimal | str | None:
    """The value of a column for a row; None for nothing."""
    one = entry.booked
    values: dict[str, date | Decimal | str | None] = {
        "date": one.issued_on,
        "due": one.due_on,
        "number": one.number,
        "kind": one.kind,
        "account": entry.account,
        "contra": entry.contra,
        "debit": entry.debit or None,
        "credit": entry.credit or None,
        "amount": entry.debit - entry.credit,
        "currency": one.currency,
        "customer": one.customer,
        "customer_number": one.customer_number,
        "vat_id": one.vat_id,
        "tax_code": entry.tax_code,
        "tax_percent": entry.tax_percent if entry.tax_code else None,
        "text": entry.text,
        "period_from": one.starts_on,
        "period_to": one.ends_on,
        "po_number": one.po_number,
    }
    return values[field]
