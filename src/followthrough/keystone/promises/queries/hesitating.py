"""What speaks against a new date: asked of the areas above before it is promised, and said to whoever promises it."""

from collections.abc import Callable
from datetime import date

from followthrough.keystone.promises.models import Promise

Doubt = Callable[[Promise, date], str]
_doubts: list[Doubt] = []


def asks_before(doubt: Doubt) -> None:
    """Have a new day of a promise doubted: `doubt(promise, day)` gives a sentence, or "" if nothing speaks against it.

    Called from an area's `records.py`. Who promises the day nevertheless says so.
    """
    _doubts.append(doubt)


def doubts(promise: Promise, day: date) -> str:
    """All that speaks against the day."""
    return " ".join(said for doubt in _doubts if (said := doubt(promise, day)))
