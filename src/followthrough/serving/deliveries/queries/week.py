"""The week by department: what is owed on each of its days, kept, late and still to come."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import reduce
from operator import add
from typing import Any

from django.db.models import Case, Count, DateField, F, Func, Q, QuerySet, Value, When, Window
from django.db.models.functions import Cast, RowNumber

from followthrough.foundation.calendar.queries import Calendars
from followthrough.foundation.calendar.rules import start_of_day, zone_of
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.people.models import Team
from followthrough.kernel.records.listing import narrowed
from followthrough.kernel.records.registry import type_of
from followthrough.keystone.promises.models import Direction, Promise, State
from followthrough.keystone.promises.queries.today import Row, is_blocked, shown_rows
from followthrough.serving.deliveries.queries.room import rooms_on

ON_BOARD = (State.OPEN, State.KEPT, State.MISSED)
CARDS = 6  # of one department and day; the rest is one press away
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many promises: kept, late and open, missed, due today and still to come."""

    kept: int = 0
    late: int = 0
    missed: int = 0
    today: int = 0
    coming: int = 0

    @property
    def all(self) -> int:
        return self.kept + self.late + self.missed + self.today + self.coming

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(*(getattr(self, name) + getattr(other, name) for name in self.__slots__))


@dataclass(frozen=True, slots=True)
class Cell:
    """One department on one day: its tally, its first promises, how many are due that very day, how many it can keep.

    A `room` of None is not limited. What is late from another day stands here and takes none of the room.
    """

    tally: Tally
    rows: tuple[Row, ...]
    planned: int
    room: int | None
    closed: str = ""  # why nobody of it works that day


@dataclass(frozen=True, slots=True)
class Week:
    """The days shown and, for each department, its cells; `today` is the reader's day if it is one of them."""

    monday: date
    days: tuple[date, ...]
    today: date | None
    departments: tuple[Team, ...]
    cells: Mapping[tuple[int, date], Cell]
    closed: Mapping[date, str]  # days on which nobody works, with the reason

    def of_day(self, day: date) -> Tally:
        """What all departments owe on the day."""
        return _sum(self.cells[team.pk, day].tally for team in self.departments)

    def of_department(self, team: Team) -> Tally:
        """What the department owes in the week."""
        return _sum(self.cells[team.pk, day].tally for day in self.days)

    @property
    def whole(self) -> Tally:
        """What is owed in the week."""
        return _sum(cell.tally for cell in self.cells.values())


def _sum(tallies: Any) -> Tally:
    return reduce(add, tallies, Tally())


def monday_of(day: date) -> date:
    """The Monday of its week."""
    return day - timedelta(days=day.weekday())


def week_rows(actor: Actor, monday: date, asked: Mapping[str, str], *, now: datetime) -> QuerySet[Any]:
    """What departments owe in the week, each with the `day` it stands on; open ones past their due stand on today.

    Those of earlier weeks stand on today too, as long as they are late.
    """
    zone = zone_of(actor.zone)
    today = now.astimezone(zone).date()
    # A day wider at both ends: each due is a day in the zone of whoever owes it.
    starts, ends = start_of_day(monday - DAY, zone), start_of_day(monday + 8 * DAY, zone)
    within = Q(due__gte=starts, due__lt=ends, state__in=ON_BOARD)
    due_day = Cast(Func(F("zone"), F("due"), function="timezone"), DateField())
    day: Any = due_day
    if monday <= today < monday + 7 * DAY:
        within |= Q(state=State.OPEN, due__lt=now)
        day = Case(When(state=State.OPEN, due__lt=now, then=Value(today)), default=due_day, output_field=DateField())
    rows = Promise.visible_to(actor).filter(within, department__isnull=False, direction=Direction.OURS)
    rows = narrowed(type_of(Promise), rows, asked, actor) if asked else rows
    return rows.annotate(due_day=due_day, day=day).filter(day__gte=monday, day__lt=monday + 7 * DAY)


def week_of(actor: Actor, monday: date, asked: Mapping[str, str], *, now: datetime, cards: int = CARDS) -> Week:
    """The week as this actor sees it, narrowed as the list of promises is."""
    rows = week_rows(actor, monday, asked, now=now)
    counted = _tallies(rows, now, now.astimezone(zone_of(actor.zone)).date())
    tallies = {key: tally for key, (tally, _planned) in counted.items()}
    shown = _cards(rows, actor, now, cards) if tallies else {}
    departments = _departments(actor, {pk for pk, _day in tallies}, asked)
    calendars = Calendars()
    owed = {day for _pk, day in tallies}
    week = [monday + n * DAY for n in range(7)]
    worked = [calendars.of(team.pk) for team in departments] or [calendars.of(None)]
    days = tuple(d for d in week if d.weekday() < 5 or d in owed or any(c.is_working_day(d) for c in worked))
    limits = rooms_on([team.pk for team in departments], days)
    cells = {
        (team.pk, day): Cell(
            tallies.get((team.pk, day), Tally()),
            shown.get((team.pk, day), ()),
            counted.get((team.pk, day), (Tally(), 0))[1],
            _room(limits.get((team.pk, day)), calendar.is_working_day(day)),
            "" if calendar.is_working_day(day) else _why(calendar, day),
        )
        for team, calendar in zip(departments, worked, strict=False)
        for day in days
    }
    closed = {d: _why(worked[0], d) for d in days if not any(c.is_working_day(d) for c in worked)}
    today = now.astimezone(zone_of(actor.zone)).date()
    return Week(monday, days, today if today in days else None, departments, cells, closed)


def _room(per_day: int | None, is_worked: bool) -> int | None:
    return per_day if is_worked or per_day is None else 0


def _why(calendar: Any, day: date) -> str:
    return calendar.closures.get(day) or calendar.holidays.get(day, "") if calendar.week.get(day.weekday()) else ""


def _tallies(rows: QuerySet[Any], now: datetime, today: date) -> dict[tuple[int, date], tuple[Tally, int]]:
    is_open = Q(state=State.OPEN)
    is_late = is_open & Q(due__lt=now) & ~is_blocked()
    found = (
        rows.order_by()
        .values("department", "day")
        .annotate(
            kept=Count("pk", filter=Q(state=State.KEPT)),
            late=Count("pk", filter=is_late),
            missed=Count("pk", filter=Q(state=State.MISSED)),
            today=Count("pk", filter=is_open & ~is_late & Q(day=today)),
            coming=Count("pk", filter=is_open & ~is_late & ~Q(day=today)),
            planned=Count("pk", filter=Q(due_day=F("day")) & ~Q(state=State.MISSED)),
        )
    )
    return {
        (row["department"], row["day"]): (Tally(**{name: row[name] for name in Tally.__slots__}), row["planned"])
        for row in found
    }


def _cards(rows: QuerySet[Any], actor: Actor, now: datetime, most: int) -> dict[tuple[int, date], tuple[Row, ...]]:
    """The first promises of each department and day: kept ones first, then by when they are due."""
    order = (Case(When(state=State.KEPT, then=Value(0)), default=Value(1)), F("due"), F("pk"))
    numbered = rows.annotate(
        nth=Window(RowNumber(), partition_by=[F("department"), F("day")], order_by=[one.asc() for one in order])
    )
    marks = list(
        numbered.filter(nth__lte=most).order_by("department", "day", "nth").values_list("pk", "department", "day")
    )
    shown = shown_rows([pk for pk, _team, _day in marks], actor, now=now)
    found: dict[tuple[int, date], list[Row]] = {}
    for pk, team, day in marks:
        if pk in shown:
            found.setdefault((team, day), []).append(shown[pk])
    return {key: tuple(cards) for key, cards in found.items()}


def _departments(actor: Actor, owing: set[int], asked: Mapping[str, str]) -> tuple[Team, ...]:
    """Those that owe something in the week, and with nothing asked all whose capacity is known."""
    wanted = (
        Q(pk__in=owing) if asked else Q(pk__in=owing) | Q(is_department=True, delivery_settings__per_day__isnull=False)
    )
    return tuple(Team.visible_to(actor).filter(wanted).order_by("name", "pk").distinct())
