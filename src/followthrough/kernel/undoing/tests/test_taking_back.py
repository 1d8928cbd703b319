"""A large deed is taken back behind the page: once, whole or not at all, and whoever asked hears of it."""

import pytest

from followthrough.foundation.accounts.models import Account
from followthrough.kernel.actions import undo as undoing_at_once
from followthrough.kernel.history import reversing
from followthrough.kernel.history.models import Deed
from followthrough.kernel.notify.models import Notice
from followthrough.kernel.people.models import User
from followthrough.kernel.records.problems import NotFound
from followthrough.kernel.undoing import taking_back
from followthrough.kernel.undoing.jobs import end_left_undoings, undo_deed
from followthrough.kernel.undoing.models import Undoing
from followthrough.kernel.undoing.taking_back import stop, take_back, undoing_of
from tests import cast
from tests.jobs import fail_for_good

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def small_counts_as_large(monkeypatch):
    monkeypatch.setattr(taking_back, "LONG", 5)
    monkeypatch.setattr(undoing_at_once, "LONG", 5)
    monkeypatch.setattr(reversing, "SOME", 3)


@pytest.fixture
def ana():
    return cast.as_actor(cast.person("Ana Ruiz", "coordinator", reach="all"))


@pytest.fixture
def deed(ana):
    """Eight accounts brought from Lima to Toledo."""
    refs = [cast.account(f"Account {n}", city="Lima").ref for n in range(8)]
    return cast.does(ana, Account, "edit-many", refs=refs, values={"city": "Toledo"})


def begun(deed, actor, **more):
    """What waits for the worker."""
    asked = take_back(deed.run, actor=actor, surface="test", **more)
    return undoing_of(asked.ask["undoing"], actor)


def cities():
    return sorted(Account.objects.values_list("city", flat=True))


def test_a_large_deed_waits_for_the_background_and_is_taken_back_once(ana, deed):
    waiting = begun(deed, ana, key="k1")
    assert (cities(), waiting.state) == (["Toledo"] * 8, "waiting")
    assert begun(deed, ana).key == begun(deed, ana, key="k1").key == waiting.key
    undo_deed(str(waiting.key))
    undo_deed(str(waiting.key))
    waiting.refresh_from_db()
    assert (cities(), waiting.state) == (["Lima"] * 8, "done")
    assert list(Deed.objects.filter(root=deed.run).values_list("run", "records")) == [(waiting.made, 8)]
    assert Notice.objects.get(user_id=ana.user_id).text == "8 accounts taken back: Edit many."


def test_it_is_done_again_in_the_same_way(ana, deed):
    first = begun(deed, ana)
    undo_deed(str(first.key))
    again = begun(Deed.objects.get(run=first.made), ana)
    undo_deed(str(again.key))
    assert cities() == ["Toledo"] * 8


def test_what_was_changed_since_is_named_and_nothing_is_taken_back_before_somebody_says_so(ana, deed):
    ben = cast.as_actor(cast.person("Ben Ortiz", "coordinator", reach="all"))
    changed = Account.objects.order_by("pk")[2]
    cast.does(ben, Account, "edit", changed, city="Dayton")
    asked = begun(deed, ana)
    undo_deed(str(asked.key))
    asked.refresh_from_db()
    told = [[changed.ref, changed.title, "Account 2: city, by Ben Ortiz."]]
    assert (asked.state, asked.hurdles, asked.in_the_way) == ("asks", told, 1)
    assert cities() == ["Dayton", *["Toledo"] * 7]
    undo_deed(str(begun(deed, ana, anyway=True).key))
    assert cities() == ["Dayton", *["Lima"] * 7]


def test_stopped_before_the_worker_comes_to_it_nothing_changes(ana, deed):
    waiting = begun(deed, ana)
    stop(waiting)
    undo_deed(str(waiting.key))
    waiting.refresh_from_db()
    assert (waiting.state, cities()) == ("stopped", ["Toledo"] * 8)


def test_the_right_is_asked_for_again_when_the_worker_comes_to_it(ana, deed):
    waiting = begun(deed, ana)
    cast.does(
        cast.as_actor(cast.person("Ada Admin", "admin")),
        User,
        "edit",
        User.objects.get(pk=ana.user_id),
        role="readonly",
    )
    undo_deed(str(waiting.key))
    waiting.refresh_from_db()
    assert (waiting.state, cities()) == ("refused", ["Toledo"] * 8)


def test_one_whose_work_failed_for_good_says_so_and_can_be_asked_for_again(ana, deed):
    waiting = begun(deed, ana)
    end_left_undoings()
    waiting.refresh_from_db()
    assert waiting.state == "waiting"  # a worker comes to it yet
    fail_for_good("history.undo", "server closed the connection")
    end_left_undoings()
    waiting.refresh_from_db()
    said = "It could not be taken back: server closed the connection. Nothing was changed; ask for it again."
    assert (waiting.state, waiting.said, cities()) == ("refused", said, ["Toledo"] * 8)
    assert Notice.objects.get(user_id=ana.user_id).text == said
    undo_deed(str(begun(deed, ana).key))
    assert cities() == ["Lima"] * 8


def test_somebody_elses_is_as_if_it_were_not_there(ana, deed):
    waiting = begun(deed, ana)
    with pytest.raises(NotFound):
        undoing_of(waiting.key, cast.as_actor(cast.person("Ben Ortiz", "coordinator", reach="all")))
    assert Undoing.objects.count() == 1
