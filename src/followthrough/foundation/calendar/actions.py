"""Tidy and check calendars before they are kept; make the house's own one."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from followthrough.foundation.calendar.models import WorkCalendar
from followthrough.foundation.calendar.queries import week_of
from followthrough.foundation.calendar.rules import BadWeekError, UnknownRegionError, regions_of
from followthrough.foundation.calendar.rules.week import check_week
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.generic import create_records
from followthrough.kernel.people.actions import known_zone
from followthrough.kernel.people.models import company
from followthrough.kernel.records.problems import Invalid
from followthrough.kernel.records.registry import Values, type_of


def clean_calendar(values: Values, calendar: WorkCalendar | None) -> Values:
    """Zone, week, country and region must be known ones; each refusal says how to write it."""
    problems: dict[str, Any] = {}
    if "zone" in values:
        known_zone(values["zone"])
    if "week" in values and (problem := _week_problem(values["week"])):
        problems["week"] = problem
    country = values["country"] = values.get("country", calendar.country if calendar else "").upper()
    region = values["region"] = values.get("region", calendar.region if calendar else "").upper()
    problems.update(_place_problems(country, region))
    if problems:
        raise Invalid(problems)
    return values


def _week_problem(stored: Any) -> str:
    try:
        check_week(week_of(stored))
    except BadWeekError as problem:
        return _(
            "Write working hours as days 1 (Monday) to 7 with their spans in order, "
            "such as {“1”: [[“09:00”, “12:30”], [“13:00”, “17:30”]]}. %(why)s"
        ) % {"why": problem}
    return ""


def _place_problems(country: str, region: str) -> dict[str, str]:
    if not country:
        return {"region": _("Choose the country of the holidays first.")} if region else {}
    try:
        regions = regions_of(country)
    except UnknownRegionError:
        return {
            "country": _(
                "No public holidays are known for “%(country)s”. Write two letters such as US, or leave it empty."
            )
            % {"country": country}
        }
    if region and region not in regions:
        known = ", ".join(regions) or _("none")
        return {
            "region": _("There is no region “%(region)s” here. Known are: %(known)s.")
            % {"region": region, "known": known}
        }
    return {}


def clean_special_day(values: Values, special: Any) -> Values:
    """A day can be worked nevertheless only where its weekday has hours: otherwise nobody knows from when to when."""
    day, calendar, worked = (values.get(n, getattr(special, n, None)) for n in ("day", "calendar", "is_working"))
    if worked and day and calendar and day.weekday() not in week_of(calendar.week):
        raise Invalid({"is_working": _("This weekday has no hours in the calendar. Give it hours there first.")})
    return values


def ensure_default_calendar(*, by: Actor, now: datetime) -> WorkCalendar:
    """The house's calendar, made with the company's zone and country if there is none; called within a run."""
    found = WorkCalendar._default_manager.filter(team__isnull=True, binned_at__isnull=True).first()
    if found:
        return found
    house = company()
    try:
        regions_of(house.country)
        country = house.country
    except UnknownRegionError:
        country = ""
    values = {"name": _("House calendar"), "zone": house.zone, "country": country}
    made: WorkCalendar
    (made,) = create_records(type_of(WorkCalendar), [values], by=by, now=now)
    return made
