"""Days and moments people mean by a word: tomorrow, in a week, next Monday."""

from datetime import date, datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from followthrough.foundation.calendar.rules import WorkingCalendar, add_months
from followthrough.keystone.promises.rules import SnoozePreset, snooze_choices


class NextDue(models.TextChoices):
    """When the next promise is due, in working days; by its number it is one key."""

    TODAY = "today", _("Today")
    TOMORROW = "tomorrow", _("Next working day")
    TWO_DAYS = "two_days", _("In two working days")
    WEEK = "week", _("In a week")
    TWO_WEEKS = "two_weeks", _("In two weeks")
    MONTH = "month", _("In a month")


WORKING_DAYS = {"today": 0, "tomorrow": 1, "two_days": 2, "week": 5, "two_weeks": 10}


class Snooze(models.TextChoices):
    """The usual times to come back."""

    LATER_TODAY = SnoozePreset.LATER_TODAY.value, _("Later today")
    TOMORROW = SnoozePreset.TOMORROW_MORNING.value, _("Tomorrow morning")
    WORKING_DAY = SnoozePreset.NEXT_WORKING_DAY.value, _("Next working day")
    MONDAY = SnoozePreset.NEXT_MONDAY.value, _("Monday")
    TWO_WEEKS = SnoozePreset.IN_TWO_WEEKS.value, _("In two weeks")


def due_day(word: str, now: datetime, calendar: WorkingCalendar) -> date:
    """The working day meant by a `NextDue` word."""
    today = calendar.day_of(now)
    if word == NextDue.MONTH:
        return calendar.shift_to_working_day(add_months(today, 1))
    return calendar.add_working_days(today, WORKING_DAYS[word])


def snooze_moment(word: str, now: datetime, calendar: WorkingCalendar) -> datetime | None:
    """The moment meant by a `Snooze` word; None for later today when today's work is over.

    "Tomorrow morning" before a day off means the next working day.
    """
    offered = {choice.preset.value: choice.until for choice in snooze_choices(now, calendar)}
    if word == Snooze.LATER_TODAY:
        return offered.get(word)
    mornings = (Snooze.TOMORROW, Snooze.WORKING_DAY, Snooze.MONDAY)
    wanted = (word, *mornings) if word in mornings else (word, Snooze.MONDAY)
    return next((offered[name] for name in wanted if name in offered), None)
