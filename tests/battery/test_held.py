"""C3: whoever wants a row that somebody else holds is told so within three seconds and loses nothing typed."""

import os
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import psycopg
import pytest
from django.db import OperationalError, connections
from django.test import Client

from followthrough import cli
from followthrough.cli.running import BUSY
from followthrough.foundation.accounts.models import Account
from followthrough.kernel import clock
from followthrough.kernel.history import patience
from followthrough.kernel.history.models import Entry
from followthrough.kernel.people.actions import set_password
from followthrough.web.signing import BACKEND
from tests import cast
from tests.callers import Caller

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
WITHIN = 3.0  # seconds
TOLD = "Somebody else is changing this at this moment. Nothing was changed. Try again in a few seconds."
TYPED = {"name": "Juniper", "city": "Tulsa", "version": "1", "idempotency_key": "k-page"}


@pytest.fixture
def admin():
    return Caller(cast.person("Ada Admin", "admin"))


@pytest.fixture
def browser_of(admin):
    client = Client(raise_request_exception=False)
    client.force_login(admin.user, backend=BACKEND)
    client.get("/accounts/")  # what is loaded by the first request of all is nobody's wait
    return client


@contextmanager
def held(account: Account) -> Iterator[None]:
    """Somebody else, on a connection of their own, holds the row of this account; let go at the end."""
    with psycopg.connect(os.environ["DATABASE_URL"]) as other:
        other.execute("SELECT FROM accounts_account WHERE id = %s FOR UPDATE", [account.pk])
        yield
        other.rollback()


def timed(send):
    """What was answered, and whether it came within the time promised."""
    began = time.monotonic()
    answer = send()
    return answer, time.monotonic() - began < WITHIN


def test_the_row_of_another_is_told_in_time_on_every_surface_and_goes_through_once_let_go(admin, browser_of, capsys):
    account = cast.account("Juniper", city="Lima")
    page, part = f"/accounts/{account.ref}/edit", f"/accounts/{account.ref}/field/city"

    def by_api():
        return admin.patch(f"/accounts/{account.ref}", {"city": "Quito"}, If_Match="*", Idempotency_Key="k-api")

    def by_words(*more):
        return cli.main(["accounts", "edit", account.ref, "--city", "Oslo", "--as", admin.user.email, *more])

    with held(account):
        whole, soon = timed(lambda: browser_of.post(page, TYPED))
        assert (whole.status_code, whole["Retry-After"], soon) == (503, "2", True)
        shown = whole.content.decode()
        for name, value in TYPED.items():
            assert f'<input type="hidden" name="{name}" value="{value}">' in shown
        assert (TOLD in shown, "Send it again" in shown, "What you typed is kept." in shown) == (True, True, True)
        some, soon = timed(lambda: browser_of.post(part, {"city": "Rome"}, headers={"HX-Request": "true"}))
        assert (some.status_code, some["Retry-After"], soon) == (503, "2", True)
        told, soon = timed(by_api)
        body = {name: told.body[name] for name in ("status", "code", "detail")}
        assert (told.status_code, told["Content-Type"], told["Retry-After"], soon) == (
            503, "application/problem+json", "2", True,
        )  # fmt: skip
        assert body == {"status": 503, "code": "busy", "detail": TOLD}
        code, soon = timed(by_words)
        assert (code, capsys.readouterr().err, soon) == (BUSY, TOLD + "\n", True)
        assert by_words("--json") == BUSY
        assert '"problem": "busy"' in (said := capsys.readouterr().err) and '"retry_after": 2' in said
    account.refresh_from_db()
    assert (account.city, account.version) == ("Lima", 1)
    assert browser_of.post(page, TYPED).status_code == 302  # what the page kept, sent again
    assert (by_api().status_code, by_words()) == (200, 0)
    cities = Entry.objects.filter(kind="accounts.account", operation="change").order_by("id")
    assert [entry.after["city"] for entry in cities] == ["Tulsa", "Quito", "Oslo"]


def test_those_who_wait_behind_others_are_told_in_time_too(admin):
    account = cast.account("Juniper")

    def change(turn):
        time.sleep(
            turn * 0.4
        )  # the worst case, not a wait: a late one gets to the front late and waits once more there
        try:
            send = lambda: admin.patch(f"/accounts/{account.ref}", {"city": f"C{turn}"}, If_Match="*")  # noqa: E731
            answer, soon = timed(send)
            return answer.status_code, soon
        finally:
            connections.close_all()

    with held(account), ThreadPoolExecutor(4) as pool:
        assert list(pool.map(change, range(4))) == [(503, True)] * 4


def test_a_page_that_is_sent_with_a_password_keeps_none_of_it(browser_of, admin):
    now = clock.now()
    with cast.acting(cast.SYSTEM, "arrange", surface="test", now=now):
        set_password(admin.user, "nine copper kettles", by=cast.SYSTEM, now=now)
    browser_of.force_login(admin.user, backend=BACKEND)
    typed = {"current": "nine copper kettles", "new": "seven maple boats", "again": "seven maple boats"}
    with psycopg.connect(os.environ["DATABASE_URL"]) as other:
        other.execute("SELECT FROM people_user WHERE id = %s FOR UPDATE", [admin.user.pk])
        answer = browser_of.post("/profile/password", typed)
        other.rollback()
    page = answer.content.decode()
    assert (answer.status_code, TOLD in page) == (503, True)
    assert [words for words in ("maple", "copper", "Send it again") if words in page] == []


def test_the_house_itself_waits_longer_and_fails_so_that_it_is_tried_again(admin, monkeypatch):
    account = cast.account("Juniper")
    monkeypatch.setattr(patience, "A_JOBS", "300ms")
    with held(account), patience.patiently(), pytest.raises(OperationalError):
        cast.does(cast.as_actor(admin.user), Account, "edit", account, city="Lima")
    assert patience.patience_of("web") == patience.A_PERSONS
    with patience.patiently():
        assert patience.patience_of("web") == patience.A_JOBS == "300ms"
