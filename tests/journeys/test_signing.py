"""Two customers sign on their phones, one drawing and one typing; the sealed copy is filed and comes by mail."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection
from playwright.sync_api import Page, expect

from followthrough.foundation.documents.queries.versions import content_of
from followthrough.kernel import clock
from followthrough.kernel.signatures.authority import trusted
from followthrough.kernel.signatures.verifying import verified
from followthrough.winning.signing.models import Envelope, Signer
from followthrough.winning.signing.tests.rounds import Round
from tests.journeys.seen import faults
from tests.journeys.test_guest_link import PHONE, looked_at
from tests.post_office import PostOffice


@pytest.fixture
def way(house: Any, post_office: PostOffice) -> Round:
    """The terms with Juniper, filed."""
    return Round(post_office)


def apart(work: Any) -> Any:
    """Done beside the browser's loop, as a worker would."""

    def closing() -> Any:
        try:
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as worker:
        return worker.submit(closing).result()


def identified(phone: Page, way: Round, email: str, title: str = "Terms") -> None:
    """Open the link from the mail, have the code sent, type it, and open the document."""
    phone.goto(way.link_of(email))
    phone.get_by_role("button", name="Send me the code").click()
    expect(phone.get_by_label("Code")).to_be_focused()
    phone.get_by_label("Code").fill(way.code_of(email))
    phone.keyboard.press("Enter")
    expect(phone.get_by_role("heading", level=1)).to_have_text(title)
    looked_at(phone, f"asked-{email}")
    phone.get_by_role("button", name="Read the document").click()
    picture = phone.get_by_alt_text("Page 1")
    expect(picture).to_be_visible()
    picture.scroll_into_view_if_needed()
    phone.wait_for_function("() => document.querySelector('.sig-pages img').naturalWidth > 0")


def test_two_sign_on_their_phones_and_it_is_sealed(opened: Any, signed_in: Any, way: Round) -> None:
    envelope = way.asks(way.helen, way.ivo, order="one_by_one")
    first = opened(**PHONE)
    identified(first, way, "helen@juniper.example")
    field = first.locator("#sig-field")
    field.scroll_into_view_if_needed()
    box = field.bounding_box()
    assert box
    first.mouse.move(box["x"] + 30, box["y"] + 60)
    first.mouse.down()
    for step in range(1, 9):
        first.mouse.move(box["x"] + 30 + step * 30, box["y"] + (30 if step % 2 else 80))
    first.mouse.up()
    looked_at(first, "drawn")
    first.get_by_role("button", name="Sign").click()
    expect(first.get_by_role("alert")).to_contain_text("Tick that you agree")
    first.get_by_label("I have read the document").check()
    first.get_by_role("button", name="Sign").click()
    expect(first.get_by_role("status").first).to_contain_text("You have signed")
    looked_at(first, "thanks")

    second = opened(**{**PHONE, "color_scheme": "dark"})
    identified(second, way, "ivo@juniper.example")
    assert faults(second) == []
    second.locator("#typed").focus()
    second.keyboard.type("Ivo Lund")
    looked_at(second, "typed-dark")
    second.get_by_label("I have read the document").focus()
    second.keyboard.press("Space")
    second.keyboard.press("Tab")
    second.keyboard.press("Enter")
    expect(second.get_by_role("status").first).to_contain_text("All have signed now")
    assert way.office
    apart(lambda: way.office.deliver("signing.finish", "facts.deliver", "mail.send"))  # type: ignore[union-attr]
    envelope = Envelope._default_manager.get(pk=envelope.pk)
    assert (envelope.state, envelope.trouble) == ("completed", "")
    assert list(Signer._default_manager.order_by("pk").values_list("way", flat=True)) == ["drawn", "typed"]
    report = apart(lambda: verified(content_of(envelope.sealed), roots=list(trusted()), now=clock.now()))
    assert (report.is_whole, report.is_known) == (True, True)
    second.reload()
    expect(second.get_by_role("link", name="Open the sealed copy")).to_be_visible()
    looked_at(second, "done-dark")
    desk = signed_in(way.ana_user)
    desk.goto(f"/envelopes/{envelope.ref}/")
    expect(desk.get_by_text("Signed by all").first).to_be_visible()
