"""What must be looked at before an order is entered: prices that differ from what was agreed."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from followthrough.serving.orders.models import OrderLine
from followthrough.winning.pipeline.rules.offer import net_price


@dataclass(frozen=True, slots=True)
class Differing:
    """A line at another price each, after discount, than was agreed."""

    line: OrderLine
    price: Decimal
    agreed: Decimal

    @property
    def less(self) -> Decimal:
        """By how much each is cheaper than agreed; dearer if negative."""
        return self.agreed - self.price


def differing(lines: Iterable[OrderLine]) -> list[Differing]:
    """The lines whose price is not the agreed one."""
    found = []
    for line in lines:
        if line.unit_price is None or line.agreed_price is None:
            continue
        price = net_price(line.unit_price, line.discount, line.currency)
        if price != line.agreed_price:
            found.append(Differing(line, price, line.agreed_price))
    return found
