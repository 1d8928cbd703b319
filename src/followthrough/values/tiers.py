"""Volume tiers: what a quantity costs when the price each depends on how many are taken."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from typing import Any, Self

from followthrough.values.money import Money, sum_money


class TierMode(StrEnum):
    """How tiers count: the price of the tier reached for all units, or for each unit the price of its own tier."""

    ALL_UNITS = "all_units"
    GRADUATED = "graduated"


@dataclass(frozen=True, slots=True)
class Tier:
    """A price each and the quantity it starts at: for all units from exactly there, graduated for what goes over it."""

    starts_at: Decimal
    price: Decimal


@dataclass(frozen=True, slots=True)
class Band:
    """So many units at one price each."""

    quantity: Decimal
    price: Decimal


@dataclass(frozen=True, slots=True)
class TieredPrice:
    """Tiers in order, the first of them starting at nothing. Raises ValueError for any others."""

    tiers: tuple[Tier, ...]
    mode: TierMode = TierMode.ALL_UNITS

    def __post_init__(self) -> None:
        starts = [tier.starts_at for tier in self.tiers]
        if not starts or starts[0] != 0:
            raise ValueError("The first tier starts at nothing.")
        if any(later <= earlier for earlier, later in pairwise(starts)):
            raise ValueError("Each tier starts higher than the one before.")

    @classmethod
    def of(cls, price: Decimal, steps: Iterable[Tier] = (), mode: TierMode | str = TierMode.ALL_UNITS) -> Self:
        """A first price and the tiers above it, in any order; without tiers the price holds for every quantity."""
        return cls((Tier(Decimal(0), price), *sorted(steps, key=lambda tier: tier.starts_at)), TierMode(mode))

    @property
    def is_flat(self) -> bool:
        """Whether one price holds for every quantity."""
        return len(self.tiers) == 1

    def reached(self, quantity: Decimal) -> Tier:
        """The tier a quantity comes to; graduated the one its last unit stands in. Minus signs are left aside."""
        amount, is_graduated = abs(quantity), self.mode is TierMode.GRADUATED
        passed = [t for t in self.tiers if t.starts_at < amount or (t.starts_at == amount and not is_graduated)]
        return passed[-1] if passed else self.tiers[0]

    def bands(self, quantity: Decimal) -> list[Band]:
        """How the quantity is divided among the prices; the bands' quantities add up to it."""
        if self.mode is TierMode.ALL_UNITS:
            return [Band(quantity, self.reached(quantity).price)]
        amount, ends = abs(quantity), [tier.starts_at for tier in self.tiers[1:]]
        found = []
        for tier, end in zip(self.tiers, [*ends, amount], strict=True):
            inside = min(amount, max(end, tier.starts_at)) - tier.starts_at
            if inside > 0 or tier.starts_at == 0:
                found.append(Band(inside.copy_sign(quantity), tier.price))
        return found

    def exact(self, quantity: Decimal, currency: str) -> Money:
        """What the quantity costs before it is rounded."""
        return sum_money((Money(band.price, currency) * band.quantity for band in self.bands(quantity)), currency)

    def total(self, quantity: Decimal, currency: str) -> Money:
        """What the quantity costs: the exact sum, rounded once, half up to the currency's decimals."""
        return self.exact(quantity, currency).rounded()

    def stored(self) -> dict[str, Any]:
        """As plain JSON, for a line that keeps the tiers it was priced by."""
        return {"mode": self.mode.value, "tiers": [[str(tier.starts_at), str(tier.price)] for tier in self.tiers]}

    @classmethod
    def read(cls, stored: Mapping[str, Any]) -> Self:
        """What `stored` wrote."""
        tiers = tuple(Tier(Decimal(start), Decimal(price)) for start, price in stored["tiers"])
        return cls(tiers, TierMode(stored["mode"]))
