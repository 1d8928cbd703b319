"""What a guest link is and is not: a hash, a record, listed verbs, an end."""

from datetime import UTC, datetime, timedelta

import pytest

from followthrough.foundation.accounts.models import Account
from followthrough.kernel import clock
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.access.permissions import Role, permissions
from followthrough.kernel.actions.declare import actions_on, all_actions
from followthrough.kernel.actions.run import run
from followthrough.kernel.history.models import Entry
from followthrough.kernel.links import knocking
from followthrough.kernel.links.models import GuestLink, Knock
from followthrough.kernel.links.opening import LinkEnded, answer, guest_of, link_behind, opened_record
from followthrough.kernel.people.actors import hash_of
from followthrough.kernel.people.models import Team
from followthrough.kernel.people.signing_in import SlowDown
from followthrough.kernel.records.problems import Denied, Invalid, NotFound, Refused
from followthrough.kernel.records.registry import record_types
from followthrough.keystone.promises.models import Promise
from followthrough.keystone.promises.tests.desk import promised
from tests import cast

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def monday():
    with clock.clock_at(MONDAY):
        yield


@pytest.fixture
def ana():
    return cast.person("Ana Ruiz", "coordinator", reach="all")


@pytest.fixture
def promise(ana):
    return promised("Proof of the pumps banner", department=cast.made(Team, name="Web", is_department=True), minder=ana)


def given(ana, promise, **values):
    """The secret of a new link."""
    values = {"name": "Hetty Moss", "email": "hetty@example.com", **values}
    return cast.does(cast.as_actor(ana), Promise, "make-guest-link", promise, **values).secret.rsplit("/", 1)[1]


def guest(secret):
    return guest_of(link_behind(secret), now=clock.now())


def test_secret_is_told_once_and_only_its_hash_is_kept(ana, promise):
    action = actions_on(Promise)["make-guest-link"]
    values = {"name": "Hetty Moss", "email": "hetty@example.com"}
    twice = [
        run(action, actor=cast.as_actor(ana), surface="test", target=promise.ref, values=values, key="k")
        for _ in range(2)
    ]
    secret = twice[0].secret.rsplit("/", 1)[1]
    link = GuestLink.objects.get()
    assert (twice[1].secret, len(secret), link.token_hash) == ("", 43, hash_of(secret))
    assert (link.verbs, link.expires_at, link.author) == (["keep", "redate", "ask"], MONDAY + timedelta(days=14), ana)
    kept = str([(entry.before, entry.after) for entry in Entry.objects.all()])
    assert secret not in kept
    assert link_behind(link.token_hash) is None


@pytest.mark.parametrize("days", [0, 91, -1])
def test_link_is_refused_when_it_would_last_too_long_or_not_at_all(ana, promise, days):
    with pytest.raises(Invalid) as refused:
        given(ana, promise, days=days)
    assert list(refused.value.fields) == ["days"]


def test_link_ends_when_its_time_is_over(ana, promise):
    secret = given(ana, promise, days=2)
    with clock.clock_at(MONDAY + timedelta(days=2)), pytest.raises(LinkEnded):
        guest(secret)


def test_link_ends_when_it_is_revoked_and_again_nothing_can_be_answered(ana, promise):
    secret = given(ana, promise)
    held = link_behind(secret)
    cast.does(cast.as_actor(ana), GuestLink, "revoke", held.ref)
    with pytest.raises(LinkEnded):
        guest(secret)
    with pytest.raises(LinkEnded):
        answer(held, "keep", {"note": "Sent"}, version=None, key="k", now=MONDAY)
    promise.refresh_from_db()
    assert promise.state == "open"
    with pytest.raises(Refused):
        cast.does(cast.as_actor(ana), GuestLink, "revoke", held.ref)


def test_link_ends_when_whoever_gave_it_is_deactivated(ana, promise):
    secret = given(ana, promise)
    cast.does(cast.as_actor(cast.person("Ada Admin", "admin")), type(ana), "deactivate", ana)
    with pytest.raises(LinkEnded):
        guest(secret)


def test_link_ends_when_its_record_is_in_the_bin(ana, promise):
    secret = given(ana, promise)
    hetty = guest(secret)
    cast.does(cast.as_actor(ana), Promise, "delete", promise)
    with pytest.raises(LinkEnded):
        opened_record(link_behind(secret), hetty)


def test_guest_reaches_one_row_of_one_type_and_no_other(ana, promise):
    """Whatever an area's scope says: every type of the registry is asked, with rows in the ones at hand."""
    other = promised("Something else", owner=ana, account=cast.account("Delmar Pump & Valve"))
    cast.does(cast.as_actor(ana), Promise, "keep", other, note="Done")
    hetty = guest(given(ana, promise))
    reached = {
        kind.kind: list(kind.model.visible_to(hetty, binned=binned).values_list("pk", flat=True))
        for kind in record_types()
        for binned in (True, False)
    }
    rows = {kind.kind for kind in record_types() if kind.model._default_manager.exists()}
    assert {"accounts.account", "people.user", "promises.evidence", "links.guestlink"} <= rows
    assert {kind: found for kind, found in reached.items() if found} == {"promises.promise": [promise.pk]}


def test_guest_of_no_link_reaches_nothing(promise):
    stray = Actor(name="Stray", role=Role.GUEST)
    assert [kind.kind for kind in record_types() if kind.model.visible_to(stray).exists()] == []
    assert [name for name in permissions() if stray.may(name)] == []


def test_guest_may_only_what_the_link_lists(ana, promise):
    hetty = guest(given(ana, promise))
    assert [name for name in permissions() if hetty.may(name)] == ["promises.ask", "promises.keep", "promises.redate"]
    assert [made.name for made in all_actions() if made.is_open_to(hetty)] == [
        "keep_promise",
        "redate_promise",
        "ask_promise",
    ]


@pytest.mark.parametrize("verb", ["reopen", "let-go", "hand-over", "edit", "delete", "make-guest-link", "add-note"])
def test_verb_is_refused_when_the_link_does_not_list_it(ana, promise, verb):
    secret = given(ana, promise)
    before = Entry.objects.count()
    with pytest.raises(Denied):
        answer(link_behind(secret), verb, {}, version=None, key="k", now=MONDAY)
    with pytest.raises(Denied):
        cast.does(guest(secret), Promise, verb, promise)
    assert Entry.objects.count() == before


def test_verb_is_refused_when_this_link_lists_fewer(ana, promise):
    secret = given(ana, promise)
    with cast.acting(cast.SYSTEM, "arrange", surface="test", now=MONDAY):
        GuestLink.objects.update(verbs=["ask"])
    with pytest.raises(Denied):
        answer(link_behind(secret), "keep", {"note": "Sent"}, version=None, key="k", now=MONDAY)


def test_field_is_refused_when_it_is_not_for_guests(ana, promise):
    secret = given(ana, promise)
    sent = {"note": "Sent", "next_what": "More work for others", "record": promise.ref}
    with pytest.raises(Invalid) as refused:
        answer(link_behind(secret), "keep", sent, version=None, key="k", now=MONDAY)
    assert sorted(refused.value.fields) == ["next_what", "record"]


def test_another_record_is_missing_for_a_guest(ana, promise):
    hetty = guest(given(ana, promise))
    for ref in (promised("Something else", owner=ana).ref, "PM-999999"):
        with pytest.raises(NotFound):
            cast.does(hetty, Promise, "ask", ref, question="What is it?")


def test_history_names_the_guest_and_the_link(ana, promise):
    secret = given(ana, promise)
    answer(link_behind(secret), "keep", {"note": "Sent"}, version=None, key="k", now=MONDAY)
    told = Entry.objects.filter(kind="promises.promise", operation="change").order_by("-id").first()
    assert (told.actor_name, told.actor_id, told.surface, told.verb) == (
        "Hetty Moss (by link)",
        None,
        "link",
        "keep_promise",
    )


def test_answer_sent_twice_has_one_effect(ana, promise):
    secret = given(ana, promise)
    link = link_behind(secret)
    first, again = (answer(link, "ask", {"question": "Which size?"}, version=None, key="k", now=MONDAY) for _ in "12")
    link.refresh_from_db()
    assert (first.replayed, again.replayed, again.message) == (False, True, first.message)
    assert (link.uses, link.last_used_at) == (1, MONDAY)
    assert Entry.objects.filter(kind="notes.note").count() == 1


def test_two_guests_of_one_name_do_not_share_their_keys(ana, promise):
    links = [link_behind(given(ana, promise)) for _ in range(2)]
    answers = [answer(link, "ask", {"question": "Which?"}, version=None, key="k", now=MONDAY) for link in links]
    assert [one.replayed for one in answers] == [False, False]


def test_links_are_seen_by_those_of_the_desk_who_see_the_record(ana, promise):
    given(ana, promise)
    seers = {
        "coordinator": cast.person("Cora", "coordinator", reach="all"),
        "rep": cast.person("Rita", "rep", reach="own"),
        "department": cast.person("Wes", "department", promise.department),
        "finance": cast.person("Fin", "finance"),
    }
    seen = {role: GuestLink.visible_to(cast.as_actor(person)).count() for role, person in seers.items()}
    assert seen == {"coordinator": 1, "rep": 0, "department": 0, "finance": 0}


def test_link_is_made_on_its_record_only_and_ends_in_the_bin(ana, promise):
    admin = cast.as_actor(cast.person("Ada Admin", "admin"))
    with pytest.raises(Refused):
        cast.does(admin, GuestLink, "create")
    secret = given(ana, promise)
    cast.does(admin, GuestLink, "delete", "GL-00001")
    with pytest.raises(LinkEnded):
        guest(secret)


def test_only_records_with_a_guests_page_can_be_linked_to():
    linkable = {kind.kind for kind in record_types() if "make-guest-link" in actions_on(kind.model)}
    assert linkable == {"promises.promise", "quotes.quote", "signing.signer", "orders.order", "collateral.item"}
    opened = {kind.kind for kind in record_types() if kind.guests}
    by_letter = {"approvals.approval", "orders.ordersheet", "deliveries.satisfaction"}  # never made by hand
    assert opened == linkable | by_letter
    assert "make-guest-link" not in actions_on(Account)


def test_address_is_slowed_down_when_it_asks_too_often():
    for _ in range(int(knocking.BURST)):
        knocking.count_knock("203.0.113.7")
    with pytest.raises(SlowDown):
        knocking.count_knock("203.0.113.7")
    knocking.count_knock("203.0.113.8")
    assert not Knock.objects.filter(address__startswith="203").exists()
