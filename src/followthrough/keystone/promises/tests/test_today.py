"""Today shows what is owed in the reader's day; counts equal rows, and an absent colleague's work is there."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db.models import F
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from followthrough.foundation.calendar.models import WorkCalendar
from followthrough.kernel import clock
from followthrough.kernel.access.actor import SYSTEM
from followthrough.kernel.history.acting import acting
from followthrough.kernel.people.models import Cover, Team
from followthrough.keystone.promises.actions import Wanted, make_promises
from followthrough.keystone.promises.models import Promise
from followthrough.keystone.promises.queries.sources import seen_sources
from followthrough.keystone.promises.queries.today import Group, Scope, more_of, one_row, owed_of, today
from followthrough.keystone.promises.rules import LatenessUnit, StandingWord, TodayGroup, horizon, today_group
from followthrough.keystone.promises.tests.desk import MONDAY, promised
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def monday():
    with clock.clock_at(MONDAY):
        yield


@pytest.fixture
def ana():
    return cast.person("Ana Ruiz", "coordinator", reach="all")


def shown(actor, now=MONDAY, **options):
    groups = today(actor, now=now, **options)
    return {group.value: [row.promise.what for row in rows.rows] for group, rows in groups.items() if rows.rows}


def counts(actor, now=MONDAY, **options):
    return {group.value: rows.count for group, rows in today(actor, now=now, **options).items() if rows.count}


def test_each_promise_stands_in_its_group_in_order(ana):
    for what, values in (
        ("late 1", {"due_on": date(2026, 11, 20)}),
        ("late 6", {"due_on": date(2026, 11, 13)}),
        ("late today", {"due_at": MONDAY - timedelta(minutes=1)}),
        ("at four", {"due_at": MONDAY + timedelta(hours=7)}),
        ("at eleven", {"due_at": MONDAY + timedelta(hours=2)}),
        ("all day", {"due_on": date(2026, 11, 23)}),
        ("sunday", {"due_on": date(2026, 11, 29)}),
        ("tuesday", {"due_on": date(2026, 11, 24)}),
        ("next week", {"due_on": date(2026, 11, 30)}),
        ("order number", {"due_on": date(2026, 11, 20), "direction": "wait"}),
    ):
        promised(what, owner=ana, **values)
    actor = cast.as_actor(ana)
    assert shown(actor) == {
        "late": ["late 6", "late 1", "late today"],
        "today": ["at eleven", "at four", "all day"],
        "later_this_week": ["tuesday", "sunday"],
        "waiting": ["order number"],
    }
    assert counts(actor) == {"late": 3, "today": 3, "later_this_week": 2, "waiting": 1, "later": 1}
    later = more_of(Group.LATER, "", actor, now=MONDAY)
    assert ([row.promise.what for row in later.rows], later.count) == (["next week"], 1)


def test_a_snoozed_promise_is_counted_apart_and_comes_back_by_itself(ana):
    promise = promised("late", owner=ana, due_on=date(2026, 11, 20))
    actor = cast.as_actor(ana)
    cast.does(actor, Promise, "snooze", promise, preset="tomorrow_morning")
    assert counts(actor) == {"snoozed": 1}
    assert shown(actor, now=MONDAY + timedelta(days=1)) == {"late": ["late"]}


def test_a_blocked_promise_waits_only_once_its_due_has_passed(ana):
    wait = promised("Artwork", owner=ana, direction="wait")
    promise = promised("Print", owner=ana, due_on=date(2026, 11, 24))
    actor = cast.as_actor(ana)
    cast.does(actor, Promise, "block", promise, wait=wait.ref)
    assert shown(actor) == {"later_this_week": ["Print"], "waiting": ["Artwork"]}
    on_wednesday = MONDAY + timedelta(days=2)
    assert shown(actor, now=on_wednesday) == {"waiting": ["Print", "Artwork"]}
    with clock.clock_at(on_wednesday):
        cast.does(actor, Promise, "keep", wait, note="It is here")
    assert shown(actor, now=on_wednesday) == {"late": ["Print"]}


def test_the_readers_day_decides_the_heading_and_the_owers_zone_the_lateness(ana):
    chicago = cast.made(Team, name="Chicago")
    cast.made(WorkCalendar, name="Chicago", team=chicago, zone="America/Chicago")
    rep = cast.person("Rae Rep", "rep", chicago, reach="all", zone="America/Chicago")
    promised("Quote", owner=rep, minder=ana, due_on=date(2026, 11, 23))
    far_east = cast.person("Kiri Far", "coordinator", reach="all", zone="Pacific/Kiritimati")
    promised("Quote", owner=rep, minder=far_east, due_on=date(2026, 11, 23))
    before, after = datetime(2026, 11, 24, 5, tzinfo=UTC), datetime(2026, 11, 24, 6, 1, tzinfo=UTC)
    assert shown(cast.as_actor(rep), now=before) == {"today": ["Quote", "Quote"]}
    assert shown(cast.as_actor(far_east), now=before) == {"today": ["Quote"]}  # its last hour is the reader's today
    assert shown(cast.as_actor(far_east), now=datetime(2026, 11, 23, 9, tzinfo=UTC)) == {"later_this_week": ["Quote"]}
    late = today(cast.as_actor(far_east), now=after)[Group.LATE].rows[0].standing
    assert (late.word, late.lateness.number, late.lateness.unit) == (StandingWord.LATE, 1, LatenessUnit.DAYS)


def test_lateness_counts_working_time_only(ana):
    promised(owner=ana, due_at=datetime(2026, 11, 20, 15, 30, tzinfo=UTC))
    (row,) = today(cast.as_actor(ana), now=MONDAY + timedelta(hours=1))[Group.LATE].rows
    assert (row.standing.lateness.number, row.standing.lateness.unit) == (3, LatenessUnit.HOURS)


def test_a_cover_shows_the_colleagues_work_marked_and_gives_it_back(ana):
    ben = cast.person("Ben Oduya", "coordinator")
    promised("Ben's", owner=ben)
    promised("Ana's", owner=ana)
    cover = cast.made(Cover, user=ben, by=ana, starts_on=date(2026, 11, 23), ends_on=date(2026, 11, 27))
    rows = today(cast.as_actor(ana), now=MONDAY)[Group.LATER_THIS_WEEK].rows
    assert [(row.promise.what, row.covered_for) for row in rows] == [("Ben's", "Ben Oduya"), ("Ana's", "")]
    assert shown(cast.as_actor(ben)) == {"later_this_week": ["Ben's"]}
    cast.does(cast.as_actor(ana), Promise, "keep", rows[0].promise, note="Done for Ben")
    with clock.clock_at(MONDAY + timedelta(days=5)):
        assert counts(cast.as_actor(ana), now=clock.now()) == {"late": 1}
        assert counts(cast.as_actor(ben), now=clock.now()) == {}
    kept = Promise.objects.get(what="Ben's")
    assert (kept.closed_by, kept.owner, cover.ends_on) == (ana, ben, date(2026, 11, 27))


def test_scopes_are_mine_my_teams_and_all_departments(ana):
    west = cast.made(Team, name="West")
    web = cast.made(Team, name="Web", is_department=True)
    lee = cast.person("Lee Lead", "manager", west, reach="team")
    rae = cast.person("Rae Rep", "rep", west)
    account = cast.account("Juniper", team=west)
    promised("Rae's", owner=rae)
    promised("Web's", department=web, minder=ana, account=account)
    promised("Ana's", owner=ana)
    by_lee = cast.as_actor(lee)
    assert shown(by_lee) == {}
    assert shown(by_lee, scope=Scope.TEAM) == {"later_this_week": ["Rae's", "Web's"]}
    assert shown(by_lee, scope=Scope.DEPARTMENTS) == {"later_this_week": ["Web's"]}
    assert shown(cast.as_actor(ana), asked={"department": web.ref}) == {"later_this_week": ["Web's"]}


def test_a_department_sees_its_own_without_the_reason():
    web = cast.made(Team, name="Web", is_department=True)
    wes = cast.person("Wes Web", "department", web)
    account = cast.account("Juniper")
    promised("Banner", department=web, account=account, source=account, source_text="Planned for Monday.")
    promised("Other", source=account)
    (row,) = today(cast.as_actor(wes), now=MONDAY, scope=Scope.TEAM)[Group.LATER_THIS_WEEK].rows
    assert (row.promise.what, row.why, row.shows_source) == ("Banner", "", False)


def test_the_reason_is_for_those_who_see_the_source(ana):
    east = cast.made(Team, name="East")
    hidden = cast.account("Hidden", team=east)
    rae = cast.person("Rae Rep", "rep")
    promise = promised("Call", owner=rae, source=hidden, source_text="Last contact 2026-10-01.")
    row = one_row(promise, cast.as_actor(rae), now=MONDAY)
    assert (row.why, row.shows_source) == ("", False)
    assert one_row(promise, cast.as_actor(ana), now=MONDAY).why == "Last contact 2026-10-01."
    assert seen_sources([promise], cast.as_actor(ana)) == {("accounts.account", hidden.pk)}


def many(owner, number, *, due=date(2026, 11, 24)):
    with acting(SYSTEM, "arrange", surface="test", now=MONDAY):
        wanted = (Wanted(what=f"Promise {n}", due_on=due, owner=owner) for n in range(number))
        make_promises(wanted, by=SYSTEM, now=MONDAY)


def test_a_long_group_is_paged_and_pages_add_up_to_the_count(ana):
    many(ana, 220)
    actor = cast.as_actor(ana)
    first = today(actor, now=MONDAY)[Group.LATER_THIS_WEEK]
    second = more_of(Group.LATER_THIS_WEEK, first.after, actor, now=MONDAY)
    third = more_of(Group.LATER_THIS_WEEK, second.after, actor, now=MONDAY)
    ids = [row.promise.pk for page in (first, second, third) for row in page.rows]
    assert ([len(page.rows) for page in (first, second, third)], third.after) == ([20, 100, 100], "")
    assert ids == list(Promise.objects.order_by("due", "pk").values_list("pk", flat=True))
    assert (first.count, second.count, third.count) == (220, 220, 220)


def test_today_needs_few_queries_however_many_rows(ana, django_assert_num_queries):
    team = cast.made(Team, name="West")
    cast.made(WorkCalendar, name="House")
    rae = cast.person("Rae Rep", "rep", team, reach="own")
    for n in range(12):
        account = cast.account(f"Account {n}", owner=rae)
        promised(f"Promise {n}", owner=rae, account=account, source=account)
    narrow, wide = cast.as_actor(rae), cast.as_actor(ana)
    with django_assert_num_queries(4):  # places, rows, calendars, whose sources may be shown
        assert counts(narrow) == {"later_this_week": 12}
    promised("Another", owner=ana)
    with django_assert_num_queries(3):
        assert counts(wide) == {"later_this_week": 1}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    hours=st.integers(-400, 400),
    is_wait=st.booleans(),
    is_blocked=st.booleans(),
    zone=st.sampled_from(["UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Europe/Madrid"]),
)
def test_the_database_groups_as_the_rules_decide(ana, hours, is_wait, is_blocked, zone):
    reader = cast.as_actor(ana)
    reader = type(reader)(name="R", role=reader.role, reach=reader.reach, user_id=ana.pk, zone=zone)
    wait = promised("Wait", direction="wait") if is_blocked else None
    promise = promised(owner=ana, due_at=MONDAY + timedelta(hours=hours), direction="wait" if is_wait else "promise")
    with acting(SYSTEM, "arrange", surface="test", now=MONDAY):
        Promise.objects.filter(pk=promise.pk).update(blocked_by=wait, push_on=None, due=F("due"))
    row = one_row(promise, reader, now=MONDAY)
    from_rules = today_group(owed_of(row.promise), horizon(MONDAY, zone), _calendar())
    rows = [(group, row) for group in Group for row in more_of(group, "", reader, now=MONDAY).rows]
    found = [group for group, row in rows if row.promise.pk == promise.pk]
    assert [group.value for group in found] == [from_rules.value]
    assert {group.value for group in TodayGroup} <= {group.value for group in Group}


def _calendar():
    from followthrough.foundation.calendar.queries import Calendars  # noqa: PLC0415 -- reads the test's database

    return Calendars().of(None)
