"""What usage costs by the line that prices it: volume prices and discount, by the rule quotes are counted by."""

from decimal import Decimal

from followthrough.serving.usage.queries.chains import versions_of
from followthrough.values.money import Money, sum_money
from followthrough.values.tiers import Band, TieredPrice
from followthrough.winning.contracts.models import ContractLine
from followthrough.winning.pipeline.rules.offer import net_price


def price_of_quantity(line: ContractLine, quantity: Decimal) -> Money:
    """What so much costs, to the cent: each band of volume prices rounded for itself. Without a price, nothing."""
    if line.tiers:
        bands = TieredPrice.read(line.tiers).bands(quantity)
    else:
        bands = [Band(quantity, line.unit_price or Decimal(0))]
    each = (Money(net_price(band.price, line.discount, line.currency), line.currency) * band.quantity for band in bands)
    return sum_money((one.rounded() for one in each), line.currency)


def line_versions(line: ContractLine) -> list[ContractLine]:
    """The line and what amendments put in its place, the first one first."""
    return versions_of(line)
