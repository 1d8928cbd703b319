"""The week's credit: each figure equals what plain SQL finds, and opens its rows; who may look at whose."""

from datetime import timedelta

import pytest
from django.db import connection

from followthrough.kernel import clock
from followthrough.kernel.actions.undo import undo
from followthrough.kernel.people.models import Team
from followthrough.keystone.promises.models import Promise
from followthrough.serving.deliveries.models import CaughtError
from followthrough.serving.deliveries.queries.credit import Credit, credits_of, week_span
from followthrough.serving.deliveries.tests.house import MONDAY, TUESDAY, department, kept, owed
from tests import cast

KEPT = """
SELECT count(*),
  count(*) FILTER (WHERE (closed_at AT TIME ZONE zone)::date < (counted_due AT TIME ZONE zone)::date),
  count(*) FILTER (WHERE closed_at > counted_due)
FROM promises_promise WHERE state = 'kept' AND direction = 'promise' AND binned_at IS NULL
  AND closed_at >= %(starts)s AND closed_at < %(ends)s AND (owner_id = %(who)s
    OR owner_id IS NULL AND closed_by_id = %(who)s AND department_id =
      (SELECT team_id FROM people_user WHERE id = %(who)s))
"""
FOR_OTHERS = """
SELECT count(*) FROM promises_promise p JOIN history_entry h ON h.kind = 'promises.promise' AND h.record_id = p.id
WHERE h.operation = 'create' AND h.actor_id = %(who)s AND p.state = 'kept' AND p.owner_id IS DISTINCT FROM %(who)s
  AND p.closed_at >= %(starts)s AND p.closed_at < %(ends)s
"""
TAKEN = """
SELECT count(DISTINCT h.record_id) FROM history_entry h
WHERE h.kind = 'promises.promise' AND h.verb = 'hand_over_promise' AND (h.after ->> 'owner_id')::bigint = %(who)s
  AND h.actor_id <> %(who)s AND h.at >= %(starts)s AND h.at < %(ends)s
  AND NOT EXISTS (SELECT 1 FROM history_deed d WHERE d.root = h.run AND d.takes_back)
"""
pytestmark = [pytest.mark.slow, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def tuesday():
    with clock.clock_at(TUESDAY):
        yield


@pytest.fixture
def ana():
    return cast.person("Ana Ruiz", "coordinator", cast.made(Team, name="West"), reach="all")


@pytest.fixture
def week(ana):
    """Kept early, on the day and late, made for others, taken over (and one given back), an error caught."""
    me, bo = cast.as_actor(ana), cast.as_actor(cast.person("Bo Lind", "manager", ana.team))
    web = department("Web")
    for due, what in ((27, "Early"), (24, "Today")):
        kept(cast_promise(me, what, due), me)
    with clock.clock_at(TUESDAY - timedelta(days=4)):
        late = cast_promise(me, "Late", 20)
        kept(cast_promise(me, "Last week", 25), me)
    kept(late, me)
    kept(cast_promise(me, "For Bo", 25, owner=bo.user_id), bo)
    hetty = cast.as_actor(cast.person("Hetty Moss", "department", web))
    kept(cast_promise(me, "For Web", 25, department=web.ref), hetty)
    kept(owed("Closed for Web", web, 25), me)
    for what in ("Taken", "Given back"):
        mine = cast_promise(bo, what, 27)
        outcome = cast.does(bo, Promise, "hand-over", mine, to=ana.ref)
        if what == "Given back":
            undo(outcome.run, actor=bo, surface="test")
    cast.does(me, CaughtError, "note", about=late.ref, what="The old price", saved="A wrong invoice")


def cast_promise(actor, what, due, **values):
    """A promise somebody makes by hand."""
    if "owner" in values:
        values["owner"] = cast.User.objects.get(pk=values["owner"]).ref
    outcome = cast.does(actor, Promise, "make", what=what, due_on=f"2026-11-{due}", **values)
    return Promise.objects.get(ref=outcome.ref)


def counted(credit):
    return {name: len(getattr(credit, name)) for name in Credit.__slots__}


def test_figures_equal_what_plain_sql_finds(ana, week):
    me = cast.as_actor(ana)
    credit = credits_of(me, [ana.pk], MONDAY)[ana.pk]
    hetty = cast.User.objects.get(name="Hetty Moss")
    assert counted(credits_of(cast.as_actor(hetty), [hetty.pk], MONDAY)[hetty.pk])["kept"] == 1
    starts, ends = week_span(MONDAY)
    found = {}
    with connection.cursor() as cursor:
        for names, statement in ((("kept", "early", "late"), KEPT), (("for_others",), FOR_OTHERS), (("taken",), TAKEN)):
            cursor.execute(statement, {"who": ana.pk, "starts": starts, "ends": ends})
            found |= dict(zip(names, cursor.fetchone(), strict=True))
    assert counted(credit) == {**found, "caught": 1}
    assert counted(credit) == {"kept": 3, "early": 1, "late": 1, "caught": 1, "for_others": 2, "taken": 1}


def test_every_figure_opens_its_rows_and_other_weeks_are_a_press_away(ana, week, client):
    client.force_login(ana)
    shown = {}
    for name, model in (("kept", "Promises kept"), ("taken", "Taken over"), ("caught", "Errors caught")):
        page = client.get("/credit/", {"week": "2026-11-24", "show": name}).context["page"]
        shown[name] = (page.rows.title, page.rows.count, [row.cells[0].text for row in page.rows.rows])
        assert shown[name][0] == model
    assert shown["taken"][1:] == ("1", ["Taken"])
    assert shown["caught"][1:] == ("1", ["The old price"])
    assert sorted(shown["kept"][2]) == ["Early", "Late", "Today"]
    last = client.get("/credit/", {"week": "2026-11-17"}).context["page"]
    assert [row.cells[0].text for row in last.rows.rows] == ["Last week"]


def test_managers_see_their_team_and_others_only_themselves(ana, week, client):
    bo = cast.User.objects.get(name="Bo Lind")
    cast.person("Carla Stranger", "rep", cast.made(Team, name="East"))
    client.force_login(bo)
    team = client.get("/credit/").context["page"].team
    assert [(row.label, row.cells[1].text) for row in team.rows] == [("Ana Ruiz", "3"), ("Bo Lind", "1")]
    client.force_login(ana)
    assert client.get("/credit/").context["page"].team is None
    assert client.get("/credit/", {"who": bo.ref}).status_code == 404
