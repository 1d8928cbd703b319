"""What prices decide on plain values: how tiers are written, and which change is rounded how."""

import re
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation

from followthrough.values.tiers import Tier

_WRITTEN = re.compile(r"\s*([0-9][0-9 ]*(?:\.[0-9]+)?)\s*[:=]\s*([0-9][0-9 ]*(?:\.[0-9]+)?)\s*")
_WIDE = Context(prec=60, rounding=ROUND_HALF_UP)
_FOURTH = Decimal("0.0001")
_MOST_DECIMALS = {"starts_at": 3, "price": 4}


class UnreadableTierError(ValueError):
    """The text is not a quantity above nothing and a price."""


def read_tier(text: str) -> Tier:
    """The tier written as `10: 9.00`. Raises UnreadableTierError for anything else."""
    found = _WRITTEN.fullmatch(text)
    try:
        starts_at, price = (Decimal(part.replace(" ", "")) for part in found.groups()) if found else (None, None)
    except InvalidOperation as problem:  # pragma: no cover -- the pattern lets digits through only
        raise UnreadableTierError(text) from problem
    if starts_at is None or price is None or starts_at <= 0:
        raise UnreadableTierError(text)
    if _decimals(starts_at) > _MOST_DECIMALS["starts_at"] or _decimals(price) > _MOST_DECIMALS["price"]:
        raise UnreadableTierError(text)
    if starts_at.adjusted() > 10 or price.adjusted() > 14:  # as many digits as the columns of quantity and price hold
        raise UnreadableTierError(text)
    return Tier(starts_at, price)


def tier_text(tier: Tier) -> str:
    """The one way a tier is written: no idle zeros in the quantity, the price with two decimals at least."""
    price = tier.price.normalize()
    return f"{_plain(tier.starts_at)}: {price.quantize(Decimal('0.01')) if _decimals(price) < 2 else price:f}"


def tier_texts(tiers: Iterable[Tier]) -> list[str]:
    """Tiers in order, each written."""
    return [tier_text(tier) for tier in sorted(tiers, key=lambda tier: tier.starts_at)]


def changed_price(price: Decimal, percent: Decimal, step: Decimal) -> Decimal:
    """The price raised by a percentage (lowered by one below zero), rounded half up to a multiple of the step."""
    exact = _WIDE.divide(_WIDE.multiply(price, 100 + percent), Decimal(100))
    return _WIDE.multiply(_WIDE.divide(exact, step).quantize(Decimal(1), context=_WIDE), step)


def changed_tiers(tiers: Iterable[str], percent: Decimal, step: Decimal) -> list[str]:
    """Tiers with each price changed so."""
    read = [read_tier(text) for text in tiers]
    return tier_texts([Tier(tier.starts_at, changed_price(tier.price, percent, step)) for tier in read])


def growth(before: Decimal, after: Decimal) -> Decimal | None:
    """By how many percent it grew, to a tenth; None from nothing."""
    if not before:
        return None
    return _WIDE.divide(_WIDE.multiply(after - before, Decimal(100)), before).quantize(Decimal("0.1"), context=_WIDE)


def each_of(total: Decimal, quantity: Decimal, discount: Decimal) -> Decimal:
    """The price each of so many that cost this before a discount in percent, rounded half up to four decimals."""
    exact = _WIDE.divide(_WIDE.multiply(total, 100 - discount), _WIDE.multiply(quantity, Decimal(100)))
    return exact.quantize(_FOURTH, context=_WIDE)


def _decimals(number: Decimal) -> int:
    return max(0, -int(number.normalize().as_tuple().exponent))


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"
