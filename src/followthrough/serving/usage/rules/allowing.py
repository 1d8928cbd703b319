"""What a commitment asks for and allows in each period: by its days, with what rolls over from the one before.

A limit counts for each of its own periods in full, and for a part of one by its days: so many of the period's days as
it is in force on. An amendment in the middle of a period therefore counts both versions, each for its days. Periods
follow one another from the first day of a term; nothing rolls from one term into the next.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from followthrough.values.period import Period
from followthrough.winning.contracts.rules.proration import MONTHS, billing_periods

TERM = "term"
NOTHING = Decimal(0)
_THOUSANDTH = 1000


@dataclass(frozen=True, slots=True)
class Limit:
    """One version of a commitment: at least and at most for each month, quarter, year or term, on its live days."""

    minimum: Decimal | None
    maximum: Decimal | None
    each: str
    live: Period


@dataclass(frozen=True, slots=True)
class Allowance:
    """What a period asks for and allows by itself. None: nothing is asked, or there is no end to what is allowed."""

    period: Period
    minimum: Decimal | None
    maximum: Decimal | None


@dataclass(frozen=True, slots=True)
class Balance:
    """A period with what was taken in it and what came over from the one before.

    `owed` and `allowed` are what had to and could be taken, with what came over. `short` is what is missing to the
    least, `over` what went beyond the most, `left` what could still be taken. With roll-over, `due` (the shortfall
    that is to be paid) comes only with the last period of a term.
    """

    allowance: Allowance
    taken: Decimal
    carried_minimum: Decimal
    carried_maximum: Decimal
    is_last: bool
    rolls: bool

    @property
    def owed(self) -> Decimal | None:
        """What had to be taken, with what rolled over."""
        return None if self.allowance.minimum is None else self.allowance.minimum + self.carried_minimum

    @property
    def allowed(self) -> Decimal | None:
        """What could be taken, with what rolled over."""
        return None if self.allowance.maximum is None else self.allowance.maximum + self.carried_maximum

    @property
    def short(self) -> Decimal:
        """What is missing to the least."""
        return NOTHING if self.owed is None else max(NOTHING, self.owed - self.taken)

    @property
    def over(self) -> Decimal:
        """What went beyond the most."""
        return NOTHING if self.allowed is None else max(NOTHING, self.taken - self.allowed)

    @property
    def left(self) -> Decimal:
        """What could still be taken."""
        return NOTHING if self.allowed is None else max(NOTHING, self.allowed - self.taken)

    @property
    def due(self) -> Decimal:
        """The shortfall that is to be paid when the period ends."""
        return NOTHING if self.rolls and not self.is_last else self.short


def periods_of(each: str, term: Period) -> list[Period]:
    """The periods in which a limit is counted, cut at the term's end. A term without an end counts by years."""
    if each == TERM and term.end is not None:
        return [term]
    within = term if term.end is not None else Period(term.start, date(term.start.year + 40, 1, 1))
    months = MONTHS["year" if each == TERM else each]
    return [cut for one in billing_periods(term.start, months, within) if (cut := one.intersect(within))]


def allowances(limits: Sequence[Limit], each: str, term: Period) -> list[Allowance]:
    """What each period of the term asks for and allows, whatever versions of the commitment are in force in it."""
    return [Allowance(one, *_of_stretch(limits, one, term)) for one in periods_of(each, term)]


def balances(found: Sequence[Allowance], taken: Sequence[Decimal], *, rolls: bool) -> list[Balance]:
    """The periods of a term with what was taken in each, what is left of one going into the next if it `rolls`."""
    made: list[Balance] = []
    minimum = maximum = NOTHING
    for place, (allowance, quantity) in enumerate(zip(found, taken, strict=True)):
        one = Balance(allowance, quantity, minimum, maximum, is_last=place == len(found) - 1, rolls=rolls)
        minimum, maximum = (one.short, one.left) if rolls else (NOTHING, NOTHING)
        made.append(one)
    return made


def _of_stretch(limits: Iterable[Limit], stretch: Period, term: Period) -> tuple[Decimal | None, Decimal | None]:
    least, most = Fraction(0), Fraction(0)
    asked, days, bounded = False, 0, True
    for limit in limits:
        for share, count in _shares(limit, stretch, term):
            days += count
            if limit.minimum is not None:
                asked, least = True, least + Fraction(limit.minimum) * share
            if limit.maximum is None:
                bounded = False
            else:
                most += Fraction(limit.maximum) * share
    return (_rounded(least) if asked else None), (_rounded(most) if bounded and days else None)


def _shares(limit: Limit, stretch: Period, term: Period) -> Iterator[tuple[Fraction, int]]:
    """What part of each of its own periods a limit is in force on within a stretch, and on how many days."""
    shared = limit.live.intersect(stretch)
    if shared is None:
        return
    if limit.each == TERM and term.end is not None:
        yield Fraction(shared.days, term.days), shared.days
        return
    for whole in billing_periods(term.start, MONTHS["year" if limit.each == TERM else limit.each], shared):
        part = whole.intersect(shared)
        if part is not None:
            yield Fraction(part.days, whole.days), part.days


def _rounded(exact: Fraction) -> Decimal:
    """To a thousandth, half up."""
    return Decimal(int(exact * _THOUSANDTH + Fraction(1, 2))) / _THOUSANDTH
