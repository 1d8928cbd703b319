"""Whatever was done can be taken back: data equal to before, and what stands in the way is named."""

import pytest
from django.db import connection
from psycopg import sql

from followthrough.foundation.accounts.models import Account, Contact, ContactPoint, Interaction
from followthrough.kernel.actions.hurdles import InTheWay
from followthrough.kernel.actions.undo import undo
from followthrough.kernel.facts.announce import deliver
from followthrough.kernel.facts.models import Announcement
from followthrough.kernel.history.models import Deed
from followthrough.kernel.records.problems import Denied, NotFound, Refused
from followthrough.kernel.records.registry import record_types
from followthrough.keystone.promises.models import Evidence, Promise
from tests import cast

WHOLE = "SELECT to_jsonb(t) - ARRAY['version', 'updated_at'] FROM {} t ORDER BY id"
pytestmark = pytest.mark.django_db


@pytest.fixture
def ana():
    return cast.as_actor(cast.person("Ana Ruiz", "coordinator", reach="all"))


@pytest.fixture
def ben():
    return cast.as_actor(cast.person("Ben Ortiz", "coordinator", reach="all"))


def rows(*models):
    """Everything these tables hold but what moves with every write."""
    found = {}
    with connection.cursor() as cursor:
        for model in models or [kind.model for kind in record_types()]:
            cursor.execute(sql.SQL(WHOLE).format(sql.Identifier(model._meta.db_table)))
            found[model] = cursor.fetchall()
    return found


def back(outcome, actor, **more):
    return undo(outcome.run, actor=actor, surface="test", **more)


def test_edit_is_as_before_when_undone_and_again_when_that_is_undone(ana):
    account = cast.account("Juniper Controls", city="Lima", tags=["key"])
    before = rows()
    done = cast.does(ana, Account, "edit", account, city="Toledo", tags=["key", "west"], client_since="2026-02-28")
    after = rows()
    undone = back(done, ana)
    assert (rows(), undone.message) == (before, "Taken back.")
    assert back(undone, ana).message == "Done again."
    assert rows() == after


def test_new_contact_is_gone_with_its_numbers_when_undone_and_back_when_redone(ana):
    account = cast.account("Juniper Controls")
    before = rows()
    done = cast.does(ana, Contact, "create", name="Lee Park", account=account.ref, email="lee@juniper.example")
    after = rows()
    assert ContactPoint.objects.count() == 1
    undone = back(done, ana)
    assert rows() == before
    back(undone, ana)
    assert rows() == after


def test_call_is_taken_back_with_what_listeners_made_of_it(ana):
    account = cast.account("Juniper Controls", owner_id=ana.user_id)
    before = rows()
    done = cast.does(ana, Account, "log-call", account, outcome="reached", text="Wants a quote")
    deliver(list(Announcement.objects.values_list("pk", flat=True)))
    assert (Interaction.objects.count(), Promise.objects.count()) == (1, 1)
    back(done, ana)
    assert rows() == before


def test_kept_promise_is_open_again_without_its_evidence_and_its_next_one(ana):
    account = cast.account("Juniper Controls")
    made = cast.does(ana, Promise, "make", what="Send the quote", account=account.ref, due_on="2030-01-04")
    promise = Promise.objects.get(ref=made.ref)
    before = rows()
    done = cast.does(ana, Promise, "keep", promise, note="Sent by mail", next_what="Call about it", next_due="tomorrow")
    assert (Promise.objects.count(), Evidence.objects.count()) == (2, 1)
    back(done, ana)
    assert rows() == before


def test_deleted_account_is_back_when_undone(ana):
    account = cast.account("Juniper Controls")
    before = rows()
    done = cast.does(ana, Account, "delete", account)
    back(done, ana)
    assert rows() == before


def test_what_somebody_changed_since_is_named_and_the_rest_can_be_put_back(ana, ben):
    account = cast.account("Juniper Controls", city="Lima", street="1 Main St")
    done = cast.does(ana, Account, "edit", account, city="Toledo", street="2 Main St")
    cast.does(ben, Account, "edit", account, city="Dayton")
    with pytest.raises(InTheWay) as caught:
        back(done, ana)
    (hurdle,) = caught.value.hurdles
    assert (hurdle.ref, hurdle.fields, hurdle.who, caught.value.rest) == (account.ref, ("city",), "Ben Ortiz", 1)
    account.refresh_from_db()
    assert (account.city, account.street) == ("Dayton", "2 Main St")
    back(done, ana, anyway=True)
    account.refresh_from_db()
    assert (account.city, account.street) == ("Dayton", "1 Main St")


def test_new_account_others_worked_on_stays_when_undone(ana, ben):
    done = cast.does(ana, Account, "create", name="Juniper Controls")
    account = Account.objects.get(ref=done.ref)
    cast.does(ben, Contact, "create", name="Lee Park", account=account.ref)
    with pytest.raises(InTheWay) as caught:
        back(done, ana)
    assert caught.value.hurdles[0].text == "Juniper Controls is needed by Lee Park."
    with pytest.raises(Refused, match="nothing left"):
        back(done, ana, anyway=True)
    assert Account.objects.count() == 1


def test_undoing_twice_is_refused_and_a_repeated_key_answers_again(ana):
    account = cast.account("Juniper Controls", city="Lima")
    done = cast.does(ana, Account, "edit", account, city="Toledo")
    first = back(done, ana, key="k1")
    assert back(done, ana, key="k1").run == str(first.run)
    with pytest.raises(Refused, match="nothing left"):
        back(done, ana)


def test_somebody_elses_deed_is_as_if_not_there_but_a_manager_may_undo_it(ana, ben):
    account = cast.account("Juniper Controls", city="Lima")
    done = cast.does(ana, Account, "edit", account, city="Toledo")
    with pytest.raises(NotFound):
        back(done, ben)
    back(done, cast.as_actor(cast.person("Mia Chen", "manager", reach="all")))
    account.refresh_from_db()
    assert account.city == "Lima"


def test_undo_is_refused_when_the_record_is_out_of_sight_since(ana):
    west = cast.made(cast.Team, name="West")
    rita = cast.person("Rita Rep", "rep", west)
    account = cast.account("Juniper Controls", city="Lima", team=west)
    done = cast.does(cast.as_actor(rita), Account, "edit", account, city="Toledo")
    cast.does(ana, Account, "edit", account, team=None)
    before = rows()
    with pytest.raises(Denied):
        back(done, cast.as_actor(rita))
    assert rows() == before


def test_what_cannot_be_taken_back_says_why(ana):
    account = cast.account("Juniper Controls")
    made = cast.does(ana, Promise, "make", what="Send it", account=account.ref, due_on="2030-01-04", owner=None)
    deed = Deed.objects.get(run=made.run)
    assert (deed.verb, deed.kind, deed.records) == ("make_promise", "promises.promise", 1)
