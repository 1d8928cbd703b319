"""Working calendars and their special days, declared."""

from django.utils.translation import gettext_lazy as _

from followthrough.foundation.calendar.models import SpecialDay, WorkCalendar
from followthrough.kernel.access.permissions import ADMINS, EVERYBODY
from followthrough.kernel.records.registry import Panel, record

record(
    WorkCalendar,
    plural="calendars",
    ref="CAL-{n:02}",
    icon="calendar",
    columns=["ref", "name", "team", "zone", "country", "region"],
    form=["name", "team", "zone", "country", "region", "week"],
    filters=["team"],
    sorts=["name"],
    match=["ref", "name"],
    readers=EVERYBODY,
    writers=ADMINS,
    panels=[
        Panel(
            "days",
            _("Special days"),
            rows=lambda c, by: SpecialDay.visible_to(by).filter(calendar=c),
            of=SpecialDay,
            order=("day",),
        )
    ],
)
record(
    SpecialDay,
    plural="special-days",
    ref="SD-{n:04}",
    columns=["calendar", "day", "name", "is_working"],
    filters=["calendar", "day"],
    sorts=["day"],
    match=["ref"],
    parent="calendar",
    readers=EVERYBODY,
    writers=ADMINS,
    in_menu=False,
)
