"""The week by department: what stands on which day, what the figures count, and how much room a day has."""

import html
import re
from datetime import timedelta
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from followthrough.foundation.calendar.models import SpecialDay, WorkCalendar
from followthrough.kernel import clock
from followthrough.kernel.people.actors import hash_of
from followthrough.kernel.people.models import Cover, Team
from followthrough.kernel.records.problems import Invalid
from followthrough.keystone.promises.models import Promise, Slip
from followthrough.keystone.promises.queries.figures import departments_week
from followthrough.serving.deliveries.models import DepartmentSetting
from followthrough.serving.deliveries.queries.room import week_room, why_full
from followthrough.serving.deliveries.queries.week import Tally, week_of
from followthrough.serving.deliveries.tests.house import MONDAY, TUESDAY, day, department, kept, owed
from followthrough.winning.renewals.models import FeedAddress
from tests import cast
from tests.callers import Caller

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(autouse=True)
def tuesday():
    with clock.clock_at(TUESDAY):
        yield


@pytest.fixture
def ana():
    return cast.person("Ana Ruiz", "coordinator", reach="all")


def shown(week):
    """Which promises stand where, by department and day of the month."""
    return {
        (team.name, when.day): [row.promise.what for row in week.cells[team.pk, when].rows]
        for team in week.departments
        for when in week.days
        if week.cells[team.pk, when].rows
    }


def test_week_shows_every_department_s_promises_on_their_days_and_late_ones_today(ana):
    design, web = department("Design"), department("Web")
    juniper, actor = cast.account("Juniper"), cast.as_actor(ana)
    with clock.clock_at(TUESDAY - timedelta(days=1)):
        kept(owed("Half page", design, 23, juniper), actor)
    owed("Free banner", web, 16, juniper)
    owed("Proof", design, 24)
    owed("Banner set", design, 25)
    owed("Next week", web, 30)
    cast.does(actor, Promise, "make", what="Mine alone", due_on="2026-11-25")
    found = week_of(actor, MONDAY, {}, now=TUESDAY)
    assert shown(found) == {
        ("Design", 23): ["Half page"],
        ("Design", 24): ["Proof"],
        ("Design", 25): ["Banner set"],
        ("Web", 24): ["Free banner"],
    }
    assert found.whole == Tally(kept=1, late=1, missed=0, today=1, coming=1)
    assert [found.of_day(one).all for one in found.days] == [1, 2, 1, 0, 0]
    assert shown(week_of(actor, MONDAY, {"account": juniper.ref}, now=TUESDAY)) == {
        ("Design", 23): ["Half page"],
        ("Web", 24): ["Free banner"],
    }


def test_today_tells_of_the_departments_week_what_the_week_of_deliveries_tells(ana):
    design, web = department("Design"), department("Web")
    actor = cast.as_actor(ana)
    with clock.clock_at(TUESDAY - timedelta(days=1)):
        kept(owed("Half page", design, 23), actor)
    for what, due in (("Last week's banner", 16), ("Yesterday's proof", 23), ("Banner set", 24), ("Next week", 30)):
        owed(what, web, due)
    found = week_of(actor, MONDAY, {}, now=TUESDAY)
    told = {one.day.day: (one.kept, one.kept + one.late + one.open) for one in departments_week(actor, now=TUESDAY)}
    assert told == {one.day: (found.of_day(one).kept, found.of_day(one).all) for one in found.days}
    assert told == {23: (1, 1), 24: (0, 3), 25: (0, 0), 26: (0, 0), 27: (0, 0)}


def test_programs_read_the_week_and_its_promises(ana):
    design = department("Design")
    one = owed("Banner set", design, 25, cast.account("Juniper"))
    told = Caller(ana).get(f"/deliveries-week?day=2026-11-29&department={design.ref}").body
    (row,) = told["departments"]
    assert (told["monday"], row["name"], told["all"]["coming"]) == ("2026-11-23", "Design", 1)
    assert [day["promises"] for day in row["days"] if day["promises"]] == [
        [{"ref": one.ref, "what": "Banner set", "stands": "open"}]
    ]


def test_on_a_weekend_what_is_late_stands_on_the_closed_day_and_is_not_beyond_its_room(ana, client: Client):
    design = department("Design")
    cast.made(DepartmentSetting, department=design, per_day=1)
    for what in ("Proof", "Banner set"):
        owed(what, design, 25)
    saturday = TUESDAY + timedelta(days=4)
    with clock.clock_at(saturday):
        kept(owed("Sent on the day itself", design, 28), cast.as_actor(ana))
        found = week_of(cast.as_actor(ana), MONDAY, {}, now=saturday)
        client.force_login(ana)
        page = client.get("/deliveries/").content.decode()
    cell = found.cells[design.pk, day(28)]
    assert (cell.tally.late, cell.tally.kept, cell.room) == (2, 1, 0)
    assert ("since Wed" in page, "room for" in page, "planned though" in page) == (True, False, False)
    with clock.clock_at(saturday):
        owed("Planned for the closed day", design, 28)
        assert "1 planned though nobody works" in client.get("/deliveries/").content.decode()


def test_what_does_not_fit_on_a_card_is_in_the_department_s_list(ana, client: Client):
    design = department("Design")
    for number in range(9):
        owed(f"Page {number}", design, 16 + number)  # eight of them late
    client.force_login(ana)
    page = client.get("/deliveries/").content.decode()
    (more,) = re.findall(r'href="(/deliveries/\?[^"#]+)#group-2026-11-24"[^>]*>\s*3 more', page)
    listed = client.get(html.unescape(more)).content.decode()
    assert [f"Page {number}" in listed for number in range(9)] == [True] * 9


def test_closed_day_is_said_and_has_no_room(ana):
    design = department("Design")
    cast.made(DepartmentSetting, department=design, per_day=2)
    house = cast.made(WorkCalendar, name="House", zone="UTC")
    cast.made(SpecialDay, calendar=house, day=day(26), name="Thanksgiving")
    for what in ("Banner set", "Full page", "Valves banner"):
        owed(what, design, 25)
    found = week_of(cast.as_actor(ana), MONDAY, {}, now=TUESDAY)
    assert (dict(found.closed), found.cells[design.pk, day(26)].room) == ({day(26): "Thanksgiving"}, 0)
    assert (found.cells[design.pk, day(25)].tally.all, found.cells[design.pk, day(25)].room) == (3, 2)


def test_who_is_away_takes_room_with_them(ana):
    design = department("Design")
    cast.made(DepartmentSetting, department=design, per_day=5)
    kim, lou = (cast.person(name, "department", design) for name in ("Kim Roe", "Lou Park"))
    cast.made(Cover, user=kim, by=ana, starts_on=day(24), ends_on=day(25))
    cast.made(Cover, user=lou, by=kim, starts_on=day(25), ends_on=day(25))
    found = week_of(cast.as_actor(ana), MONDAY, {}, now=TUESDAY)
    assert [found.cells[design.pk, day(n)].room for n in range(23, 28)] == [5, 3, 0, 5, 5]
    assert week_room(design, MONDAY) == 18
    proof = owed("Proof", design, 24)
    assert why_full(proof, day(25)) == "Design does not work on that day, or everybody is away."


def test_new_date_on_a_full_day_asks_first(ana):
    design, actor = department("Design"), cast.as_actor(ana)
    cast.made(DepartmentSetting, department=design, per_day=1)
    owed("Banner set", design, 25)
    proof = owed("Proof", design, 24)
    wanted = {"due_on": "2026-11-25", "reason": "capacity"}
    with pytest.raises(Invalid) as asked:
        cast.does(actor, Promise, "redate", proof, **wanted)
    assert dict(asked.value.fields) == {"though_full": "Design has 1 planned on that day and room for 1."}
    cast.does(actor, Promise, "redate", proof, **wanted, though_full=True)
    proof.refresh_from_db()
    assert (proof.due_on, Slip.objects.get().reason) == (day(25), "capacity")
    cast.does(actor, Promise, "redate", proof, due_on="2026-11-27", reason="capacity")


def test_queries_stay_the_same_however_many_promises(ana, client: Client):
    client.force_login(ana)
    design, juniper = department("Design"), cast.account("Juniper")
    counts = []
    for wanted in (2, 20):
        for n in range(wanted):
            owed(f"Page {wanted}-{n}", design, 23 + n % 5, juniper)
        client.get("/deliveries/")
        with CaptureQueriesContext(connection) as counted:
            assert client.get("/deliveries/").status_code == 200
        counts.append(len(counted))
    assert counts[0] == counts[1]


def test_calendar_address_shows_what_its_maker_sees_until_it_is_ended(ana, client: Client):
    design, juniper = department("Design"), cast.account("Juniper")
    rep = cast.person("Bo Lind", "rep", reach="own")
    owed("Half page", design, 25, juniper)
    owed("Of Bo's own account", design, 26, cast.account("Bremer", owner=rep))
    address = cast.does(cast.as_actor(ana), Team, "make-feed", design).secret
    read = Calendar.from_ical(client.get(address).content)
    events = [(str(one["summary"]), one["dtstart"].dt) for one in read.walk("VEVENT")]
    assert events == [("Juniper: Half page", day(25)), ("Bremer: Of Bo's own account", day(26))]
    others = client.get(cast.does(cast.as_actor(rep), Team, "make-feed", design).secret)
    assert others.content.count(b"BEGIN:VEVENT") == 1
    feed = FeedAddress.objects.get(user=ana)
    cast.does(cast.as_actor(ana), FeedAddress, "revoke", feed)
    for dead in (address, address.replace("feeds/", "feeds/x")):
        assert client.get(dead).status_code == 410


def test_an_address_given_away_before_feeds_were_one_kind_goes_on_working(ana, client: Client):
    design, secret = department("Design"), "given-away-long-ago"
    owed("Half page", design, 25, cast.account("Juniper"))
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMP TABLE deliveries_departmentfeed (id bigint, ref text, created_at timestamptz,"
            " updated_at timestamptz, binned_at timestamptz, user_id bigint, department_id bigint, name text,"
            " token_hash text, revoked_at timestamptz) ON COMMIT DROP"
        )
        row = ["DF-0001", ana.pk, design.pk, hash_of(secret)]
        cursor.execute(
            "INSERT INTO deliveries_departmentfeed VALUES (1, %s, now(), now(), NULL, %s, %s, 'Phone', %s, NULL)", row
        )
    migration = import_module("followthrough.serving.deliveries.migrations.0002_one_kind_of_feed")
    migration.carry_over(None, SimpleNamespace(connection=connection))
    feed = FeedAddress.objects.get()
    assert (feed.ref, feed.name, feed.department, feed.whose) == ("DF-0001", "Phone", design, "all")
    assert client.get(f"/feeds/{secret}/deliveries.ics").content.count(b"BEGIN:VEVENT") == 1
    assert client.get(f"/feeds/{secret}/expiries.ics").status_code == 404
    cast.does(cast.as_actor(ana), FeedAddress, "revoke", feed)
    assert client.get(f"/feeds/{secret}/deliveries.ics").status_code == 410
