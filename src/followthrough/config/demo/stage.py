"""The stage the story is told on: past moments, people who act in them, and a run of chance always the same."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import override

from followthrough.foundation.calendar.queries import Calendars
from followthrough.foundation.calendar.rules import WorkingCalendar
from followthrough.kernel.access.actor import SYSTEM, Actor
from followthrough.kernel.actions.declare import actions_on
from followthrough.kernel.actions.generic import create_records, read_values
from followthrough.kernel.actions.outcome import Outcome
from followthrough.kernel.actions.run import run
from followthrough.kernel.clock import clock_at
from followthrough.kernel.history.acting import acting
from followthrough.kernel.people.actors import actor_of
from followthrough.kernel.people.models import User
from followthrough.kernel.records.model import Record
from followthrough.kernel.records.registry import type_of

SURFACE = "web"


@dataclass
class Stage:
    """`now` is the present of the story; what happens before it is told with `clock_at`, so that history is true."""

    now: datetime
    zone: str
    chance: Random = field(default_factory=lambda: Random(20))  # noqa: S311 -- a story, not a secret
    people: dict[str, User] = field(default_factory=dict)
    _calendar: WorkingCalendar | None = None
    _actors: dict[str, Actor] = field(default_factory=dict)

    @property
    def today(self) -> date:
        """The day it is where the house stands."""
        return self.now.astimezone(ZoneInfo(self.zone)).date()

    @property
    def calendar(self) -> WorkingCalendar:
        """The house's working calendar, once it is made."""
        self._calendar = self._calendar or Calendars().of(None)
        return self._calendar

    def day(self, working_days: int) -> date:
        """The day so many working days from today, back if negative; 0 is today, worked or not."""
        if working_days == 0:
            return self.today
        step, day = (1 if working_days > 0 else -1), self.today
        for _n in range(abs(working_days)):
            day += timedelta(days=step)
            while not self.calendar.is_working_day(day):
                day += timedelta(days=step)
        return day

    def day_of(self, name: str, working_days: int) -> date:
        """The same, but never a day that is over already where that person is; a department is where the house is."""
        if working_days != 0 or name not in self.people:
            return self.day(working_days)
        return max(self.today, self.now.astimezone(ZoneInfo(self.people[name].zone)).date())

    def at(self, working_days: int, hour: float = 10.0) -> datetime:
        """A moment so many working days from today by the house's clock, never after the present."""
        return self.moment(self.day(working_days), hour)

    def moment(self, day: date, hour: float) -> datetime:
        """A moment of that day by the house's clock, never after the present."""
        clock_time = time(int(hour), int(hour % 1 * 60))
        return min(datetime.combine(day, clock_time, ZoneInfo(self.zone)), self.now)

    def some_hour(self) -> float:
        """An hour between nine and five, to the minute."""
        return 9 + self.chance.randrange(8 * 60) / 60

    def actor(self, name: str) -> Actor:
        """Who acts under this first name; the house itself under none."""
        if not name:
            return SYSTEM
        if name not in self._actors:
            self._actors[name] = actor_of(self.people[name])
        return self._actors[name]

    def does(
        self, name: str, model: type[Record], verb: str, target: Any = None, *, at: datetime, **values: Any
    ) -> Outcome:
        """Let a person do something at a past moment, through the same door as any page and in their language."""
        with clock_at(at), self._speaking(name):
            return run(
                actions_on(model)[verb],
                actor=self.actor(name),
                surface=SURFACE,
                target=target.ref if isinstance(target, Record) else target,
                values=values,
            )

    def makes(
        self, name: str, model: type[Record], rows: Sequence[Mapping[str, Any]], *, at: datetime, surface: str = SURFACE
    ) -> list[Any]:
        """Let a person make many records of one kind at a past moment, read and checked as typed values are."""
        kind, by = type_of(model), self.actor(name)
        surface = surface if name else "setup"
        with clock_at(at), self._speaking(name), acting(by, f"create_{kind.singular}", surface=surface, now=at):
            return create_records(kind, [read_values(kind, row, by) for row in rows], by=by, now=at)

    def _speaking(self, name: str) -> override:
        return override(self.people[name].language if name in self.people else "en")
