"""What a rush does to the department's week: what it owes then, how much it usually keeps, what would have to wait."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from followthrough.kernel import clock
from followthrough.kernel.people.models import Team
from followthrough.keystone.promises.models import Promise, State
from followthrough.serving.orders.models import Order, OrderLine, left_to_deliver

WEEKS = 8  # over which what a department usually keeps is counted
Capacity = Callable[[Team, date], int | None]
_told: list[Capacity] = []


def tell_capacity_with(capacity: Capacity) -> None:
    """Say how many promises a department can keep in the week of a Monday; whoever plans weeks knows."""
    _told[:] = [capacity]


@dataclass(frozen=True, slots=True)
class Week:
    """One department's week with the rush in it; `slipping` are the promises there is no room for."""

    department: Team
    monday: date
    owed: int
    more: int
    capacity: int | None
    slipping: tuple[Promise, ...]

    @property
    def sentence(self) -> str:
        """The consequence in words."""
        gaps = {"team": self.department.name, "owed": self.owed, "more": self.more, "n": self.capacity or 0}
        if self.capacity is None:
            return _("%(team)s owes %(owed)d promises that week; this brings %(more)d more.") % gaps
        said = _("%(team)s owes %(owed)d promises that week and can keep %(n)d; this brings %(more)d more.") % gaps
        if not self.slipping:
            return f"{said} {_('Nothing slips.')}"
        names = "; ".join(one.what for one in self.slipping[:5])
        words = ngettext("%(count)d would slip: %(names)s.", "%(count)d would slip: %(names)s.", len(self.slipping))
        return f"{said} {words % {'count': len(self.slipping), 'names': names}}"


def consequence(order: Order, wanted_on: date) -> list[Week]:
    """For each department that delivers what is left of the order: its week with the rush in it."""
    monday = wanted_on - timedelta(days=wanted_on.weekday())
    lines = OrderLine._default_manager.filter(left_to_deliver(), order=order).select_related("department", "promise")
    by_team: dict[Team, list[OrderLine]] = {}
    for line in lines.order_by("pk"):
        team = line.department or order.department
        if team and not (line.promised_on and line.promised_on <= wanted_on):
            by_team.setdefault(team, []).append(line)
    return [_week(team, monday, rows) for team, rows in by_team.items()]


def _week(team: Team, monday: date, lines: Sequence[OrderLine]) -> Week:
    sunday = monday + timedelta(days=6)
    own = [line.promise_id for line in lines if line.promise_id]
    there = Promise._default_manager.filter(
        department=team, state=State.OPEN, binned_at__isnull=True, due_on__gte=monday, due_on__lte=sunday
    )
    others = list(there.exclude(pk__in=own).order_by("-due", "-pk"))
    coming = [line for line in lines if not (line.promised_on and monday <= line.promised_on <= sunday)]
    known = _told[0](team, monday) if _told else None
    capacity = usually_kept(team, clock.now()) if known is None else known
    over = max(0, len(others) + len(lines) - capacity) if capacity is not None else 0
    return Week(team, monday, there.count(), len(coming), capacity, tuple(others[:over]))


def usually_kept(team: Team, now: datetime) -> int | None:
    """How many promises the department kept in a week, at best, of the last weeks; None if it kept none."""
    since = now - timedelta(weeks=WEEKS)
    kept = Promise._default_manager.filter(Q(closed_at__gte=since), department=team, state=State.KEPT)
    weeks: dict[tuple[int, int], int] = {}
    for moment in kept.values_list("closed_at", flat=True):
        year, week, _day = moment.isocalendar() if moment else now.isocalendar()
        weeks[year, week] = weeks.get((year, week), 0) + 1
    return max(weeks.values(), default=None)
