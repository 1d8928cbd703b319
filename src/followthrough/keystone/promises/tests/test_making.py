"""Each promise is made once and knows its calendar, its minder and its source."""

from datetime import UTC, date, datetime

import pytest

from followthrough.foundation.calendar.models import WorkCalendar
from followthrough.kernel import clock
from followthrough.kernel.access.actor import SYSTEM
from followthrough.kernel.history.acting import acting
from followthrough.kernel.people.models import Team
from followthrough.keystone.promises.actions import Wanted, make_promises, void_promises
from followthrough.keystone.promises.models import Promise, State
from tests import cast

pytestmark = pytest.mark.django_db


def making(*wanted):
    now = clock.now()
    with acting(SYSTEM, "arrange", surface="test", now=now):
        return make_promises(wanted, by=SYSTEM, now=now)


def test_an_occurrence_is_made_once_even_when_wanted_twice_in_one_go():
    one = Wanted(what="Call Dana", due_on=date(2026, 11, 30), occurrence="x/account:1/on-2026-11-30")
    assert [p.what for p in making(one, one)] == ["Call Dana"]
    assert making(one) == []
    assert Promise.objects.count() == 1


def test_without_an_occurrence_each_is_made():
    one = Wanted(what="Call Dana", due_on=date(2026, 11, 30))
    assert len(making(one, one)) == 2


def test_a_day_is_due_at_its_end_in_the_departments_zone():
    design = cast.made(Team, name="Design", is_department=True)
    cast.made(WorkCalendar, name="Design", team=design, zone="America/Chicago")
    below = cast.made(Team, name="Prepress", is_department=True, parent=design)
    (made,) = making(Wanted(what="Proof the page", due_on=date(2026, 11, 30), department=below))
    assert (made.zone, made.due, made.counted_due) == ("America/Chicago", made.due, made.due)
    assert made.due == datetime(2026, 12, 1, 5, 59, 59, 999999, tzinfo=UTC)


def test_the_departments_manager_minds_what_nobody_owns():
    boss = cast.person("Wanda Web", "manager")
    web = cast.made(Team, name="Web", is_department=True, manager=boss)
    (made,) = making(Wanted(what="Place banner", due_on=date(2026, 11, 30), department=web))
    assert (made.minder, made.owner) == (boss, None)


def test_promises_of_a_source_fall_away_but_kept_ones_stay():
    account = cast.account("Juniper")
    kept, opened, _other = making(
        Wanted(what="One", due_on=date(2026, 11, 30), source=account),
        Wanted(what="Two", due_on=date(2026, 11, 30), source=account, rule="a"),
        Wanted(what="Three", due_on=date(2026, 11, 30), source=account, rule="b"),
    )
    now = clock.now()
    with acting(SYSTEM, "arrange", surface="test", now=now):
        Promise.objects.filter(pk=kept.pk).update(state=State.KEPT)
        fell = void_promises(account, rule="a", reason_text="The account was closed.", by=SYSTEM, now=now)
    assert [p.pk for p in fell] == [opened.pk]
    states = dict(Promise.objects.values_list("what", "state"))
    assert states == {"One": "kept", "Two": "void", "Three": "open"}
