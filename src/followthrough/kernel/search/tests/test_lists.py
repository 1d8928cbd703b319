"""What a list's search box finds: by the index, in any order of the list, with few rows and with many."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from followthrough.foundation.accounts.models import Account, Contact, ContactPoint
from followthrough.kernel.access.actor import SYSTEM
from followthrough.kernel.records import listing
from followthrough.kernel.records.listing import counted, narrowed, page_of
from followthrough.kernel.records.registry import type_of
from followthrough.kernel.search.lists import rows_holding
from tests import cast

pytestmark = pytest.mark.django_db
ACCOUNTS = type_of(Account)


@pytest.fixture
def accounts():
    cast.account("Juniper Pumps", city="Köln", phone="+14155550123", former_id="OLD-0042")
    cast.account("Aspen Pumps")
    cast.account("Birch Pumps", city="Juniper")
    cast.account("T-Mobile")


def asked(typed, actor=SYSTEM, **more):
    rows = narrowed(ACCOUNTS, Account.visible_to(actor), {"q": typed, **more}, actor)
    return [record.name for record in page_of(ACCOUNTS, rows, sort="name").rows]


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("jun", ["Birch Pumps", "Juniper Pumps"]), ("PUMPS júni", ["Birch Pumps", "Juniper Pumps"]),
        ("köln", ["Juniper Pumps"]), ("old0042", ["Juniper Pumps"]), ("555-0123", ["Juniper Pumps"]),
        ("tmob", ["T-Mobile"]), ("j", ["Birch Pumps", "Juniper Pumps"]), ("niper", []), ("()", []), ("\x00", []),
    ],
)  # fmt: skip
def test_list_holds_the_rows_whose_words_begin_as_typed(accounts, typed, names):
    assert asked(typed) == names


def test_list_holds_the_row_of_a_number_in_any_writing(accounts):
    ref = Account._default_manager.get(name="Aspen Pumps").ref
    for typed in (ref, ref.lower(), ref.replace("-", ""), str(int(ref.split("-")[1]))):
        assert asked(typed) == ["Aspen Pumps"], typed


def test_same_rows_come_page_by_page_whether_few_or_many(accounts):
    rows = Account.visible_to(SYSTEM)
    few, many = (rows_holding(ACCOUNTS, rows, "pumps", few=most).rows for most in (10, 1))
    assert counted(few) == counted(many) == (3, True)
    for found in (few, many):
        first = page_of(ACCOUNTS, found, sort="-name", limit=2)
        rest = page_of(ACCOUNTS, found, sort="-name", limit=2, after=first.after or "")
        assert [row.name for row in (*first.rows, *rest.rows)] == ["Juniper Pumps", "Birch Pumps", "Aspen Pumps"]


def test_word_that_very_many_hold_is_counted_by_some_of_them(accounts, monkeypatch):
    monkeypatch.setattr(listing, "SOME", 2)
    for asked_for, most, told in (
        ("pumps", 3, (3, True)),
        ("pumps", 2, (2, False)),  # three are named, and all of them are there
        ("pumps köln", 2, (1, True)),
    ):
        found = rows_holding(ACCOUNTS, Account.visible_to(SYSTEM), asked_for, few=most)
        assert counted(found.rows, found.some) == told
    few_left = rows_holding(ACCOUNTS, Account.visible_to(SYSTEM).filter(city=""), "pumps", few=2)
    assert few_left.some is not None
    assert counted(few_left.rows, few_left.some) == (1, True)


def test_list_with_words_shows_only_what_one_sees():
    mine, other = cast.person("Ann Aves", "rep", reach="own"), cast.person("Bob Bauer", "rep", reach="own")
    cast.account("Zeppelin One", owner=mine)
    cast.account("Zeppelin Two", owner=other)
    assert asked("zepp", cast.as_actor(mine)) == ["Zeppelin One"]


def test_words_cost_a_list_one_query_more(accounts):
    counts = []
    for typed in ("", "pumps"):
        with CaptureQueriesContext(connection) as queries:
            asked(typed)
        counts.append(len(queries))
    assert counts[1] == counts[0] + 1


def test_link_field_offers_by_the_same_words(client):
    client.force_login(cast.person("Ada Admin", "admin"))
    cast.made(Contact, name="Dana O'Brien", email="dana@juniper.example")
    for typed in ("obri", "dana@juni", "brien dan"):
        assert [one["label"] for one in client.get("/choose/accounts.contact", {"q": typed}).json()] == ["Dana O'Brien"]


@pytest.mark.parametrize("few", [5_000, 0])
def test_parts_that_their_parents_tell_all_about_are_listed_by_their_words_and_numbers(few):
    kind = type_of(ContactPoint)
    dana = cast.made(Contact, name="Dana Brien", email="dana@juniper.example", phone="+14155550123")
    second = cast.made(ContactPoint, contact=dana, channel="email", value="brien@home.example")
    mail, phone = ContactPoint._default_manager.filter(is_primary=True).order_by("value").reverse()
    assert {one.value for one in (mail, phone)} == {dana.email, dana.phone}

    def listed(typed):
        return {one.value for one in rows_holding(kind, ContactPoint.visible_to(SYSTEM), typed, few=few).rows}

    assert listed("dana@juniper") == listed("555-0123") == {mail.value, phone.value}
    assert listed("brien@home") == {second.value}
    assert (listed(mail.ref), listed(second.ref), listed("nowhere")) == ({mail.value}, {second.value}, set())
