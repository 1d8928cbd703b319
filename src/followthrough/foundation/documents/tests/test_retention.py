"""How long documents are kept: the day, who may not delete them before it, and rules that change."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followthrough.foundation.documents.actions import file_document
from followthrough.foundation.documents.actions.retaining import date_documents
from followthrough.foundation.documents.jobs import date_again
from followthrough.foundation.documents.models import Document, RetentionRule
from followthrough.foundation.documents.rules import kept_until
from followthrough.kernel import clock
from followthrough.kernel.access.actor import SYSTEM
from followthrough.kernel.actions.undo import undo
from followthrough.kernel.history.acting import acting
from followthrough.kernel.records.listing import narrowed
from followthrough.kernel.records.problems import Invalid, Refused
from followthrough.kernel.records.registry import type_of
from tests import cast

FILED = datetime(2024, 2, 29, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("filed_on", "years", "from_year_end", "day"),
    [
        (date(2024, 2, 29), 6, True, date(2030, 12, 31)),
        (date(2024, 12, 31), 1, True, date(2025, 12, 31)),
        (date(2024, 2, 29), 1, False, date(2025, 2, 28)),
        (date(2024, 2, 29), 4, False, date(2028, 2, 28)),
        (date(2026, 11, 23), 10, False, date(2036, 11, 23)),
    ],
)
def test_the_last_day_of_keeping(filed_on, years, from_year_end, day):
    assert kept_until(filed_on, years, from_year_end=from_year_end) == day


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(1, 100))
def test_counting_from_the_year_s_end_never_keeps_shorter(filed_on, years):
    whole, exact = (kept_until(filed_on, years, from_year_end=way) for way in (True, False))
    assert filed_on < exact <= whole
    assert (exact.year, whole.year) == (filed_on.year + years,) * 2


def filed(account, kind="letter", title="Terms", content=b"one"):
    now = clock.now()
    with acting(SYSTEM, "arrange", surface="test", now=now):
        given = {"account": account, "kind": kind, "title": title, "name": "terms.txt", "content": content}
        return file_document(account, **given, by=SYSTEM, now=now).document


@pytest.fixture
def admin(db):
    return cast.person("Ada Admin", "admin", reach="all")


@pytest.fixture
def letter(admin):
    with clock.clock_at(FILED):
        return filed(cast.account("Juniper"))


def rule(admin, **values):
    outcome = cast.does(cast.as_actor(admin), RetentionRule, "create", **{"kind": "letter", "years": 2, **values})
    date_again()
    return outcome.ref


def until():
    return Document._default_manager.get(kind="letter").keep_until


def test_what_is_filed_already_follows_a_rule_that_is_made_changed_and_deleted(admin, letter):
    other = filed(letter.account, kind="drawing")
    ref = rule(admin)
    assert until() == date(2026, 12, 31)
    cast.does(cast.as_actor(admin), RetentionRule, "edit", ref, years=3, from_year_end=False)
    date_again()
    assert until() == date(2027, 2, 28)
    cast.does(cast.as_actor(admin), RetentionRule, "delete", ref)
    date_again()
    assert until() is None
    cast.does(cast.as_actor(admin), RetentionRule, "restore", ref)
    date_again()
    other.refresh_from_db()
    assert (until(), other.keep_until) == (date(2027, 2, 28), None)


def test_a_rule_that_is_taken_back_binds_nothing(admin, letter):
    actor = cast.as_actor(admin)
    made = cast.does(actor, RetentionRule, "create", kind="letter", years=2)
    date_again()
    assert until() == date(2026, 12, 31)
    undo(made.run, actor=actor, surface="test")
    date_again()
    assert until() is None
    assert date_documents() == 0


def test_a_new_version_is_kept_anew(admin, letter):
    rule(admin)
    with clock.clock_at(datetime(2026, 1, 1, 12, tzinfo=UTC)):
        filed(letter.account, content=b"two")
    assert until() == date(2028, 12, 31)
    date_again()
    assert until() == date(2028, 12, 31)


def test_nobody_deletes_a_document_before_its_day_alone_or_among_many(admin, letter, client):
    rule(admin)
    free = filed(letter.account, kind="drawing")
    actor = cast.as_actor(admin)
    with pytest.raises(Refused, match=r"“Terms” is kept until Dec\. 31, 2026"):
        cast.does(actor, Document, "delete", letter)
    outcome = cast.does(actor, Document, "delete-many", refs=[letter.ref, free.ref])
    assert outcome.ask["skips"][0]["ref"] == letter.ref
    assert "kept until" in outcome.ask["skips"][0]["why"]
    assert set(Document.visible_to(actor)) == {letter}
    client.force_login(admin, backend="followthrough.kernel.people.backend.PersonBackend")
    assert '<dt>Kept until</dt><dd class="">Thu 31 Dec</dd>' in client.get(f"/documents/{letter.ref}/").content.decode()
    assert letter.ref not in client.get("/documents/?kept_long_enough=yes").content.decode()
    rows = Document.visible_to(actor)
    wanted = {"kept_long_enough": "yes"}
    assert not narrowed(type_of(Document), rows, wanted, actor).exists()
    with clock.clock_at(datetime(2027, 1, 1, 12, tzinfo=UTC)):
        assert narrowed(type_of(Document), rows, wanted, actor).get() == letter
        cast.does(actor, Document, "delete", letter)
    assert not Document.visible_to(actor).exists()


def test_a_kind_has_one_rule_of_at_least_a_year(admin):
    ref = rule(admin)
    for values, field, says in (
        ({}, "kind", f"{ref} says so already for this kind. Change that one."),
        ({"kind": "drawing", "years": 0}, "years", "Write a number of years from 1 to 100."),
    ):
        with pytest.raises(Invalid) as refused:
            rule(admin, **values)
        assert str(refused.value.fields[field]) == says
