"""A coordinator is away: a colleague covers, does what is due, and hands everything back by doing nothing."""

from datetime import timedelta

from playwright.sync_api import expect

from followthrough.kernel import clock
from followthrough.keystone.promises.models import Promise
from tests import cast
from tests.journeys.test_first_hour import at

QUOTE, SAMPLE = "Send the revised quote", "Send a sample of the gasket"


def owes(person, what):
    """A promise of this person's, made a while ago and due yesterday."""
    with clock.clock_at(clock.now() - timedelta(days=9)):
        due_on = clock.today("UTC") + timedelta(days=8)
        outcome = cast.does(cast.as_actor(person), Promise, "make", what=what, owed_to="Kurt Bremer", due_on=due_on)
    return Promise.objects.get(ref=outcome.ref)


def choose(page, field, name):
    """Type into a field that finds records, and take the one offered."""
    page.locator(f"#f-{field}").press_sequentially(name[:5])
    page.get_by_role("option", name=name).click()


def row(page, promise):
    return page.locator(f"#p-{promise.pk}")


def test_colleagues_promises_stand_on_my_today_and_go_back_when_a_cover_begins_and_ends(signed_in, ana, marcus):
    quote, sample = owes(marcus, QUOTE), owes(marcus, SAMPLE)
    page = signed_in(ana)
    at(page, "/today/")
    expect(page.locator("[data-promise]")).to_have_count(0)

    at(page, "/covers/new")
    choose(page, "user", "Marcus Bell")
    choose(page, "by", "Ana Ruiz")
    page.locator("#f-starts_on").fill((clock.today("UTC") - timedelta(days=2)).isoformat())
    page.get_by_role("button", name="Create cover").click()
    expect(page.get_by_role("heading", level=1).first).to_be_visible()
    cover = page.url

    at(page, "/today/")
    expect(page.get_by_text("You cover for Marcus Bell.")).to_be_visible()
    for promise in (quote, sample):
        expect(row(page, promise)).to_contain_text("for Marcus Bell")
    row(page, quote).get_by_role("link", name=QUOTE).focus()
    page.keyboard.press("k")
    expect(page.get_by_label("Note, optional")).to_be_focused()
    page.keyboard.type("Sent by mail, he confirmed")
    page.keyboard.press("Enter")
    expect(row(page, quote)).to_contain_text("Kept")
    quote.refresh_from_db()
    assert (quote.state, quote.closed_by, quote.owner) == ("kept", ana, marcus)

    at(page, cover)
    page.locator("details.blank summary").click()
    expect(page.locator("[data-field=ends_on]")).to_be_visible()  # what is not yet drawn takes no focus
    page.locator("[data-field=ends_on]").focus()
    page.keyboard.press("F2")
    expect(page.locator("#f-ends_on")).to_be_focused()
    page.locator("#f-ends_on").fill((clock.today("UTC") - timedelta(days=1)).isoformat())
    page.keyboard.press("Enter")
    expect(page.locator("[data-field=ends_on] .saved")).to_be_visible()

    at(page, "/today/")
    expect(page.locator("[data-promise]")).to_have_count(0)
    his = signed_in(marcus)
    at(his, "/today/")
    expect(his.locator("[data-promise]")).to_have_count(1)
    expect(row(his, sample)).to_contain_text(SAMPLE)
    sample.refresh_from_db()
    assert (sample.state, sample.owner, sample.minder) == ("open", marcus, marcus)
