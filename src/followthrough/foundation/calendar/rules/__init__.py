"""What the calendar decides on plain values: working days and hours, months, zones, public holidays."""

from followthrough.foundation.calendar.rules.months import add_months, day_of_month
from followthrough.foundation.calendar.rules.public_holidays import UnknownRegionError, holiday_dates, regions_of
from followthrough.foundation.calendar.rules.week import BadWeekError, Span, Week, office_week
from followthrough.foundation.calendar.rules.working import NoWorkingDayError, WorkingCalendar
from followthrough.foundation.calendar.rules.zones import (
    UnknownZoneError,
    end_of_day,
    instant,
    start_of_day,
    zone_of,
)

__all__ = [
    "BadWeekError",
    "NoWorkingDayError",
    "Span",
    "UnknownRegionError",
    "UnknownZoneError",
    "Week",
    "WorkingCalendar",
    "add_months",
    "day_of_month",
    "end_of_day",
    "holiday_dates",
    "instant",
    "office_week",
    "regions_of",
    "start_of_day",
    "zone_of",
]
