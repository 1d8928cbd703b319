"""In which order people sign, and until when."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LADDER = (2, 5, 8)  # working days after asking: when a signature is reminded of


def next_step(steps: Iterable[tuple[int, bool]]) -> int | None:
    """The lowest step in which somebody has still to sign, from (step, has signed) of each; None when all have."""
    return min((step for step, is_done in steps if not is_done), default=None)


def deadline_of(day: date, zone: str) -> datetime:
    """The moment the last day ends in the seller's zone: from then on nothing is signed."""
    return datetime.combine(day + timedelta(days=1), time.min, ZoneInfo(zone))
