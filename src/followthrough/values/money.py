"""Money: an exact amount in one currency, which adds, compares and divides without losing a cent."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import total_ordering
from typing import Self

from followthrough.values.currency import minor_units

# Wide enough that no sum or product of a business is ever rounded on the way.
_EXACT = Context(prec=96, rounding=ROUND_HALF_UP)
# A typed "1e999999" is a small text and an endless number.
_MOST_DIGITS, _MOST_DECIMALS = 24, 56


class CurrencyMismatchError(ValueError):
    """Two amounts of different currencies met where only one currency makes sense."""


@total_ordering
@dataclass(frozen=True)
class Money:
    """A finite Decimal amount of an ISO 4217 currency; floats are refused, since they can't hold a cent exactly."""

    amount: Decimal
    currency: str

    def __post_init__(self) -> None:
        if not isinstance(self.amount, Decimal):
            raise TypeError(f"Money takes a Decimal, not {type(self.amount).__name__}.")
        if not self.amount.is_finite():
            raise ValueError(f"Money takes a finite amount, not {self.amount}.")
        if self.amount.adjusted() > _MOST_DIGITS or int(self.amount.as_tuple().exponent) < -_MOST_DECIMALS:
            raise ValueError("Money takes amounts below 10^25 with at most 56 decimals.")
        minor_units(self.currency)

    @classmethod
    def of(cls, amount: Decimal | int | str, currency: str) -> Self:
        """Make money from an exact number or its plain text such as "1234.50"; decimal.InvalidOperation if neither."""
        if isinstance(amount, float):
            raise TypeError("Money takes a Decimal, an int or text, never a float.")
        return cls(Decimal(amount), currency)

    @classmethod
    def zero(cls, currency: str) -> Self:
        """Nothing, in that currency."""
        return cls(Decimal(0), currency)

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"

    def __bool__(self) -> bool:
        return self.amount != 0

    def __add__(self, other: "Money") -> "Money":
        return Money(_EXACT.add(self.amount, self._same(other)), self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return Money(_EXACT.subtract(self.amount, self._same(other)), self.currency)

    def __neg__(self) -> "Money":
        return Money(_EXACT.minus(self.amount), self.currency)

    def __abs__(self) -> "Money":
        return -self if self.amount < 0 else self

    def __mul__(self, factor: Decimal | int) -> "Money":
        if not isinstance(factor, Decimal | int):
            raise TypeError(f"Money is multiplied by a Decimal or an int, not by {type(factor).__name__}.")
        return Money(_EXACT.multiply(self.amount, Decimal(factor)), self.currency)

    __rmul__ = __mul__

    def __lt__(self, other: "Money") -> bool:
        return self.amount < self._same(other)

    def rounded(self) -> "Money":
        """Round to the currency's decimals, halves away from zero: 2.345 EUR is 2.35 EUR, 10.5 JPY is 11 JPY."""
        return Money(
            self.amount.quantize(Decimal(1).scaleb(-minor_units(self.currency)), context=_EXACT), self.currency
        )

    def split(self, parts: int) -> list["Money"]:
        """Divide into so many parts that differ by a cent at most, the larger ones first: 33.34 + 33.33 + 33.33."""
        if parts < 1:
            raise ValueError("Money is split into at least one part.")
        return self.allocate([1] * parts)

    def allocate(self, weights: Sequence[Decimal | int]) -> list["Money"]:
        """Divide by weights so that the parts add up to exactly this amount.

        Cents left over go to the parts that lost most by rounding down, the earlier of equals first. An amount
        finer than its currency is divided in its own last decimal. Weights are not negative and not all zero.
        """
        shares = [_exact_weight(weight) for weight in weights]
        if not any(shares):
            raise ValueError("Weights are needed to divide money, at least one of them above zero.")
        decimals = max(minor_units(self.currency), -int(self.amount.as_tuple().exponent))
        units = int(self.amount.copy_abs().scaleb(decimals, _EXACT))
        signed = Decimal(1).scaleb(-decimals).copy_sign(self.amount)
        return [Money(_EXACT.multiply(part, signed), self.currency) for part in _largest_remainders(units, shares)]

    def _same(self, other: "Money") -> Decimal:
        if not isinstance(other, Money):
            raise TypeError(f"Money goes with money only, not with {type(other).__name__}.")
        if other.currency != self.currency:
            raise CurrencyMismatchError(f"{self.currency} and {other.currency} need a rate and its day to go together.")
        return other.amount


def sum_money(amounts: Iterable[Money], currency: str) -> Money:
    """Add up amounts of one currency; none at all give zero. Raises CurrencyMismatchError for any other currency."""
    total = Money.zero(currency)
    for amount in amounts:
        total += amount
    return total


def sum_by_currency(amounts: Iterable[Money]) -> dict[str, Money]:
    """Add up each currency for itself, in the order in which they first appear."""
    totals: dict[str, Money] = {}
    for amount in amounts:
        totals[amount.currency] = totals.get(amount.currency, Money.zero(amount.currency)) + amount
    return totals


def _exact_weight(weight: Decimal | int) -> Decimal:
    if not isinstance(weight, Decimal | int):
        raise TypeError(f"A weight is a Decimal or an int, not {type(weight).__name__}.")
    if not (exact := Decimal(weight)).is_finite() or exact < 0:
        raise ValueError(f"A weight is a number not below zero, not {weight}.")
    return exact


def _largest_remainders(units: int, shares: Sequence[Decimal]) -> list[int]:
    scale = max(0, *(-int(share.as_tuple().exponent) for share in shares))
    weights = [int(share.scaleb(scale, _EXACT)) for share in shares]
    total = sum(weights)
    parts = [units * weight // total for weight in weights]
    by_loss = sorted(range(len(weights)), key=lambda place: -(units * weights[place] % total))
    for place in by_loss[: units - sum(parts)]:
        parts[place] += 1
    return parts
