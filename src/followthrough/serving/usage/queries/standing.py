"""How a commitment stands on a day: what was taken, what is left, where it is heading and what that costs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from followthrough.foundation.calendar.queries import Calendars
from followthrough.serving.usage.models import AddsUp, Charges, Meter, UsageDay
from followthrough.serving.usage.queries.chains import kin_of, kin_of_part
from followthrough.serving.usage.queries.meters import meters_of_commitment
from followthrough.serving.usage.queries.pricing import price_of_quantity
from followthrough.serving.usage.queries.reached import reached_daily
from followthrough.serving.usage.queries.terms import CommitmentTerm, commitment_term
from followthrough.serving.usage.queries.used import Tally, tallied
from followthrough.serving.usage.rules.allowing import Balance, balances
from followthrough.serving.usage.rules.projecting import LOOKED_BACK, Path, project
from followthrough.values.money import Money
from followthrough.values.period import Period
from followthrough.winning.contracts.models import Commitment, Contract, ContractLine

NOTHING = Decimal(0)
_DAY = timedelta(days=1)


class Word(StrEnum):
    """How it stands, in one word."""

    NO_METER = "no_meter"
    EARLY = "early"
    WITHIN = "within"
    SHORT = "short"
    EXCEEDS = "exceeds"
    EXCEEDED = "exceeded"


@dataclass(frozen=True, slots=True)
class Standing:
    """A commitment's present period. `minimum` and `maximum` hold what rolled over; quantities are in `unit`.

    `projected`, `low` and `high` say what the period comes to in the end (80 of 100 times between the two); they are
    None while it is too early to say, and for levels, which do not add up. `minimum_on` and `maximum_on` are the days
    on which the least is reached and the most is passed, or expected to be. `shortfall` and `overage` are what is
    expected to be missing or beyond in the end, with what each costs where a line prices it.
    """

    commitment: Commitment
    unit: str
    day: date
    period: Period
    taken: Decimal
    minimum: Decimal | None
    maximum: Decimal | None
    left: Decimal
    short: Decimal
    over: Decimal
    elapsed: float
    word: Word
    projected: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    minimum_on: date | None = None
    maximum_on: date | None = None
    shortfall: Decimal = NOTHING
    overage: Decimal = NOTHING
    shortfall_money: Money | None = None
    overage_money: Money | None = None
    path: Path | None = None
    daily: tuple[Decimal, ...] = ()
    reached: tuple[Decimal, ...] = ()
    balances: tuple[Balance, ...] = ()

    @property
    def limit(self) -> Decimal | None:
        """What its share is measured by: the most agreed, unless it falls short; else the least."""
        return self.minimum if self.maximum is None or self.word is Word.SHORT else self.maximum

    @property
    def share(self) -> float | None:
        """What part of the limit is taken; None without one."""
        return float(self.taken / self.limit) if self.limit else None


def commitment_standing(commitment: Commitment, day: date, calendars: Calendars | None = None) -> Standing | None:
    """How it stands at the end of a day; None where it has no period then (its contract has no first day).

    Where a renewal's contract has taken over by that day, how it stood on its own last day.
    """
    kin = kin_of_part(commitment)
    day = min(day, kin.until or day)
    found = commitment_term(commitment, day, calendars, kin=kin)
    if found is None:
        return None
    meters = list(meters_of_commitment(commitment))
    rows = tallied(lambda tally: term_balances(found, meters, day, tally))
    now = rows[found.place(day)]
    period = now.allowance.period
    assert period.end is not None
    asked = max(found.last(min(day, period.end)), period.start)
    elapsed = ((asked - period.start).days + 1) / period.days
    daily, reached = daily_use(meters, period.start, asked), reached_daily(meters, period.start, asked)
    is_sum = bool(meters) and all(one.how == AddsUp.SUM for one in meters)
    path = _path(meters, now, daily, asked) if is_sum and day <= period.end else None
    expected = _quantity(path.expected[-1]) if path else now.taken
    shortfall, overage = _missing(now, expected), _beyond(now, expected)
    priced = _priced(meters, found.commitment.contract, asked)
    return Standing(
        commitment=found.commitment,
        unit=found.commitment.unit or (meters[0].unit if meters else ""),
        day=day,
        period=period,
        taken=now.taken,
        minimum=now.owed,
        maximum=now.allowed,
        left=now.left,
        short=now.short,
        over=now.over,
        elapsed=elapsed,
        word=_word(now, meters, path, is_sum=is_sum, is_over=day >= period.end),
        projected=expected if path else None,
        low=_quantity(path.low[-1]) if path else None,
        high=_quantity(path.high[-1]) if path else None,
        minimum_on=_met(now.owed, reached, period.start, path),
        maximum_on=_met(now.allowed, reached, period.start, path, beyond=True),
        shortfall=shortfall,
        overage=overage,
        shortfall_money=_cost(priced, expected, expected + shortfall, shortfall, of_shortfall=True),
        overage_money=_cost(priced, expected - overage, expected, overage, of_shortfall=False),
        path=path,
        daily=daily,
        reached=reached,
        balances=tuple(rows),
    )


def term_balances(found: CommitmentTerm, meters: Sequence[Meter], until: date, tally: Tally) -> list[Balance]:
    """The periods of a term with what was taken in each by the end of a day, and what rolled over.

    Of the periods that have not begun by then nothing is taken yet.
    """
    taken = []
    for one in found.allowances:
        end = found.last(min(one.period.end or until, until))
        taken.append(tally.used(meters, one.period.start, end))
    return balances(found.allowances, taken, rolls=found.commitment.rolls_over)


def daily_use(meters: Sequence[Meter], start: date, end: date) -> tuple[Decimal, ...]:
    """What was counted on each day from start to end, of the meters that add up."""
    sums = [one.pk for one in meters if one.how == AddsUp.SUM]
    found = [NOTHING] * ((end - start).days + 1)
    for day, quantity in UsageDay.objects.filter(meter__in=sums, day__gte=start, day__lte=end).values_list(
        "day", "quantity"
    ):
        found[(day - start).days] += quantity
    return tuple(found)


def _path(meters: Sequence[Meter], now: Balance, daily: Sequence[Decimal], day: date) -> Path | None:
    """Where it is heading, by the last eight weeks; days before the first one counted are no days without use."""
    period, ids = now.allowance.period, [one.pk for one in meters]
    first = UsageDay.objects.filter(meter__in=ids).order_by("day").values_list("day", flat=True).first()
    if first is None or period.end is None or day > period.end:
        return None
    back = max(first, day - LOOKED_BACK * _DAY)
    past = daily_use(meters, back, day - _DAY) if back < day else ()
    return project(
        [float(one) for one in past],
        back,
        period.end,
        taken=float(now.taken - daily[-1]),
        today=float(daily[-1]),
    )


def _word(now: Balance, meters: Sequence[Meter], path: Path | None, *, is_sum: bool, is_over: bool) -> Word:
    if not meters:
        return Word.NO_METER
    if now.over:
        return Word.EXCEEDED
    if is_over:
        return Word.SHORT if now.short else Word.WITHIN
    if path is None:
        return Word.EARLY if is_sum and (now.owed or now.allowed is not None) else Word.WITHIN
    if now.allowed is not None and _quantity(path.expected[-1]) > now.allowed:
        return Word.EXCEEDS
    return Word.SHORT if now.owed is not None and _quantity(path.high[-1]) < now.owed else Word.WITHIN


def _missing(now: Balance, expected: Decimal) -> Decimal:
    return NOTHING if now.owed is None else max(NOTHING, now.owed - expected)


def _beyond(now: Balance, expected: Decimal) -> Decimal:
    return NOTHING if now.allowed is None else max(NOTHING, expected - now.allowed)


def _met(
    limit: Decimal | None, reached: Sequence[Decimal], start: date, path: Path | None, *, beyond: bool = False
) -> date | None:
    """The day on which so much is there, or more than that; counted if it is past, else expected."""
    if limit is None:
        return None
    for place, quantity in enumerate(reached):
        if quantity > limit if beyond else quantity >= limit:
            return start + place * _DAY
    return path.reaches(float(limit) + (0.001 if beyond else 0.0)) if path else None


def _priced(meters: Sequence[Meter], contract: Contract, day: date) -> tuple[ContractLine, str] | None:
    """The version of the line in force on a day that prices the first meter that has one, and what its price is for."""
    one = next((one for one in meters if one.line_id), None)
    kin = kin_of(ContractLine, [contract])[contract.pk].get(one.line_id or 0) if one else None
    if one is None or kin is None:
        return None
    versions = kin.versions
    begun = [line for line in versions if line.effective_from is None or line.effective_from <= day]
    return (begun or versions)[-1], one.charges


def _cost(
    priced: tuple[ContractLine, str] | None, low: Decimal, high: Decimal, quantity: Decimal, *, of_shortfall: bool
) -> Money | None:
    """What lies between the two costs; None where no line prices it."""
    if priced is None or not quantity:
        return None
    line, charges = priced
    if charges == Charges.OVER:
        return None if of_shortfall else price_of_quantity(line, quantity)
    return price_of_quantity(line, high) - price_of_quantity(line, low)


def _quantity(number: float) -> Decimal:
    return Decimal(str(number)).quantize(Decimal("0.001"), ROUND_HALF_UP)
