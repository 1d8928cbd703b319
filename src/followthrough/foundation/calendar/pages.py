"""A working calendar as people read it: the week as a table of hours."""

from typing import Any

from babel.dates import get_day_names
from django.urls.resolvers import URLPattern
from django.utils.translation import get_language, gettext

from followthrough.foundation.calendar.models import WorkCalendar
from followthrough.kernel.access.actor import Actor
from followthrough.web.shapes import Cell, Column, Row, TablePanel
from followthrough.web.wording import capital

urlpatterns: list[URLPattern] = []


def week_panel(calendar: WorkCalendar, by: Actor) -> Any:
    """The hours worked on each day of the week, Monday first."""
    names = get_day_names("wide", locale=get_language() or "en")
    rows = tuple(
        Row(str(day), "", capital(names[day - 1]), (Cell(capital(names[day - 1])), _hours(calendar.week.get(str(day)))))
        for day in range(1, 8)
    )
    return TablePanel(
        "week",
        gettext("Working hours"),
        note=calendar.zone,
        columns=(Column(gettext("Day")), Column(gettext("Worked"))),
        rows=rows,
    )


def _hours(spans: list[list[str]] | None) -> Cell:
    if not spans:
        return Cell(gettext("not worked"), quiet=True)
    return Cell(", ".join(f"{start}–{end}" for start, end in spans))
