"""Merged, nothing is dropped; taken back, everything is as before."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from psycopg import sql

from followthrough.foundation.accounts.models import Account, AccountMember, Contact, ContactPoint, Interaction
from followthrough.kernel import clock
from followthrough.kernel.doubles.limits import is_mergeable
from followthrough.kernel.doubles.models import Merge
from followthrough.kernel.doubles.ties import ties_to
from followthrough.kernel.history.emptying import empty_bin
from followthrough.kernel.history.queries import history_of
from followthrough.kernel.notes.models import Note
from followthrough.kernel.notes.queries import files_on, notes_on
from followthrough.kernel.numbering.models import FormerNumber
from followthrough.kernel.people.models import Team, User
from followthrough.kernel.records.problems import Denied, Invalid, NotFound, Refused
from followthrough.kernel.records.reading import find_linked
from followthrough.kernel.records.registry import record_types
from followthrough.keystone.promises.models import Promise
from followthrough.winning.pipeline.models import Opportunity, Pipeline, Stage
from tests import cast

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
KEPT_BY_THE_DATABASE = {"version", "updated_at"}
REMEMBERED = {"history_entry", "doubles_merge", "numbering_counter"}


@pytest.fixture
def admin():
    return cast.as_actor(cast.person("Ada Admin", "admin"))


def everything():
    """All rows of all records, without what counts changes."""
    found = {}
    for table in {kind.model._meta.db_table for kind in record_types()} | {"numbering_formernumber"}:
        if table not in REMEMBERED:
            with connection.cursor() as cursor:
                cursor.execute(sql.SQL("SELECT to_jsonb(t) FROM {} t ORDER BY id").format(sql.Identifier(table)))
                rows = [json.loads(row) for (row,) in cursor.fetchall()]
            found[table] = [
                {name: value for name, value in row.items() if name not in KEPT_BY_THE_DATABASE} for row in rows
            ]
    return found


def merged(actor, stays, *others, **values):
    return cast.does(actor, type(stays), "merge", stays, others=[one.ref for one in others], **values)


def take_back(actor, merge=None):
    return cast.does(actor, Merge, "unmerge", merge or Merge.objects.latest("id"))


@pytest.fixture
def pair(admin):
    """Two accounts that are one, with something of every sort on the one that goes."""
    stays = cast.account("GTX Pro", city="Toledo", tags=["key"])
    gone = cast.account("GTXPro", city="Lima", phone="+14155550123", tags=["fair"], former_id="C-77")
    lena = cast.made(Contact, name="Lena Fischer", email="lena@gtx.example", account=gone)
    cast.made(Interaction, kind="call", account=gone, contact=lena, at=clock.now())
    cast.made(Account, name="GTX Spain", parent=gone)
    cast.made(Promise, what="Send the quote", account=gone, due_on=clock.today("UTC"), due=clock.now(),
              counted_due=clock.now(), source_kind=gone._meta.label_lower, source_id=gone.pk,
              source_ref=gone.ref)  # fmt: skip
    colleague = cast.person("Otto Rep", "rep")
    for account in (stays, gone):
        cast.made(AccountMember, account=account, user=colleague)
    cast.made(Note, kind="accounts.account", record_id=gone.pk, text="Likes calls", author=colleague)
    return stays, gone


def test_everything_moves_to_the_one_that_stays(admin, pair):
    stays, gone = pair
    merged(admin, stays, gone)
    stays.refresh_from_db()
    assert (stays.city, stays.phone, stays.tags, stays.former_id) == (
        "Toledo", "+14155550123", ["key", "fair"], "C-77",
    )  # fmt: skip
    promise = Promise.objects.get()
    assert (promise.account, promise.source_id, promise.source_ref) == (stays, stays.pk, stays.ref)
    assert [c.name for c in stays.contacts.all()] == ["Lena Fischer"]
    assert [a.name for a in stays.subsidiaries.all()] == ["GTX Spain"]
    assert stays.interactions.count() == 1
    assert [note.text for note in notes_on(stays, admin)] == ["Likes calls"]
    assert AccountMember.visible_to(admin).filter(account=stays).count() == 1
    assert not Account.visible_to(admin).filter(pk=gone.pk).exists()


def test_its_number_and_its_story_lead_to_the_one_that_stays(admin, pair):
    stays, gone = pair
    cast.does(admin, Account, "edit", gone, city="Berlin")
    merged(admin, stays, gone)
    assert find_linked(Account, gone.ref.lower(), admin) == stays
    cast.does(admin, Account, "edit", gone.ref, industry="Media")
    stays.refresh_from_db()
    assert stays.industry == "Media"
    assert ("edit_account", {"city": "Berlin"}) in [(e.verb, e.after) for e in history_of(stays, admin)]


def test_taken_back_everything_is_as_before(admin, pair):
    before = everything()
    merged(admin, *pair)
    assert everything() != before
    take_back(admin)
    assert everything() == before


def test_what_was_added_or_changed_since_stays(admin, pair):
    stays, gone = pair
    merged(admin, stays, gone)
    cast.made(Contact, name="Nadia New", account=stays)
    cast.does(admin, Account, "edit", stays, phone="+14155550199")
    outcome = take_back(admin)
    stays.refresh_from_db()
    assert outcome.message == "GTXPro is back, with what came from it. Newer values left as they are: 1."
    assert (stays.phone, [c.name for c in stays.contacts.all()]) == ("+14155550199", ["Nadia New"])
    assert [c.name for c in gone.contacts.all()] == ["Lena Fischer"]


def test_picked_values_win_and_foreign_picks_are_refused(admin, pair):
    stays, gone = pair
    other = cast.account("Elsewhere")
    for pick in ({"city": other.ref}, {"ref": gone.ref}, {"nothing": gone.ref}, ["city"]):
        with pytest.raises(Invalid):
            merged(admin, stays, gone, pick=pick)
    merged(admin, stays, gone, pick={"city": gone.ref, "name": gone.ref})
    stays.refresh_from_db()
    assert (stays.city, stays.name, stays.tags) == ("Lima", "GTXPro", ["key", "fair"])


def test_many_at_once_and_each_can_be_taken_back_alone(admin):
    stays, first, second = (cast.account(name) for name in ("GTX Pro", "GTXPro", "GTX-Pro"))
    for account in (first, second):
        cast.made(Contact, name=f"of {account.name}", account=account)
    before = everything()
    merged(admin, stays, first, second)
    assert stays.contacts.count() == 2
    take_back(admin, Merge.objects.get(gone_ref=first.ref))
    assert [c.name for c in first.contacts.all()] == ["of GTXPro"]
    assert find_linked(Account, second.ref, admin) == stays
    take_back(admin, Merge.objects.get(gone_ref=second.ref))
    assert everything() == before


def test_merges_on_merges_are_taken_back_from_the_last_on(admin):
    a, b, c = (cast.account(name) for name in ("A", "B", "C"))
    cast.made(Contact, name="of A", account=a)
    before = everything()
    merged(admin, b, a)
    merged(admin, c, b)
    assert find_linked(Account, a.ref, admin) == c
    first, second = Merge.objects.order_by("id")
    with pytest.raises(Refused, match=f"Take {second.ref} back first"):
        take_back(admin, first)
    take_back(admin, second)
    take_back(admin, first)
    assert everything() == before
    with pytest.raises(Refused):
        take_back(admin, first)


def test_what_cannot_be_merged_is_named_with_its_reason(admin):
    above = cast.account("Holding")
    middle = cast.made(Account, name="Middle", parent=above)
    below = cast.made(Account, name="Below", parent=middle)
    twin = cast.account("Bellow")
    outcome = merged(admin, below, above, twin)
    assert outcome.message == (
        f"1 merged into Below. Left out: {above.ref} (Below is part of something that is part of it)."
    )
    with pytest.raises(Refused, match="Nothing was merged"):
        merged(admin, below, above)
    with pytest.raises(Invalid):
        merged(admin, below, below)
    colleague = cast.person("Otto Rep", "rep")
    with pytest.raises(Refused, match="signs in"):
        merged(admin, cast.made(User, name="Otto R."), colleague)


def test_a_part_merged_with_its_whole_is_no_part_of_itself(admin):
    top, whole = cast.account("Top"), cast.account("GTX")
    part = cast.made(Account, name="GTX Inc.", parent=whole)
    whole.parent = top
    cast.does(admin, Account, "edit", whole, parent=top.ref)
    before = everything()
    merged(admin, part, whole)
    part.refresh_from_db()
    assert part.parent == top
    take_back(admin)
    assert everything() == before


def test_a_contact_keeps_what_it_shows_and_every_number_of_both(admin):
    stays = cast.made(Contact, name="Lena Fischer", email="lena@gtx.example")
    gone = cast.made(Contact, name="L. Fischer", email="fischer@gtx.example", phone="+4930901820")
    cast.made(ContactPoint, contact=gone, channel="email", value="lena@gtx.example")
    before = everything()
    merged(admin, stays, gone)
    stays.refresh_from_db()
    assert (stays.email, stays.phone) == ("lena@gtx.example", "+4930901820")
    points = ContactPoint.visible_to(admin).filter(contact=stays).order_by("value")
    assert [(p.value, p.is_primary) for p in points] == [
        ("+4930901820", True), ("fischer@gtx.example", False), ("lena@gtx.example", True),
    ]  # fmt: skip
    take_back(admin)
    assert everything() == before


def test_what_both_hold_once_becomes_one_with_all_on_it(admin):
    one, two = (cast.made(Pipeline, name=name) for name in ("New business", "New bussiness"))
    stages = [cast.made(Stage, pipeline=p, name="Proposal") for p in (one, two)]
    deal = cast.made(Opportunity, name="Deal", stage=stages[1], stage_since=clock.now())
    before = everything()
    merged(admin, one, two)
    deal.refresh_from_db()
    assert (deal.stage, Stage.visible_to(admin).count()) == (stages[0], 1)
    take_back(admin)
    assert everything() == before


def test_hidden_records_and_missing_rights_are_refused(admin):
    west, east = cast.made(Team, name="West"), cast.made(Team, name="East")
    rita, dan = cast.person("Rita Rep", "rep", west), cast.person("Finn Finance", "finance", west)
    mine, theirs = cast.account("Mine", owner=rita, team=west), cast.account("Theirs", team=east, owner=None)
    actor = cast.as_actor(rita)
    with pytest.raises(Invalid) as told:
        merged(actor, mine, theirs)
    with pytest.raises(Invalid) as missing:
        cast.does(actor, Account, "merge", mine, others=["A-99999"])
    assert str(told.value.fields).replace(theirs.ref, "A-99999") == str(missing.value.fields)
    with pytest.raises(Denied):
        merged(cast.as_actor(dan), mine, theirs)
    merged(admin, theirs, cast.account("Twin"))
    with pytest.raises(NotFound):
        take_back(actor)


def test_one_that_was_merged_comes_back_only_by_its_merge(admin, pair):
    merged(admin, *pair)
    with pytest.raises(Refused, match="Take the merge back"):
        cast.does(admin, Account, "restore", pair[1])


def test_the_bin_is_emptied_of_all_but_what_a_merge_put_there(admin, pair):
    before = everything()
    merged(admin, *pair)
    assert empty_bin(clock.now() + timedelta(days=400)) == 0
    take_back(admin)
    assert everything() == before
    cast.does(admin, Account, "delete", cast.account("Kestrel Media"))
    assert empty_bin(clock.now() + timedelta(days=400)) == 1


def test_a_file_moves_with_its_record(admin, pair):
    from tests.house.conftest import add_extras  # noqa: PLC0415 -- shared with the house only here

    stays, gone = pair
    add_extras(gone, User.objects.get(pk=admin.user_id))
    merged(admin, stays, gone)
    assert [found.name for found in files_on(stays, admin)] == ["a.txt"]


@pytest.mark.slow
def test_a_merge_that_breaks_anywhere_leaves_no_trace(admin, pair):
    """A write fails at each place in turn; whatever was written before it is gone with it."""
    before, remembered = everything(), (Merge.objects.count(), FormerNumber.objects.count())
    writes = []

    def failing_at(place):
        def wrapper(execute, statement, params, many, context):
            if str(statement).lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE")):
                writes.append(statement)
                if len(writes) == place:
                    raise KeyboardInterrupt
            return execute(statement, params, many, context)

        return wrapper

    place = 0
    while True:
        place += 1
        writes.clear()
        try:
            with connection.execute_wrapper(failing_at(place)):
                merged(admin, *pair)
            break
        except KeyboardInterrupt:
            assert everything() == before
            assert (Merge.objects.count(), FormerNumber.objects.count()) == remembered
    assert place >= 12
    take_back(admin)
    assert everything() == before


def test_every_kind_that_can_be_merged_has_the_verb_and_every_tie_is_known():
    kinds = [kind for kind in record_types() if is_mergeable(kind)]
    assert len(kinds) > 15
    for kind in kinds:
        pointing = {
            (related.related_model, related.field.attname)
            for related in kind.model._meta.related_objects
            if related.related_model._meta.app_label not in ("doubles",)
        }
        assert pointing <= {(tie.model, tie.column) for tie in ties_to(kind.model)}, kind.plural
