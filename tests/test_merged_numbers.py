"""What was known of a merged record leads to the one that stayed: addresses, programs, search, fields and old files."""

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from followthrough.foundation.accounts.models import Account, Contact
from followthrough.kernel.doubles.models import Merge
from followthrough.kernel.exchange.models import Import
from followthrough.kernel.search.finding import find
from tests import cast
from tests.callers import Caller

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def store(settings, tmp_path):
    settings.FILES_ROOT = tmp_path


@pytest.fixture
def ada():
    return cast.person("Ada Admin", "admin")


@pytest.fixture
def merged(ada):
    """GTXPro (OLD-2) went into GTX Pro (OLD-1)."""
    stays, gone = cast.account("GTX Pro", former_id="OLD-1"), cast.account("GTXPro", former_id="OLD-2")
    cast.does(cast.as_actor(ada), Account, "merge", stays, others=[gone.ref])
    return stays, gone


def browser(person):
    client = Client()
    client.force_login(person, backend="followthrough.kernel.people.backend.PersonBackend")
    return client


def test_old_number_leads_to_the_one_that_stayed_everywhere_until_it_is_taken_back(ada, merged):
    stays, gone = merged
    client, program = browser(ada), Caller(ada)
    assert client.get(f"/accounts/{gone.ref}/").headers["Location"] == f"/accounts/{stays.ref}/"
    told = program.get(f"/accounts/{gone.ref}")
    assert (told.status_code, told.body["ref"]) == (200, stays.ref)

    def found(typed):
        kinds = find(typed, cast.as_actor(ada), only=["accounts.account"])
        return [one.record.ref for kind in kinds for one in kind.finds]

    assert (found(gone.ref), found(stays.ref)) == ([stays.ref], [stays.ref])
    cast.does(cast.as_actor(ada), Merge, "unmerge", Merge.objects.get())
    assert found(gone.ref) == [gone.ref]
    assert client.get(f"/accounts/{gone.ref}/").status_code == 200


def uploaded(actor, text, into):
    file = ContentFile(text.encode(), name=f"{into}.csv")
    draft = Import.objects.get(ref=cast.does(actor, Import, "upload", file=file, into=into).ref)
    cast.does(actor, Import, "apply", draft)


@pytest.mark.slow
def test_old_file_links_to_and_recognises_the_one_that_stayed_when_uploaded_again(ada, merged):
    stays, gone = merged
    actor = cast.as_actor(ada)
    uploaded(actor, f"Name,Account\nLee Park,{gone.ref}\nDana Whit,OLD-2\n", "contacts")
    assert set(Contact.objects.values_list("name", "account")) == {("Lee Park", stays.pk), ("Dana Whit", stays.pk)}
    uploaded(actor, "Former id,Name,City\nOLD-2,GTXPro,Toledo\n", "accounts")
    stays.refresh_from_db()
    assert (stays.city, stays.former_id) == ("Toledo", "OLD-1")
    assert Account.objects.filter(binned_at=None).count() == 1


def test_link_field_offers_what_is_written_otherwise_and_makes_what_is_not_there(ada):
    cast.account("GTX Pro, Inc.")
    client = browser(ada)
    offered = client.get("/choose/accounts.account?new=1&q=GTXPro").json()
    assert [one["label"] for one in offered] == ["GTX Pro, Inc.", "Make “GTXPro”"]
    assert offered[0]["note"].startswith("use this one: ")
    assert client.get("/choose/accounts.account?q=GTXPro").json() == []
    made = client.post(offered[-1]["create"], {"name": "GTXPro", "idempotency_key": "k"}).json()
    again = client.post(offered[-1]["create"], {"name": "GTXPro", "idempotency_key": "k"}).json()
    assert made == again
    assert Account.objects.get(ref=made["value"]).name == "GTXPro"
    reader = browser(cast.person("Rosa Readonly", "readonly"))
    assert "create" not in str(reader.get("/choose/accounts.account?new=1&q=Nothing").json())
    assert reader.post("/choose/accounts.account/new", {"name": "X"}).status_code == 403
