"""What would change if lines were priced by another edition; nothing is changed by asking."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from followthrough.foundation.accounts.models import Account, Segment
from followthrough.foundation.pricing.models import PriceEdition
from followthrough.foundation.pricing.queries.pricing import Ask, Priced, priced


@dataclass(frozen=True, slots=True)
class Held:
    """A line as it stands: what is asked for, and its price each and amount before any discount; `key` names it."""

    key: str
    ask: Ask
    unit_price: Decimal | None
    amount: Decimal | None


@dataclass(frozen=True, slots=True)
class Difference:
    """A line as it stands and as the edition has it; `change` is how much more its amount would be, None unpriced."""

    held: Held
    priced: Priced
    change: Decimal | None

    @property
    def is_same(self) -> bool:
        """Whether neither the price each nor the amount would change."""
        return (self.held.unit_price, self.held.amount) == (self.priced.unit_price, self.priced.amount)


def reprice_difference(
    held: Sequence[Held],
    *,
    edition: PriceEdition,
    on: date,
    segment: Segment | None = None,
    partner: Account | None = None,
) -> list[Difference]:
    """What each line would cost by this edition, in the order given; what the edition lacks is priced as usual."""
    asks = [line.ask for line in held]
    currency = edition.book.currency
    fresh = priced(asks, currency=currency, segment=segment, partner=partner, on=on, edition=edition)
    return [
        Difference(line, price, _change(line.amount, price.amount)) for line, price in zip(held, fresh, strict=True)
    ]


def _change(before: Decimal | None, after: Decimal | None) -> Decimal | None:
    return None if before is None or after is None else after - before
