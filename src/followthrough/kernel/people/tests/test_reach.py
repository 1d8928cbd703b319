"""What people reach: their teams and those below, those they cover for, and what their keys may do."""

from datetime import UTC, date, datetime, timedelta

import pytest

from followthrough.foundation.accounts.models import Account
from followthrough.kernel import clock
from followthrough.kernel.history.models import Entry
from followthrough.kernel.people.actors import actor_of, hash_of, key_of
from followthrough.kernel.people.models import ApiKey, Cover, Membership, Team, User
from followthrough.kernel.records.problems import Denied, Invalid, NotFound, Refused
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def now():
    return clock.now()


@pytest.fixture
def admin():
    return cast.as_actor(cast.person("Ada Admin", "admin"))


@pytest.fixture
def teams():
    """Americas > West > Pacific, beside Europe."""
    americas = cast.made(Team, name="Americas")
    west = cast.made(Team, name="West", parent=americas)
    pacific = cast.made(Team, name="Pacific", parent=west)
    return {"Americas": americas, "West": west, "Pacific": pacific, "Europe": cast.made(Team, name="Europe")}


def names(ids):
    return sorted(Team.objects.filter(pk__in=ids).values_list("name", flat=True))


def test_a_person_works_for_their_team_and_all_below_it(teams):
    assert names(actor_of(cast.person("Walt West", "rep", teams["West"])).team_ids) == ["Pacific", "West"]
    amy = cast.person("Amy Americas", "manager", teams["Americas"])
    assert names(actor_of(amy).team_ids) == ["Americas", "Pacific", "West"]
    assert names(actor_of(cast.person("Nora Noteam", "rep")).team_ids) == []


def test_managing_or_joining_another_team_adds_it_until_it_ends(teams):
    maya = cast.person("Maya Manager", "manager", teams["Pacific"])
    cast.made(Team, name="Asia", manager=maya)
    member = cast.made(Membership, user=maya, team=teams["Europe"])
    assert names(actor_of(maya).team_ids) == ["Asia", "Europe", "Pacific"]
    cast.does(cast.SYSTEM, Membership, "delete", member)
    assert names(actor_of(maya).team_ids) == ["Asia", "Pacific"]


def test_teams_that_stand_in_a_circle_end_the_search(teams, now):
    with cast.acting(cast.SYSTEM, "arrange", surface="test", now=now):
        Team.objects.filter(pk=teams["Americas"].pk).update(parent=teams["Pacific"])
    assert names(actor_of(cast.person("Walt West", "rep", teams["West"])).team_ids) == ["Americas", "Pacific", "West"]


def test_a_cover_gives_the_absent_ones_work_on_its_days_only():
    rita, carl = cast.person("Rita Rep", "rep", reach="own"), cast.person("Carl Cover", "rep", reach="own")
    hers = cast.account("Kestrel Bearings", owner=rita)
    cast.made(Cover, user=rita, by=carl, starts_on=date(2026, 3, 2), ends_on=date(2026, 3, 6))

    def reached(day):
        with clock.clock_at(datetime(2026, 3, day, 12, tzinfo=UTC)):
            return list(Account.visible_to(actor_of(carl)))

    assert [reached(day) for day in (1, 2, 6, 7)] == [[], [hers], [hers], []]


def test_a_cover_begins_with_the_day_of_who_covers():
    rita = cast.person("Rita Rep", "rep")
    carl = cast.person("Carl Cover", "rep", zone="Pacific/Auckland")
    cast.made(Cover, user=rita, by=carl, starts_on=date(2026, 3, 2))
    with clock.clock_at(datetime(2026, 3, 1, 10, 59, tzinfo=UTC)):
        assert actor_of(carl).covers == frozenset()
    with clock.clock_at(datetime(2026, 3, 1, 11, 0, tzinfo=UTC)):
        assert actor_of(carl).covers == {rita.pk}


def test_nobody_covers_for_themselves_or_backwards(admin):
    rita, carl = cast.person("Rita Rep", "rep"), cast.person("Carl Cover", "rep")
    with pytest.raises(Invalid) as caught:
        cast.does(admin, Cover, "create", user=rita.ref, by=rita.ref, starts_on="2026-03-02")
    assert list(caught.value.fields) == ["by"]
    with pytest.raises(Invalid) as caught:
        cast.does(admin, Cover, "create", user=rita.ref, by=carl.ref, starts_on="2026-03-02", ends_on="2026-03-01")
    assert list(caught.value.fields) == ["ends_on"]


@pytest.fixture
def rita():
    return cast.person("Rita Rep", "rep")


def made_key(person, **values):
    """A key of this person, with its secret."""
    outcome = cast.does(actor_of(person), ApiKey, "make", name="Excel sheet", **values)
    return ApiKey.objects.get(ref=outcome.ref), outcome.secret


def test_a_key_is_shown_once_and_stored_as_a_hash(rita, now):
    key, secret = made_key(rita)
    assert (key.key_hash, secret[:12]) == (hash_of(secret), key.prefix)
    stored = [str(value) for value in ApiKey.objects.values_list().get()]
    history = str(list(Entry.objects.filter(kind="people.apikey").values_list("after", flat=True)))
    assert [text for text in (*stored, history) if secret in text] == []
    assert key_of(secret, now=now).id == key.pk
    assert [key_of(word, now=now) for word in (key.key_hash, secret[:-1], "")] == [None, None, None]


def test_a_key_ends_with_its_last_day(rita, now):
    _key, secret = made_key(rita, expires_on=str(now.date()))
    assert [key_of(secret, now=moment) is None for moment in (now, now + timedelta(days=1))] == [False, True]


def test_a_revoked_key_ends_at_once_and_only_its_person_or_an_administrator_revokes_it(rita, admin, now):
    key, secret = made_key(rita)
    with pytest.raises(NotFound):
        cast.does(actor_of(cast.person("Carl Cover", "rep")), ApiKey, "revoke", key)
    assert key_of(secret, now=now).id == key.pk
    cast.does(actor_of(rita), ApiKey, "revoke", key)
    assert key_of(secret, now=now) is None
    other, other_secret = made_key(rita)
    cast.does(admin, ApiKey, "revoke", other)
    assert key_of(other_secret, now=now) is None


def test_a_read_only_key_changes_nothing(rita, now):
    _key, secret = made_key(rita, read_only="yes")
    found = key_of(secret, now=now)
    by_key = actor_of(found.person, key=found)
    assert (by_key.may("accounts.view"), by_key.may("accounts.edit"), actor_of(rita).may("accounts.edit")) == (
        True,
        False,
        True,
    )
    with pytest.raises(Denied):
        cast.does(by_key, Account, "create", name="Corvane Valves")


def test_who_is_let_go_loses_keys_at_once_and_gets_them_back(rita, admin, now):
    key, secret = made_key(rita)
    cast.does(admin, User, "deactivate", rita)
    assert key_of(secret, now=now) is None
    cast.does(admin, User, "reactivate", rita)
    assert key_of(secret, now=now).id == key.pk


def test_the_administrator_cannot_shut_themselves_out(admin):
    with pytest.raises(Refused):
        cast.does(admin, User, "deactivate", User.objects.get(pk=admin.user_id))


def test_an_invited_person_gets_a_link_and_a_named_one_becomes_a_colleague(admin):
    agent = cast.made(User, name="Moses Frase")
    outcome = cast.does(admin, User, "invite", name="Moses Frase", email="Moses@Example.com", role="rep")
    agent.refresh_from_db()
    assert (outcome.ref, agent.signs_in, agent.email.lower()) == (agent.ref, True, "moses@example.com")
    assert outcome.secret.rsplit("/", 1)[0].endswith("/sign-in/link")
    with pytest.raises(Invalid) as caught:
        cast.does(admin, User, "invite", name="Somebody", email="moses@example.COM", role="rep")
    assert list(caught.value.fields) == ["email"]
