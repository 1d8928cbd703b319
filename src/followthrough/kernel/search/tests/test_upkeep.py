"""The index is what the records are: whatever wrote them, and whether kept by the triggers or made anew."""

import pytest
from django.db import connection

from followthrough.foundation.accounts.models import Account, Contact, ContactPoint, Interaction
from followthrough.kernel import clock
from followthrough.kernel.access.actor import SYSTEM
from followthrough.kernel.actions.generic import create_records
from followthrough.kernel.history.acting import acting
from followthrough.kernel.notes.models import Note
from followthrough.kernel.records.registry import record_types, type_of
from followthrough.kernel.search.finding import find
from followthrough.kernel.search.indexed import indexed_kinds
from followthrough.kernel.search.models import Entry, KnownWord, Owed
from followthrough.kernel.search.owed import index_later, index_owed
from followthrough.kernel.search.rebuild import rebuild_kind, reindex, renew_words
from tests import cast

pytestmark = pytest.mark.django_db


def entries():
    """The whole index."""
    columns = ("kind", "record_id", "leads_kind", "leads_id", "title", "words")
    return {row[:2]: row[2:] for row in Entry.objects.values_list(*columns)}


def test_index_kept_by_triggers_equals_the_one_made_anew():
    ana = cast.as_actor(cast.person("Ana", "manager", reach="all"))
    juniper, aspen, other = (
        cast.account(name, city="Köln", phone="+14155550123") for name in ("Juniper", "Aspen", "Other")
    )
    cast.made(Contact, name="Dana O'Brien", account=juniper, email="dana@juniper.example")
    cast.does(ana, Account, "add-note", juniper, text="Likes T-Mobile")
    cast.does(ana, Account, "edit", aspen, name="Birch", tags=["key", "north"])
    cast.does(ana, Account, "delete", other)
    with acting(SYSTEM, "arrange", surface="test", now=clock.now()), connection.cursor() as cursor:
        cursor.execute("UPDATE accounts_account SET city = 'Bonn'")
        cursor.execute("DELETE FROM accounts_contactpoint")
        cursor.execute("DELETE FROM accounts_contact")
    kept = entries()
    Entry.objects.all().delete()
    assert dict(reindex())["accounts.account"] == 2
    assert entries() == kept


def test_a_part_has_words_of_its_own_only_while_its_parent_does_not_tell_them():
    dana = cast.made(Contact, name="Dana", email="dana@juniper.example", phone="(415) 555-0123")
    (mail,) = ContactPoint._default_manager.filter(contact=dana, channel="email")

    def told():
        own = Entry.objects.filter(kind="accounts.contactpoint").values_list("record_id", flat=True)
        return sorted(ContactPoint._default_manager.filter(pk__in=own).values_list("value", flat=True))

    assert told() == []
    other = cast.made(ContactPoint, contact=dana, channel="email", value="d@home.example")
    assert told() == ["d@home.example"]
    cast.does(SYSTEM, ContactPoint, "edit", other, is_primary=True)
    assert told() == ["dana@juniper.example"]
    cast.does(SYSTEM, ContactPoint, "delete", other)
    assert told() == ["dana@juniper.example"]
    cast.does(SYSTEM, ContactPoint, "edit", mail, is_primary=True)
    assert told() == []
    for typed in ("dana@juniper", "4155550123", "d@home"):
        assert [one.finds[0].record.ref for one in find(typed, SYSTEM)] == ([] if typed == "d@home" else [dana.ref])
    assert [one.finds[0].record.ref for one in find(mail.ref, SYSTEM)] == [mail.ref]
    kept = entries()
    Entry.objects.all().delete()
    dict(reindex())
    assert entries() == kept


def test_record_written_by_copy_is_found():
    into = "COPY people_team (ref, name, is_department, email, former_id, version) FROM STDIN"
    acts = acting(SYSTEM, "arrange", surface="test", now=clock.now())
    with acts, connection.cursor() as cursor, cursor.copy(into) as copy:
        copy.write_row(("T-9999", "Zeppelin crew", False, "", "", 1))
    assert [one.finds[0].record.ref for one in find("zeppelin", SYSTEM)] == ["T-9999"]


def test_entry_is_left_alone_when_no_word_of_it_changes():
    person = cast.person("Ana", "manager")
    juniper = cast.account("Juniper")
    with connection.cursor() as cursor:
        cursor.execute("SELECT ctid FROM search_entry WHERE kind = 'accounts.account'")
        before = cursor.fetchall()
        cast.does(SYSTEM, Account, "edit", juniper, owner=person.ref)
        cursor.execute("SELECT ctid FROM search_entry WHERE kind = 'accounts.account'")
        assert cursor.fetchall() == before


def test_entries_of_records_that_are_gone_go_when_a_kind_is_made_anew():
    Entry.objects.create(kind="accounts.account", record_id=77, title="ghost", words="")
    (accounts,) = (one for one in indexed_kinds() if one.kind.model is Account)
    assert rebuild_kind(accounts) == 0
    assert not Entry.objects.filter(record_id=77).exists()


def test_words_are_known_once_and_forgotten_with_their_last_record():
    juniper = cast.account("Juniper")
    KnownWord.objects.create(word="juniper")
    renew_words()
    assert KnownWord.objects.filter(word="juniper").count() == 1
    cast.does(SYSTEM, Account, "delete", juniper)
    renew_words()
    assert not KnownWord.objects.filter(word="juniper").exists()


def test_a_megabyte_without_a_space_is_saved_and_what_begins_it_is_found():
    (note,) = _noted("x" * 1_000_000 + " " + "zeppelin " * 10)
    assert note.pk
    cast.made(Interaction, kind="call", at=clock.now(), text="y" * 1_000_000)
    assert [one.kind.plural for one in find("yyyy", SYSTEM)] == ["interactions"]
    cast.made(Interaction, kind="call", at=clock.now(), text="".join(f"w{n:x} " for n in range(200_000)))
    assert [one.kind.plural for one in find("wff", SYSTEM)] == ["interactions"]


def test_records_whose_entries_are_owed_are_found_once_these_are_written():
    cast.account("Juniper")
    ready = entries()
    _let_in("Zeppelin", "Bremer")
    cast.does(SYSTEM, Account, "edit", Account.objects.get(name="Bremer"), name="Havel")
    cast.does(SYSTEM, Account, "delete", _let_in("Gone")[0])
    assert (find("zeppelin", SYSTEM), len(entries()), Owed.objects.count()) == ([], len(ready) + 1, 2)
    index_owed()
    assert [one.finds[0].record.name for one in find("zeppelin", SYSTEM)] == ["Zeppelin"]
    assert (find("bremer", SYSTEM), find("gone", SYSTEM), Owed.objects.count()) == ([], [], 0)
    assert KnownWord.objects.filter(word="zeppelin").exists()
    kept = entries()
    Entry.objects.all().delete()
    dict(reindex())
    assert entries() == kept


def test_an_entry_written_since_stands_when_the_owed_one_is_written():
    (made,) = _let_in("Zeppelin")
    cast.does(SYSTEM, Account, "edit", made, city="Lima")
    Entry.objects.update(title="newer")
    index_owed()
    assert Entry.objects.get(kind="accounts.account", record_id=made.pk).title == "newer"


def _let_in(*names):
    now = clock.now()
    with acting(SYSTEM, "arrange", surface="test", now=now):
        index_later()
        made = create_records(type_of(Account), [{"name": name} for name in names], by=SYSTEM, now=now)
        with connection.cursor() as cursor:  # the transaction of the test goes on
            cursor.execute("SELECT set_config('followthrough.search', '', true)")
        return made


def _noted(text):
    account, now = cast.account("Juniper"), clock.now()
    with acting(SYSTEM, "arrange", surface="test", now=now):
        values = {"kind": "accounts.account", "record_id": account.pk, "text": text}
        return create_records(type_of(Note), [values], by=SYSTEM, now=now)


def test_each_kind_has_letters_of_its_own_and_no_guarded_column():
    codes = [one.code for one in indexed_kinds()]
    assert len(codes) == len(set(codes))
    assert [field.name for one in indexed_kinds() for field in one.fields if field.guard] == []
    assert {kind.kind for kind in record_types() if kind.listed} <= {one.kind.kind for one in indexed_kinds()}
