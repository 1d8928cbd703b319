"""Many at once: what changes is said before, what is left out is named, and one undo takes it all back."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from followthrough.foundation.accounts.models import Account
from followthrough.kernel.actions.undo import undo
from followthrough.kernel.bulk import applying
from followthrough.kernel.bulk.jobs import apply_batch, end_left_batches, look_at_batch
from followthrough.kernel.bulk.models import Batch
from followthrough.kernel.history.models import Deed, Entry
from followthrough.kernel.notify.models import Notice
from followthrough.kernel.people.models import Team
from followthrough.kernel.records.problems import Denied, Invalid, NotFound, Refused
from followthrough.kernel.views.models import SavedView
from followthrough.keystone.promises.models import Promise
from tests import cast
from tests.jobs import fail_for_good

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana_ruiz():
    return cast.person("Ana Ruiz", "coordinator", reach="all")


@pytest.fixture
def ana(ana_ruiz):
    return cast.as_actor(ana_ruiz)


@pytest.fixture
def ben():
    return cast.person("Ben Ortiz", "coordinator", reach="all")


def names_of(skips):
    return {skip["title"]: skip["why"] for skip in skips}


def test_preview_tells_what_changes_and_writes_nothing(ana, ana_ruiz, ben):
    accounts = [cast.account(f"Account {n}", owner=ana_ruiz, city="Lima") for n in range(3)]
    cast.account("Other", owner=ben)
    before = Entry.objects.count()
    refs = [*(one.ref for one in accounts), "A-99999"]
    ask = cast.does(ana, Account, "edit-many", refs=refs, values={"owner": ben.ref, "city": "Lima"}, preview=True).ask
    assert (ask["chosen"], ask["changes"], ask["same"], ask["absent"]) == (4, 3, 0, ["A-99999"])
    assert ask["from"] == {"owner": [["Ana Ruiz", 3]]}
    assert Entry.objects.count() == before


def test_whole_filter_is_changed_with_history_for_each_and_one_undo(ana, ben):
    for n in range(3):
        cast.account(f"Pump {n}", kind="client", tags=["old"] if n else [])
    cast.account("Valve", kind="client", tags=["key"])
    cast.account("Prospect", kind="prospect")
    values = {"owner": ben.ref, "tags__add": "key", "tags__remove": "old"}
    done = cast.does(ana, Account, "edit-many", where={"kind": "client"}, values=values)
    assert done.message == "4 accounts changed."
    rows = Account.objects.filter(kind="client").order_by("pk").values_list("owner__name", "tags")
    assert list(rows) == [("Ben Ortiz", ["key"])] * 4
    assert Entry.objects.filter(run=done.run, verb="edit_many_account").count() == 4
    assert undo(done.run, actor=ana, surface="test").message == "4 accounts taken back: Edit many."
    rows = Account.objects.filter(kind="client").order_by("pk").values_list("owner", "tags")
    assert list(rows) == [(None, []), (None, ["old"]), (None, ["old"]), (None, ["key"])]


def test_closed_and_unfitting_ones_are_left_out_by_name(ana, ben):
    west = cast.account("West", owner_id=ana.user_id)
    east = cast.account("East", parent=west)
    ask = cast.does(ana, Account, "edit-many", refs=[west.ref, east.ref], values={"parent": east.ref}).ask
    assert ask["changes"] == 0
    assert sorted(names_of(ask["skips"])) == ["East", "West"]
    promises = [
        cast.made(Promise, what=what, account=west, due_on=date(2030, 1, 4), state=state)
        for what, state in (("Send it", "open"), ("Sent", "kept"))
    ]
    refs = [one.ref for one in promises]
    ask = cast.does(ana, Promise, "edit-many", refs=refs, values={"owner": ben.ref}).ask
    assert (ask["changes"], names_of(ask["skips"])) == (1, {"Sent": "Kept"})


def test_what_moved_on_since_the_preview_is_left_out_by_name(ana, ben):
    one, two = cast.account("One"), cast.account("Two")
    looked = cast.does(ana, Account, "edit-many", refs=[one.ref, two.ref], values={"city": "Lima"}, preview=True)
    cast.does(cast.as_actor(ben), Account, "edit", two, street="1 Main St")
    done = cast.does(ana, Account, "edit-many", batch=looked.ask["batch"])
    assert done.message == "1 account changed. 1 left out."
    assert names_of(done.ask["skips"]) == {"Two": "changed by Ben Ortiz since you looked"}
    with pytest.raises(Refused):
        cast.does(ana, Account, "edit-many", batch=looked.ask["batch"])


def test_only_what_the_actor_sees_and_may_set_is_touched(ana):
    west = cast.made(Team, name="West")
    rita = cast.as_actor(cast.person("Rita Rep", "rep", west))
    mine, other = cast.account("Mine", team=west), cast.account("Other")
    ask = cast.does(rita, Account, "edit-many", refs=[mine.ref, other.ref], values={"city": "Lima"}).ask
    other.refresh_from_db()
    assert (ask["changes"], ask["absent"], other.city) == (1, [other.ref], "")
    with pytest.raises(Invalid):
        cast.does(rita, Account, "edit-many", refs=[mine.ref], values={"version": 7})
    with pytest.raises(Denied):
        cast.does(cast.as_actor(cast.person("Rea Only", "readonly")), Account, "delete-many", refs=[mine.ref])
    looked = cast.does(rita, Account, "delete-many", refs=[mine.ref], preview=True)
    with pytest.raises(NotFound):
        cast.does(ana, Account, "delete-many", batch=looked.ask["batch"])


def test_many_are_deleted_brought_back_and_that_undone(ana):
    refs = [cast.account(f"Account {n}").ref for n in range(3)]
    cast.does(ana, Account, "delete-many", refs=refs)
    assert Account.visible_to(ana).count() == 0
    done = cast.does(ana, Account, "restore-many", refs=refs)
    assert (done.message, Account.visible_to(ana).count()) == ("3 accounts are back.", 3)
    undo(done.run, actor=ana, surface="test")
    assert Account.visible_to(ana).count() == 0


def test_a_large_batch_is_done_in_parts_as_one_deed(ana, monkeypatch):
    monkeypatch.setattr("followthrough.kernel.bulk.verbs.AT_ONCE", 4)
    for module in (applying,):
        monkeypatch.setattr(module, "SOME", 3)
    refs = [cast.account(f"Account {n}").ref for n in range(8)]
    asked = cast.does(ana, Account, "edit-many", refs=refs, values={"city": "Lima"})
    assert (asked.ask["state"], Account.objects.filter(city="Lima").count()) == ("running", 0)
    apply_batch(asked.ask["batch"])
    batch = Batch.objects.get()
    deed = Deed.objects.get(run=batch.run)
    assert (batch.state, batch.done, deed.records, deed.verb) == ("done", 8, 8, "edit_many_account")
    assert Notice.objects.get(user_id=ana.user_id).text == "8 accounts changed."
    undo(batch.run, actor=ana, surface="test")
    assert Account.objects.filter(city="Lima").count() == 0


def test_a_large_batch_whose_work_failed_for_good_says_so_and_keeps_what_was_done(ana, monkeypatch):
    monkeypatch.setattr("followthrough.kernel.bulk.verbs.AT_ONCE", 1)
    refs = [cast.account(f"Account {n}", city="Lima").ref for n in range(3)]
    asked = cast.does(ana, Account, "edit-many", refs=refs, values={"city": "Toledo"})
    end_left_batches()
    assert Batch.objects.get().state == "running"  # a worker comes to it yet
    fail_for_good("bulk.apply", "server closed the connection")
    end_left_batches()
    assert Batch.objects.get().state == "cancelled"
    said = "The work on 3 accounts ended early: server closed the connection. What was done stays: 0."
    assert Notice.objects.get(user_id=ana.user_id).text == said
    apply_batch(asked.ask["batch"])
    assert set(Account.objects.values_list("city", flat=True)) == {"Lima"}


def test_changing_many_costs_the_same_queries_as_changing_one(ana, ben):
    refs = [cast.account(f"Account {n}").ref for n in range(6)]
    counts = []
    for some in (refs[:1], refs[1:]):
        with CaptureQueriesContext(
            connection,
        ) as seen:
            cast.does(ana, Account, "edit-many", refs=some, values={"owner": ben.ref})
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_very_many_are_looked_at_in_the_background_before_they_are_changed(ana, monkeypatch):
    monkeypatch.setattr("followthrough.kernel.bulk.looking.LOOKED_AT_ONCE", 4)
    refs = [cast.account(f"Account {n}", city="Lima" if n else "Toledo").ref for n in range(6)]
    asked = cast.does(ana, Account, "edit-many", where={}, values={"city": "Toledo"}, preview=True)
    assert (asked.ask["state"], asked.ask["chosen"]) == ("looking", 6)
    with pytest.raises(Refused, match="looked at"):
        cast.does(ana, Account, "edit-many", batch=asked.ask["batch"])
    look_at_batch(asked.ask["batch"])
    batch = Batch.objects.get()
    assert (batch.state, batch.seen["change"], batch.seen["same"]) == ("planned", 5, 1)
    assert Notice.objects.get(user_id=ana.user_id).text == "You can see what changes: 6 accounts."
    cast.does(ana, Account, "edit-many", batch=asked.ask["batch"])
    assert Account.objects.filter(ref__in=refs, city="Toledo").count() == 6


def test_views_of_others_are_left_out_by_name_and_ones_own_are_deleted(ana, ana_ruiz, ben):
    shared = {"kind": "accounts.account", "sharing": "everybody"}
    mine, theirs = (cast.made(SavedView, name=who.name, owner=who, **shared) for who in (ana_ruiz, ben))
    refs = [mine.ref, theirs.ref]
    done = cast.does(ana, SavedView, "delete-many", refs=refs)
    told = {"Ben Ortiz": "This view belongs to Ben Ortiz. Save one of your own."}
    assert (done.message, names_of(done.ask["skips"])) == ("1 saved view is in the bin. 1 left out.", told)
    assert list(SavedView.objects.filter(binned_at__isnull=True).values_list("name", flat=True)) == ["Ben Ortiz"]
    kept = cast.does(ana, SavedView, "edit-many", refs=[theirs.ref], values={"name": "Mine now"})
    theirs.refresh_from_db()
    assert (theirs.name, names_of(kept.ask["skips"])) == ("Ben Ortiz", told)
