"""Two small months beside a contract: its key days and what is promised, each day marked and named."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from followthrough.foundation.calendar.rules import add_months
from followthrough.web.wording import full_month_text, weekday_heads

INKS = ("late", "due", "kept", "info")  # of a day with several marks, the first of these


@dataclass(frozen=True, slots=True)
class Mark:
    """Something on a day: its tone, one of INKS, and in words what it is."""

    on: date
    tone: str
    words: str


@dataclass(frozen=True, slots=True)
class Day:
    """A day of a small month: its number, its ink and what is on it; the number is empty outside the month."""

    number: str = ""
    ink: str = ""
    told: str = ""


@dataclass(frozen=True, slots=True)
class Month:
    """A month by weeks; `heads` are the days of the week as (letter, name)."""

    title: str
    heads: Sequence[tuple[str, str]]
    weeks: Sequence[Sequence[Day]]


def months_with(marks: Iterable[Mark], today: date) -> tuple[Month, Month]:
    """This month and the next, today outlined."""
    found: dict[date, list[Mark]] = {}
    for mark in marks:
        found.setdefault(mark.on, []).append(mark)
    first = today.replace(day=1)
    return _month(first, found, today), _month(add_months(first, 1), found, today)


def _month(first: date, marks: Mapping[date, Sequence[Mark]], today: date) -> Month:
    days = [Day()] * first.weekday()
    day = first
    while day.month == first.month:
        days.append(_day(day, marks.get(day, ()), today))
        day += timedelta(days=1)
    days += [Day()] * (-len(days) % 7)
    return Month(full_month_text(first), weekday_heads(), [days[at : at + 7] for at in range(0, len(days), 7)])


def _day(day: date, marks: Sequence[Mark], today: date) -> Day:
    inks = [f"d-{min((mark.tone for mark in marks), key=INKS.index)}"] if marks else []
    words = [*([_("today")] if day == today else []), *dict.fromkeys(mark.words for mark in marks)]
    return Day(str(day.day), " ".join([*inks, *(["d-now"] if day == today else [])]), ", ".join(words))
