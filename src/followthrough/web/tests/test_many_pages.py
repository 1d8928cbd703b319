"""Many records from a list: pick, set, look, do, undo; and the page of what was done."""

import re

import pytest

from followthrough.foundation.accounts.models import Account
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def ana(client):
    person = cast.person("Ana Ruiz", "coordinator", reach="all")
    client.force_login(person)
    return person


def text_of(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_picked_rows_are_changed_after_a_look_and_undone_from_history(client, ana):
    accounts = [cast.account(f"Account {n}", city="Lima") for n in range(3)]
    asked = client.post("/accounts/bulk?do=edit", {"ref": [one.ref for one in accounts]})
    page = asked["Location"]
    assert "Change 3 accounts" in text_of(client.get(page))
    assert {
        word.strip() for word in re.findall(r'<option value="" selected>([^<]*)<', client.get(page).content.decode())
    } == {"as it is"}
    assert "optional" not in text_of(client.get(page))
    empty = client.post(page, {})
    assert (empty.status_code, "Fill in at least one field." in text_of(empty)) == (422, True)
    client.post(page, {"city": "Toledo", "empty": ["region"]})
    looked = client.get(page)
    words = text_of(looked)
    assert ("Lima (3)" in words, "Lima → Toledo" in words, Account.objects.filter(city="Toledo").count()) == (
        True,
        True,
        0,
    )
    (apply,) = re.findall(r'action="(/accounts/bulk/apply[^"]+)"', looked.content.decode())
    done = client.post(apply, {"idempotency_key": "k1"})
    assert (done["Location"], Account.objects.filter(city="Toledo").count()) == ("/accounts/", 3)
    (undo,) = re.findall(r'data-undo="(/history/[^"]+/undo)"', client.get("/accounts/").content.decode())
    history = text_of(client.get("/history/"))
    assert "Edit many 3 accounts" in history
    asks = client.get(undo)
    assert "Undo: Edit many: 3 accounts" in text_of(asks)
    client.post(undo, {"idempotency_key": "u1"})
    assert Account.objects.filter(city="Lima").count() == 3
    assert "Undone: Edit many" in text_of(client.get("/history/"))
    assert client.get(undo.removesuffix("undo")).status_code == 200


def test_whole_list_is_deleted_with_its_filter_and_nothing_else(client, ana):
    cast.account("Client", kind="client")
    cast.account("Prospect", kind="prospect")
    asked = client.post("/accounts/bulk?do=delete", {"kind": "client", "all": "1"}, headers={"HX-Request": "true"})
    page = asked["HX-Redirect"]
    assert "Move 1 account to the bin" in text_of(client.get(page))
    client.post(f"/accounts/bulk/apply?batch={page.split('/')[3]}", {"idempotency_key": "k1"})
    assert [one.name for one in Account.objects.filter(binned_at__isnull=True)] == ["Prospect"]


def test_another_persons_selection_and_deed_are_not_found(client, ana):
    account = cast.account("Juniper")
    page = client.post("/accounts/bulk?do=edit", {"ref": account.ref})["Location"]
    done = cast.does(cast.as_actor(ana), Account, "edit", account, city="Lima")
    client.force_login(cast.person("Ben Ortiz", "coordinator", reach="all"))
    assert client.get(page).status_code == 404
    assert client.post(f"/accounts/bulk/apply?batch={page.split('/')[3]}").status_code == 404
    assert client.get(f"/history/{done.run}/").status_code == 404
    assert client.post(f"/history/{done.run}/undo").status_code == 404
    account.refresh_from_db()
    assert account.city == "Lima"


def test_undo_over_somebodys_change_names_it_and_offers_the_rest(client, ana):
    one, two = cast.account("One", city="Lima"), cast.account("Two", city="Lima")
    refs = [one.ref, two.ref]
    done = cast.does(cast.as_actor(ana), Account, "edit-many", refs=refs, values={"city": "Toledo"})
    ben = cast.as_actor(cast.person("Ben Ortiz", "coordinator", reach="all"))
    cast.does(ben, Account, "edit", two, city="Dayton")
    url = f"/history/{done.run}/undo"
    refused = client.post(url, {"idempotency_key": "u1"})
    assert (refused.status_code, "Two: city, by Ben Ortiz." in text_of(refused)) == (409, True)
    client.post(url, {"idempotency_key": "u2", "anyway": "1"})
    assert list(Account.objects.order_by("pk").values_list("city", flat=True)) == ["Lima", "Dayton"]
