"""The bin: shown by kind and whole, one or many brought back, no link broken, emptied with what hangs on it."""

import re
from datetime import timedelta

import pytest

from followthrough.foundation.accounts.models import Account, Contact, ContactPoint
from followthrough.kernel import clock
from followthrough.kernel.history.emptying import empty_bin
from followthrough.kernel.history.models import Entry
from followthrough.kernel.notes.models import Note
from followthrough.keystone.promises.models import Promise
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def ana(client):
    person = cast.person("Ana Ruiz", "coordinator", reach="all")
    client.force_login(person)
    return person


def text_of(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_deleted_record_is_listed_with_who_and_brought_back_with_others(client, ana):
    accounts = [cast.account(f"Account {n}") for n in range(3)]
    contact = cast.made(Contact, name="Lee Park", account=accounts[0])
    for one in accounts:
        cast.does(cast.as_actor(ana), Account, "delete", one)
    whole = text_of(client.get("/bin/"))
    assert ("Account 2 account A-00003" in whole.replace("Account A-", "account A-"), "Ana Ruiz" in whole) == (
        True,
        True,
    )
    assert "Account 0 is in the bin." in text_of(client.get(f"/accounts/{accounts[0].ref}/"))
    assert client.get(f"/contacts/{contact.ref}/").status_code == 200
    picked = {"ref": [accounts[0].ref, accounts[1].ref]}
    page = client.post("/accounts/bulk?do=restore", picked)["Location"]
    assert "Bring back 2 accounts" in text_of(client.get(page))
    client.post(f"/accounts/bulk/apply?batch={page.split('/')[3]}", {"idempotency_key": "k1"})
    assert [one.name for one in Account.objects.filter(binned_at__isnull=True)] == ["Account 0", "Account 1"]
    assert "Account 2" in text_of(client.get("/bin/accounts/"))


def test_bin_shows_nobody_what_they_may_not_see(client, ana):
    west = cast.made(cast.Team, name="West")
    other = cast.account("Other")
    cast.does(cast.as_actor(ana), Account, "delete", other)
    client.force_login(cast.person("Rita Rep", "rep", west))
    assert "Other" not in text_of(client.get("/bin/"))
    missing = client.get("/accounts/A-99999/")
    assert (client.get(f"/accounts/{other.ref}/").status_code, missing.status_code) == (404, 404)
    assert "in the bin" not in text_of(client.get(f"/accounts/{other.ref}/"))


def test_bin_is_emptied_after_thirty_days_with_parts_but_not_what_is_needed(ana):
    actor = cast.as_actor(ana)
    needed, gone, fresh = (cast.account(name) for name in ("Needed", "Gone", "Fresh"))
    cast.made(Promise, what="Send it", account=needed, due_on=(clock.now() + timedelta(40)).date())
    person = cast.made(Contact, name="Lee Park", account=gone, email="lee@gone.example")
    cast.does(actor, Account, "add-note", gone, text="Old")
    now = clock.now()
    for model, one in ((Account, needed), (Account, gone), (Contact, person)):
        cast.does(actor, model, "delete", one)
    with clock.clock_at(now + timedelta(29)):
        cast.does(actor, Account, "delete", fresh)
    assert empty_bin(now + timedelta(29)) == 0
    assert empty_bin(now + timedelta(31)) == 4
    assert sorted(Account.objects.values_list("name", flat=True)) == ["Fresh", "Needed"]
    assert (Contact.objects.count(), ContactPoint.objects.count(), Note.objects.count()) == (0, 0, 0)
    last = Entry.objects.filter(kind="accounts.account", record_id=gone.pk).latest("id")
    assert (last.operation, last.verb, last.before["name"]) == ("delete", "empty_bin", "Gone")
