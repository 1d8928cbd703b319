"""The first day with a team's own book: upload it, see it on the board, keep what it owes by keys, watch the rate."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from followthrough.kernel import clock
from followthrough.keystone.promises.models import Promise
from followthrough.winning.pipeline.models import Opportunity
from tests import cast
from tests.journeys.test_first_hour import at

ACCOUNTS = """customer,sector,city
Juniper Process Controls,valves,Tulsa
Aspen Pumps,pumps,Omaha
"""
DEALS = """deal id,sales rep,customer,deal stage,deal value
X-1,Rosa Lind,Juniper Process Controls,Qualify,1200.50
X-2,Rosa Lind,Aspen Pumps,Qualify,799.50
X-3,Rosa Lind,,Quoted,3000
X-4,Tom Hale,Aspen Pumps,Quoted,450
X-5,Tom Hale,Juniper Process Controls,Won,9000
"""


@pytest.fixture
def rosa():
    """A rep whose deals are in the book, with one promise she has let slip."""
    rosa = cast.person("Rosa Lind", "rep")
    with clock.clock_at(clock.now() - timedelta(days=9)):
        due_on = clock.today("UTC") + timedelta(days=2)
        cast.does(cast.as_actor(rosa), Promise, "make", what="Call back", owed_to="Kurt Bremer", due_on=due_on)
    return rosa


def upload(page, tmp_path, into, text):
    """The four pages, with every guess taken as it comes."""
    path = tmp_path / f"{into}.csv"
    path.write_text(text)
    at(page, f"/imports/new?into={into}")
    page.locator("#f-file").set_input_files(path)
    page.get_by_role("button", name="Upload and match columns").click()
    page.get_by_role("button", name="Check rows").click()
    count = text.count("\n") - 1
    page.get_by_role("button", name=f"Add {count}, change 0").click()
    expect(page.get_by_role("status").filter(has_text="Done")).to_be_visible()


def lane(page, name):
    return page.locator(f".lane[data-title='{name}'] header")


def focused(page):
    return page.locator("[data-promise]:not(.done):has(.p-what a:focus)")


def keep_by_keys(page, note):
    """K, a note, Enter, and Enter again at the question what is next; gives what was kept."""
    kept = focused(page).get_attribute("id")
    page.keyboard.press("k")
    expect(page.get_by_label("Note, optional")).to_be_focused()
    page.keyboard.type(note)
    page.keyboard.press("Enter")
    expect(page.get_by_role("form", name="What next?").locator(":focus")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.locator(f"#{kept}.done")).to_be_visible()
    return kept


def on_time(page):
    at(page, "/on-time/")
    return page.locator("main .facts").first


def test_team_works_from_its_own_book_on_the_first_day(signed_in, rosa, tmp_path):
    ada = signed_in(cast.person("Ada Admin", "admin"))
    upload(ada, tmp_path, "accounts", ACCOUNTS)
    upload(ada, tmp_path, "opportunities", DEALS)
    check_board(ada)

    page = signed_in(rosa)
    expect(on_time(page)).to_contain_text("0%")
    at(page, "/today/")
    later = page.get_by_role("link", name="due after this week")
    if later.count():
        later.click()
    steps = page.locator("[data-promise]").filter(has_text="Agree the next step")
    expect(steps).to_have_count(3)
    expect(steps.filter(has_text="not yet known")).to_have_count(1)

    while not focused(page).filter(has_text="Agree the next step").count():
        page.keyboard.press("ArrowDown")
    kept = [keep_by_keys(page, "Agreed on the phone")]
    expect(focused(page)).to_contain_text("Agree the next step")
    kept.append(keep_by_keys(page, "Agreed by mail"))
    expect(focused(page)).to_contain_text("Agree the next step")
    assert len({*kept, focused(page).get_attribute("id")}) == 3
    check_kept(rosa)
    expect(on_time(page)).to_contain_text("67%")


def check_board(page):
    at(page, "/pipeline/")
    expect(lane(page, "Qualify")).to_contain_text("2")
    expect(lane(page, "Qualify")).to_contain_text("$2,000")
    expect(lane(page, "Quoted")).to_contain_text("$3,450")
    expect(lane(page, "Won")).to_contain_text("$9,000")


def check_kept(rosa):
    kept = Promise.objects.filter(rule="pipeline.next_step", state="kept")
    assert [(one.verdict, one.closed_by) for one in kept] == [("on_time", rosa)] * 2
    assert sorted(one.evidence.get().text for one in kept) == ["Agreed by mail", "Agreed on the phone"]
    assert Opportunity.objects.count() == 5
