"""What a quote would cost by another edition of the price list; asking changes nothing."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from followthrough.foundation.pricing.models import PriceEdition
from followthrough.foundation.pricing.queries import Ask, Difference, Held, Priced, reprice_difference
from followthrough.kernel import clock
from followthrough.kernel.people.models import company
from followthrough.winning.pipeline.models import Line
from followthrough.winning.pipeline.rules.offer import Item, Totals, each_period, graduated, offer_totals
from followthrough.winning.quotes.models import Quote


def repriced(quote: Quote, lines: Sequence[Line], edition: PriceEdition) -> list[tuple[Line, Difference]]:
    """Each line with a product as it stands and as the edition has it, before discounts."""
    with_product = [line for line in lines if line.product and not line.is_heading]
    held = [
        Held(line.ref, Ask(line.product, line.quantity), line.unit_price, _listed(line))
        for line in with_product
        if line.product
    ]
    account, today = quote.account, clock.today(company().zone)
    found = reprice_difference(held, edition=edition, on=today, segment=account.segment, partner=account)
    return list(zip(with_product, found, strict=True))


def totals_then(quote: Quote, lines: Sequence[Line], found: Sequence[tuple[Line, Difference]]) -> Totals:
    """What the quote would come to by those prices, discounts and taxes as they are."""
    fresh = {line.pk: one.priced for line, one in found if one.priced.edition}
    items = (_repriced(line, fresh.get(line.pk)) for line in lines if line.counts)
    return offer_totals(items, quote.opportunity.discount, quote.currency)


def _repriced(line: Line, price: Priced | None) -> Item:
    if price is None:
        return line.item
    tiers = price.tiered.stored() if price.tiered and not price.tiered.is_flat else {}
    return replace(line.item, price=price.unit_price, bands=graduated(tiers, line.quantity))


def _listed(line: Line) -> Decimal | None:
    item = line.item
    if item.price is None:
        return None
    return each_period(Item(item.quantity, item.price, bands=item.bands), line.currency).amount
