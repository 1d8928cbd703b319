"""The story of a date: what was asked for, what was promised and moved and why, and when it really happened."""

from dataclasses import dataclass
from datetime import datetime

from followthrough.foundation.calendar.rules import WorkingCalendar
from followthrough.keystone.promises.rules.on_time import on_time
from followthrough.keystone.promises.rules.reasons import FORGIVEN_FOR, Reason


@dataclass(frozen=True)
class PromisedDate:
    """A due that was promised, when it was said, and for all but the first, why it replaced the one before."""

    due: datetime
    said_at: datetime
    reason: Reason | None = None


@dataclass(frozen=True)
class DateStory:
    """Asked, promised (the first and each change, in the order they were said), actual.

    Raises ValueError without a promised date, or for a change without its reason.
    """

    promised: tuple[PromisedDate, ...]
    asked: datetime | None = None
    actual: datetime | None = None

    def __post_init__(self) -> None:
        if not self.promised:
            raise ValueError("A story of dates begins with the first one promised.")
        if any(change.reason is None for change in self.promised[1:]):
            raise ValueError("A promised date is moved for a reason.")

    @property
    def first_due(self) -> datetime:
        """What was promised first."""
        return self.promised[0].due

    @property
    def current_due(self) -> datetime:
        """What is promised now."""
        return self.promised[-1].due

    @property
    def moves(self) -> tuple[PromisedDate, ...]:
        """The changes, without the first promise."""
        return self.promised[1:]

    @property
    def judged_due(self) -> datetime:
        """The due the on-time rate goes by.

        A date the customer asked to move counts as promised; one we put off for any other reason does not forgive us.
        An earlier date always counts: it was promised too.
        """
        judged = self.first_due
        for move in self.moves:
            judged = move.due if move.reason in FORGIVEN_FOR else min(judged, move.due)
        return judged

    @property
    def was_on_time(self) -> bool | None:
        """Was it kept by the due it is judged by? None while it has not happened."""
        return None if self.actual is None else on_time(self.actual, self.judged_due)

    def days_slipped(self, calendar: WorkingCalendar) -> int:
        """Working days from the first promised due to the actual date, or to the current due; negative if earlier."""
        end = self.actual or self.current_due
        return calendar.working_days_between(calendar.day_of(self.first_due), calendar.day_of(end))
