"""Each step is taken once, tells the right person, and is over when the promise is."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest
from django.db import connection

from followthrough.foundation.accounts.models import Segment
from followthrough.kernel import clock
from followthrough.kernel.actions.undo import undo
from followthrough.kernel.notify.models import Notice
from followthrough.kernel.people.models import Cover, Team
from followthrough.kernel.records.listing import narrowed
from followthrough.kernel.records.problems import Refused
from followthrough.kernel.records.registry import type_of
from followthrough.keystone.escalation.actions import escalate
from followthrough.keystone.escalation.models import Escalation, EscalationRule, EscalationStep
from followthrough.keystone.promises.models import Promise
from followthrough.keystone.promises.queries.today import Group, today
from followthrough.keystone.promises.tests.desk import MONDAY, fresh, promised
from tests import cast

pytestmark = pytest.mark.django_db
THURSDAY, NEXT_MONDAY = date(2026, 11, 19), date(2026, 11, 30)


@pytest.fixture(autouse=True)
def monday(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: MONDAY)


@pytest.fixture
def people():
    max_ = cast.person("Max Manager", "manager", reach="team", language="es")
    team = cast.made(Team, name="West", manager=max_)
    ana = cast.person("Ana Ruiz", "coordinator", team, manager=max_)
    return max_, ana


def rule(*steps, on=True, **values):
    made = cast.made(EscalationRule, name=values.pop("name", "Late ones"), is_on=on, **values)
    for side, days, does in steps:
        cast.made(EscalationStep, rule=made, side=side, days=days, does=does)
    return made


def taken():
    rows = Escalation.objects.order_by("pk").select_related("to", "promise")
    return [(one.promise.what, one.does, one.to.name if one.to else "") for one in rows]


def test_each_step_is_taken_once_when_it_has_come(people):
    _max, ana = people
    rule(("after", 1, "tell"), ("after", 3, "raise"), ("before", 5, "tell"))
    promised("Late by two", owner=ana, due_on=THURSDAY)
    promised("Late by an hour", owner=ana, due_at=MONDAY - timedelta(hours=1))
    promised("Within a week", owner=ana, due_on=NEXT_MONDAY)
    promised("Far away", owner=ana, due_on=date(2027, 1, 29))
    assert (escalate(), escalate()) == (2, 0)
    assert taken() == [("Within a week", "tell", "Max Manager"), ("Late by two", "tell", "Max Manager")]
    said = list(Notice.objects.order_by("pk").values_list("user__name", "text", "url"))
    assert [(name, url) for name, _text, url in said] == [
        ("Max Manager", "/promises/PM-000003/"),
        ("Max Manager", "/promises/PM-000001/"),
    ]
    assert said[1][1] == "Ana Ruiz debe desde el 19 de noviembre de 2026: Late by two"  # in the reader's language


def test_raised_promise_leaves_the_managers_today_when_kept_and_is_back_when_that_is_undone(people):
    max_, ana = people
    rule(("after", 1, "raise"))
    promise = promised("Send the file", owner=ana, due_on=THURSDAY)
    boss = cast.as_actor(max_)

    def on_today():
        return [row.promise.what for row in today(boss, now=MONDAY)[Group.LATE].rows]

    assert on_today() == []
    escalate()
    assert (on_today(), fresh(promise).raised_to_id, fresh(promise).owner_id) == (["Send the file"], max_.pk, ana.pk)
    kept = cast.does(cast.as_actor(ana), Promise, "keep", promise, note="Sent")
    assert (on_today(), fresh(promise).raised_to_id) == ([], None)
    escalate()
    assert list(Notice.objects.values_list("user", "read_at")) == [(max_.pk, MONDAY)]
    undo(kept.run, actor=cast.as_actor(ana), surface="test")
    assert (on_today(), escalate(), len(taken())) == (["Send the file"], 0, 1)


def test_new_date_takes_it_down_and_starts_the_steps_anew(people, monkeypatch):
    _max, ana = people
    rule(("after", 1, "raise"))
    promise = promised("Send the file", owner=ana, due_on=THURSDAY)
    escalate()
    cast.does(cast.as_actor(ana), Promise, "redate", promise, due_on="2026-11-24", reason="we_late")
    assert (fresh(promise).raised_to_id, escalate()) == (None, 0)
    monkeypatch.setattr(clock, "now", lambda: MONDAY.replace(day=26))
    assert (escalate(), escalate(), len(taken())) == (1, 0, 2)


def test_cover_owes_it_when_handed_over_and_nobody_is_noted_where_none_covers(people):
    _max, ana = people
    ben, cleo = cast.person("Ben Ortiz", "coordinator"), cast.person("Cleo Diaz", "coordinator")
    cast.made(Cover, user=ana, by=ben, starts_on=date(2026, 11, 1))
    rule(("after", 0, "hand_over"))
    hers = promised("Hers", owner=ana, due_on=THURSDAY)
    his = promised("His", owner=cleo, due_on=THURSDAY)
    escalate()
    assert (fresh(hers).owner_id, fresh(his).owner_id) == (ben.pk, cleo.pk)
    assert taken() == [("Hers", "hand_over", "Ben Ortiz"), ("His", "hand_over", "")]


def test_only_promises_of_its_kind_segment_and_department_are_concerned_and_previewed(people):
    _max, ana = people
    key, design = cast.made(Segment, name="Key"), cast.made(Team, name="Design", is_department=True)
    juniper = cast.account("Juniper", segment=key, owner=ana)
    promised("Wanted", owner=ana, account=juniper, department=design, due_on=THURSDAY)
    promised("Other account", owner=ana, account=cast.account("Lima", owner=ana), department=design, due_on=THURSDAY)
    promised("Other department", owner=ana, account=juniper, due_on=THURSDAY)
    promised("Theirs", owner=ana, account=juniper, department=design, due_on=THURSDAY, direction="wait")
    made = rule(("after", 1, "tell"), on=False, kind="promise", segment=key, department=design)
    assert escalate() == 0
    boss = cast.as_actor(cast.person("Ada Admin", "admin"))
    rows = narrowed(type_of(Promise), Promise.visible_to(boss), {"escalation": made.ref}, boss)
    assert list(rows.values_list("what", flat=True)) == ["Wanted"]
    assert [str(value) for _label, value in type_of(EscalationRule).facts(made, boss)] == ["no", "1 promise"]
    done = cast.does(boss, EscalationRule, "switch-on", made)
    assert (done.message, escalate()) == ("It is on and now concerns 1 promise.", 1)


def test_rule_without_steps_stays_off_when_switched_on():
    boss = cast.as_actor(cast.person("Ada Admin", "admin"))
    with pytest.raises(Refused):
        cast.does(boss, EscalationRule, "switch-on", rule(on=False))


@pytest.mark.slow
def test_timeline_tells_what_was_done(people, client):
    _max, ana = people
    rule(("after", 1, "raise"))
    promise = promised("Send the file", owner=ana, due_on=THURSDAY)
    escalate()
    client.force_login(ana, backend="followthrough.kernel.people.backend.PersonBackend")
    page = client.get(f"/promises/{promise.ref}/").content.decode()
    assert "Late ones: it stands on the Today of Max Manager as well" in page


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_four_workers_take_each_step_once():
    max_ = cast.person("Max Manager", "manager")
    ana = cast.person("Ana Ruiz", "coordinator", manager=max_)
    rule(("after", 1, "tell"), ("after", 2, "raise"))
    for n in range(30):
        promised(f"Promise {n}", owner=ana, due_on=THURSDAY)
    start = Barrier(4)

    def work(_number):
        try:
            start.wait(timeout=20)
            return escalate()
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(work, range(4)))
    assert (sum(made), Escalation.objects.count(), Notice.objects.count()) == (60, 60, 60)
