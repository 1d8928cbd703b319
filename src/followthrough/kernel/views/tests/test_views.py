"""Saved views: whose they are, who sees them, who may change them."""

import pytest

from followthrough.foundation.accounts.models import Account
from followthrough.kernel.people.models import Team
from followthrough.kernel.records.problems import Denied, Invalid
from followthrough.kernel.records.registry import type_of
from followthrough.kernel.views.models import SavedView
from followthrough.kernel.views.queries import views_of
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    west, east = cast.made(Team, name="West"), cast.made(Team, name="East")
    named = {"ana": (west, "coordinator"), "bob": (west, "rep"), "eve": (east, "rep"), "max": (east, "manager")}
    return {name: cast.as_actor(cast.person(name.title(), role, team)) for name, (team, role) in named.items()}


def kept(actor, name, **values):
    """The view this actor saves."""
    ref = cast.does(actor, SavedView, "create", name=name, kind="accounts", **values).ref
    return SavedView.objects.get(ref=ref)


def seen_by(actor):
    return [view.name for view in views_of(type_of(Account), actor).saved]


def test_a_view_is_seen_by_those_it_is_shared_with(people):
    kept(people["ana"], "Mine")
    kept(people["ana"], "Ours", sharing="team")
    kept(people["ana"], "All of us", sharing="everybody")
    assert seen_by(people["ana"]) == ["All of us", "Mine", "Ours"]
    assert seen_by(people["bob"]) == ["All of us", "Ours"]
    assert seen_by(people["eve"]) == ["All of us"]


def test_own_views_stand_before_those_of_others(people):
    kept(people["ana"], "A shared one", sharing="everybody")
    kept(people["bob"], "Mine")
    assert seen_by(people["bob"]) == ["Mine", "A shared one"]


def test_a_view_keeps_what_is_asked_and_not_where_one_was(people):
    view = kept(people["ana"], "Clients", asks="view=all&kind=client&after=abc&group=owner&around=2026-11")
    assert (view.kind, view.asks, view.owner.name) == ("accounts.account", "kind=client&group=owner", "Ana")


def test_a_shared_view_is_changed_by_its_owner_and_by_managers_only(people):
    view = kept(people["ana"], "Clients", sharing="everybody")
    for verb, values in (("edit", {"name": "Theirs"}), ("delete", {})):
        with pytest.raises(Denied, match="belongs to Ana"):
            cast.does(people["bob"], SavedView, verb, view, **values)
    cast.does(people["max"], SavedView, "edit", view, name="Our clients")
    cast.does(people["ana"], SavedView, "delete", view)
    view.refresh_from_db()
    assert (view.name, view.binned_at is None) == ("Our clients", False)


def test_a_deleted_view_comes_back_and_begins_as_chosen(people):
    view, ana = kept(people["ana"], "Clients"), people["ana"]
    cast.does(ana, SavedView, "begin-with", kind="accounts", view=view.ref)
    cast.does(ana, SavedView, "delete", view)
    assert seen_by(ana) == []
    cast.does(ana, SavedView, "restore", view)
    assert (seen_by(ana), views_of(type_of(Account), ana).begins_with) == (["Clients"], view.ref)
    cast.does(ana, SavedView, "begin-with", kind="accounts")
    assert views_of(type_of(Account), ana).begins_with == ""


def test_views_of_lists_that_are_not_there_or_not_seen_are_refused(people):
    for kind in ("nothing", "evidence'"):
        with pytest.raises(Invalid):
            cast.does(people["ana"], SavedView, "create", name="x", kind=kind)
    view = kept(people["ana"], "Mine")
    with pytest.raises(Invalid):
        cast.does(people["bob"], SavedView, "begin-with", kind="accounts", view=view.ref)
