"""The heads-up ladder: on which days before the one that counts an owner is told, never of several rungs at once."""

from collections.abc import Sequence
from datetime import date, timedelta

AHEAD = 7  # days before its own day that a rung is promised, so that it is seen coming


def rung_day(target: date, days: int) -> date:
    """The day of a rung."""
    return target - timedelta(days=days)


def is_due(target: date, days: int, rungs: Sequence[int], *, today: date, known_on: date) -> bool:
    """Whether the rung of so many days is promised now; `rungs` are all that are on, `known_on` when we met it.

    A rung is promised from a week before its day until the next one is, or the target has passed. One
    whose day had passed before we met the contract is never promised: it starts with the next.
    """
    day = rung_day(target, days)
    if today > target or day < known_on or today < day - timedelta(days=AHEAD):
        return False
    later = (rung_day(target, one) - timedelta(days=AHEAD) for one in rungs if one < days)
    return not any(begins <= today for begins in later)


def first_day(target: date, rungs: Sequence[int]) -> date | None:
    """The day of the first rung: from then on the renewal is made; None where no rung is on."""
    return rung_day(target, max(rungs)) if rungs else None
