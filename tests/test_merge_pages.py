"""Doubles on pages: shown while typing, compared side by side, merged, taken back; nothing hidden shows itself."""

import re
from html import unescape

import pytest

from followthrough.foundation.accounts.models import Account, Contact
from followthrough.kernel import clock
from followthrough.kernel.doubles.models import Merge
from followthrough.kernel.doubles.scanning import scan
from followthrough.kernel.people.models import Team
from followthrough.kernel.records.registry import type_of
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
BACKEND = "followthrough.kernel.people.backend.PersonBackend"


@pytest.fixture
def ana(client):
    person = cast.person("Ana Ruiz", "coordinator", reach="all")
    client.force_login(person, backend=BACKEND)
    return person


@pytest.fixture
def pair():
    stays = cast.account("GTX Pro", city="Toledo")
    gone = cast.account("GTXPro", city="Lima", phone="+14155550123")
    cast.made(Contact, name="Lena Fischer", account=gone)
    return stays, gone


def text_of(answer):
    words = re.sub(r"<(script|style|svg)[\s\S]*?</\1>", " ", answer.content.decode())
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", words)).split())


def test_a_known_mail_is_shown_while_it_is_typed_with_the_way_to_use_it(client, ana):
    lena = cast.made(Contact, name="Lena Fischer", email="lena@falk.example")
    form = client.get("/contacts/new").content.decode()
    assert 'hx-get="/contacts/new/doubles?for=email"' in form
    typed = {"for": "email", "email": "LENA@falk.example", "phone": "+4930901820"}
    answer = client.get("/contacts/new/doubles", typed)
    assert (
        text_of(answer) == f"This may be there already Lena Fischer {lena.ref} · same e-mail Use this one Lena Fischer"
    )
    (url,) = re.findall(r'href="(/contacts[^"]+)"', answer.content.decode())
    used = client.get(unescape(url))
    assert used.status_code == 200
    assert 'value="+4930901820"' in used.content.decode()
    assert 'value="lena@falk.example"' in used.content.decode()


def test_nothing_is_shown_for_little_or_for_another_field(client, ana):
    cast.made(Contact, name="Lena Fischer", email="lena@falk.example")
    for asked in (
        {"for": "email", "email": "le"},
        {"for": "name", "name": "Otto Quast", "email": "lena@falk.example"},
        {"for": "nothing", "nothing": "lena@falk.example"},
    ):
        assert text_of(client.get("/contacts/new/doubles", asked)) == ""


def test_a_hidden_record_is_never_hinted_at(client):
    west, east = cast.made(Team, name="West"), cast.made(Team, name="East")
    owner, other = cast.person("Rita Rep", "rep", west), cast.person("Otto Rep", "rep", east)
    hidden = cast.account("Juniper Process Controls", owner=owner, team=west, phone="+14155550123")
    mine = cast.account("Juniper", owner=other, team=east)
    client.force_login(other, backend=BACKEND)
    asked = {"for": "name", "name": "Juniper Process Controls", "phone": "+14155550123"}
    assert "Juniper Process" not in text_of(client.get("/accounts/new/doubles", asked))
    answers = [client.get("/accounts/merge", {"ref": [mine.ref, ref]}) for ref in (hidden.ref, "A-99999")]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert "Process Controls" not in text_of(client.get("/accounts/merge", {"ref": mine.ref}))


def test_records_are_compared_with_the_result_and_what_moves(client, ana, pair):
    stays, gone = pair
    page = text_of(client.get("/accounts/merge", {"ref": [stays.ref, gone.ref], "pick-city": gone.ref}))
    assert "City Lima Toledo Lima" in page
    assert "Phone +1 415-555-0123 +1 415-555-0123" in page
    assert "GTX Pro stays, and what hangs on the others moves to it: 1 contact." in page
    turned = text_of(client.get("/accounts/merge", {"ref": [stays.ref, gone.ref], "stays": gone.ref}))
    assert "City Lima Lima Toledo" in turned


def test_one_record_is_offered_what_looks_like_it(client, ana, pair):
    stays, gone = pair
    assert client.get(f"/accounts/{stays.ref}/do/merge")["Location"] == f"/accounts/merge?ref={stays.ref}"
    page = text_of(client.get("/accounts/merge", {"ref": stays.ref}))
    assert f"GTXPro {gone.ref} · same name" in page


def test_picked_rows_of_a_list_lead_to_the_comparison(client, ana, pair):
    answer = client.post("/accounts/merge", {"ref": [one.ref for one in pair]}, headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Redirect"]) == (204, f"/accounts/merge?ref={pair[0].ref}&ref={pair[1].ref}")


def test_a_merge_is_done_and_taken_back_from_its_toast(client, ana, pair):
    stays, gone = pair
    sent = {"ref": [stays.ref, gone.ref], "stays": stays.ref, "pick-city": gone.ref, "idempotency_key": "k1"}
    answer = client.post("/accounts/merge", sent)
    assert (answer.status_code, text_of(answer) and "") == (302, "")
    page = client.get(f"/accounts/{stays.ref}/")
    merge = Merge.objects.get()
    assert "1 merged into GTX Pro." in text_of(page)
    assert f"/history/{merge.run}/undo" in page.content.decode()
    assert client.get(f"/accounts/{gone.ref}/")["Location"] == f"/accounts/{stays.ref}/"
    assert Account.objects.get(pk=stays.pk).city == "Lima"
    client.post(f"/history/{merge.run}/undo")
    assert client.get(f"/accounts/{gone.ref}/").status_code == 200
    assert Account.objects.get(pk=stays.pk).city == "Toledo"


def test_a_refused_merge_says_why_and_keeps_the_page(client, ana, pair):
    _stays, gone = pair
    middle = cast.made(Account, name="Middle", parent=gone)
    below = cast.made(Account, name="Below", parent=middle)
    answer = client.post("/accounts/merge", {"ref": [below.ref, gone.ref], "stays": below.ref})
    assert answer.status_code == 422
    assert "Nothing was merged" in text_of(answer)


def test_the_page_of_duplicates_offers_to_compare_and_to_tell_apart(client, ana):
    stays, gone = cast.account("GTX Pro"), cast.account("GTXPro")
    scan(type_of(Account), now=clock.now())
    page = client.get("/duplicates/accounts/")
    assert f"89 % GTX Pro · {stays.ref} GTXPro · {gone.ref} same name Compare and merge Not the same" in text_of(page)
    assert unescape(page.content.decode()).count(f"/accounts/merge?ref={stays.ref}&ref={gone.ref}") == 1
    client.post("/duplicates/accounts/", {"apart": [stays.ref, gone.ref], "idempotency_key": "k"})
    assert "They are kept apart from now on." in (after := text_of(client.get("/duplicates/accounts/")))
    assert "No doubles" in after


def test_whoever_may_not_merge_sees_no_duplicates(client):
    client.force_login(cast.person("Finn Finance", "finance"), backend=BACKEND)
    assert client.get("/duplicates/").status_code == 403
    client.force_login(cast.person("Ana Ruiz", "coordinator"), backend=BACKEND)
    assert (client.get("/duplicates/").status_code, client.get("/duplicates/nothing/").status_code) == (200, 404)
