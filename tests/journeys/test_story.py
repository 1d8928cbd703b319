"""The house of the fourteen months at one point of its time, in a browser: every page says what the script says."""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from followthrough.foundation.accounts.models import Contact
from followthrough.kernel.clock import clock_at
from followthrough.kernel.mail.models import Mail
from followthrough.kernel.mail.secrets import secret_of
from followthrough.kernel.people.models import User
from followthrough.serving.billing.models import Invoice
from followthrough.serving.orders.models import Order
from followthrough.winning.contracts.models import Contract
from followthrough.winning.renewals.models import Renewal
from tests import cast
from tests.post_office import PostOffice
from tests.story.night import at, night
from tests.story.script import CALLS, Customer, arrive, customer_calls_off, people_work

CALLED, SEEN = date(2026, 3, 9), date(2026, 3, 23)


@pytest.fixture
def customer(post_office: PostOffice, live_server: LiveServer) -> Iterator[Customer]:
    """Ten weeks of the story: two files, one late, a page printed, 280 nuts called off; the server lives then."""
    found = arrive()
    for day in (CALLED, SEEN):
        people_work(found, day)
        night(day, post_office)
        if day == CALLED:
            customer_calls_off(found, day, **CALLS[day])
    server = live_server.thread.httpd
    usual = server.get_app()

    def then(environ: Any, start_response: Any) -> Any:
        with clock_at(at(SEEN)):
            return usual(environ, start_response)

    server.set_app(then)
    yield found
    server.set_app(usual)


def cells(page: Page, panel: str, words: str) -> list[str]:
    """What stands in the row of a table that begins with these words."""
    row = page.locator(f"#{panel} tr", has_text=words).first
    return [" ".join(text.split()) for text in row.locator("td").all_inner_texts()]


def test_every_page_says_the_figures_of_the_script(
    customer: Customer, signed_in: Callable[..., Page], opened: Callable[..., Page]
) -> None:
    with clock_at(at(SEEN)):
        kurt = cast.made(Contact, name="Kurt Bremer", email="kurt@example.com", account=customer.frame.account)
        order = Order.objects.get()
        cast.does(customer.by, Order, "send-status", order, to=kurt)
        secret = secret_of(Mail.objects.get(kind="orders.order").message_id)
        renewal = Renewal.objects.get(ref=cast.does(customer.by, Contract, "renew", customer.data).ref)
        page = signed_in(User.objects.get(name="Maya Lind"))

    page.goto(f"/contracts/{customer.data.ref}/")
    told = cells(page, "panel-fulfilment", "Monthly file")
    assert [text for text in told if re.fullmatch(r"\d+", text)] == ["12", "12", "2", "10"]  # none late by now

    page.goto(f"/renewals/{renewal.ref}/")
    expect(page.locator("#panel-talking")).to_contain_text("Kept so far: 2 of 12 promises.")
    expect(page.locator("#panel-talking")).to_contain_text("1 promise was or is late.")
    expect(page.locator("header.rec")).to_contain_text("$12,000")

    (invoice,) = Invoice.objects.filter(contract=customer.data, bill_on=date(2026, 3, 1))
    page.goto(f"/invoices/{invoice.ref}/")
    expect(page.locator("header.rec")).to_contain_text("$1,190")  # 1,000 and 19 % tax
    assert "$1,000.00" in " ".join(page.locator("main").inner_text().split())

    page.goto(f"/contracts/{customer.magazine.ref}/tie-out")
    assert cells(page, "panel-lines", "PlantBase Midwest")[1:3] == ["$12,000.00", "$1,676.71"]  # 51 of 365 days

    guest = opened(viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True)
    guest.goto(f"/g/{secret}")
    expect(guest.get_by_role("heading", level=1)).to_have_text("Your order 4500-03")
    line = guest.locator("ul.status li")
    expect(line).to_contain_text("280 × Swivel nut")
    last = CALLED + timedelta(days=10)
    expect(line).to_contain_text(f"delivered on {last.day} Mar 2026")
    assert guest.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
