"""The search page: what is found, by kind, with the words that led to it."""

import pytest

from followthrough.foundation.accounts.models import Account, Contact
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def ada(client):
    person = cast.person("Ada Admin", "admin")
    client.force_login(person, backend="followthrough.kernel.people.backend.PersonBackend")
    return person


def page(client, **asked):
    answer = client.get("/search/", asked)
    assert answer.status_code == 200
    return answer.context["page"]


def test_records_stand_under_their_kind_with_chips_when_several_kinds_are_found(client, ada):
    juniper = cast.account("Juniper Process Controls")
    cast.made(Contact, name="June Juniper", account=juniper)
    found = page(client, q="juniper")
    assert {group.title: [hit.label for hit in group.hits] for group in found.groups} == {
        "Accounts": ["Juniper Process Controls"],
        "Contacts": ["June Juniper"],
    }
    assert [(chip.label, chip.current) for chip in found.kinds] == [
        ("All", True),
        ("Accounts", False),
        ("Contacts", False),
    ]
    only = page(client, q="juniper", kind="contacts")
    assert [group.title for group in only.groups] == ["Contacts"]
    assert [chip.label for chip in only.kinds if chip.current] == ["Contacts"]


def test_words_of_a_note_are_shown_and_marked(client, ada):
    juniper = cast.account("Juniper")
    cast.does(cast.as_actor(ada), Account, "add-note", juniper, text="They want the <b>Zéppelin</b> drawing, soon")
    ((hit,),) = (group.hits for group in page(client, q="zeppelin").groups)
    assert (hit.label, hit.source) == ("Juniper", "Note")
    assert hit.snippet == (("They want the <b>", False), ("Zéppelin", True), ("</b> drawing, soon", False))
    assert "<b>Zéppelin" not in client.get("/search/", {"q": "zeppelin"}).content.decode()


def test_page_offers_more_of_a_kind_when_there_are_more(client, ada):
    for number in range(12):
        cast.account(f"Juniper {number}")
    (group,) = page(client, q="juniper").groups
    assert (len(group.hits), group.more_url) == (8, "/search/?q=juniper&kind=accounts")
    (group,) = page(client, q="juniper", kind="accounts").groups
    assert (len(group.hits), group.more_url) == (12, "")


@pytest.mark.parametrize("typed", ["", "zzzz", "(a+)+$", "\x00", "<script>", "x" * 5000, "' OR 1=1 --"])
def test_page_says_so_when_nothing_is_found(client, ada, typed):
    assert page(client, q=typed).empty is not None
