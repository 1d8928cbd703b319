"""What was agreed for a product: by the contract, by the accepted quote, else by the price list of the day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from followthrough.foundation.accounts.models import Account
from followthrough.foundation.catalogue.models import Product
from followthrough.foundation.pricing.queries import Ask, priced
from followthrough.kernel.access.actor import SYSTEM
from followthrough.winning.contracts.models import Contract, ContractLine
from followthrough.winning.contracts.queries.parts import parts_on
from followthrough.winning.pipeline.rules.offer import net_price
from followthrough.winning.quotes.models import QuoteVersion


@dataclass(frozen=True, slots=True)
class Agreed:
    """The price each before and after the discount, and what says so; the contract's line if it is one."""

    price: Decimal
    discount: Decimal
    net: Decimal
    source: str
    line: ContractLine | None = None


@dataclass(frozen=True, slots=True)
class Under:
    """Under what an order stands: whose, in which currency, on which day, by which contract or quote."""

    account: Account
    currency: str
    on: date
    contract: Contract | None = None
    quote: QuoteVersion | None = None


def agreed_prices(under: Under, asks: Sequence[Ask]) -> list[Agreed | None]:
    """What was agreed for each, in the order's currency; None where nobody ever said a price."""
    known = {**_by_quote(under), **_by_contract(under)}
    open_ = [ask for ask in asks if ask.product.pk not in known]
    listed = dict(zip([id(ask) for ask in open_], _by_list(under, open_), strict=True))
    return [known.get(ask.product.pk) or listed.get(id(ask)) for ask in asks]


def _by_contract(under: Under) -> dict[int, Agreed]:
    if under.contract is None or under.contract.currency != under.currency:
        return {}
    found: dict[int, Agreed] = {}
    for line in lines_sold(under.contract, under.on):
        if line.product_id is None or line.unit_price is None:
            continue
        net = net_price(line.unit_price, line.discount, under.currency)
        found.setdefault(line.product_id, Agreed(line.unit_price, line.discount, net, under.contract.ref, line))
    return found


def lines_sold(contract: Contract, day: date) -> list[ContractLine]:
    """The contract's lines in force on a day; before its first day those that will be in force on it."""
    on = max(day, contract.starts_on) if contract.starts_on else day
    return list(parts_on(ContractLine, contract, on, SYSTEM).select_related("product"))


def _by_quote(under: Under) -> dict[int, Agreed]:
    if under.quote is None or under.quote.currency != under.currency:
        return {}
    lines = [one for one in under.quote.content["lines"] if one.get("product") and one.get("price")]
    products = dict(Product._default_manager.filter(ref__in={one["product"] for one in lines}).values_list("ref", "pk"))
    source = _("%(ref)s, version %(number)d") % {"ref": under.quote.quote.ref, "number": under.quote.number}
    found: dict[int, Agreed] = {}
    for one in lines:
        if pk := products.get(one["product"]):
            discount, net = Decimal(one["discount"] or 0), Decimal(one["net"] or one["price"])
            found.setdefault(pk, Agreed(Decimal(one["price"]), discount, net, source))
    return found


def _by_list(under: Under, asks: Sequence[Ask]) -> list[Agreed | None]:
    if not asks:
        return []
    segment = under.account.segment
    rows = priced(asks, currency=under.currency, segment=segment, partner=under.account, on=under.on)
    return [
        None if one.unit_price is None else Agreed(one.unit_price, Decimal(0), one.unit_price, one.why[:160])
        for one in rows
    ]
