"""Recurrence rules as people and calendars write them (RFC 5545), read strictly: days only, and nothing endless."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from followthrough.values.sentence import SentenceError
from followthrough.values.sentence import gettext_noop as _

T = TypeVar("T")

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_MOST_REPEATS = 1000


class BadRecurrenceError(SentenceError):
    """The rule can't be read, or is of a kind promises don't have."""


class Frequency(StrEnum):
    """How often; promises don't recur by the hour."""

    DAILY = "DAILY"
    WEEKLY = "WEEKLY"
    MONTHLY = "MONTHLY"
    YEARLY = "YEARLY"


@dataclass(frozen=True)
class Recurrence:
    """A rule taken apart. Weekdays are (ordinal, weekday): (0, 0) each Monday, (2, 0) the second, (-1, 0) the last."""

    frequency: Frequency
    interval: int = 1
    count: int | None = None
    until: date | None = None
    months: tuple[int, ...] = ()
    month_days: tuple[int, ...] = ()
    weekdays: tuple[tuple[int, int], ...] = ()
    positions: tuple[int, ...] = ()
    week_start: int = 0

    def __post_init__(self) -> None:
        for refused, sentence in _REFUSALS:
            if refused(self):
                raise BadRecurrenceError(sentence)


def parse_recurrence(text: str) -> Recurrence:
    """Read a rule such as ``FREQ=MONTHLY;BYDAY=-1FR``, with or without ``RRULE:`` before it.

    Raises BadRecurrenceError, whose sentence says what to write instead, for anything unknown, doubled, out of range
    or at odds with the rest; COUNT and INTERVAL go to 1,000.
    """
    parts: dict[str, str] = {}
    for part in text.strip().upper().removeprefix("RRULE:").split(";"):
        name, _sign, value = part.partition("=")
        if name not in _READERS or not value or name in parts:
            raise BadRecurrenceError(
                _("%(part)s is not understood; write a rule such as FREQ=MONTHLY;BYMONTHDAY=15."), part=part[:40]
            )
        parts[name] = value
    if "FREQ" not in parts:
        raise BadRecurrenceError(_("A recurrence begins with how often: FREQ=DAILY, WEEKLY, MONTHLY or YEARLY."))
    return Recurrence(**dict(_read(name, value) for name, value in parts.items()))  # type: ignore[arg-type]


def written(rule: Recurrence) -> str:
    """The rule as it is kept: ``FREQ=WEEKLY;INTERVAL=2;BYDAY=TU``, its parts in one order, without what is usual."""
    parts = {
        "FREQ": rule.frequency.value,
        "INTERVAL": str(rule.interval) if rule.interval > 1 else "",
        "BYMONTH": ",".join(map(str, rule.months)),
        "BYMONTHDAY": ",".join(map(str, rule.month_days)),
        "BYDAY": ",".join(f"{nth or ''}{WEEKDAYS[day]}" for nth, day in rule.weekdays),
        "BYSETPOS": ",".join(map(str, rule.positions)),
        "WKST": WEEKDAYS[rule.week_start] if rule.week_start else "",
        "COUNT": str(rule.count or ""),
        "UNTIL": rule.until.isoformat().replace("-", "") if rule.until else "",
    }
    return ";".join(f"{name}={value}" for name, value in parts.items() if value)


def _read(name: str, value: str) -> tuple[str, object]:
    field, reader = _READERS[name]
    try:
        return field, reader(value)
    except ValueError as error:
        raise BadRecurrenceError(_("%(name)s can't be %(value)s."), name=name, value=value[:40]) from error


def _number(lowest: int, highest: int) -> Callable[[str], int]:
    def read(value: str) -> int:
        if not re.fullmatch(r"[+-]?\d{1,4}", value, re.ASCII) or not lowest <= int(value) <= highest or int(value) == 0:
            raise ValueError(value)
        return int(value)

    return read


def _several(read: Callable[[str], T]) -> Callable[[str], tuple[T, ...]]:
    return lambda value: tuple(dict.fromkeys(read(item) for item in value.split(",")))


def _day(value: str) -> date:
    if not re.fullmatch(r"\d{8}(T\d{6}Z?)?", value, re.ASCII):
        raise ValueError(value)
    return date.fromisoformat(value[:8])


def _weekday(value: str) -> tuple[int, int]:
    found = re.fullmatch(r"([+-]?[1-5])?([A-Z]{2})", value, re.ASCII)
    if found is None:
        raise ValueError(value)
    return int(found[1] or 0), WEEKDAYS.index(found[2])


_READERS: dict[str, tuple[str, Callable[[str], object]]] = {
    "FREQ": ("frequency", Frequency),
    "INTERVAL": ("interval", _number(1, _MOST_REPEATS)),
    "COUNT": ("count", _number(1, _MOST_REPEATS)),
    "UNTIL": ("until", _day),
    "BYMONTH": ("months", _several(_number(1, 12))),
    "BYMONTHDAY": ("month_days", _several(_number(-31, 31))),
    "BYDAY": ("weekdays", _several(_weekday)),
    "BYSETPOS": ("positions", _several(_number(-366, 366))),
    "WKST": ("week_start", WEEKDAYS.index),
}

_SHORT = (Frequency.DAILY, Frequency.WEEKLY)
_REFUSALS: tuple[tuple[Callable[[Recurrence], object], str], ...] = (
    (
        lambda rule: rule.count and rule.until,
        _("A recurrence ends after so many times (COUNT) or on a day (UNTIL), not both."),
    ),
    (
        lambda rule: rule.frequency is Frequency.WEEKLY and rule.month_days,
        _("A weekly recurrence has weekdays, such as “on Tuesday” (BYDAY), not days of the month."),
    ),
    (
        lambda rule: any(nth for nth, _day in rule.weekdays) and rule.frequency in _SHORT,
        _("Only in a month is there a second or last weekday; write FREQ=MONTHLY or plain weekdays."),
    ),
    (
        lambda rule: rule.frequency is Frequency.YEARLY and rule.weekdays and not rule.months,
        _("A yearly recurrence on weekdays needs its month, such as “in March” (BYMONTH)."),
    ),
    (
        lambda rule: rule.positions and (rule.frequency in _SHORT or not (rule.weekdays or rule.month_days)),
        _("BYSETPOS picks from several days of a month or year; add BYDAY or BYMONTHDAY."),
    ),
)
