"""Which calendar holds for whom, and what a calendar must look like to be kept."""

from datetime import UTC, date, datetime, timedelta

import pytest

from followthrough.foundation.calendar.actions import ensure_default_calendar
from followthrough.foundation.calendar.models import SpecialDay, WorkCalendar
from followthrough.foundation.calendar.queries import Calendars, calendar_for, closed_days
from followthrough.kernel import clock
from followthrough.kernel.access.actor import SYSTEM
from followthrough.kernel.history.acting import acting
from followthrough.kernel.people.models import Company, Team
from followthrough.kernel.records.problems import Invalid
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin():
    return cast.as_actor(cast.person("Ada Admin", "admin"))


def test_a_team_owes_by_its_own_calendar_else_by_the_one_above_else_by_the_house():
    europe = cast.made(Team, name="Europe")
    spain = cast.made(Team, name="Spain", parent=europe)
    other = cast.made(Team, name="Other")
    cast.made(WorkCalendar, name="House", zone="America/Chicago")
    cast.made(WorkCalendar, name="Europe", team=europe, zone="Europe/Madrid")
    calendars = Calendars()
    zones = [calendars.of(team).zone for team in (europe.pk, spain.pk, other.pk, None)]
    assert zones == ["Europe/Madrid", "Europe/Madrid", "America/Chicago", "America/Chicago"]


def test_asking_again_costs_no_query(django_assert_num_queries):
    team = cast.made(Team, name="West")
    cast.made(WorkCalendar, name="House", country="US")
    with django_assert_num_queries(1):
        calendars = Calendars()
        for _time in range(50):
            calendar_for(team.pk, calendars).add_working_days(date(2026, 1, 2), 20)


def test_without_any_calendar_the_companys_zone_counts():
    cast.made(Company, name="Ostrander", zone="Asia/Kolkata")
    assert calendar_for(None).zone == "Asia/Kolkata"


def test_holidays_closures_and_days_worked_nevertheless_count():
    house = cast.made(WorkCalendar, name="House", country="US")
    cast.made(SpecialDay, calendar=house, day=date(2026, 12, 24), name="Christmas Eve")
    cast.made(SpecialDay, calendar=house, day=date(2026, 11, 26), name="Fair", is_working=True)
    calendar = calendar_for(None)
    days = [date(2026, 11, 26), date(2026, 12, 24), date(2026, 12, 25), date(2026, 12, 26), date(2026, 12, 28)]
    assert [calendar.is_working_day(day) for day in days] == [True, False, False, False, True]
    assert closed_days(house, date(2026, 11, 20), date(2026, 12, 31)) == [
        (date(2026, 12, 24), "Christmas Eve"),
        (date(2026, 12, 25), "Christmas Day"),
    ]


def test_the_usual_week_has_eight_and_a_half_hours_a_day():
    cast.made(WorkCalendar, name="House")
    monday = datetime(2026, 11, 23, tzinfo=UTC)
    assert calendar_for(None).working_time_between(monday, monday + timedelta(days=7)) == timedelta(hours=42.5)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"zone": "Mars/Base"}, "zone"),
        ({"country": "ZZ"}, "country"),
        ({"country": "US", "region": "XX"}, "region"),
        ({"region": "BY"}, "region"),
        ({"week": {"1": [["09:00", "08:00"]]}}, "week"),
        ({"week": {"8": [["09:00", "17:00"]]}}, "week"),
        ({"week": {"1": ["09:00"]}}, "week"),
        ({"week": {}}, "week"),
        ({"week": "[1, 2]"}, "week"),
    ],
)
def test_a_calendar_nobody_could_work_by_is_refused_with_the_field_named(admin, values, field):
    with pytest.raises(Invalid) as caught:
        cast.does(admin, WorkCalendar, "create", name="Odd", **values)
    assert set(caught.value.fields) == {field}


def test_a_second_calendar_of_a_team_is_refused_in_words(admin):
    team = cast.made(Team, name="West")
    cast.does(admin, WorkCalendar, "create", name="One", team=team.ref)
    with pytest.raises(Invalid) as caught:
        cast.does(admin, WorkCalendar, "create", name="Two", team=team.ref)
    assert set(caught.value.fields) == {"team"}


def test_a_binned_calendar_makes_room_for_another(admin):
    team = cast.made(Team, name="West")
    first = cast.made(WorkCalendar, name="One", team=team)
    cast.does(admin, WorkCalendar, "delete", first)
    cast.does(admin, WorkCalendar, "create", name="Two", team=team.ref, week={"2": [["20:00", "24:00"]]})
    assert calendar_for(team.pk).is_working_day(date(2026, 11, 24))


def test_a_saturday_without_hours_can_not_be_worked_nevertheless(admin):
    house = cast.made(WorkCalendar, name="House")
    with pytest.raises(Invalid) as caught:
        cast.does(
            admin, SpecialDay, "create", calendar=house.ref, day="2026-11-28", name="Stocktaking", is_working="yes"
        )
    assert set(caught.value.fields) == {"is_working"}


def test_the_house_calendar_is_made_once_with_the_companys_zone():
    cast.made(Company, name="Ostrander", zone="Europe/Madrid", country="ES")
    with acting(SYSTEM, "start", surface="test", now=clock.now()):
        first = ensure_default_calendar(by=SYSTEM, now=clock.now())
        again = ensure_default_calendar(by=SYSTEM, now=clock.now())
    assert (first.pk, first.zone, first.country) == (again.pk, "Europe/Madrid", "ES")
