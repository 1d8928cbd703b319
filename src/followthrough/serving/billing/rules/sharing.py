"""Share an amount out over parts, so that they add up to it to the cent however it is cut."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from followthrough.values.currency import minor_units
from followthrough.values.money import Money


def shares(amount: Money, weights: Sequence[Decimal]) -> list[Money]:
    """Each part's share by its weight: what is reached with it, rounded, less what was reached before.

    Without any weight nothing is shared out.
    """
    whole, found, reached, before = sum(weights, Decimal(0)), [], Decimal(0), Money.zero(amount.currency)
    for weight in weights:
        reached += weight
        through = _part(amount, Fraction(reached) / Fraction(whole)) if whole else before
        found.append(through - before)
        before = through
    return found


def _part(amount: Money, part: Fraction) -> Money:
    places = minor_units(amount.currency)
    exact = Fraction(amount.amount) * part * 10**places
    units = Decimal(int(abs(exact) + Fraction(1, 2))).copy_sign(amount.amount)
    return Money(units.scaleb(-places), amount.currency)
