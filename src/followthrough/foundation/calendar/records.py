"""Working calendars and their special days, declared."""

from datetime import timedelta
from typing import Any

from babel.dates import get_day_names
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from followthrough.foundation.calendar.actions import clean_calendar, clean_special_day
from followthrough.foundation.calendar.models import SpecialDay, WorkCalendar
from followthrough.foundation.calendar.queries import closed_days
from followthrough.kernel import clock
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.access.permissions import ADMINS, EVERYBODY
from followthrough.kernel.countries import CODED
from followthrough.kernel.records.fields import Words
from followthrough.kernel.records.registry import Panel, record

SHOWN_DAYS = timedelta(days=90)


def calendar_facts(calendar: WorkCalendar, by: Actor) -> list[tuple[Words, object]]:
    """The days the house is closed in the coming three months."""
    today = clock.today(calendar.zone)
    coming = closed_days(calendar, today, today + SHOWN_DAYS)
    return [(name, day) for day, name in coming[:4]]


def week_of(calendar: WorkCalendar, by: Actor) -> dict[str, Any]:
    """The days of the week, Monday first, each with its hours in words, or "" where nobody works."""
    names = get_day_names("wide", locale=get_language() or "en")
    hours = {day: ", ".join(f"{a}–{b}" for a, b in calendar.week.get(str(day), ())) for day in range(1, 8)}
    return {"days": [(names[day - 1].capitalize(), hours[day]) for day in range(1, 8)]}


record(
    WorkCalendar,
    plural="calendars",
    ref="CAL-{n:02}",
    group="settings",
    icon="calendar",
    columns=["ref", "name", "team", "zone", "country", "region"],
    form=["name", "team", "zone", "country", "region", "week"],
    filters=["team"],
    sorts=["name"],
    match=["ref", "name"],
    readers=EVERYBODY,
    writers=ADMINS,
    fields={"country": CODED},
    clean=clean_calendar,
    facts=calendar_facts,
    panels=[
        Panel("week", _("Working hours"), template="calendar/week.html", context=week_of),
        Panel(
            "days",
            _("Special days"),
            link="calendar",
            of=SpecialDay,
            order=("day",),
            begins=_("Holidays, and days with other hours: add them, or upload a year's list."),
        ),
    ],
)
record(
    SpecialDay,
    plural="special-days",
    ref="SD-{n:04}",
    group="settings",
    columns=["calendar", "day", "name", "is_working"],
    filters=["calendar", "day"],
    sorts=["day"],
    match=["ref"],
    parent="calendar",
    readers=EVERYBODY,
    writers=ADMINS,
    clean=clean_special_day,
    in_menu=False,
)
