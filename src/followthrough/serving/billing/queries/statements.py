"""A bank's own statement read as payments: money that came, on which day, and which open invoice its text names."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _

from followthrough.kernel.access.actor import SYSTEM
from followthrough.kernel.exchange.parsing import CellProblem, ColumnStyle, column_style, parse_date, parse_number
from followthrough.kernel.exchange.reading import Row, Table
from followthrough.serving.billing.models import Invoice
from followthrough.serving.billing.models.invoices import OWED
from followthrough.serving.billing.queries import bank_words as bank
from followthrough.serving.billing.rules.matching import Open, proposed

LONGEST = 200
ABOVE = 30  # rows in which the headings are looked for
NO_PAYMENT = "note"  # a row the importer counts and leaves out: money that went, a balance
Cells = list[Any]


def statement_as_payments(table: Table) -> Table | None:
    """The statement as a table of payments, None for a file that is none or has our own columns.

    Days are read day first unless they can't be. Money that went is left out. The same file gives the same numbers, so
    that nothing comes twice. The invoice is proposed where the text names one that is open, and left to be asked where
    it names several or none.
    """
    found = _headed(table)
    if found is None:
        return None
    table, places = found
    heads = [_("paid on"), _("amount"), _("currency"), _("reference"), _("number at the bank"), _("for invoice")]
    return Table(heads, heads, _Payments(table, places), table.guess, table.sheets)


class _Payments:
    """The rows, which may be gone through more than once."""

    def __init__(self, table: Table, places: Mapping[str, list[int]]) -> None:
        self.table, self.places = table, places

    def __iter__(self) -> Iterator[Row]:
        styles = {name: column_style(self._column(name)) for name in self.places}
        candidates, seen = _open_invoices(), Counter[str]()
        for row in self.table.rows:
            if row.flag:
                yield Row(row.number, [None] * 6, row.flag, row.warning)
            else:
                yield self._payment(row, styles, candidates, seen)

    def _column(self, name: str) -> Iterator[Any]:
        place = self.places[name][0]
        return (row.cells[place] for row in self.table.rows if not row.flag and place < len(row.cells))

    def _payment(
        self, row: Row, styles: Mapping[str, ColumnStyle], candidates: Mapping[str, list[Open]], seen: Counter[str]
    ) -> Row:
        """One row: cells that can't be read go on as they are, so that the check names them."""
        cells = row.cells
        try:
            amount = self._amount(cells, styles)
        except CellProblem:
            return Row(row.number, [self._of(cells, bank.PAID), self._of(cells, bank.AMOUNT), *[None] * 4])
        if amount is None or amount <= 0:
            return Row(row.number, [None] * 6, NO_PAYMENT, row.warning)
        paid = _day(self._of(cells, bank.PAID), styles[bank.PAID])
        text = self._text(cells)
        currency = str(self._of(cells, bank.CURRENCY) or "").strip().upper()
        named = self._of(cells, bank.NUMBER) or _numbered(paid, amount, text, seen)
        invoice = proposed(amount, text, candidates.get(currency, candidates[""]))
        return Row(row.number, [paid, amount, currency or None, text, named, invoice], "", row.warning)

    def _of(self, cells: Sequence[Any], name: str) -> Any:
        place = self.places[name][0] if name in self.places else len(cells)
        return cells[place] if place < len(cells) else None

    def _amount(self, cells: Sequence[Any], styles: Mapping[str, ColumnStyle]) -> Decimal | None:
        """What came, above zero; below for what went."""
        if bank.CREDIT in self.places:
            came = parse_number(self._of(cells, bank.CREDIT), styles[bank.CREDIT])
            if came:
                return abs(came)
            went = parse_number(self._of(cells, bank.DEBIT), styles[bank.DEBIT]) if bank.DEBIT in self.places else None
            return -abs(went) if went else None
        amount = parse_number(self._of(cells, bank.AMOUNT), styles[bank.AMOUNT])
        side = bank.key_of(str(self._of(cells, bank.SIDE) or ""))
        return -abs(amount) if amount and side in bank.OUT else amount

    def _text(self, cells: Sequence[Any]) -> str:
        """Who paid, and all that was written to it."""
        found = (cells[place] for name in (bank.PAYER, bank.TEXT) for place in self.places.get(name, ()))
        parts = dict.fromkeys(" ".join(str(part).split()) for part in found if part not in (None, ""))
        return " / ".join(parts)[:LONGEST]


def _headed(table: Table) -> tuple[Table, dict[str, list[int]]] | None:
    """The statement from its headings on; banks write the account, the days and the balance above them."""
    places = _places(table)
    if places is not None:
        return table, places
    for place, row in enumerate(islice(table.rows, ABOVE)):
        below = replace(table, headers=[str(cell or "") for cell in row.cells], rows=_Below(table.rows, place + 1))
        places = _places(below)
        if places is not None:
            return below, places
    return None


@dataclass(frozen=True, slots=True)
class _Below:
    """The rows below the first so many, which may be gone through more than once."""

    rows: Iterable[Row]
    above: int

    def __iter__(self) -> Iterator[Row]:
        return islice(self.rows, self.above, None)


def _places(table: Table) -> dict[str, list[int]] | None:
    """Which columns hold what; None where it is no statement: no day, no money in, nothing that says so."""
    found: dict[str, list[int]] = defaultdict(list)
    for place, head in enumerate(table.headers):
        if bank.key_of(head) in bank.OURS:
            return None
        if meaning := bank.meaning_of(head):
            found[meaning].append(place)
    has_money = bank.CREDIT in found or bank.AMOUNT in found
    if bank.PAID not in found or not has_money or not (bank.TEXT in found or bank.PAYER in found):
        return None
    if bank.CREDIT not in found and not _has_signs(table, found):
        return None
    return dict(found)


def _has_signs(table: Table, places: Mapping[str, list[int]]) -> bool:
    """Whether one column tells what came from what went: by a sign, or by a column beside it."""
    if bank.SIDE in places or bank.VALUE in places or bank.CURRENCY in places:
        return True
    place = places[bank.AMOUNT][0]
    cells = (row.cells[place] for row in table.rows if not row.flag and place < len(row.cells))
    return any(str(cell).strip().startswith(("-", "−", "+")) or str(cell).strip().endswith("-") for cell in cells)


def _day(cell: Any, style: ColumnStyle) -> date | Any:
    try:
        return parse_date(cell, ColumnStyle(style.decimal, style.order))
    except CellProblem:
        return cell


def _numbered(paid: Any, amount: Decimal, text: str, seen: Counter[str]) -> str:
    """A number for what the bank gives none: from what the row says, and how many alike stand before it."""
    told = f"{paid}|{amount}|{text}"
    seen[told] += 1
    return "row-" + hashlib.sha256(f"{told}|{seen[told]}".encode()).hexdigest()[:24]


def _open_invoices() -> dict[str, list[Open]]:
    """All that is open, by currency and, under "", in all; an invoice goes by its own number and by ours."""
    rows = Invoice.visible_to(SYSTEM).filter(state__in=OWED, open_amount__gt=0).order_by("pk")
    found: dict[str, list[Open]] = defaultdict(list)
    for one in rows.only("ref", "number", "open_amount", "due_on", "currency"):
        told = Open(one.pk, one.number, one.open_amount, one.due_on, one.ref)
        found[one.currency].append(told)
        found[""].append(told)
    return found
