"""The push ladder of a wait: on which day we remind them next."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from followthrough.foundation.calendar.rules import WorkingCalendar

# Working days after asking: a nudge, a reminder, the last word before somebody else is asked.
USUAL_LADDER = (3, 7, 14)


def next_push(
    asked_on: date,
    pushes_done: int,
    ladder: Sequence[int],
    calendar: WorkingCalendar,
    last_pushed_on: date | None = None,
) -> date | None:
    """The day of the next reminder, by steps in working days after asking; None when the ladder is used up.

    A reminder sent late puts off the next one by as much, so that two never follow each other closer than planned.
    Raises ValueError for a ladder that does not rise from above zero.
    """
    if not ladder or ladder[0] < 1 or any(a >= b for a, b in pairwise(ladder)):
        raise ValueError("The steps of a ladder rise, each some working days after the one before: 3, 7, 14.")
    if pushes_done >= len(ladder):
        return None
    planned = calendar.add_working_days(asked_on, ladder[pushes_done])
    if pushes_done == 0 or last_pushed_on is None:
        return planned
    gap = ladder[pushes_done] - ladder[pushes_done - 1]
    return max(planned, calendar.add_working_days(last_pushed_on, gap))
