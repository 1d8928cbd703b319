"""What the lines of an offer come to, to the cent and the same on page, paper, sheet and API.

The rounding rule, each step half up: a discounted price is rounded to the currency's decimals, or to the list price's
own where that is finer; price times quantity is rounded to the currency's decimals, in graduated tiers each band for
itself; a period's amount times the number of periods is exact. The discount on the whole is rounded once for all lines
that are charged alike, and shared among them without a cent lost. Tax is rounded once per rate, on the sum of what
bears it (as EN 16931 asks, BR-CO-17). So whoever multiplies and adds up what is printed arrives at what is printed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from followthrough.values.currency import minor_units
from followthrough.values.money import Money, sum_money
from followthrough.values.tiers import Band, TieredPrice, TierMode

WHOLE = Decimal(100)
ONCE = "once"


@dataclass(frozen=True, slots=True)
class Bearing:
    """A rate of tax in percent, and the name it is printed with."""

    name: str
    percent: Decimal


@dataclass(frozen=True, slots=True)
class Item:
    """One line as it is counted: price each and discount in percent, charged `periods` times, `once` or per period.

    `bands` are the quantities and prices of graduated tiers; without them the whole quantity has the one price.
    """

    quantity: Decimal
    price: Decimal | None
    discount: Decimal = Decimal(0)
    charge: str = ONCE
    periods: int = 1
    tax: Bearing | None = None
    cost: Decimal | None = None
    bands: tuple[Band, ...] = ()

    @property
    def banded(self) -> tuple[Band, ...]:
        """How the quantity is divided among prices."""
        return self.bands or (Band(self.quantity, self.price or Decimal(0)),)


@dataclass(frozen=True, slots=True)
class ChargeTotal:
    """What is charged alike: an amount each period, so many times, after all discounts."""

    charge: str
    periods: int
    each: Money
    total: Money


@dataclass(frozen=True, slots=True)
class TaxTotal:
    """One rate's tax on the sum of what bears it."""

    tax: Bearing
    base: Money
    amount: Money


@dataclass(frozen=True, slots=True)
class Totals:
    """What an offer comes to; `margin` is None unless the cost of every priced line is known."""

    listed: Money
    off_lines: Money
    off_whole: Money
    net: Money
    charges: tuple[ChargeTotal, ...]
    taxes: tuple[TaxTotal, ...]
    tax: Money
    total: Money
    margin: Money | None

    @property
    def discount_percent(self) -> Decimal:
        """All discounts together, in percent of the list price, to one decimal."""
        return _percent(self.listed - self.net, self.listed)

    @property
    def margin_percent(self) -> Decimal | None:
        """The margin in percent of the net amount, to one decimal."""
        return None if self.margin is None else _percent(self.margin, self.net)


def graduated(tiers: Mapping[str, Any], quantity: Decimal) -> tuple[Band, ...]:
    """How stored tiers divide a quantity; nothing where one price holds for all of it."""
    priced = TieredPrice.read(tiers) if tiers else None
    return tuple(priced.bands(quantity)) if priced and priced.mode is TierMode.GRADUATED else ()


def reached_price(tiers: Mapping[str, Any], quantity: Decimal) -> Decimal | None:
    """The price each that stored tiers give for a quantity; None without tiers."""
    return TieredPrice.read(tiers).reached(quantity).price if tiers else None


def net_price(price: Decimal, discount: Decimal, currency: str) -> Decimal:
    """The price each after the discount in percent; 0.0042 keeps its four decimals, 4.365 USD becomes 4.37."""
    if not discount:
        return price
    finest = max(minor_units(currency), -int(price.normalize().as_tuple().exponent))
    return (price * (WHOLE - discount) / WHOLE).quantize(Decimal(1).scaleb(-finest), ROUND_HALF_UP)


def line_amount(item: Item, currency: str) -> Decimal | None:
    """What a line comes to over all its periods, by the rule above; None unpriced."""
    return None if item.price is None else (each_period(item, currency) * item.periods).amount


def each_period(item: Item, currency: str) -> Money:
    """One period's amount of a line, after its own discount."""
    bands = (Money(net_price(band.price, item.discount, currency), currency) * band.quantity for band in item.banded)
    return sum_money((band.rounded() for band in bands), currency)


def offer_totals(items: Iterable[Item], discount: Decimal, currency: str) -> Totals:
    """Add up the counted lines, less a discount in percent on the whole."""
    priced = [item for item in items if item.price is not None]
    nothing = Money.zero(currency).rounded()  # 0.00 is told like any other amount
    listed, lined, off = nothing, nothing, nothing
    charges: list[ChargeTotal] = []
    bases: dict[Bearing, Money] = {}
    for (charge, periods), alike in _charged_alike(priced).items():
        each = [each_period(item, currency) for item in alike]
        whole = sum_money(each, currency)
        less = (whole * (discount / WHOLE)).rounded()
        charges.append(ChargeTotal(charge, periods, whole - less, (whole - less) * periods))
        listed += sum_money((_listed(item, currency) for item in alike), currency) * periods
        lined += whole * periods
        off += less * periods
        for item, base in zip(alike, _shared(each, less), strict=True):
            if item.tax:
                bases[item.tax] = bases.get(item.tax, nothing) + base * periods
    taxes = tuple(TaxTotal(tax, base, (base * (tax.percent / WHOLE)).rounded()) for tax, base in bases.items())
    tax, net = sum_money((one.amount for one in taxes), currency), lined - off
    return Totals(listed, listed - lined, off, net, tuple(charges), taxes, tax, net + tax, _margin(priced, net))


def _listed(item: Item, currency: str) -> Money:
    return sum_money(((Money(band.price, currency) * band.quantity).rounded() for band in item.banded), currency)


def _charged_alike(items: Sequence[Item]) -> dict[tuple[str, int], list[Item]]:
    groups: dict[tuple[str, int], list[Item]] = {}
    for item in items:
        groups.setdefault((item.charge, item.periods), []).append(item)
    return groups


def _shared(each: Sequence[Money], less: Money) -> list[Money]:
    """What is left of each line when the discount on the whole is shared by value."""
    if not less:
        return list(each)
    return [one - part for one, part in zip(each, less.allocate([one.amount for one in each]), strict=True)]


def _margin(priced: Sequence[Item], net: Money) -> Money | None:
    if not priced or any(item.cost is None for item in priced):
        return None
    costs = ((Money(item.cost or Decimal(0), net.currency) * item.quantity).rounded() * item.periods for item in priced)
    return net - sum_money(costs, net.currency)


def _percent(part: Money, whole: Money) -> Decimal:
    if not whole:
        return Decimal(0)
    return (part.amount / whole.amount * WHOLE).quantize(Decimal("0.1"), ROUND_HALF_UP)
