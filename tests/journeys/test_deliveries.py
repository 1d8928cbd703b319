"""The week of deliveries by keys only: carry a card to another day, keep one where it stands."""

from datetime import timedelta

from playwright.sync_api import Page, expect

from followthrough.kernel import clock
from followthrough.kernel.people.models import Team, User
from followthrough.keystone.promises.models import Evidence, Promise, Slip
from followthrough.keystone.promises.tests.desk import promised
from tests import cast


def focused(page: Page) -> str:
    """The customer on whose card the focus is."""
    return str(page.evaluate("() => document.activeElement?.closest('.wcard')?.querySelector('b')?.textContent ?? ''"))


def test_a_card_is_carried_to_another_day_and_another_kept_by_keys_alone(signed_in, ana: User) -> None:
    today = clock.today("UTC")
    monday = today + timedelta(days=7 - today.weekday())
    design = cast.made(Team, name="Design", is_department=True)
    for name, days in (("Juniper", 0), ("Bremer", 0), ("Delmar", 1)):
        account = cast.account(name, owner=ana)
        promised(
            f"Proof for {name}", department=design, minder=ana, account=account, due_on=monday + timedelta(days=days)
        )
    page = signed_in(ana)
    page.goto(f"/deliveries/?week={monday.isoformat()}")
    page.locator(".wcard a").first.focus()
    assert focused(page) == "Juniper"
    page.keyboard.press("ArrowDown")
    assert focused(page) == "Bremer"
    page.keyboard.press("ArrowRight")
    assert focused(page) == "Delmar"

    for key in ("Space", "ArrowRight", "Space"):
        page.keyboard.press(key)
    dialog = page.locator("#dialog[open]")
    expect(dialog).to_contain_text("New date: Proof for Delmar")
    expect(dialog.locator("[name=due_on]")).to_have_value((monday + timedelta(days=2)).isoformat())
    dialog.locator("[name=reason]").select_option("capacity")
    dialog.locator("[name=text]").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator(f"[data-day='{monday + timedelta(days=2)}'] .wcard b")).to_have_text("Delmar")
    assert Slip.objects.get().reason == "capacity"

    page.locator(".wcard a").first.focus()
    page.keyboard.press("k")
    expect(page.locator("#week-beside form.keep [name=note]")).to_be_focused()
    page.keyboard.type("Approved by Kurt")
    page.keyboard.press("Enter")
    expect(page.locator(".wcard[data-s=kept] b")).to_have_text("Juniper")
    assert (Promise.objects.get(what="Proof for Juniper").state, Evidence.objects.get().text) == (
        "kept",
        "Approved by Kurt",
    )
    page.keyboard.press("Escape")
