"""The desk by keys alone, in a real browser under the strict policy."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def at(page: Page, path: str) -> None:
    page.goto(path)
    page.wait_for_load_state("networkidle")


def focused(page: Page) -> str:
    """The words of the element that has the focus."""
    words = str(page.evaluate("document.activeElement.innerText || document.activeElement.value || ''"))
    return " ".join(words.split())


def test_where_one_is_stays_in_sight_when_the_sidebar_is_longer_than_the_window(page: Page) -> None:
    page.set_viewport_size({"width": 1440, "height": 320})
    at(page, "/settings")
    expect(page.locator("#nav [aria-current=page]")).to_be_in_viewport(ratio=1)


def test_promise_is_kept_by_two_keys_when_its_row_is_current(page: Page) -> None:
    at(page, "/today")
    for _ in range(4):
        page.keyboard.press("ArrowDown")
    assert focused(page) == "Quote: Send quote Q-3187, hydraulic adapters"
    page.keyboard.press("k")
    expect(page.locator("#p-20 .keep")).to_be_visible()
    page.wait_for_function("() => document.activeElement.name === 'evidence'")
    page.keyboard.press("Enter")
    expect(page.locator("#p-20.done .strike")).to_have_text("Send quote Q-3187, hydraulic adapters")
    expect(page.locator("#p-21 .p-what a")).to_be_focused()
    expect(page.locator("#count-due")).to_have_text("4")
    expect(page.locator("#nav-today")).to_have_text("8")
    expect(page.locator("#rows-week > li").first).to_have_attribute("id", "p-99")
    expect(page.locator(".toast h2")).to_have_text("Kept: Send quote Q-3187")


def test_row_comes_back_when_undone_by_z(page: Page) -> None:
    at(page, "/today")
    page.locator("#p-20 .p-what a").focus()
    page.keyboard.press("k")
    page.wait_for_function("() => document.activeElement.name === 'evidence'")
    page.keyboard.press("Enter")
    expect(page.locator("#p-21 .p-what a")).to_be_focused()
    page.keyboard.press("z")
    expect(page.locator("#p-20 .p-what a")).to_be_focused()
    expect(page.locator("#p-20.done")).to_have_count(0)
    expect(page.locator(".toast")).to_have_count(0)


def test_form_closes_and_row_keeps_focus_when_escape_is_pressed(page: Page) -> None:
    at(page, "/today")
    page.locator("#p-20 .p-what a").focus()
    page.keyboard.press("s")
    expect(page.get_by_role("button", name=re.compile("Tomorrow"))).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#p-20 .keep")).to_have_count(0)
    expect(page.locator("#p-20 .p-what a")).to_be_focused()


def test_promise_is_handed_over_when_a_colleague_is_chosen_by_keys(page: Page) -> None:
    at(page, "/today")
    page.locator("#p-20 .p-what a").focus()
    page.keyboard.press("h")
    expect(page.get_by_role("combobox", name="To whom")).to_be_focused()
    page.keyboard.type("tom")
    expect(page.locator("#to-20-list [role=option]")).to_have_count(3)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.locator("#p-20 input[name=to]").input_value() == "tom"
    page.keyboard.press("Enter")
    expect(page.locator("#p-20.done")).to_be_visible()


def test_letters_do_nothing_when_a_field_has_the_focus(page: Page) -> None:
    at(page, "/list")
    page.get_by_label("Find in this list").focus()
    page.keyboard.type("nk?")
    assert page.get_by_label("Find in this list").input_value() == "nk?"
    assert page.url.endswith("/list")


def test_rows_are_picked_and_cleared_when_x_shift_and_escape_are_pressed(page: Page) -> None:
    at(page, "/list")
    page.keyboard.press("Escape")
    expect(page.locator(".bulk")).to_be_hidden()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("x")
    page.keyboard.press("Shift+ArrowDown")
    expect(page.locator(".bulk [data-count]")).to_have_text("2 selected")
    page.keyboard.press("Escape")
    expect(page.locator(".bulk")).to_be_hidden()


def test_rows_are_added_when_more_are_asked_for(page: Page) -> None:
    at(page, "/list")
    page.get_by_role("link", name="Show 50 more").click()
    expect(page.locator("tr[data-row]")).to_have_count(22)


def test_palette_opens_a_record_when_chosen_by_keys(page: Page) -> None:
    at(page, "/today")
    page.keyboard.press("Control+k")
    page.keyboard.type("jun")
    expect(page.locator("#palette [aria-selected=true]")).to_have_text(re.compile("Juniper Process Controls"))
    expect(page.locator("#palette-0")).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url("**/record")


def test_page_is_left_for_the_board_when_g_then_p_is_pressed(page: Page) -> None:
    at(page, "/list")
    page.keyboard.press("g")
    page.keyboard.press("p")
    page.wait_for_url("**/board")


def test_help_opens_and_closes_when_asked(page: Page) -> None:
    at(page, "/list")
    page.keyboard.press("?")
    expect(page.locator("#help .sheet-dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#help .sheet-dialog")).to_be_hidden()


def test_value_is_saved_in_place_when_the_field_is_left(page: Page) -> None:
    at(page, "/record")
    page.locator("[data-field=segment]").focus()
    page.keyboard.press("F2")
    expect(page.get_by_label("Segment")).to_be_focused()
    page.keyboard.type("Major")
    page.keyboard.press("Tab")
    expect(page.locator("[data-field=segment] .saved")).to_have_text("Saved 09:41")


def test_value_stays_when_editing_is_escaped(page: Page) -> None:
    at(page, "/record")
    page.locator("[data-field=segment]").dblclick()
    expect(page.get_by_label("Segment")).to_be_focused()
    page.keyboard.type("Wrong")
    page.keyboard.press("Escape")
    expect(page.locator("[data-field=segment] .value")).to_have_text("Key")
    expect(page.locator("[data-field=segment]")).to_be_focused()


def test_dialog_takes_and_returns_the_focus_when_an_action_asks(page: Page) -> None:
    at(page, "/record")
    page.keyboard.press("l")
    expect(page.locator("#dialog .sheet-dialog")).to_be_visible()
    expect(page.get_by_label("What was said")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#dialog .sheet-dialog")).to_be_hidden()


def test_their_value_is_taken_when_two_people_changed_a_record(page: Page) -> None:
    at(page, "/form-conflict")
    page.get_by_role("button", name="Use theirs").first.click()
    expect(page.get_by_label("Name", exact=True)).to_have_value("Greyfield Tooling")


def test_card_is_moved_when_lifted_and_dropped_by_keys(page: Page) -> None:
    at(page, "/board")
    page.locator("#card-4 h3 a").focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    assert page.locator("[data-lane=quoted] #card-4").count() == 1
    with page.expect_request(lambda request: request.url.endswith("/moved")) as sent:
        page.keyboard.press("Space")
    assert "lane=quoted&version=3&idempotency_key=" in (sent.value.post_data or "")
    expect(page.locator("#card-4 h3 a")).to_be_focused()


def test_card_goes_back_when_escape_is_pressed(page: Page) -> None:
    at(page, "/board")
    page.locator("#card-4 h3 a").focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Escape")
    assert page.locator("[data-lane=needs] li").first.get_attribute("id") == "card-4"


def test_card_is_moved_when_dragged_or_by_its_menu(page: Page) -> None:
    at(page, "/board")
    page.locator("#card-4 summary").click()
    with page.expect_response(lambda answer: answer.url.endswith("/moved")) as answered:
        page.locator("#card-4 [data-to=negotiating]").click()
    assert "lane=negotiating" in (answered.value.request.post_data or "")
    with page.expect_request(lambda request: request.url.endswith("/moved")) as sent:
        page.locator("#card-1 > .mute").drag_to(page.locator("[data-lane=quoted] ul"))
    assert "lane=quoted" in (sent.value.post_data or "")


def test_plain_form_is_sent_once_when_pressed_twice(page: Page) -> None:
    at(page, "/form")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    with page.expect_navigation():
        page.evaluate("""() => {
            const press = document.querySelector('form.form [type=submit]');
            press.click(); press.click();
        }""")
    assert len(sent) == 1


def test_signed_out_reader_is_told_when_a_request_is_refused(page: Page) -> None:
    at(page, "/today")
    page.route("**/keep-20", lambda route: route.fulfill(status=401, body=""))
    page.locator("#p-20 .ring").click()
    expect(page.locator(".toast h2")).to_have_text("You were signed out. What you typed is still here.")
    expect(page.get_by_role("link", name="Sign in in a new tab")).to_have_attribute("href", "/sign-in?next=%2Ftoday")


def test_sign_in_page_is_never_put_into_a_row(page: Page) -> None:
    at(page, "/today")
    page.route("**/keep-20", lambda route: route.fulfill(status=302, headers={"location": "/sign-in"}))
    page.locator("#p-20 .ring").click()
    expect(page.locator(".toast h2")).to_have_text("You were signed out. What you typed is still here.")
    assert page.locator("#p-20 .p-what a").count() == 1


def test_dialog_closes_when_the_action_is_done(page: Page) -> None:
    at(page, "/record")
    page.get_by_role("link", name="Log call").click()
    expect(page.locator("#dialog .sheet-dialog")).to_be_visible()
    page.route(
        "**/dialog",
        lambda route: route.fulfill(status=204, headers={"HX-Trigger": '{"toast": {"text": "Call logged"}}'}),
    )
    page.get_by_role("button", name="Log call").click()
    expect(page.locator("#dialog .sheet-dialog")).to_be_hidden()
    expect(page.locator(".toast h2")).to_have_text("Call logged")
