"""Two people on the same record: whoever comes second sees both values, and what they typed is still there."""

from playwright.sync_api import expect

from followthrough.winning.pipeline.models import Opportunity
from tests import cast
from tests.journeys.test_first_hour import at


def test_both_values_stand_in_the_place_of_the_value_when_two_change_it_there(signed_in, ana, marcus):
    made = cast.does(cast.as_actor(ana), Opportunity, "create", name="Two pumps", amount="4500")
    deal = Opportunity.objects.get(ref=made.ref)
    hers, his = signed_in(ana), signed_in(marcus)
    for page in (hers, his):
        at(page, f"/opportunities/{deal.ref}/")
        page.locator("[data-field=amount]").focus()
        page.keyboard.press("F2")
        expect(page.locator("#f-amount")).to_be_focused()
    his.keyboard.type("4800")
    his.keyboard.press("Enter")
    expect(his.locator("[data-field=amount] .saved")).to_be_visible()
    hers.keyboard.type("5200.50")
    hers.keyboard.press("Enter")
    asked = hers.locator("dd.editing")
    expect(asked).to_contain_text("Marcus Bell changed this")
    expect(asked).to_contain_text("4,800")
    expect(hers.locator("#f-amount")).to_have_value("5200.50")
    deal.refresh_from_db()
    assert f"{deal.amount:.2f}" == "4800.00"
    hers.get_by_role("button", name="Save mine").click()
    expect(hers.locator("[data-field=amount] .saved")).to_be_visible()
    deal.refresh_from_db()
    assert f"{deal.amount:.2f}" == "5200.50"


def test_theirs_stays_when_the_second_gives_way(signed_in, ana, marcus):
    account = cast.account("Juniper Process Controls", city="Tulsa")
    hers, his = signed_in(ana), signed_in(marcus)
    for page in (hers, his):
        at(page, f"/accounts/{account.ref}/")
        page.locator("[data-field=city]").focus()
        page.keyboard.press("F2")
        expect(page.locator("#f-city")).to_be_focused()
    his.keyboard.type("Omaha")
    his.keyboard.press("Enter")
    expect(his.locator("[data-field=city] .saved")).to_be_visible()
    hers.keyboard.type("Wichita")
    hers.keyboard.press("Enter")
    hers.get_by_role("button", name="Keep theirs").click()
    expect(hers.locator("[data-field=city]")).to_contain_text("Omaha")
    account.refresh_from_db()
    assert (account.city, account.version) == ("Omaha", 2)
