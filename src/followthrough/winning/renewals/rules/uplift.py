"""The next term's prices: from a percentage or an index, rounded once, and how often what is charged comes again."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from followthrough.values.tiers import Tier, TieredPrice

PLACES = 4  # of a price each
MONTHS = {"month": 1, "quarter": 3, "year": 12}
HALF = 6


@dataclass(frozen=True, slots=True)
class Again:
    """How a line is charged in the next term: `charge`, so many `periods`, at `times` the price of one period now."""

    charge: str
    periods: int
    times: int = 1


def by_percent(percent: Decimal) -> Fraction:
    """What a price is multiplied by: 3 percent more is 1.03, exactly."""
    return 1 + Fraction(percent) / 100


def by_index(before: Decimal, now: Decimal) -> Fraction:
    """What a price is multiplied by: the index's new figure over the old one, exactly. Raises ValueError below zero."""
    if before <= 0 or now <= 0:
        raise ValueError("An index has figures above zero.")
    return Fraction(now) / Fraction(before)


def uplifted(price: Decimal, factor: Fraction, places: int) -> Decimal:
    """A price times a factor, half up away from zero, to the currency's places or the price's own where it is finer."""
    own = max(0, -int(price.normalize().as_tuple().exponent))
    scale: int = 10 ** min(max(places, own), PLACES)
    exact = Fraction(abs(price)) * factor * scale
    whole = Decimal(int(exact + Fraction(1, 2))) / scale
    return whole.copy_sign(price)


def uplifted_tiers(tiers: TieredPrice, factor: Fraction, places: int) -> TieredPrice:
    """Volume prices, each times the factor; where they start stays."""
    return TieredPrice(
        tuple(Tier(one.starts_at, uplifted(one.price, factor, places)) for one in tiers.tiers), tiers.mode
    )


def again(charged: str, months: int) -> Again | None:
    """How a contract line is charged over the next `months`; None for what is charged once and does not come again.

    Offers know no half-years: two make a year at twice the price, and an odd number of them is charged once.
    """
    if charged in MONTHS:
        return Again(charged, max(1, -(-months // MONTHS[charged])))
    if charged == "half_year":
        whole = months % (2 * HALF) == 0
        return Again("year", months // (2 * HALF), 2) if whole else Again("once", 1, -(-months // HALF))
    return Again(charged, 1) if charged == "usage" else None
