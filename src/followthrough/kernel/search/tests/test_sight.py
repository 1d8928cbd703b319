"""Nobody learns by searching what they may not see: not a record, not a count, not a yes or no."""

import pytest

from followthrough.foundation.accounts.models import Account, Contact, ContactPoint, Interaction
from followthrough.kernel import clock
from followthrough.kernel.access.actor import NOBODY, SYSTEM
from followthrough.kernel.actions.generic import create_records
from followthrough.kernel.history.acting import acting
from followthrough.kernel.notes.models import Attachment
from followthrough.kernel.records.registry import type_of
from followthrough.kernel.search.candidates import ENOUGH
from followthrough.kernel.search.finding import find
from followthrough.kernel.search.placing import best_of
from followthrough.keystone.promises.models import Promise
from followthrough.winning.pipeline.models import Opportunity
from tests import cast

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
ROLES = ("rep", "coordinator", "manager", "department", "readonly", "finance", "admin")


@pytest.fixture
def canaries():
    """Records of rep A that all hold one word, each of another kind; gives A."""
    person = cast.person("Ann Aves", "rep", reach="own")
    ann = cast.as_actor(person)
    account = cast.account("Canarybird Holdings", owner=person, phone="+14155550199")
    contact = cast.made(Contact, name="Cara Canarybird", account=account, email="canarybird@hidden.example")
    cast.made(ContactPoint, contact=contact, channel="phone", value="+14155550198", label="canarybird")
    cast.made(Interaction, kind="call", account=account, at=clock.now(), by=person, text="Of the canarybird")
    cast.made(Opportunity, name="Canarybird order", account=account, owner=person)
    cast.made(Promise, what="Feed the canarybird", account=account, owner=person, minder=person, due=clock.now(),
              counted_due=clock.now(), due_on=clock.now().date())  # fmt: skip
    cast.does(ann, Account, "add-note", account, text="A canarybird note")
    cast.does(ann, Account, "add-note", account, text="A private canarybird", is_private=True)
    cast.made(Attachment, kind="accounts.account", record_id=account.pk, name="canarybird.pdf", size=1,
              media_type="application/pdf", sha256="0" * 64)  # fmt: skip
    return ann


def all_found(typed, actor):
    """Each record found, with the part it was found by."""
    return {(f.record, f.via) for one in find(typed, actor, limit=50) for f in one.finds}


@pytest.mark.parametrize("typed", ["canarybird", "canarybrid", "can", "cara", "hidden", "555-0199", "+1 415 555 0198"])
def test_stranger_is_answered_as_if_nothing_were_there(canaries, typed):
    stranger = cast.as_actor(cast.person("Bob Bauer", "rep", reach="own"))
    assert len(all_found(typed, canaries)) > 0
    assert find(typed, stranger) == find("nothingofthekind", stranger) == []
    assert find(typed, NOBODY) == []


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("reach", ["own", "all"])
def test_everything_found_is_seen_through_the_one_door(canaries, role, reach):
    actor = cast.as_actor(cast.person("Pat Person", role, reach=reach))
    for record, via in all_found("canarybird", actor):
        assert type(record).visible_to(actor).filter(pk=record.pk).exists()
        assert actor.may(type_of(record).permission("view"))
        assert via is None or type(via).visible_to(actor).filter(pk=via.pk).exists()


def test_private_note_is_found_by_its_author_and_managers_only(canaries):
    account = Account._default_manager.get()
    other = cast.account("Aspen")
    cast.does(canaries, Account, "add-note", account, text="zeppelin", is_private=True)
    rep = cast.as_actor(cast.person("Rita Rep", "rep", reach="all"))
    boss = cast.as_actor(cast.person("Max Manager", "manager", reach="all"))
    assert [all_found("zeppelin", who) != set() for who in (canaries, rep, boss)] == [True, False, True]
    assert other not in {record for record, _via in all_found("zeppelin", boss)}


def test_number_of_a_hidden_record_finds_nothing(canaries):
    stranger = cast.as_actor(cast.person("Bob Bauer", "rep", reach="own"))
    account = Account._default_manager.get()
    assert {record for record, _via in all_found(account.ref, canaries)} == {account}
    assert account not in {record for record, _via in all_found(account.ref, stranger)}


@pytest.mark.slow
def test_own_record_is_found_among_many_hidden_ones_that_hold_the_word():
    owner, other = cast.person("Ann Aves", "rep", reach="own"), cast.person("Bob Bauer", "rep", reach="own")
    mine = cast.account("Old Zeppelin", owner=other)
    now = clock.now()
    with acting(SYSTEM, "arrange", surface="test", now=now):
        rows = [{"name": f"Zeppelin {n}", "owner": owner} for n in range(3 * ENOUGH)]
        create_records(type_of(Account), rows, by=SYSTEM, now=now)
    assert all_found("zeppelin", cast.as_actor(other)) == {(mine, None)}
    assert find("zeppelin", cast.as_actor(owner))[0].more
    assert find("zeppelin", SYSTEM, limit=1)[0].more


def test_nothing_is_placed_where_nothing_has_a_rank():
    assert best_of(type_of(Account), {}, [], SYSTEM, 5) == []
