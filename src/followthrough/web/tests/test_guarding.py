"""What no page may do: be posted to from elsewhere, change something when opened, or open without a session."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.urls import URLPattern

from followthrough.foundation.accounts.models import Account
from followthrough.kernel.actions.declare import actions_on
from followthrough.kernel.history.models import Entry
from followthrough.kernel.people.models import OneTimeLink
from followthrough.kernel.records.registry import record_types
from followthrough.web.signing import BACKEND
from followthrough.web.urls import urlpatterns
from tests import cast

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
FILLED = {
    "plural": "accounts",
    "ref": "A-00001",
    "verb": "delete",
    "name": "city",
    "kind": "accounts.account",
    "secret": "x" * 43,
    "mark": "0" * 16,
    "number": "1",
    "job": "1",
    "how": "retry",
    "view": "mine",
    "form": "csv",
    "run": "00000000-0000-4000-8000-000000000000",
    "key": "00000000-0000-4000-8000-000000000000",
}
OPEN = ("/sign-in", "/g/", "/feeds/", "/robots.txt", "/favicon.ico")
WRITTEN = "SELECT count(*), coalesce(sum(version), 0) FROM accounts_account"


def address_of(pattern: object) -> str:
    """An address that the pattern fits."""
    assert isinstance(pattern, URLPattern)
    plain = re.sub(r"\(\?P(<\w+>)[^)]*\)", r"\1", str(pattern.pattern)).strip("^$").replace("\\", "")
    return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda gap: FILLED.get(gap[1], "x"), plain)


ADDRESSES = [address_of(pattern) for pattern in urlpatterns]  # every page, areas' own among them


@pytest.fixture
def ada():
    return cast.person("Ada Admin", "admin")


@pytest.fixture
def juniper():
    account = cast.account("Juniper Process Controls", city="Tulsa")
    assert account.ref == FILLED["ref"]
    return account


@pytest.mark.parametrize("url", ADDRESSES)
def test_post_is_refused_when_it_carries_no_token(ada, juniper, url):
    client = Client(enforce_csrf_checks=True)
    client.force_login(ada, backend=BACKEND)
    assert client.post(url, {"version": "1", "city": "Omaha"}).status_code == 419
    juniper.refresh_from_db()
    assert (juniper.city, juniper.version) == ("Tulsa", 1)


@pytest.mark.parametrize("url", [url for url in ADDRESSES if not url.startswith(OPEN)])
def test_stranger_is_sent_to_the_door_when_not_signed_in(url):
    answer = Client().get(url)
    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/sign-in")
    assert Client().get(url, headers={"HX-Request": "true"}).status_code == 401


@pytest.mark.parametrize("url", ADDRESSES)
def test_nothing_changes_when_a_page_is_only_opened(client, ada, juniper, url):
    client.force_login(ada, backend=BACKEND)
    before = (Entry.objects.count(), _written(), OneTimeLink.objects.count())
    assert client.get(url).status_code < 500
    assert client.head(url).status_code < 500
    assert (Entry.objects.count(), _written(), OneTimeLink.objects.count()) == before


def test_no_verb_is_done_when_its_address_is_only_opened(client, ada, juniper):
    client.force_login(ada, backend=BACKEND)
    before = (Entry.objects.count(), _written())
    codes = {verb: client.get(f"/accounts/{juniper.ref}/do/{verb}").status_code for verb in actions_on(Account)}
    assert {verb: code for verb, code in codes.items() if code >= 500} == {}
    assert (Entry.objects.count(), _written()) == before


@pytest.mark.parametrize("role", cast.EACH_ROLE)
def test_list_opens_exactly_when_the_role_may_see_it(client, role):
    person = cast.person("Pat Person", role)
    client.force_login(person, backend=BACKEND)
    actor = cast.as_actor(person)
    kinds = [kind for kind in record_types() if kind.listed]
    wanted = {kind.plural: 200 if actor.may(kind.permission("view")) else 403 for kind in kinds}
    assert {kind.plural: client.get(f"/{kind.plural}/").status_code for kind in kinds} == wanted


def test_back_link_stays_in_the_house_when_the_address_names_another(client, ada):
    client.force_login(ada, backend=BACKEND)
    for wanted in ("javascript:alert(1)", "//evil.example", "/\\evil.example"):
        page = client.get("/accounts/new", {"back": wanted}).content.decode()
        assert 'data-variant="ghost" href="/accounts/"' in page
        sent = {"name": f"Juniper {len(wanted)}", "back": wanted}
        assert client.post("/accounts/new", sent)["Location"].startswith("/accounts/A-")


def _written():
    with connection.cursor() as cursor:
        cursor.execute(WRITTEN)
        return cursor.fetchone()
