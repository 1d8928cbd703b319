"""A department without accounts: Ana gives a link for one promise, Hetty answers it on her phone."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from followthrough.kernel import clock
from followthrough.kernel.history.models import Entry
from followthrough.kernel.people.models import Team
from followthrough.keystone.promises.actions import Wanted, make_promises
from followthrough.keystone.promises.models import Evidence, Promise
from tests import cast

PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True, "device_scale_factor": 2}
LOOKED_AT = os.environ.get("LOOK_AT", "")  # a folder for pictures, when a person wants to look


@pytest.fixture
def promise(ana):
    wanted = Wanted(
        what="Proof of the free banner on the pumps page",
        due_on=clock.today("UTC") + timedelta(days=30),
        account=cast.account("Delmar Pump & Valve"),
        department=cast.made(Team, name="Web", is_department=True),
        minder=ana,
    )
    now = clock.now()
    with cast.acting(cast.SYSTEM, "arrange", surface="test", now=now):
        (made,) = make_promises([wanted], by=cast.SYSTEM, now=now)
    return made


def looked_at(page: Page, name: str) -> None:
    """No page may be wider than the phone; a picture is kept where one is wanted, once nothing moves any more."""
    page.evaluate("Promise.all(document.getAnimations({subtree: true}).map(one => one.finished))")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    if LOOKED_AT:
        page.screenshot(path=Path(LOOKED_AT) / f"{name}.png", full_page=True)


def given_link(page: Page, promise: Promise) -> str:
    """Make the link as a person does, and read the address that is shown once."""
    page.goto(f"/promises/{promise.ref}/")
    link = page.get_by_text("Link for a department").first
    page.locator("details", has=link).locator("summary").first.click()
    link.click()
    page.locator("#f-name").fill("Hetty Moss")
    page.locator("#f-email").fill("hetty@example.com")
    page.locator("#f-note").fill("The artwork is in Monday's mail.")
    page.locator("dialog button[type=submit]").click()
    shown = page.locator("#secret")
    expect(shown).to_be_visible()
    if LOOKED_AT:
        page.screenshot(path=Path(LOOKED_AT) / "desk.png")
    return "/g/" + shown.input_value().rsplit("/", 1)[1]


def test_department_answers_by_link_on_a_phone_and_the_desk_sees_who_it_was(signed_in, opened, ana, promise):
    desk = signed_in(ana)
    path = given_link(desk, promise)
    phone = opened(**PHONE)
    phone.goto(path)
    assert phone.url.endswith("/g/GL-00001/")
    expect(phone.get_by_role("heading", level=1)).to_have_text(promise.what)
    looked_at(phone, "phone")
    phone.locator("summary", has_text="New date").click()
    looked_at(phone, "phone-date")
    phone.locator("summary", has_text="Done").click()
    phone.locator("details[open] button", has_text="Send").first.click()
    expect(phone.get_by_role("alert")).to_contain_text("a note, a file or a link.")
    looked_at(phone, "phone-refused")
    phone.locator("#f-note").fill("The proof was sent this morning")
    phone.locator("#f-file").set_input_files({"name": "proof.pdf", "mimeType": "application/pdf", "buffer": b"%PDF"})
    phone.locator("details[open] button", has_text="Send").click()
    expect(phone.get_by_role("status")).to_contain_text("Thank you, Hetty Moss")
    expect(phone.get_by_role("status")).to_contain_text("Ana Ruiz has been told")
    looked_at(phone, "phone-thanks")
    assert (Promise.objects.get().state, Evidence.objects.count()) == ("kept", 2)
    assert Entry.objects.filter(actor_name="Hetty Moss (by link)", surface="link", verb="keep_promise").exists()
    desk.goto(f"/promises/{promise.ref}/")
    expect(desk.locator("body")).to_contain_text("Hetty Moss (by link)")
    dark = opened(**PHONE, color_scheme="dark")
    dark.goto(path)
    looked_at(dark, "phone-dark")


def test_ended_link_says_so_on_a_page_of_its_own(opened, house):
    phone = opened(**PHONE)
    phone.goto("/g/" + "x" * 43)
    expect(phone.get_by_role("heading", level=1)).to_have_text("This link no longer works")
    looked_at(phone, "phone-ended")
