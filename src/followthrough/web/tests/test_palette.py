"""The palette: names, numbers and verbs, each only for whom they are."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from followthrough.foundation.accounts.models import Account, Contact
from followthrough.kernel.actions.declare import actions_on
from followthrough.kernel.records.registry import record_types
from tests import cast

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


@pytest.fixture
def ada():
    return cast.person("Ada Admin", "admin")


@pytest.fixture
def juniper():
    return cast.account("Juniper Process Controls", kind="client")


def asked(client, person, query, referer=""):
    """The lines of each group, by its title."""
    client.force_login(person, backend="followthrough.kernel.people.backend.PersonBackend")
    answer = client.get("/palette", {"q": query}, headers={"Referer": referer} if referer else {})
    assert answer.status_code == 200
    return {group["title"]: [line["label"] for line in group["items"]] for group in answer.json()["groups"]}


def test_last_places_come_newest_first_when_nothing_is_typed(client, ada, juniper):
    other = cast.account("Aspen Pumps")
    assert "Go to" in asked(client, ada, "")
    for account in (juniper, other, juniper):
        client.post(f"/accounts/{account.ref}/visited")
    assert asked(client, ada, "") == {"Last places": ["Juniper Process Controls", "Aspen Pumps"]}


def test_palette_leads_back_to_the_place_before_when_opened_on_a_records_page(client, ada, juniper):
    other = cast.account("Aspen Pumps")
    asked(client, ada, "")
    for account in (other, juniper):
        client.post(f"/accounts/{account.ref}/visited")
    standing = f"http://testserver/accounts/{juniper.ref}/"
    assert asked(client, ada, "", standing)["Last places"] == ["Aspen Pumps"]


def test_place_is_no_longer_offered_when_the_record_was_deleted(client, ada, juniper):
    asked(client, ada, "")
    client.post(f"/accounts/{juniper.ref}/visited")
    cast.does(cast.as_actor(ada), Account, "delete", juniper)
    assert "Last places" not in asked(client, ada, "")


@pytest.mark.parametrize("typed", ["juniper", "JUNIPER proc", "ju", "controls jun", "júniper"])
def test_account_is_found_when_part_of_its_name_is_typed(client, ada, juniper, typed):
    assert asked(client, ada, typed)["Accounts"] == ["Juniper Process Controls"]


def test_name_that_begins_so_comes_first_when_others_hold_the_word(client, ada, juniper):
    cast.account("Ace Juniper Supply")
    assert asked(client, ada, "juni")["Accounts"] == ["Juniper Process Controls", "Ace Juniper Supply"]


def test_record_is_found_by_number_when_zeros_are_left_out(client, ada, juniper):
    number = int(juniper.ref.split("-")[1])
    for typed in (juniper.ref, juniper.ref.lower(), f"a-{number}", f"a{number}", f"#{number}", f"#A-{number}"):
        assert asked(client, ada, typed)["Accounts"] == ["Juniper Process Controls"], typed
    assert "Accounts" not in asked(client, ada, f"k-{number}")


@pytest.mark.parametrize(
    "typed", ["0", "#0", "a-0", "#", ">", "@", "%", "_", "\\", "'", "a-", "9" * 40, "\x00", "(", "x" * 500]
)
def test_answer_is_still_json_when_odd_signs_are_typed(client, ada, juniper, typed):
    assert isinstance(asked(client, ada, typed), dict)


def test_stranger_finds_nothing_when_the_account_is_not_theirs(client, juniper):
    rita = cast.person("Rita Rep", "rep", reach="own")
    assert "Accounts" not in asked(client, rita, "juniper")
    assert "Accounts" not in asked(client, rita, juniper.ref)


def test_only_people_and_contacts_are_found_when_asked_by_at(client, ada, juniper):
    dana = cast.made(Contact, name="Dana Whitfield", account=juniper)
    cast.account("Dana Systems")
    cast.person("Dan Cole", "rep")
    assert asked(client, ada, "@dan") == {"People": ["Dan Cole"], "Contacts": [dana.name]}


def test_verbs_of_the_record_come_first_when_the_palette_is_opened_on_its_page(client, ada, juniper):
    here = f"http://testserver/accounts/{juniper.ref}/"
    groups = asked(client, ada, ">", here)
    assert next(iter(groups)) == "Juniper Process Controls"
    assert "Edit" in groups["Juniper Process Controls"]
    assert "Juniper Process Controls" not in asked(client, ada, ">", here.replace("testserver", "evil.example"))


def test_verbs_of_the_one_picked_record_come_first_on_its_list(client, ada, juniper):
    cast.account("Aspen Pumps")
    asked(client, ada, "")
    for typed in ("", ">", "edit"):
        answer = client.get(
            "/palette", {"q": typed, "picked": juniper.ref}, headers={"Referer": "http://testserver/accounts/"}
        )
        first = answer.json()["groups"][0]
        urls = {line["url"] for line in first["items"]}
        assert (first["title"], f"/accounts/{juniper.ref}/edit" in urls) == (juniper.name, True), typed
    hidden = client.get("/palette", {"q": "", "picked": "A-99999"}, headers={"Referer": "http://testserver/accounts/"})
    assert [group["title"] for group in hidden.json()["groups"]] == ["Go to"]


def test_record_of_the_number_comes_before_all_that_hold_it(client, ada):
    people = [cast.made(Contact, name=name) for name in ("Ann Aves", "Bob Bauer", "Dana Whitfield")]
    number = int(people[-1].ref.split("-")[1])
    for n in range(number - 1):
        cast.account(f"{number} Street Company {n}")
    assert next(iter(asked(client, ada, str(number)).items())) == ("Contacts", ["Dana Whitfield"])


def test_verb_says_beforehand_that_it_cannot_be_undone(client, ada):
    person = cast.made(Contact, name="Dana Whitfield")
    asked(client, ada, "")
    groups = client.get("/palette", {"q": ">"}, headers={"Referer": f"http://testserver/contacts/{person.ref}/"})
    hints = {line["url"]: line["hint"] for group in groups.json()["groups"] for line in group["items"]}
    declared = {
        f"/contacts/{person.ref}/do/{verb}": "" if one.is_undoable else " · can’t be undone"
        for verb, one in actions_on(Contact).items()
        if one.button and not one.on_class and verb != "edit" and one.allows(person)
    }
    assert {url: hints[url].removeprefix("Dana Whitfield") for url in declared} == declared
    assert sorted(set(declared.values())) == ["", " · can’t be undone"]


def test_verb_is_offered_only_to_whom_it_is_granted_when_asked_for(client, ada):
    assert "Invite" in asked(client, ada, ">invite")["Do"]
    assert "Do" not in asked(client, cast.person("Rita Rep", "rep"), ">invite")


def test_new_account_is_offered_when_asked_for_by_its_words(client, ada):
    assert asked(client, ada, "> new acc")["Do"][0] == "New account"


def test_one_query_a_type_when_words_are_typed(client, ada, juniper):
    asked(client, ada, "")
    with CaptureQueriesContext(
        connection,
    ) as asking:
        client.get("/palette", {"q": "juniper"})
    types = sum(kind.listed for kind in record_types())
    assert len(asking) <= types + 8


@pytest.mark.parametrize("role", cast.EACH_ROLE)
def test_every_place_opens_when_the_palette_offers_it(client, role):
    person = cast.person("Pat Person", role)
    asked(client, person, "")
    groups = client.get("/palette", {"q": ">"}).json()["groups"]
    urls = [line["url"] for group in groups for line in group["items"]]
    assert {url: client.get(url).status_code for url in urls if client.get(url).status_code != 200} == {}
