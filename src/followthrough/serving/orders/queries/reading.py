"""Rows of a sheet or of their purchase order beside what is known: the product, the agreed price, what to ask."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from followthrough.foundation.catalogue.models import Product
from followthrough.foundation.pricing.queries import Ask
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.exchange.reading import Unreadable, read_table
from followthrough.kernel.records.problems import Invalid
from followthrough.serving.orders.models import Order
from followthrough.serving.orders.queries.agreed import Agreed, agreed_prices
from followthrough.serving.orders.queries.owed import number_text
from followthrough.serving.orders.queries.prices import under
from followthrough.winning.pipeline.rules.offer import net_price
from followthrough.winning.quotes.queries.pasting import PastedRow, read_rows

MOST = 500  # rows an order takes at once
OURS, THEIRS = "ours", "theirs"


@dataclass(frozen=True, slots=True)
class CheckedRow:
    """A row as it came, what was agreed for its product, and what somebody still has to decide.

    `price` is the answer where theirs differs from ours; `in_words` the answer where no product is known.
    """

    row: PastedRow
    agreed: str = ""
    agreed_from: str = ""
    theirs: str = ""
    price: str = ""
    in_words: bool = False

    @property
    def is_unknown(self) -> bool:
        """Whether nobody knows yet which product it is."""
        return not (self.row.product or self.in_words or self.row.problem)

    @property
    def is_odd(self) -> bool:
        """Whether their price differs from what was agreed, and nobody said which holds."""
        return bool(self.differs and not self.price)

    @property
    def differs(self) -> bool:
        """Whether their price differs from what was agreed; nothing is asked about a row that does not go in."""
        return bool(
            self.agreed and self.theirs and not self.row.problem and Decimal(self.agreed) != Decimal(self.theirs)
        )

    @property
    def block(self) -> dict[str, Any]:
        """As the action takes it; at our price where that holds."""
        price = "" if self.price == OURS else self.row.unit_price
        discount = "" if self.price == OURS else self.row.discount
        return {
            "text": self.row.text,
            "product": self.row.product,
            "quantity": self.row.quantity,
            "unit_price": price,
            "discount": discount,
            "asked_on": self.row.wanted_on,
            "in_words": self.in_words,
        }


def checked_rows(order: Order, text: str, actor: Actor) -> list[CheckedRow]:
    """The rows of a pasted block, each beside what is known."""
    return beside_agreed(order, [CheckedRow(row) for row in read_rows(text, actor)], actor)


def beside_agreed(order: Order, rows: Sequence[CheckedRow], actor: Actor) -> list[CheckedRow]:
    """The rows with what was agreed for their products now."""
    refs = {one.row.product for one in rows if one.row.product}
    products = Product.visible_to(actor).in_bulk(list(refs), field_name="ref")
    known = [one for one in rows if one.row.product in products]
    asks = [Ask(products[one.row.product], Decimal(one.row.quantity or 1)) for one in known]
    told = dict(zip(map(id, known), agreed_prices(under(order), asks), strict=True))
    return [_beside(one, told.get(id(one)), order.currency) for one in rows]


def _beside(one: CheckedRow, agreed: Agreed | None, currency: str) -> CheckedRow:
    theirs = ""
    if one.row.unit_price:
        net = net_price(Decimal(one.row.unit_price), Decimal(one.row.discount or 0), currency)
        theirs = number_text(net)
    if agreed is None:
        return replace(one, theirs=theirs)
    return replace(one, agreed=number_text(agreed.net), agreed_from=agreed.source, theirs=theirs)


def decided(rows: Sequence[CheckedRow], answers: Mapping[str, str], actor: Actor) -> list[CheckedRow]:
    """The rows with what somebody chose on the page: `product-3`, `words-3`, `price-3` for the third."""
    chosen = {value for name, value in answers.items() if name.startswith("product-") and value}
    titles = dict(Product.visible_to(actor).filter(ref__in=chosen).values_list("ref", "name"))
    found = []
    for place, one in enumerate(rows, 1):
        ref = answers.get(f"product-{place}", "")
        row = replace(one.row, product=ref, title=titles[ref]) if ref in titles else one.row
        price = answers.get(f"price-{place}", one.price)
        words = f"words-{place}" in answers and not row.product
        found.append(replace(one, row=row, in_words=words, price=price if price in (OURS, THEIRS) else ""))
    return found


def text_of_file(content: bytes, name: str) -> str:
    """A workbook or delimited file as the rows that would be pasted from it. Raises Invalid."""
    try:
        table = read_table(content, name)
        out = io.StringIO()
        write = csv.writer(out, delimiter="\t", lineterminator="\n").writerow
        if any(table.headers):
            write(table.headers)
        for place, row in enumerate(table.rows):
            if place > MOST:
                break
            write([_text(cell) for cell in row.cells])
    except Unreadable as problem:
        raise Invalid({"file": problem.message}) from problem
    if not out.getvalue().strip():
        raise Invalid({"file": _("There are no rows in it.")})
    return out.getvalue()


def _text(cell: Any) -> str:
    if isinstance(cell, datetime):  # a workbook's day comes with midnight
        return cell.date().isoformat()
    return "" if cell is None else str(cell)
