"""The sample desk on a free port, and a real browser to look at it with."""

import os
import threading
from collections.abc import Iterator
from pathlib import Path
from wsgiref.simple_server import make_server

import pytest
from django.test import override_settings
from playwright.sync_api import Browser, Page, sync_playwright
from playwright.sync_api import Error as PlaywrightError

from followthrough.web.tests.desk import Quiet, desk

PLAIN = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Where the sample pages are served, under the strict policy."""
    server = make_server("127.0.0.1", 0, desk(), handler_class=Quiet)
    with override_settings(STORAGES=PLAIN, STATIC_URL="/static/"):
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """The machine's browser, or the one that came with playwright; skipped where there is none.

    For one module only: its event loop would make Django refuse the database to every test that runs after it.
    """
    known = os.environ.get("FOLLOWTHROUGH_BROWSER", "/usr/bin/chromium")
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=known if Path(known).exists() else None, args=FLAGS)
        except PlaywrightError:
            pytest.skip("no browser can be had on this machine")
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser, address: str) -> Iterator[Page]:
    """A fresh page; at the end nothing may have been said on the console."""
    context = chromium.new_context(base_url=address, viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    page, said = context.new_page(), list[str]()
    page.on("console", lambda line: said.append(line.text) if line.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page
    context.close()
    expected = ("Failed to load resource", "Response Status Error Code")
    assert [line for line in said if not line.startswith(expected)] == []
