"""Which lines of an order are charged again each period, and how often in the term: by the contract or the quote."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.functional import Promise as Words
from django.utils.translation import gettext_lazy as _

from followthrough.foundation.calendar.rules import add_months
from followthrough.serving.orders.models import Order, OrderLine
from followthrough.winning.contracts.models import Charged, ContractLine
from followthrough.winning.pipeline.rules.offer import Item

MONTHS = {Charged.MONTH: 1, Charged.QUARTER: 3, Charged.HALF_YEAR: 6, Charged.YEAR: 12}
EACH: dict[str, Words] = {
    Charged.MONTH: _("each month"),
    Charged.QUARTER: _("each quarter"),
    Charged.HALF_YEAR: _("each half year"),
    Charged.YEAR: _("each year"),
}


@dataclass(frozen=True, slots=True)
class Again:
    """A price is for one period and comes so many times in the term."""

    charge: str
    periods: int


def charged_again(order: Order, lines: Sequence[OrderLine]) -> dict[int, Again]:
    """The lines whose price is for one period, by id. What the quote said counts where no contract does."""
    quoted = _quoted(order)
    found = {}
    for line in lines:
        if line.contract_line is not None:
            again = _by_contract(line.contract_line)
        else:
            again = quoted.get(line.product.ref) if line.product else None
        if again is not None:
            found[line.pk] = again
    return found


def counted(line: OrderLine, again: Again | None) -> Item:
    """The line as it is counted over the term."""
    return line.item if again is None else replace(line.item, charge=again.charge, periods=again.periods)


def _by_contract(line: ContractLine) -> Again | None:
    """Begun periods count: a year's price over fourteen months comes twice."""
    if line.charged not in MONTHS:
        return None
    contract = line.contract
    first, last = line.effective_from or line.starts_on or contract.starts_on, line.effective_until or line.ends_on
    last = last or contract.term_ends_on or contract.ends_on
    months, count = MONTHS[Charged(line.charged)], 1
    while first and last and add_months(first, months * count) <= last:
        count += 1
    return Again(line.charged, count)


def _quoted(order: Order) -> dict[str, Again]:
    rows = order.quote_version.content.get("lines", ()) if order.quote_version else ()
    kept = [one for one in rows if one.get("product") and one.get("charge") in MONTHS]
    return {one["product"]: Again(one["charge"], one["periods"]) for one in kept}
