"""Quantities: an exact number of some unit, such as 12 pieces or 3.5 hours."""

from dataclasses import dataclass
from decimal import Decimal
from functools import total_ordering


class UnitMismatchError(ValueError):
    """Two quantities of different units met; nothing here converts between units."""


@total_ordering
@dataclass(frozen=True)
class Quantity:
    """A finite Decimal number of a named unit; floats are refused."""

    number: Decimal
    unit: str

    def __post_init__(self) -> None:
        if not isinstance(self.number, Decimal):
            raise TypeError(f"A quantity takes a Decimal, not {type(self.number).__name__}.")
        if not self.number.is_finite():
            raise ValueError(f"A quantity takes a finite number, not {self.number}.")
        if not self.unit.strip():
            raise ValueError("A quantity needs a unit, such as pieces or hours.")

    def __str__(self) -> str:
        return f"{self.number} {self.unit}"

    def __add__(self, other: "Quantity") -> "Quantity":
        return Quantity(self.number + self._same(other), self.unit)

    def __sub__(self, other: "Quantity") -> "Quantity":
        return Quantity(self.number - self._same(other), self.unit)

    def __mul__(self, factor: Decimal | int) -> "Quantity":
        if not isinstance(factor, Decimal | int):
            raise TypeError(f"A quantity is multiplied by a Decimal or an int, not by {type(factor).__name__}.")
        return Quantity(self.number * factor, self.unit)

    def __lt__(self, other: "Quantity") -> bool:
        return self.number < self._same(other)

    def _same(self, other: "Quantity") -> Decimal:
        if not isinstance(other, Quantity):
            raise TypeError(f"A quantity goes with a quantity only, not with {type(other).__name__}.")
        if other.unit != self.unit:
            raise UnitMismatchError(f"{self.unit} and {other.unit} don't add up.")
        return other.number
