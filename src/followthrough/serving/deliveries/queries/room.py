"""How much room a department's day has: what it can keep, and what it has promised for the day already."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from followthrough.foundation.calendar.queries import Calendars
from followthrough.kernel.people.models import Team
from followthrough.keystone.promises.models import Direction, Promise, State
from followthrough.serving.deliveries.models import DepartmentSetting


@dataclass(frozen=True, slots=True)
class Room:
    """What a department can keep in a day (None: not limited) and how many promises it has for it."""

    per_day: int | None
    planned: int

    @property
    def is_full(self) -> bool:
        return self.per_day is not None and self.planned >= self.per_day


def rooms(ids: Collection[int]) -> dict[int, int]:
    """What each of these departments can keep in a day, as far as it is known."""
    limits = DepartmentSetting._default_manager.filter(department__in=ids, binned_at__isnull=True)
    return {row.department_id: row.per_day for row in limits if row.per_day is not None}


def room_of(department_id: int, day: date, *, without: Promise | None = None) -> Room:
    """The room of a department on one day; a day on which it is closed has none."""
    per_day = rooms([department_id]).get(department_id)
    if per_day is None:
        return Room(None, 0)
    calendar = Calendars().of(department_id)
    end = calendar.end_of_day(day)
    begin = calendar.end_of_day(day - timedelta(days=1))
    owed = Promise._default_manager.filter(
        department=department_id, direction=Direction.OURS, binned_at__isnull=True, due__gt=begin, due__lte=end
    ).filter(state__in=(State.OPEN, State.KEPT))
    owed = owed.exclude(pk=without.pk) if without else owed
    return Room(per_day if calendar.is_working_day(day) else 0, owed.count())


def why_full(promise: Promise, day: date) -> str:
    """Why the promise should not move to the day without a second thought; empty if its department has room."""
    if promise.department is None or promise.department_id is None:
        return ""
    room = room_of(promise.department_id, day, without=promise)
    if not room.is_full:
        return ""
    gaps = {"name": promise.department.name, "planned": room.planned, "room": room.per_day}
    if room.per_day == 0:
        return _("%(name)s does not work on that day.") % gaps
    return _("%(name)s has %(planned)s planned on that day and room for %(room)s.") % gaps


def week_room(team: Team, monday: date) -> int | None:
    """What a department can keep in the week of a Monday, its closed days left out; None where it is not limited."""
    per_day = rooms([team.pk]).get(team.pk)
    calendar = Calendars().of(team.pk)
    days = sum(calendar.is_working_day(monday + timedelta(days=n)) for n in range(7))
    return None if per_day is None else per_day * days
