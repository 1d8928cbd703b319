"""Every page in light, in dark and on a phone: no fault that axe-core finds, nothing wider than the window."""

from tests.house.conftest import make_house
from tests.journeys.pages import new_pages
from tests.journeys.seen import faults


def test_no_page_has_a_fault_in_light_in_dark_or_on_a_phone(signed_in, house) -> None:
    admin = make_house().admin
    page = signed_in(admin)
    found, seen = {}, 0
    for path in new_pages(admin):
        page.goto(path)
        seen += 1
        if told := faults(page):
            found[path] = told
    assert found == {}
    assert seen > 50
