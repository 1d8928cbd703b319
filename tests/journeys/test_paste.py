"""A block of cells from a sheet: shown before it goes in, wrong cells marked and mended, none lost; filling down."""

import pytest
from playwright.sync_api import Page, expect

from followthrough.foundation.accounts.models import Account
from tests import cast
from tests.journeys.test_first_hour import at
from tests.journeys.test_grid import cell

KINDS = ("client", "prospect", "partner", "vendor")


def paste(page: Page, text: str) -> None:
    """What Ctrl V does with this text on the clipboard."""
    page.evaluate(
        "(text) => { const clip = new DataTransfer(); clip.setData('text/plain', text);"
        " const event = new ClipboardEvent('paste', { clipboardData: clip, bubbles: true, cancelable: true });"
        " document.activeElement.dispatchEvent(event); }",
        text,
    )


@pytest.fixture
def accounts(house):
    return [cast.account(f"Known {n:02}", city="Tulsa") for n in range(30)]


def block() -> list[list[str]]:
    """Fifty rows of six cells, thirty of them known; three cells are wrong."""
    rows = [[f"Known {n:02}", KINDS[n % 4], "", "Ana Ruiz", "", "Dayton"] for n in range(30)]
    rows += [[f"Newcomer {n:02}", KINDS[n % 4], "", "Ana Ruiz", "", "Lima"] for n in range(20)]
    rows[3][1], rows[10][3], rows[44][0] = "nonsense", "Nobody", ""
    return rows


def test_fifty_rows_of_six_cells_go_in_when_the_wrong_ones_are_mended(signed_in, ana, accounts):
    page = signed_in(ana)
    at(page, "/accounts/")
    cell(page, "Known 00", "name").focus()
    paste(page, "\r\n".join("\t".join(row) for row in block()) + "\r\n")
    dialog = page.locator("#dialog")
    expect(dialog.get_by_role("heading")).to_have_text("Paste into accounts")
    expect(dialog.locator("tbody tr")).to_have_count(50)
    expect(dialog.locator("td.bad")).to_have_count(3)
    expect(dialog).to_contain_text("3 rows are not right yet")
    dialog.get_by_role("button", name="Add 19, change 28").click()
    expect(dialog.get_by_role("status")).to_have_text("19 added, 28 changed.")
    expect(dialog.locator("tbody tr")).to_have_count(3)
    dialog.get_by_label("Row 1", exact=True).first.fill("client")
    dialog.get_by_role("button", name="Check again").click()
    expect(dialog.locator("td.bad")).to_have_count(2)
    fields = dialog.locator("td.bad input")
    fields.nth(0).fill("Ana Ruiz")
    dialog.locator("tr", has=page.get_by_text("Fill in name")).locator("input").first.fill("Newcomer 14")
    dialog.get_by_role("button", name="Check again").click()
    dialog.get_by_role("button", name="Add 1, change 2").click()
    expect(dialog).to_be_hidden()
    expect(page.locator(".toast h2")).to_have_text("1 added, 2 changed.")
    stored = sorted(Account.objects.values_list("name", "kind", "owner__name", "city"))
    wanted = block()
    wanted[3][1], wanted[10][3], wanted[44][0] = "client", "Ana Ruiz", "Newcomer 14"
    assert stored == sorted((row[0], row[1], "Ana Ruiz", row[5]) for row in wanted)


def test_rows_are_filled_in_their_order_when_no_column_says_which_record(signed_in, ana, accounts):
    page = signed_in(ana)
    at(page, "/accounts/")
    cell(page, "Known 05", "city").focus()
    paste(page, "Omaha\nElko\nErie")
    dialog = page.locator("#dialog")
    expect(dialog.locator("tbody tr td:nth-child(2)")).to_have_text(["Known 05", "Known 06", "Known 07"])
    expect(dialog.get_by_role("button", name="Change 3")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".toast h2")).to_have_text("0 added, 3 changed.")
    assert list(Account.objects.order_by("name").values_list("city", flat=True)[4:9]) == [
        "Tulsa", "Omaha", "Elko", "Erie", "Tulsa",
    ]  # fmt: skip


def test_value_is_filled_down_after_a_look_when_several_cells_are_marked(signed_in, ana, accounts):
    page = signed_in(ana)
    at(page, "/accounts/")
    cell(page, "Known 00", "city").focus()
    page.keyboard.press("F2")
    page.keyboard.type("Omaha")
    page.keyboard.press("Enter")
    expect(cell(page, "Known 00", "city")).to_have_text("Omaha")
    page.keyboard.press("Control+d")
    expect(cell(page, "Known 01", "city")).to_have_text("Omaha")
    for _ in range(3):
        page.keyboard.press("Control+Shift+ArrowDown")
    page.keyboard.press("Control+d")
    dialog = page.locator("#dialog")
    expect(dialog.locator("td.chg")).to_have_count(3)
    expect(dialog.locator("td.chg .old").first).to_contain_text("Tulsa")
    expect(dialog.get_by_role("button", name="Change 3")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".toast h2")).to_have_text("0 added, 3 changed.")
    assert Account.objects.filter(city="Omaha").count() == 5


def test_block_goes_in_when_enter_comes_before_the_page_has_taken_up_the_form(signed_in, ana, accounts):
    page = signed_in(ana)
    at(page, "/accounts/")
    cell(page, "Known 05", "city").focus()
    paste(page, "Omaha\nElko")
    button = page.locator("#dialog").get_by_role("button", name="Change 2")
    expect(button).to_be_focused()
    # A copy of the form is as the form is between its arrival and the moment in which its scripts are bound to it.
    page.evaluate(
        "async () => { const form = document.querySelector('#dialog form');"
        " while (!('htmx-internal-data' in form)) await new Promise(requestAnimationFrame);"
        " form.replaceWith(form.cloneNode(true)); }"
    )
    button.press("Enter")
    expect(page.locator(".toast h2")).to_have_text("0 added, 2 changed.")
    assert Account.objects.filter(city__in=["Omaha", "Elko"]).count() == 2
