"""Conversations, families, last contacts and the story of an account."""

from dataclasses import asdict
from datetime import UTC, datetime, timedelta

import pytest

from followthrough.foundation.accounts.models import Account, Contact, Interaction
from followthrough.foundation.accounts.queries import (
    Happening,
    Mark,
    family_of,
    last_contacts,
    timeline_of,
    without_contact,
)
from followthrough.kernel import clock
from followthrough.kernel.facts.models import Announcement
from followthrough.kernel.people.models import Team
from tests import cast

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def ana():
    return cast.person("Ana Ruiz", "coordinator", reach="all")


@pytest.fixture
def actor(ana):
    return cast.as_actor(ana)


def said(account, days_ago, kind="call", outcome="reached", **values):
    return cast.made(
        Interaction, account=account, kind=kind, outcome=outcome, at=NOON - timedelta(days=days_ago), **values
    )


def test_a_conversation_knows_who_wrote_it_with_which_account_and_when(ana, actor):
    dana = cast.made(Contact, name="Dana", account=cast.account("Juniper"))
    with clock.clock_at(NOON):
        outcome = cast.does(
            actor, Interaction, "create", kind="call", contact=dana.ref, outcome="reached", text="Two regions"
        )
    call = Interaction.objects.get(ref=outcome.ref)
    assert (call.by, call.account, call.at) == (ana, dana.account, NOON)
    (told,) = Announcement.objects.filter(name="InteractionLogged")
    assert told.body == {
        "interaction_id": call.pk,
        "account_id": dana.account_id,
        "kind": "call",
        "outcome": "reached",
    }


def test_an_edited_conversation_is_announced_once(actor):
    call = said(cast.account("Juniper"), 1)
    cast.does(actor, Interaction, "edit", call, text="More")
    assert Announcement.objects.filter(name="InteractionLogged").count() == 1


def test_only_real_contact_counts_as_last_contact(actor, django_assert_num_queries):
    spoken, tried, silent = (cast.account(name) for name in ("Spoken", "Tried", "Silent"))
    said(spoken, 30)
    said(spoken, 3, "email", "")
    said(spoken, 1, "note", "")
    said(tried, 2, outcome="no_answer")
    with django_assert_num_queries(1):
        found = last_contacts([spoken, tried, silent], actor)
    assert found == {spoken.pk: NOON - timedelta(days=3)}
    assert list(without_contact(2, actor, NOON)) == [spoken, tried, silent]
    assert list(without_contact(4, actor, NOON)) == [tried, silent]


def test_a_family_is_all_above_and_all_below_as_far_as_one_sees(actor):
    top = cast.account("Acme")
    left, right = cast.account("Acme West", parent=top), cast.account("Acme East", parent=top)
    low = cast.account("Acme West Two", parent=left)
    cast.account("Stranger")
    assert list(family_of(low, actor)) == [top, right, left, low]
    rep = cast.as_actor(cast.person("Rita", "rep", cast.made(Team, name="West"), reach="own"))
    assert list(family_of(low, rep)) == []


def test_the_story_holds_what_happened_with_the_account_and_what_hangs_on_it(actor):
    account = cast.account("Juniper")
    dana = cast.made(Contact, name="Dana", account=account)
    said(account, 100)
    cast.does(actor, Account, "add-note", account, text="Wants two regions")
    cast.does(actor, Contact, "add-note", dana, text="Likes mornings")
    cast.does(actor, Contact, "edit", dana, job_title="Data manager")
    cast.account("Other")
    told = [(one.kind, getattr(one.row, "verb", None) or one.row.text or "call") for one in timeline_of(account, actor)]
    assert told == [
        (Happening.CHANGE, "edit_contact"),
        (Happening.NOTE, "Likes mornings"),
        (Happening.NOTE, "Wants two regions"),
        (Happening.CHANGE, "arrange"),
        (Happening.CHANGE, "arrange"),
        (Happening.CONVERSATION, "call"),
    ]
    assert [one.kind for one in timeline_of(account, actor, kinds=[Happening.NOTE])] == [Happening.NOTE] * 2


def test_pages_of_the_story_follow_each_other_without_gaps_or_doubles(actor, django_assert_max_num_queries):
    account = cast.account("Juniper")
    with clock.clock_at(NOON):
        for number in range(7):
            said(account, 0, text=f"call {number}")
            cast.does(actor, Account, "add-note", account, text=f"note {number}")
            cast.does(actor, Account, "edit", account, city=f"city {number}")
    whole = timeline_of(account, actor, limit=100)
    seen, before = [], None
    while page := timeline_of(account, actor, before=before, limit=4):
        seen += page
        before = Mark.read(page[-1].mark.text)
    assert [asdict(one)["row"].pk for one in seen] == [one.row.pk for one in whole]
    assert [one.kind for one in seen] == [one.kind for one in whole]
    assert len(seen) == 22
    with django_assert_max_num_queries(6):
        timeline_of(account, actor)
