"""From a need to a sealed contract: offered at the desk, accepted on a phone, signed on two."""

from decimal import Decimal
from typing import Any

import pytest
from playwright.sync_api import expect

from followthrough.foundation.accounts.models import Contact
from followthrough.foundation.catalogue.models import Product
from followthrough.foundation.documents.models import Document
from followthrough.foundation.documents.queries.versions import content_of
from followthrough.kernel import clock
from followthrough.kernel.clock import clock_at
from followthrough.kernel.mail.posting import TO_TAKE_BACK
from followthrough.kernel.signatures.authority import trusted
from followthrough.kernel.signatures.verifying import verified
from followthrough.winning.contracts.models import Contract
from followthrough.winning.contracts.tests.agreements import template
from followthrough.winning.quotes.models import Quote
from followthrough.winning.signing.models import Envelope, Signer
from followthrough.winning.signing.tests.rounds import Round
from tests import cast
from tests.journeys.test_first_hour import at
from tests.journeys.test_guest_link import PHONE
from tests.journeys.test_quote_editor import add
from tests.journeys.test_signing import apart, identified
from tests.post_office import PostOffice


class Sale(Round):
    """Kurt Bremer needs adapters; Ana offers them, Priya signs for the house."""

    def __init__(self, office: PostOffice, ana: Any) -> None:
        self.office, self.ana_user, self.ana = office, ana, cast.as_actor(ana)
        self.priya = cast.person("Priya Nair", "manager", reach="all")
        account = cast.account("Bremer Fluid Systems", owner=self.priya)
        self.kurt = cast.made(Contact, account=account, name="Kurt Bremer", email="kurt@bremer.example")
        cast.made(Product, name="Adapter, JIC 37°", code="FA-2404", list_price=Decimal("4.85"))
        template(language="en")
        cast.does(self.ana, Quote, "create", account=account.ref, contact=self.kurt.ref, name="Line 2 rebuild")
        self.quote = Quote.objects.get()

    def offered_link(self) -> str:
        """The path in the quote's letter, once the seconds in which it could be taken back are over."""
        with clock_at(clock.now() + 2 * TO_TAKE_BACK):
            return self.link_of("kurt@bremer.example")


@pytest.fixture
def sale(house: Any, ana: Any, post_office: PostOffice) -> Sale:
    """The need, as it was asked for."""
    return Sale(post_office, ana)


def test_need_becomes_a_sealed_contract_and_nothing_is_typed_twice(opened: Any, signed_in: Any, sale: Sale) -> None:
    desk, quote = signed_in(sale.ana_user), sale.quote
    at(desk, f"/quotes/{quote.ref}/")
    add(desk, "FA-2404")
    desk.get_by_label("Quantity, line 1").fill("240")
    desk.get_by_label("Quantity, line 1").press("Enter")
    expect(desk.locator("#quote-totals dd.sum")).to_have_text("$1,164.00")
    desk.locator(".topbar").get_by_text("Send", exact=True).click()
    dialog = desk.locator("#dialog")
    expect(dialog.locator(":focus")).to_have_count(1)  # whoever types has seen where
    dialog.get_by_label("Your words").fill("As we said on the phone.")
    dialog.get_by_role("button", name="Send", exact=True).click()
    expect(desk.locator(".toast h2")).to_have_text(f"{quote.ref} goes to Kurt Bremer.")

    phone = opened(**PHONE)
    phone.goto(apart(sale.offered_link))
    expect(phone.get_by_role("heading", level=1)).to_have_text("Line 2 rebuild")
    phone.get_by_label("Your full name").fill("Kurt Bremer")
    phone.get_by_role("button", name="Accept this quote").click()
    expect(phone.get_by_role("status").first).to_contain_text("is accepted")

    desk.reload()
    desk.locator(".topbar").get_by_text("Make the contract").click()
    expect(desk.locator("#dialog :focus")).to_have_count(1)
    desk.locator("#dialog").get_by_label("Runs from").fill("2026-12-01")
    desk.locator("#dialog").get_by_role("button", name="Make the contract").click()
    desk.wait_for_url("**/contracts/**")
    contract = Contract.objects.get()
    assert (contract.account_id, contract.contact_id) == (quote.account_id, sale.kurt.pk)
    outcome = cast.does(sale.ana, Contract, "send-for-signature", contract, our_signer=sale.priya.ref)
    assert outcome.message == f"{contract.name} is out for signature."

    identified(phone, sale, "kurt@bremer.example", contract.name)
    phone.locator("#typed").fill("Kurt Bremer")
    phone.get_by_label("I have read the document").check()
    phone.get_by_role("button", name="Sign").click()
    expect(phone.get_by_role("status").first).to_contain_text("You have signed")

    ours = signed_in(sale.priya, **PHONE)
    envelope = Envelope.objects.get()
    ours.goto(f"/signers/{Signer.objects.get(user=sale.priya).ref}/document")
    ours.get_by_role("button", name="Read the document").click()
    ours.locator("#typed").fill("Priya Nair")
    ours.get_by_label("I have read the document").check()
    ours.get_by_role("button", name="Sign").click()
    apart(lambda: sale.office and sale.office.deliver("signing.finish", "facts.deliver", "mail.send"))
    envelope.refresh_from_db()
    contract.refresh_from_db()
    assert (envelope.state, contract.state) == ("completed", "signed")
    report = apart(lambda: verified(content_of(envelope.sealed), roots=list(trusted()), now=clock.now()))
    assert (report.is_whole, report.is_known) == (True, True)
    assert Document.objects.filter(about_ref=contract.ref).count() == 2
