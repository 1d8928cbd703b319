"""How much room a department's day has: what it can keep, and what it has promised for the day already."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from followthrough.foundation.calendar.queries import Calendars
from followthrough.kernel.people.models import Cover, Membership, Team, User
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


def rooms_on(ids: Collection[int], days: Collection[date]) -> dict[tuple[int, date], int]:
    """The same on each of these days: as much of it as there are people of the department who are not away.

    Half of four people keep half of it, rounded up; a department nobody signs in for has all of it. Three queries.
    """
    limits = rooms(ids)
    people = _people(limits.keys())
    away = _away({pk for members in people.values() for pk in members}, days)
    found = {}
    for pk, per_day in limits.items():
        for day in days:
            there = people[pk] - away[day]
            found[pk, day] = -(-per_day * len(there) // len(people[pk])) if people[pk] else per_day
    return found


def _people(ids: Collection[int]) -> dict[int, set[int]]:
    """Who works in each department: its own people and its members."""
    found: dict[int, set[int]] = {pk: set() for pk in ids}
    active = User._default_manager.filter(is_active=True, binned_at__isnull=True)
    for team, pk in active.filter(team__in=list(ids)).values_list("team", "pk"):
        found[team].add(pk)
    rows = Membership._default_manager.filter(team__in=list(ids), binned_at__isnull=True, user__in=active.values("pk"))
    for team, pk in rows.values_list("team", "user"):
        found[team].add(pk)
    return found


def _away(people: Collection[int], days: Collection[date]) -> dict[date, set[int]]:
    found: dict[date, set[int]] = {day: set() for day in days}
    if not people or not days:
        return found
    rows = Cover._default_manager.filter(user__in=list(people), binned_at__isnull=True, starts_on__lte=max(days))
    rows = rows.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=min(days)))
    for pk, starts_on, ends_on in rows.values_list("user", "starts_on", "ends_on"):
        for day in days:
            if starts_on <= day and (ends_on is None or day <= ends_on):
                found[day].add(pk)
    return found


def room_of(department_id: int, day: date, *, without: Promise | None = None) -> Room:
    """The room of a department on one day; a day on which it is closed has none."""
    per_day = rooms_on([department_id], [day]).get((department_id, day))
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
        return _("%(name)s does not work on that day, or everybody is away.") % gaps
    return _("%(name)s has %(planned)s planned on that day and room for %(room)s.") % gaps


def week_room(team: Team, monday: date) -> int | None:
    """What a department can keep in the week of a Monday, without closed days and who is away; None: not limited."""
    week = [monday + timedelta(days=n) for n in range(7)]
    found, calendar = rooms_on([team.pk], week), Calendars().of(team.pk)
    return sum(found[team.pk, day] for day in week if calendar.is_working_day(day)) if found else None
