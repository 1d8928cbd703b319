"""I3: what people type and send never runs in anybody's browser."""

from collections.abc import Callable

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from followthrough.foundation.accounts.models import Account, Contact
from followthrough.kernel.notes.models import Attachment
from followthrough.kernel.people.models import Company
from followthrough.web.signing import BACKEND
from tests import cast
from tests.battery.hostile import SCRIPTS

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
HIT = "hit"


@pytest.fixture
def watched(browser: Browser, live_server: LiveServer) -> Callable[[], tuple[Page, list[str]]]:
    """A page of the administrator, and all that its console says."""
    cast.made(Company, name="Ostrander Group")
    ada, client = cast.person("Ada Admin", "admin"), Client()
    client.force_login(ada, backend=BACKEND)

    def open_one() -> tuple[Page, list[str]]:
        context = browser.new_context(base_url=live_server.url)
        context.add_cookies([{"name": "session", "value": client.cookies["session"].value, "url": live_server.url}])
        page, said = context.new_page(), list[str]()
        page.on("console", lambda line: said.append(line.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("dialog", lambda dialog: (said.append(f"dialog {dialog.message}"), dialog.dismiss()))
        return page, said

    return open_one


def broken(said: list[str]) -> list[str]:
    """What the console said of scripts and policies."""
    return [line for line in said if "Security Policy" in line or "dialog" in line or "SyntaxError" in line]


def test_nothing_that_was_typed_runs_where_it_is_shown(
    watched: Callable[[], tuple[Page, list[str]]], settings: object, tmp_path: object
) -> None:
    settings.FILES_ROOT = tmp_path  # type: ignore[attr-defined]
    page, said = watched()
    admin = cast.as_actor(cast.person("Olga Other", "admin"))
    ref = ""
    for number, text in enumerate(SCRIPTS):
        account = cast.account(f"{text} {number}", city=text[:60], website=text[:100])
        cast.made(Contact, name=text, account=account)
        cast.does(admin, Account, "add-note", account, text=text)
        cast.made(
            Attachment,
            kind="accounts.account",
            record_id=account.pk,
            name=f"{text}.html",
            sha256="0" * 64,
            size=1,
            media_type="text/html",
            author=None,
        )
        cast.does(admin, Account, "new-promise", account, what=text, due="week")
        ref = account.ref
    first = Account.objects.order_by("id").first()
    assert first is not None
    for path in (
        f"/accounts/{first.ref}/",
        f"/accounts/{ref}/",
        "/accounts/",
        "/accounts/?as=board&group=city",
        "/contacts/",
        "/promises/",
        "/",
        "/search/?q=script",
        "/history/",
        "/accounts/new?name=%22%3E%3Cimg%20src=x%20onerror=document.title='hit'%3E",
    ):
        page.goto(path)
        assert page.title() != HIT, path
        links = page.eval_on_selector_all("a[href], form[action]", "all => all.map(one => one.href || one.action)")
        assert [link for link in links if str(link).lower().startswith(("javascript:", "data:", "vbscript:"))] == [], (
            path
        )
    assert broken(said) == []


def test_a_page_that_does_run_something_is_seen(watched: Callable[[], tuple[Page, list[str]]]) -> None:
    """The control: a script put into a page past its policy is caught, one put in as text breaks the policy."""
    page, said = watched()
    page.goto("/accounts/")
    page.evaluate("document.body.insertAdjacentHTML('beforeend', `<img src=x onerror=\"document.title='hit'\">`)")
    page.wait_for_timeout(200)
    assert (page.title() == HIT, broken(said) != []) == (False, True)
    page.evaluate("document.title = 'hit'")
    assert page.title() == HIT


def test_a_file_that_would_run_is_handed_out_asleep(client: Client, settings: object, tmp_path: object) -> None:
    settings.FILES_ROOT = tmp_path  # type: ignore[attr-defined]
    ada = cast.person("Ada Admin", "admin")
    client.force_login(ada, backend=BACKEND)
    from django.core.files.base import ContentFile  # noqa: PLC0415 -- beside its use

    account = cast.account("Juniper")
    for name in ("a.html", "a.svg", "a.xml", "a.js", "a.pdf", "a.xhtml"):
        cast.does(cast.as_actor(ada), Account, "attach", account, file=ContentFile(SCRIPTS[0].encode(), name=name))
    for kept in Attachment.objects.all():
        sent = client.get(f"/files/{kept.ref}")
        told = (
            sent["Content-Disposition"].split(";")[0],
            sent["X-Content-Type-Options"],
            sent["Content-Security-Policy"],
        )
        assert told == ("attachment", "nosniff", "sandbox; default-src 'none'"), kept.name
        b"".join(sent.streaming_content)
