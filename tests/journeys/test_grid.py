"""A list as a grid: values changed, rows picked and cells copied by keys alone."""

from io import BytesIO

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from followthrough.foundation.accounts.models import Account
from followthrough.kernel.history.models import Entry
from tests import cast
from tests.journeys.test_first_hour import at

NAMES = ("Brandt Armaturen", "Calder Dairy", "Juniper Process", "Kestrel Media")


@pytest.fixture
def accounts(house):
    return [cast.account(name, city="Tulsa") for name in NAMES]


def cell(page: Page, name: str, column: str):
    """The cell of a named row under a heading."""
    place = page.locator("thead th").evaluate_all("(all, key) => all.findIndex(one => one.dataset.key === key)", column)
    return page.locator("tr[data-row]", has_text=name).locator("td").nth(place)


def column_of_focus(page: Page) -> str:
    return str(page.evaluate("desk.grid.head(document.activeElement.closest('td')).dataset.key"))


def test_values_are_saved_and_the_next_opened_when_f2_tab_and_enter_are_pressed(signed_in, ana, accounts):
    page = signed_in(ana)
    at(page, "/accounts/")
    cell(page, "Calder", "city").click(position={"x": 3, "y": 3})
    expect(page.locator(".cell-form input")).to_be_focused()
    page.keyboard.press("Escape")
    assert column_of_focus(page) == "city"
    page.keyboard.press("F2")
    page.keyboard.type("Madison")
    page.keyboard.press("Tab")
    assert column_of_focus(page) == "country"
    page.keyboard.type("US")
    page.keyboard.press("Enter")
    expect(cell(page, "Calder", "city")).to_have_text("Madison")
    expect(cell(page, "Calder", "country")).to_have_text("United States")
    expect(cell(page, "Juniper", "country")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    page.keyboard.type("Dayton")
    page.keyboard.press("Shift+Tab")
    assert column_of_focus(page) == "team"
    expect(cell(page, "Juniper", "city")).to_have_text("Dayton")
    stored = dict(Account.objects.values_list("name", "city"))
    assert stored == dict(zip(NAMES, ("Tulsa", "Madison", "Dayton", "Tulsa"), strict=True))
    entry = Entry.objects.filter(kind="accounts.account", record_id=accounts[1].pk).order_by("-id")[1]
    assert (entry.actor_name, entry.verb, entry.after["city"]) == ("Ana Ruiz", "edit_account", "Madison")


def test_typed_text_stays_with_the_reason_when_a_value_is_refused(signed_in, ana, accounts):
    page = signed_in(ana)
    at(page, "/accounts/")
    cell(page, "Kestrel", "owner").click(position={"x": 3, "y": 3})
    page.keyboard.type("Nobody Known")
    expect(page.locator(".cell-form [role=listbox]")).to_contain_text("Nothing found")
    page.keyboard.press("Enter")
    expect(page.locator(".cell-form .error")).to_contain_text("“Nobody Known”")
    expect(page.locator(".cell-form input[aria-invalid=true]")).to_be_focused()
    assert page.locator(".cell-form input[role=combobox]").input_value() == "Nobody Known"
    page.keyboard.press("Control+a")
    page.keyboard.type("Ana R")
    expect(page.locator(".cell-form [role=option]")).to_have_count(1)
    page.keyboard.press("Tab")
    expect(cell(page, "Kestrel", "owner").locator("form")).to_have_count(0)
    expect(cell(page, "Kestrel", "owner")).to_contain_text("Ana Ruiz")
    accounts[3].refresh_from_db()
    assert accounts[3].owner == ana


def test_both_values_stand_in_the_cell_when_somebody_else_saved_first(signed_in, ana, marcus, accounts):
    page = signed_in(ana)
    at(page, "/accounts/")
    cast.does(cast.as_actor(marcus), Account, "edit", accounts[0], city="Kassel")
    cast.does(cast.as_actor(marcus), Account, "edit", accounts[1], country="DE")
    cell(page, "Calder", "city").click(position={"x": 3, "y": 3})
    page.keyboard.type("Madison")
    page.keyboard.press("Enter")
    expect(cell(page, "Calder", "country")).to_have_text("Germany")
    cell(page, "Brandt", "city").click(position={"x": 3, "y": 3})
    page.keyboard.type("Fulda")
    page.keyboard.press("Enter")
    expect(page.locator(".cell-form .alert")).to_contain_text("Marcus Bell changed this")
    expect(page.locator(".cell-form .alert b")).to_have_text("Kassel")
    accounts[0].refresh_from_db()
    assert (accounts[0].city, page.locator(".cell-form input").input_value()) == ("Kassel", "Fulda")
    page.get_by_role("button", name="Save mine").click()
    expect(cell(page, "Brandt", "city")).to_have_text("Fulda")
    accounts[0].refresh_from_db()
    assert (accounts[0].city, accounts[0].version) == ("Fulda", 3)


def test_rows_stay_picked_when_the_order_changes_and_all_are_meant_when_ctrl_a_is_pressed(signed_in, ana, accounts):
    page = signed_in(ana)
    at(page, "/accounts/?country__empty=1")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("x")
    page.keyboard.press("Shift+ArrowDown")
    expect(page.locator(".bulk [data-count]")).to_have_text("2 selected")
    with page.expect_download() as download:
        page.locator(".bulk").get_by_role("button", name="Excel").click()
    assert openpyxl.load_workbook(BytesIO(download.value.path().read_bytes())).worksheets[0].max_row == 3
    with page.expect_navigation():
        page.get_by_role("columnheader", name="Name").get_by_role("link").click()
    expect(page.locator("tr[data-picked] b")).to_have_text(["Juniper Process", "Calder Dairy"])
    assert page.evaluate("desk.picked()") == [accounts[1].ref, accounts[2].ref]
    page.locator("tr[data-row] td").nth(1).focus()
    page.keyboard.press("Control+a")
    expect(page.locator(".bulk [data-count]")).to_have_text("All 4 selected")
    assert page.evaluate("String(desk.asked())") == "country__empty=1&all=1"
    page.keyboard.press("Escape")
    expect(page.locator(".bulk")).to_be_hidden()


def test_cells_are_copied_as_a_sheet_wants_them_when_marked_by_keys(signed_in, ana, accounts):
    page = signed_in(ana)
    at(page, "/accounts/")
    cell(page, "Brandt", "name").focus()
    for key in ("Control+Shift+ArrowDown", "Shift+ArrowRight"):
        page.keyboard.press(key)
    copied = page.evaluate(
        "() => { const clip = new DataTransfer();"
        " const copy = new ClipboardEvent('copy', { clipboardData: clip, bubbles: true, cancelable: true });"
        " document.activeElement.dispatchEvent(copy);"
        " return clip.getData('text/plain'); }"
    )
    kind = accounts[0].get_kind_display()
    assert copied == f"Brandt Armaturen\t{kind}\nCalder Dairy\t{kind}"


def test_record_stands_beside_the_list_and_follows_the_rows_when_space_and_j_are_pressed(signed_in, ana, accounts):
    page = signed_in(ana)
    at(page, "/accounts/")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("x")
    page.keyboard.press("Space")
    panel = page.locator("#beside")
    expect(panel.get_by_role("heading", level=2).first).to_contain_text("Calder Dairy")
    page.keyboard.press("j")
    expect(panel.get_by_role("heading", level=2).first).to_contain_text("Juniper Process")
    assert page.url.endswith(f"?beside={accounts[2].ref}")
    panel.locator("[data-field=city]").focus()
    page.keyboard.press("F2")
    expect(page.locator("#f-city")).to_be_focused()
    page.keyboard.type("Dayton")
    page.keyboard.press("Enter")
    expect(cell(page, "Juniper", "city")).to_have_text("Dayton")
    page.reload()
    expect(panel.locator("[data-field=city]")).to_contain_text("Dayton")
    assert page.evaluate("desk.picked()") == [accounts[1].ref]
    panel.get_by_role("button", name="Next row").click()
    expect(panel.get_by_role("heading", level=2).first).to_contain_text("Kestrel Media")
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    assert page.evaluate("document.activeElement.innerText") == "Kestrel Media"
    assert page.url.endswith("/accounts/")


def test_every_key_is_answered_within_a_tenth_of_a_second_when_a_hundred_rows_are_shown(signed_in, ana, house):
    for number in range(100):
        cast.account(f"Customer {number:03}", city="Tulsa")
    page = signed_in(ana)
    at(page, "/accounts/")
    page.keyboard.press("ArrowDown")
    took = page.evaluate(
        "() => { const took = {};"
        " const press = (key, more) => { const began = performance.now();"
        "   const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more });"
        "   document.activeElement.dispatchEvent(event); document.body.getBoundingClientRect();"
        "   (took[more ? `Shift ${key}` : key] ??= []).push(performance.now() - began); };"
        " for (let n = 0; n < 11; n += 1) { press('ArrowDown'); press('ArrowRight'); press('x'); press('F2');"
        "   press('Escape'); press('ArrowDown', { shiftKey: true }); press('ArrowLeft'); }"
        " return took; }"
    )
    usual = {key: sorted(times)[2] for key, times in took.items()}  # other work on the machine slows the others
    slow = {key: time for key, time in usual.items() if time >= 100}
    assert (len(took), slow) == (7, {})
    page.keyboard.press("Control+a")
    expect(page.locator(".bulk [data-count]")).to_have_text("All 100 selected")


def test_row_is_as_it_was_when_a_change_of_a_cell_is_undone_by_z(signed_in, ana, accounts):
    page = signed_in(ana)
    at(page, "/accounts/")
    cell(page, "Calder", "city").click(position={"x": 3, "y": 3})
    page.keyboard.type("Madison")
    page.keyboard.press("Enter")
    expect(page.locator(".toast h2")).to_have_text("Saved: City of Calder Dairy")
    with page.expect_navigation():
        page.keyboard.press("z")
    expect(cell(page, "Calder", "city")).to_have_text("Tulsa")
    expect(cell(page, "Juniper", "city")).to_be_focused()
