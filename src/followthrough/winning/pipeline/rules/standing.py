"""What a stage's name says, and what stalls or slips."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from followthrough.values.money import Money

SLIPS_TOO_OFTEN = 2

# Names of stages in the books people bring along, folded to letters, with the chance they usually stand for.
_KNOWN = {
    "lead": 5, "new": 5, "prospecting": 10, "prospect": 10, "qualify": 10, "qualification": 10, "qualified": 20,
    "discovery": 20, "needsanalysis": 20, "engaging": 30, "engaged": 30, "needsagreed": 30, "demo": 40,
    "presentation": 40, "valueproposition": 50, "quoted": 50, "proposal": 50, "quote": 50, "iddecisionmakers": 60,
    "perceptionanalysis": 70, "negotiating": 70, "negotiation": 80, "proposalpricequote": 75,
    "negotiationreview": 90, "contract": 90, "signing": 90, "verbal": 90, "commit": 90,
}  # fmt: skip
_WON = ("won", "closedwon", "closewon", "win", "gewonnen", "ganado", "ganada", "cerradoganado")
_LOST = ("lost", "closedlost", "closelost", "lose", "verloren", "perdido", "perdida", "cerradoperdido", "abandoned")
_USUAL = 50


@dataclass(frozen=True, slots=True)
class StageGuess:
    """What a stage's name says about it: `open`, `won` or `lost`, and a probability in percent."""

    kind: str
    probability: Decimal


def stage_guess(name: str) -> StageGuess:
    """What a stage of that name usually is; one nobody knows is open and as likely as not."""
    word = "".join(letter for letter in name.casefold() if letter.isalpha())
    if word in _WON:
        return StageGuess("won", Decimal(100))
    if word in _LOST:
        return StageGuess("lost", Decimal(0))
    return StageGuess("open", Decimal(_KNOWN.get(word, _USUAL)))


def weighted(total: Decimal, currency: str) -> Decimal:
    """A weighted sum as it is shown: rounded once, at the end, to the currency's decimals."""
    return Money(total, currency).rounded().amount


def days_in_stage(since: datetime, now: datetime) -> int:
    """Whole days since the opportunity came to its stage."""
    return max(0, (now - since).days)


def is_stalled(since: datetime, stalled_after_days: int, now: datetime) -> bool:
    """Has it been in its stage for longer than the stage allows?"""
    return days_in_stage(since, now) > stalled_after_days


def is_slipping(close_on: date | None, slips: int, today: date) -> bool:
    """Has its closing date passed, or been moved later twice or more?"""
    return (close_on is not None and close_on < today) or slips >= SLIPS_TOO_OFTEN
