"""A working day on Today, by keys only."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from followthrough.foundation.accounts.models import Contact
from followthrough.kernel import clock
from followthrough.kernel.people.models import Team, User
from followthrough.keystone.promises.models import Promise
from followthrough.keystone.promises.tests.desk import promised
from tests import cast


@pytest.fixture
def owed(ana):
    """What Ana owes: two late, three due today of which one is the last step of its account, one a wait."""
    now, today = clock.now(), clock.today("UTC")
    juniper, bremer = (
        cast.account("Juniper Process Controls", owner=ana),
        cast.account("Bremer Fluid Systems", owner=ana),
    )
    kurt = cast.made(Contact, name="Kurt Bremer", account=bremer)
    web = cast.made(Team, name="Web", is_department=True)
    day = timedelta(days=1)
    promised(
        "Place free banner on the valves page",
        department=web,
        minder=ana,
        account=juniper,
        due_on=today - 9 * day,
        source_text="Once a year, by contract.",
    )
    promised(
        "Answer: where is parcel 2?", owner=ana, account=bremer, contact=kurt, due_at=now - 26 * timedelta(hours=1)
    )
    promised(
        "Send quote Q-3187, hydraulic adapters",
        owner=ana,
        account=bremer,
        contact=kurt,
        source=bremer,
        source_text="Asked for by phone.",
        due_on=today,
    )
    promised("Reply with 2027 rate card", owner=ana, account=juniper, due_on=today)
    promised(
        "Get order form O-5521 signed",
        owner=ana,
        account=juniper,
        direction="wait",
        due_on=today + 3 * day,
        asked_on=today - 12 * day,
    )
    promised("Renewal offer", owner=ana, account=juniper, due_on=today + 40 * day)
    return {promise.what: promise for promise in Promise.objects.all()}


def focused(page: Page) -> str:
    """The promise whose row holds the focus."""
    return str(
        page.evaluate("() => document.activeElement?.closest('li')?.querySelector('.p-what a')?.textContent ?? ''")
    )


def test_a_promise_is_kept_by_keys_alone_and_the_next_row_gets_the_focus(signed_in, ana: User, owed) -> None:
    page = signed_in(ana)
    page.goto("/today/")
    expect(page.locator("#count-late")).to_have_text("2")
    page.keyboard.press("ArrowDown")
    expect(page.locator("li[aria-current=true]")).to_contain_text("Place free banner")
    page.keyboard.press("k")
    expect(page.get_by_label("Note, optional")).to_be_focused()
    page.keyboard.type("Live since nine")
    page.keyboard.press("Enter")
    expect(page.locator("#count-late")).to_have_text("1")
    expect(page.get_by_text(re.compile(r"^Kept \d\d:\d\d$"))).to_be_visible()
    assert "parcel 2" in focused(page)
    assert Promise.objects.get(what__startswith="Place free banner").state == "kept"
    page.keyboard.press("z")
    expect(page.locator("#count-late")).to_have_text("2")
    assert Promise.objects.get(what__startswith="Place free banner").state == "open"


def test_after_the_last_step_what_is_next_is_asked_and_answered(signed_in, ana: User, owed) -> None:
    page = signed_in(ana)
    page.goto("/today/")
    row = page.locator("li", has_text="Send quote Q-3187")
    row.locator(".p-what a").focus()
    page.keyboard.press("k")
    page.get_by_label("Note, optional").fill("Sent by mail")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Follow up with Kurt Bremer")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_text("What next? Nothing else is owed on")).to_have_count(0)
    made = Promise.objects.get(what="Follow up with Kurt Bremer")
    assert (made.state, made.owner) == ("open", ana)


def test_snoozing_and_handing_over_by_keys(signed_in, ana: User, marcus: User, owed) -> None:
    page = signed_in(ana)
    page.goto("/today/")
    page.locator("li", has_text="Reply with 2027 rate card").locator(".p-what a").focus()
    page.keyboard.press("s")
    expect(page.get_by_role("group", name="Snooze until")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("group", name="Snooze until")).to_have_count(0)
    expect(page.get_by_role("link", name="Reply with 2027 rate card")).to_be_focused()
    page.keyboard.press("h")
    page.get_by_role("combobox", name="To whom").fill("Marc")
    page.get_by_role("option", name=re.compile("Marcus Bell")).click()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Handed to Marcus Bell").first).to_be_visible()
    assert Promise.objects.get(what__startswith="Reply").owner == marcus
