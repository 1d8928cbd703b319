"""Where use is heading: the sum of the coming days as past days of the same weekday were, with a band around it.

The mean method (Hyndman & Athanasopoulos, Forecasting: Principles and Practice, 3rd edition, 5.2 and 5.5), with a
mean of each weekday once there are four weeks. Of h coming days together the variance is that of the days themselves
and that of the means: s²·(h + Σ c²/n), where c of them fall on a weekday of which n were seen. The band holds the
outcome in 80 of 100 cases if days go on as they did and do not depend on each other; where whole weeks swing it is
too narrow.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import sqrt

EIGHTY = 1.2816  # of the normal distribution, each side
FEWEST_DAYS, BY_WEEKDAY = 14, 28
LOOKED_BACK = 56
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Path:
    """What is expected in all by the end of each coming day, the first of which is `start`, with the band."""

    start: date
    expected: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]

    def reaches(self, quantity: float) -> date | None:
        """The first day by whose end so much is expected; None within these days never."""
        return next((self.start + n * _DAY for n, told in enumerate(self.expected) if told >= quantity), None)


def project(daily: Sequence[float], first: date, until: date, *, taken: float = 0.0, today: float = 0.0) -> Path | None:
    """Where it goes from the day after the last whole day of `daily`, whose first one is `first`, to `until`.

    `taken` is what the period had by the end of the last whole day, `today` what the day under way has already: no path
    ends below what is there. None, since it is too early to say, with fewer than fourteen whole days.
    """
    start, days = first + len(daily) * _DAY, list(daily)[-LOOKED_BACK:]
    if len(days) < FEWEST_DAYS or until < start:
        return None
    first = start - len(days) * _DAY
    groups = 7 if len(days) >= BY_WEEKDAY else 1
    seen: list[list[float]] = [[] for _group in range(groups)]
    for place, quantity in enumerate(days):
        seen[(first + place * _DAY).weekday() % groups].append(quantity)
    means = [sum(group) / len(group) for group in seen]
    spread = sum((quantity - mean) ** 2 for group, mean in zip(seen, means, strict=True) for quantity in group)
    variance = spread / (len(days) - groups)
    expected, low, high = [], [], []
    counts, total = [0] * groups, taken
    for ahead in range((until - start).days + 1):
        group = (start + ahead * _DAY).weekday() % groups
        counts[group] += 1
        total += means[group]
        known = sum(count**2 / len(one) for count, one in zip(counts, seen, strict=True))
        width = EIGHTY * sqrt(variance * (ahead + 1 + known))
        floor = taken + today
        expected.append(max(floor, total))
        low.append(max(floor, total - width))
        high.append(max(floor, total + width))
    return Path(start, tuple(expected), tuple(low), tuple(high))
