"""A list looked at in every way, by keys alone: columns ordered, a view kept, cards moved, picks that stay."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from followthrough.foundation.accounts.models import Account
from followthrough.kernel.people.models import User
from followthrough.winning.pipeline.models import Opportunity
from followthrough.winning.pipeline.tests.deals import deal, usual_pipeline
from tests import cast


@pytest.fixture
def accounts(house: object) -> list[Account]:
    """Two prospects and a client."""
    return [
        cast.account(name, kind=kind)
        for name, kind in (("Acme", "prospect"), ("Brandt", "prospect"), ("Corvane", "client"))
    ]


def test_columns_are_chosen_and_ordered_by_keys_and_the_view_is_kept(
    signed_in: Callable[..., Page], ana: User, accounts: list[Account]
) -> None:
    page = signed_in(ana)
    page.goto("/accounts/")
    page.get_by_text("Columns", exact=True).focus()
    page.keyboard.press("Enter")
    city = page.locator("[data-choice] input[value=city]")
    expect(city).to_be_visible()  # what is not yet drawn takes no focus
    city.focus()
    page.keyboard.press("Alt+ArrowUp")
    page.keyboard.press("Alt+ArrowUp")
    page.get_by_role("button", name="Show these").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**columns=**")
    heads = [words.strip() for words in page.locator("thead th[data-key]").all_inner_texts()]
    assert heads.index("City") < heads.index("Team")
    page.get_by_role("link", name="Save view").focus()
    page.keyboard.press("Enter")
    page.locator("#dialog").get_by_label("Name").fill("By city")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="By city")).to_have_attribute("aria-current", "page")
    assert [words.strip() for words in page.locator("thead th[data-key]").all_inner_texts()] == heads


def test_a_card_of_any_board_is_lifted_and_dropped_by_keys(
    signed_in: Callable[..., Page], ana: User, accounts: list[Account]
) -> None:
    page = signed_in(ana)
    page.goto("/accounts/?as=board&group=kind")
    page.get_by_role("link", name="Acme").focus()
    for key in ("Space", "ArrowRight", "Space"):
        page.keyboard.press(key)
    expect(page.locator("[data-lane=client]").get_by_role("link", name="Acme")).to_be_focused()
    expect(page.locator("[data-lane=client] .n")).to_have_text("2")
    assert Account.objects.get(name="Acme").kind == "client"


def test_a_record_is_moved_a_week_by_keys_in_the_calendar(
    signed_in: Callable[..., Page], ana: User, house: object
) -> None:
    usual_pipeline()
    deal(name="Pumps", close_on="2026-11-04", owner=ana)
    page = signed_in(ana)
    page.goto("/opportunities/?as=calendar&dates=close_on&around=2026-11")
    page.get_by_role("link", name="Pumps").focus()
    for key in ("Space", "ArrowDown", "ArrowRight", "Space"):
        page.keyboard.press(key)
    expect(page.locator(".toast h2")).to_have_text("Saved.")
    expect(page.locator('[data-lane="2026-11-12"]').get_by_role("link", name="Pumps")).to_be_focused()
    assert str(Opportunity.objects.get(name="Pumps").close_on) == "2026-11-12"


def test_what_is_picked_in_the_list_is_marked_on_the_board(
    signed_in: Callable[..., Page], ana: User, accounts: list[Account]
) -> None:
    page = signed_in(ana)
    page.goto("/accounts/")
    page.get_by_label("Select Brandt").check()
    page.get_by_role("link", name="Board", exact=True).click()
    expect(page.locator(".dcard[data-picked]")).to_have_count(1)
    expect(page.locator(".dcard[data-picked] h3")).to_have_text("Brandt")
    page.get_by_role("link", name="List", exact=True).click()
    expect(page.get_by_label("Select Brandt")).to_be_checked()


def test_a_group_folds_and_opens_by_keys(signed_in: Callable[..., Page], ana: User, accounts: list[Account]) -> None:
    page = signed_in(ana)
    page.goto("/accounts/?group=kind")
    head = page.get_by_role("button", name="Prospect 2")
    head.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Acme")).to_be_hidden()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Acme")).to_be_visible()
