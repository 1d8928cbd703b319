"""The first hour: come in, make an account, change it in place, get along with a colleague, find the way by keys."""

import re

import pytest
from playwright.sync_api import Page, expect

from followthrough.foundation.accounts.models import Account
from followthrough.kernel import clock
from followthrough.kernel.people.actions import set_password
from tests import cast

PASSWORD = "seven maple boats"


def at(page: Page, path: str) -> None:
    page.goto(path)
    page.wait_for_load_state("networkidle")


def arrived(page: Page) -> None:
    """Wait until the page one has come to hears keys: what it shows is there before its scripts are."""
    page.wait_for_load_state("load")


def tab_to(page: Page, name: str, most: int = 40) -> None:
    """Press Tab until the field or button of this name has the focus."""
    for _ in range(most):
        words = page.evaluate(
            "() => { const e = document.activeElement;"
            " return [e.name, e.getAttribute('aria-label'), e.innerText].filter(Boolean).join(' ') }"
        )
        if name in str(words):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"Tab never reached {name}")


def test_person_comes_in_and_lands_where_they_wanted_when_the_password_fits(opened, ana):
    with cast.acting(cast.SYSTEM, "arrange", surface="test", now=clock.now()):
        set_password(ana, PASSWORD, by=cast.SYSTEM, now=clock.now())
    page = opened()
    at(page, "/accounts/")
    expect(page).to_have_url(re.compile(r"/sign-in\?next="))
    page.keyboard.type(ana.email)
    page.keyboard.press("Tab")
    page.keyboard.type("not the password")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("do not belong together")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Accounts")
    page.locator("aside summary").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page).to_have_url(re.compile(r"/sign-in$"))


def test_account_is_made_by_keys_alone_when_n_is_pressed_in_the_list(signed_in, ana):
    page = signed_in(ana)
    at(page, "/accounts/")
    page.keyboard.press("n")
    expect(page).to_have_url(re.compile(r"/accounts/new$"))
    arrived(page)
    tab_to(page, "name")
    page.keyboard.type("Juniper Process Controls")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1).first).to_contain_text("Juniper Process Controls")
    account = Account.objects.get()
    assert (account.name, account.version, page.url.endswith(f"/accounts/{account.ref}/")) == (
        "Juniper Process Controls",
        1,
        True,
    )


def test_value_is_changed_in_place_when_f2_is_pressed(signed_in, ana):
    account = cast.account("Juniper Process Controls", city="Tulsa")
    page = signed_in(ana)
    at(page, f"/accounts/{account.ref}/")
    page.locator("[data-field=city]").focus()
    page.keyboard.press("F2")
    expect(page.locator("#f-city")).to_be_focused()
    page.keyboard.type("Omaha")
    page.keyboard.press("Enter")
    expect(page.locator("[data-field=city] .saved")).to_be_visible()
    account.refresh_from_db()
    assert (account.city, account.version) == ("Omaha", 2)


def test_both_values_are_shown_and_the_typed_one_kept_when_two_people_change_one_record(signed_in, ana, marcus):
    account = cast.account("Juniper Process Controls", city="Tulsa")
    hers, his = signed_in(ana), signed_in(marcus)
    for page in (hers, his):
        at(page, f"/accounts/{account.ref}/edit")
    his.locator("#f-city").fill("Omaha")
    his.get_by_role("button", name="Save").click()
    expect(his.get_by_role("heading", level=1).first).to_contain_text("Juniper Process Controls")
    hers.locator("#f-city").fill("Wichita")
    hers.get_by_role("button", name="Save").click()
    said = hers.locator("main")
    expect(said).to_contain_text("Marcus Bell")
    expect(said).to_contain_text("Omaha")
    expect(hers.locator("#f-city")).to_have_value("Wichita")
    account.refresh_from_db()
    assert account.city == "Omaha"
    hers.get_by_role("button", name="Save").click()
    expect(hers.get_by_role("heading", level=1).first).to_contain_text("Juniper Process Controls")
    account.refresh_from_db()
    assert account.city == "Wichita"


def test_deleted_account_comes_back_when_undone_by_z(signed_in, ana):
    account = cast.account("Juniper Process Controls")
    page = signed_in(ana)
    at(page, f"/accounts/{account.ref}/")
    page.get_by_label("More").click()
    page.get_by_role("link", name="Delete").click()
    page.locator("#dialog").get_by_role("button", name="Delete").click()
    expect(page.locator(".toast")).to_be_visible()
    expect(page).to_have_url(re.compile(r"/accounts/$"))
    account.refresh_from_db()
    assert account.binned_at is not None
    arrived(page)
    page.keyboard.press("z")
    expect(page.get_by_role("link", name="Juniper Process Controls")).to_be_visible()
    account.refresh_from_db()
    assert account.binned_at is None


def test_palette_runs_every_verb_of_the_selection_when_rows_are_picked(signed_in, ana):
    for name in ("Aspen Pumps", "Birch Valves", "Cedar Foods"):
        cast.account(name)
    page = signed_in(ana)
    at(page, "/accounts/")
    page.locator("tr[data-row] input[name=pick]").first.check()
    page.keyboard.press("Control+k")
    expect(page.get_by_role("group", name="Aspen Pumps").get_by_role("option", name="Log a call")).to_be_visible()
    page.keyboard.press("Escape")
    page.locator("tr[data-row] input[name=pick]").nth(1).check()
    expect(page.locator(".bulk [data-count]")).to_have_text("2 selected")
    verbs = page.locator(".bulk :is(button, a):not([data-pick-none])").filter(visible=True).all_inner_texts()
    page.keyboard.press("Control+k")
    offered = page.locator("#palette [role=group]").first.locator("[role=option]")
    expect(offered).to_have_count(len(verbs))
    page.keyboard.type("change")
    expect(page.locator("#palette [aria-selected=true]")).to_contain_text("Change")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/accounts/bulk/"))


def test_another_record_opens_by_keys_when_the_palette_is_asked(signed_in, ana):
    juniper, aspen = cast.account("Juniper Process Controls"), cast.account("Aspen Pumps")
    page = signed_in(ana)
    at(page, f"/accounts/{aspen.ref}/")
    page.keyboard.press("Control+k")
    page.keyboard.type("junip")
    expect(page.locator("#palette [aria-selected=true]")).to_contain_text("Juniper Process Controls")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(rf"/accounts/{juniper.ref}/$"))
    arrived(page)
    page.keyboard.press("/")
    expect(page.locator("#palette [aria-selected=true]")).to_contain_text("Aspen Pumps")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(rf"/accounts/{aspen.ref}/$"))


def test_language_changes_at_once_when_saved_in_the_profile(signed_in, ana):
    page = signed_in(ana)
    at(page, "/profile")
    page.locator("#f-language").select_option("es")
    page.locator("#f-theme").select_option("dark")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("html")).to_have_attribute("lang", "es")
    expect(page.locator("html")).to_have_class(re.compile("dark"))


def test_key_is_shown_once_in_the_dialog_when_made(signed_in, ana):
    page = signed_in(ana)
    at(page, "/profile")
    page.get_by_role("link", name="New key").click()
    page.locator("#dialog #f-name").fill("Nightly export")
    page.locator("#dialog button[type=submit]").click()
    expect(page.locator("#secret")).to_have_value(re.compile("^ftk_"))
    page.locator("#dialog").get_by_role("button", name="Copy").click()
    expect(page.locator("#dialog")).to_contain_text("Copied")
    page.locator("#dialog").get_by_role("link", name="Done").click()
    expect(page.locator("#panel-keys")).to_contain_text("Nightly export")
