"""The on-time rate, the first figure: of what came due, how much was kept by the time promised."""

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction


def on_time(kept_at: datetime, promised_due: datetime) -> bool:
    """Was it kept by the promised moment (the end of the promised day)?"""
    return kept_at <= promised_due


@dataclass(frozen=True)
class OnTimeRate:
    """Counts of promises that came due: share = kept on time / (kept on time + kept late + missed + late and open).

    Waived and void ones are left out, since nothing was owed any more; open ones not yet due are not judged. A
    promise kept before its due counts at once.
    """

    kept_on_time: int = 0
    kept_late: int = 0
    missed: int = 0
    late_open: int = 0

    @property
    def base(self) -> int:
        """How many promises it judges."""
        return self.kept_on_time + self.kept_late + self.missed + self.late_open

    @property
    def share(self) -> Fraction | None:
        """The exact share, 0 to 1; None when there is nothing to judge, which is shown as words, not as 0 %."""
        return Fraction(self.kept_on_time, self.base) if self.base else None

    @property
    def percent(self) -> int | None:
        """The share in whole per cent, halves up, but 100 only if none was late and 0 only if none was on time."""
        if self.share is None:
            return None
        if self.share in (0, 1):
            return int(self.share * 100)
        return min(max(int(self.share * 100 + Fraction(1, 2)), 1), 99)

    def __add__(self, other: "OnTimeRate") -> "OnTimeRate":
        return OnTimeRate(
            self.kept_on_time + other.kept_on_time,
            self.kept_late + other.kept_late,
            self.missed + other.missed,
            self.late_open + other.late_open,
        )
