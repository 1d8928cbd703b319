"""Days of one term as days of the next: what was owed in the third month is owed in the third month again."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from followthrough.foundation.calendar.rules import add_months
from followthrough.keystone.promises.rules import occurrences, parse_recurrence

_DAY = timedelta(days=1)
_LIMITS = re.compile(r";?\b(COUNT|UNTIL)=[^;]*")
_UNTIL = re.compile(r"\bUNTIL=(\d{8})")


@dataclass(frozen=True, slots=True)
class Shift:
    """From the first day of one term to the first day of another, in whole months and the days left over."""

    before: date
    after: date

    def moved(self, day: date) -> date:
        """The day as far into the other term as it was into this one; the end of a month stays one."""
        months = (self.after.year - self.before.year) * 12 + self.after.month - self.before.month
        months -= add_months(self.before, months) > self.after
        rest = self.after - add_months(self.before, months)
        is_month_end = (day + _DAY).day == 1
        return add_months(day, months, 31 if is_month_end else None) + rest

    def first_of(self, recurrence: str, first: date) -> date:
        """The first day of what recurs: on the beat it always had, not before its own day moved, nor before the term.

        A file each Monday stays one each Monday, a page in every third issue stays in the same issues.
        """
        least = max(self.moved(first), self.after)
        rule = parse_recurrence(_LIMITS.sub("", recurrence))
        following = occurrences(rule, first, add_months(least, 120), after=least - _DAY)
        return following[0] if following else least

    def recurring(self, recurrence: str) -> str:
        """The rule with the day it ends on moved, if it names one."""
        return _UNTIL.sub(lambda found: f"UNTIL={self.moved(date.fromisoformat(found[1])):%Y%m%d}", recurrence)
