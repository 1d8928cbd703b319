"""The kernel's promises: one door, one history, one effect, no lost update."""

import pytest
from django.db import DatabaseError, transaction

from followthrough.foundation.accounts.models import Account
from followthrough.kernel.actions.declare import actions_on
from followthrough.kernel.actions.run import run
from followthrough.kernel.history.models import Entry
from followthrough.kernel.people.models import Team
from followthrough.kernel.records.listing import counted, narrowed, page_of
from followthrough.kernel.records.problems import Denied, Invalid, KeyReused, NotFound, Stale
from followthrough.kernel.records.registry import type_of
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin():
    return cast.as_actor(cast.person("Ada Admin", "admin"))


@pytest.fixture
def west():
    return cast.made(Team, name="West")


@pytest.fixture
def rep(west):
    return cast.as_actor(cast.person("Rita Rep", "rep", west))


def test_create_numbers_the_record_and_writes_history(admin):
    outcome = cast.does(admin, Account, "create", name="Juniper Process Controls", kind="client")
    account = Account.objects.get(ref=outcome.ref)
    entry = Entry.objects.get(kind="accounts.account", record_id=account.pk)
    assert (account.name, account.version) == ("Juniper Process Controls", 1)
    assert (entry.operation, entry.verb, entry.surface, entry.actor_name) == (
        "create",
        "create_account",
        "test",
        "Ada Admin",
    )
    assert entry.after["name"] == "Juniper Process Controls"


def test_edit_writes_before_and_after_of_changed_columns_only(admin):
    account = cast.account("Bremer Fluid Systems", city="Lima")
    cast.does(admin, Account, "edit", account, city="Toledo")
    entry = Entry.objects.filter(kind="accounts.account", record_id=account.pk).latest("id")
    assert (entry.before, entry.after) == ({"city": "Lima"}, {"city": "Toledo"})
    account.refresh_from_db()
    assert account.version == 2


def test_a_write_outside_an_action_is_refused_by_the_database():
    account = cast.account("Kestrel Media")
    with pytest.raises(DatabaseError, match="outside an action"), transaction.atomic():
        Account.objects.filter(pk=account.pk).update(city="Chicago")


def test_history_is_append_only_for_the_application(admin):
    cast.account("Whitlock Packaging")
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        Entry.objects.all().delete()


def test_a_stale_save_of_the_same_field_shows_both_values(admin):
    account = cast.account("Delmar Pump & Valve", city="Tulsa")
    cast.does(admin, Account, "edit", account, city="Dallas")
    with pytest.raises(Stale) as caught:
        run(
            actions_on(Account)["edit"],
            actor=admin,
            surface="test",
            target=account.ref,
            values={"city": "Austin"},
            version=1,
        )
    (clash,) = caught.value.clashes
    assert (clash.field, clash.theirs, clash.yours, caught.value.version) == ("city", "Dallas", "Austin", 2)
    assert Account.objects.get(pk=account.pk).city == "Dallas"


def test_a_stale_save_of_another_field_keeps_both(admin):
    account = cast.account("Sable Ridge Mining", city="Elko")
    cast.does(admin, Account, "edit", account, city="Reno")
    run(
        actions_on(Account)["edit"], actor=admin, surface="test", target=account.ref, values={"region": "NV"}, version=1
    )
    account.refresh_from_db()
    assert (account.city, account.region) == ("Reno", "NV")


def test_the_same_key_has_one_effect_and_the_same_answer(admin):
    create = actions_on(Account)["create"]
    first = run(create, actor=admin, surface="test", values={"name": "Oakfield Co-op"}, key="k1")
    again = run(create, actor=admin, surface="test", values={"name": "Oakfield Co-op"}, key="k1")
    assert (again.ref, again.replayed, Account.objects.filter(name="Oakfield Co-op").count()) == (first.ref, True, 1)
    with pytest.raises(KeyReused):
        run(create, actor=admin, surface="test", values={"name": "Another"}, key="k1")


def test_bad_values_are_named_and_nothing_is_written(admin):
    with pytest.raises(Invalid) as caught:
        cast.does(admin, Account, "create", kind="nonsense", secret_column="x")
    assert set(caught.value.fields) == {"name", "kind", "secret_column"}
    assert not Account.objects.exists()


def test_another_teams_account_is_as_good_as_missing(rep):
    hidden = cast.account("Northline Hydraulics", team=cast.made(Team, name="East"))
    with pytest.raises(NotFound):
        cast.does(rep, Account, "edit", hidden, city="Boston")
    assert list(Account.visible_to(rep)) == []


def test_ones_own_teams_account_may_be_edited_but_teams_may_not(rep, west):
    mine = cast.account("Corvane Valves", team=west)
    cast.does(rep, Account, "edit", mine, city="Erie")
    assert Account.objects.get(pk=mine.pk).city == "Erie"
    with pytest.raises(Denied):
        cast.does(rep, Team, "edit", west, name="Wild West")


def test_deleting_goes_to_the_bin_and_comes_back(admin):
    account = cast.account("Ridgeway Foods")
    cast.does(admin, Account, "delete", account)
    assert list(Account.visible_to(admin)) == []
    cast.does(admin, Account, "restore", account)
    assert list(Account.visible_to(admin)) == [account]


def test_pages_follow_each_other_in_human_order_without_gaps_or_doubles(admin):
    names = ["Äpfel", "apple", "Apfel", "Zoe", "zebra", "Éclair", "eclair", "same", "same"]
    for name in names:
        cast.account(name)
    kind = type_of(Account)
    seen, after = [], ""
    while after is not None:
        page = page_of(kind, narrowed(kind, Account.visible_to(admin), {}, admin), sort="name", after=after, limit=2)
        seen += [row.name for row in page.rows]
        after = page.after
    assert seen == ["Äpfel", "Apfel", "apple", "Éclair", "eclair", "same", "same", "zebra", "Zoe"]
    assert counted(Account.visible_to(admin)) == (9, True)


def test_an_undeclared_filter_is_refused(admin):
    kind = type_of(Account)
    with pytest.raises(Invalid):
        narrowed(kind, Account.visible_to(admin), {"owner__password": "x"}, admin)
