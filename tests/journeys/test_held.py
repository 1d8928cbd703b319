"""A record that somebody else holds at the moment: the sentence stands where one looks, what was typed stays."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg
import pytest
from playwright.sync_api import Page, expect

from followthrough.foundation.accounts.models import Account
from followthrough.kernel.history import patience
from followthrough.kernel.people.models import User
from tests import cast
from tests.journeys.test_first_hour import at

HELD = "Somebody else is changing this at this moment. Nothing was changed. Try again in a few seconds."


@contextmanager
def held(account: Account) -> Iterator[None]:
    """Somebody else, on a connection of their own, holds the account's row; let go at the end."""
    with psycopg.connect(os.environ["DATABASE_URL"]) as other:
        other.execute("SELECT FROM accounts_account WHERE id = %s FOR UPDATE", [account.pk])
        yield
        other.rollback()


@pytest.fixture
def page(signed_in: Callable[..., Page], ana: User, monkeypatch: pytest.MonkeyPatch) -> Page:
    """Her browser; the desk waits a moment only for what another holds."""
    monkeypatch.setattr(patience, "A_PERSONS", "100ms")
    return signed_in(ana)


@pytest.fixture
def account(house: object) -> Account:
    """What both want."""
    return cast.account("Juniper Process Controls", city="Tulsa")


def test_value_changed_in_place_is_kept_beside_the_sentence_and_saved_once_let_go(page: Page, account: Account) -> None:
    at(page, f"/accounts/{account.ref}/")
    value = page.locator("[data-field=city]")
    value.focus()
    page.keyboard.press("F2")
    expect(page.locator("#f-city")).to_be_focused()
    page.keyboard.type("Omaha")
    with held(account):
        page.keyboard.press("Enter")
        expect(page.locator("dd.editing [role=alert]")).to_have_text(HELD)
        expect(page.locator("#f-city")).to_have_value("Omaha")
        expect(page.locator("#f-city")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("[data-field=city] .saved")).to_be_visible()
    account.refresh_from_db()
    assert account.city == "Omaha"
    expect(value).to_be_focused()
    page.keyboard.press("F2")
    expect(page.locator("#f-city")).to_be_focused()
    page.keyboard.type("Wichita")
    with held(account):
        page.keyboard.press("Enter")
        expect(page.locator("dd.editing [role=alert]")).to_have_text(HELD)
    page.keyboard.press("Escape")
    expect(page.locator("[data-field=city]")).to_contain_text("Omaha")


def test_dialog_stays_open_with_the_sentence_and_what_was_typed(page: Page, account: Account) -> None:
    at(page, f"/accounts/{account.ref}/")
    page.locator("[hx-get$='/do/add-note']").first.evaluate("one => one.click()")
    text = page.locator("#dialog textarea").first
    text.fill("They want the new drawings first.")
    with held(account):
        page.locator("#dialog [type=submit]").click()
        expect(page.locator("#dialog [role=alert]")).to_have_text(HELD)
        expect(text).to_have_value("They want the new drawings first.")
    page.locator("#dialog [type=submit]").click()
    expect(page.locator("#dialog")).not_to_be_visible()
    expect(page.locator("main")).to_contain_text("They want the new drawings first.")


def test_page_of_a_whole_form_sends_it_again_by_one_key(page: Page, account: Account) -> None:
    at(page, f"/accounts/{account.ref}/edit")
    page.locator("#f-city").fill("Omaha")
    with held(account):
        page.locator("#f-city").press("Enter")
        expect(page.locator("main")).to_contain_text(HELD)
        expect(page.locator("main")).to_contain_text("What you typed is kept.")
    expect(page.get_by_role("button", name="Send it again")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/accounts/{account.ref}/")
    account.refresh_from_db()
    assert account.city == "Omaha"
