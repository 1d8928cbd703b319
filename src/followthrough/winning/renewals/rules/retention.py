"""What was retained between two days, customer by customer, from what each came to in a year on both.

As revenue retention is commonly defined: of the customers of the first day, gross retention is what is left of what
they came to, each counted at most with what it was; net retention counts what they came to in addition as well. New
customers are in neither. So start + new + expansion - contraction - churn = end, exactly, whatever the two days.
"""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import TypeVar

K = TypeVar("K", bound=Hashable)
NOTHING = Decimal(0)


class Part(StrEnum):
    """What moved a figure from one day to the other."""

    START = "start"
    NEW = "new"
    EXPANSION = "expansion"
    CONTRACTION = "contraction"
    CHURN = "churn"
    END = "end"


@dataclass(frozen=True, slots=True)
class Movement:
    """The sums of a stretch in one currency; contraction and churn are counted above zero."""

    start: Decimal = NOTHING
    new: Decimal = NOTHING
    expansion: Decimal = NOTHING
    contraction: Decimal = NOTHING
    churn: Decimal = NOTHING
    end: Decimal = NOTHING

    @property
    def gross(self) -> Fraction | None:
        """The share of the start that is left; None where there was nothing."""
        return _share(self.start - self.contraction - self.churn, self.start)

    @property
    def net(self) -> Fraction | None:
        """The same with what the customers of the start came to in addition."""
        return _share(self.start + self.expansion - self.contraction - self.churn, self.start)


def _share(part: Decimal, whole: Decimal) -> Fraction | None:
    return Fraction(part) / Fraction(whole) if whole else None


def part_of(before: Decimal, after: Decimal) -> tuple[Part, Decimal] | None:
    """What a customer did between the two days, and by how much; None where nothing changed."""
    if before == after:
        return None
    if not before:
        return Part.NEW, after
    if not after:
        return Part.CHURN, before
    return (Part.EXPANSION, after - before) if after > before else (Part.CONTRACTION, before - after)


def movement(before: Mapping[K, Decimal], after: Mapping[K, Decimal]) -> Movement:
    """The sums between two days, from what each customer came to on either; who is in none came to nothing."""
    sums = dict.fromkeys(Part, NOTHING)
    sums[Part.START], sums[Part.END] = sum(before.values(), NOTHING), sum(after.values(), NOTHING)
    for key in before.keys() | after.keys():
        moved = part_of(before.get(key, NOTHING), after.get(key, NOTHING))
        if moved:
            sums[moved[0]] += moved[1]
    return Movement(**{part.value: amount for part, amount in sums.items()})


def summed(amounts: Iterable[tuple[K, Decimal]]) -> dict[K, Decimal]:
    """Amounts added up by key, nothing left out but what comes to nothing."""
    found: dict[K, Decimal] = {}
    for key, amount in amounts:
        found[key] = found.get(key, NOTHING) + amount
    return {key: amount for key, amount in found.items() if amount}
