"""The desk on a free port, people signed in on fresh browsers, and silence on the console."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from followthrough.kernel.people.models import Company, User
from followthrough.web.signing import BACKEND
from tests import cast

expect.set_options(timeout=15_000)
BEHELD = {"viewport": {"width": 1440, "height": 900}, "reduced_motion": "reduce", "locale": "en-US"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every journey drives a browser against committed rows."""
    for item in items:
        if "journeys" in item.path.parts:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.django_db(transaction=True))


@pytest.fixture
def house(live_server: LiveServer) -> Company:
    """The company everything happens in."""
    company: Company = cast.made(Company, name="Ostrander Group")
    return company


@pytest.fixture
def opened(browser: Browser, live_server: LiveServer, house: Company) -> Iterator[Callable[..., Page]]:
    """Open a browser; at the end none may have said anything on its console, broken policies among it."""
    contexts: list[BrowserContext] = []
    said: list[str] = []

    def open_browser(**wishes: Any) -> Page:
        context = browser.new_context(base_url=live_server.url, **{**BEHELD, **wishes})
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda line: said.append(line.text) if line.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error: said.append(str(error)))
        return page

    yield open_browser
    for context in contexts:
        context.close()
    # Answers that refuse are told by browser and htmx too; the last only tells of a slow machine.
    idle = ("Failed to load resource", "Response Status Error Code 503", "preloaded using link preload")
    assert [line for line in said if not any(words in line for words in idle)] == []


@pytest.fixture
def signed_in(opened: Callable[..., Page], live_server: LiveServer) -> Callable[..., Page]:
    """Open a browser in which a person is signed in already."""

    def sign_in(person: User, **wishes: Any) -> Page:
        page, client = opened(**wishes), Client()
        client.force_login(person, backend=BACKEND)
        page.context.add_cookies(
            [{"name": "session", "value": client.cookies["session"].value, "url": live_server.url, "httpOnly": True}]
        )
        return page

    return sign_in


@pytest.fixture
def ana() -> User:
    """A coordinator who sees every account."""
    return cast.person("Ana Ruiz", "coordinator", reach="all")


@pytest.fixture
def marcus() -> User:
    """Another one."""
    return cast.person("Marcus Bell", "coordinator", reach="all")
