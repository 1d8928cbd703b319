"""Options a customer chooses are measured again: what breaks no rule is accepted, the rest is approved first."""

from datetime import UTC, datetime, timedelta

import pytest

from followthrough.foundation.accounts.models import Contact
from followthrough.kernel import clock
from followthrough.kernel.links.models import GuestLink
from followthrough.kernel.links.opening import answer
from followthrough.kernel.mail.models import Mail
from followthrough.keystone.approvals.models import Approval
from followthrough.keystone.promises.models import Promise
from followthrough.winning.quotes.models import Quote
from followthrough.winning.quotes.tests.desk import D, Desk
from tests import cast

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 23, 9, 40, tzinfo=UTC)


class Shop(Desk):
    """A quote with a discounted line and a large option that keeps all discounts together small, behind Kurt's link."""

    def __init__(self):
        super().__init__()
        self.rules(name="All discounts", measure="quotes.discount", limit="10")
        self.kurt = cast.made(Contact, name="Kurt Bremer", account=self.account, email="kurt@bremer.example")
        self.sold = self.quote(a="12")
        self.large = self.line(self.sold, product=self.product.ref, quantity="400", is_optional="yes", is_chosen="yes")
        self.small = self.line(self.sold, description="Kitting", unit_price="30", is_optional="yes", is_chosen="no")
        cast.does(self.rep, Quote, "send", self.sold, to=self.kurt.ref)
        self.link = GuestLink.objects.get()
        self.pressed = 0

    def press(self, verb, **values):
        self.pressed += 1
        key = f"press-{self.pressed}"
        return answer(self.link, verb, values, version=None, key=key, now=clock.now())

    def now(self):
        return self.fresh(self.sold)


@pytest.fixture
def shop(db):
    with clock.clock_at(MONDAY):
        yield Shop()


def test_choice_that_breaks_no_rule_is_accepted_at_once(shop):
    shop.press("choose", line=shop.small.ref, chosen=True)
    shop.press("accept", who="Kurt Bremer")
    assert (shop.now().state, Approval.objects.count()) == ("accepted", 0)


def test_choice_that_lifts_all_discounts_waits_for_approval_and_then_counts(shop):
    shop.press("choose", line=shop.large.ref, chosen=False)
    done = shop.press("accept", who="Kurt Bremer", po_number="PO 7")
    assert done.message == ("With these options Femi Adebayo confirms it first, and writes as soon as that is done.")
    asked = Approval.objects.get()
    assert (shop.now().state, shop.now().standing(MONDAY.date()), asked.approver, asked.asker, asked.reasons) == (
        "sent", "confirming", shop.lena, shop.femi, "All discounts together are 12.01%. The limit is 10%.",
    )  # fmt: skip
    after_the_last_day = MONDAY + timedelta(days=40)
    with clock.clock_at(after_the_last_day):
        cast.does(shop.manager, Approval, "approve", asked)
    sold = shop.now()
    assert (sold.state, sold.answered_by, sold.answered_at, sold.po_number, sold.accepted_total) == (
        "accepted", "Kurt Bremer", MONDAY, "PO 7", D("2027.40"),
    )  # fmt: skip
    assert (shop.fresh(shop.large).is_chosen, shop.fresh(asked).used_at) == (False, after_the_last_day)
    assert Mail.objects.latest("pk").subject == f"Quote {sold.ref} is confirmed: Line 2 rebuild"
    assert Promise.objects.filter(kind="quotes.accepted").count() == 1


def test_returned_choice_is_told_by_the_owner_and_another_can_be_made(shop):
    shop.press("choose", line=shop.large.ref, chosen=False)
    shop.press("accept", who="Kurt Bremer")
    cast.does(shop.manager, Approval, "return", Approval.objects.get(), comment="Only with the large order")
    assert (shop.now().state, shop.now().answered_at) == ("sent", None)
    owed = Promise.objects.get(kind="quotes.question")
    assert (owed.owner, "Only with the large order" in owed.what) == (shop.femi, True)
    shop.press("choose", line=shop.large.ref, chosen=True)
    shop.press("accept", who="Kurt Bremer")
    assert shop.now().state == "accepted"


def test_choosing_anew_or_revising_takes_the_yes_back_with_its_question(shop):
    for undo, state in (("choose", "withdrawn"), ("revise", "void")):
        shop.press("choose", line=shop.large.ref, chosen=False)
        shop.press("accept", who="Kurt Bremer")
        if undo == "choose":
            shop.press("choose", line=shop.large.ref, chosen=True)
        else:
            cast.does(shop.rep, Quote, "revise", shop.sold)
        assert (shop.now().answered_at, Approval.objects.latest("pk").state) == (None, state)
    assert Promise.objects.filter(kind="quotes.question").count() == 0


def test_yes_written_down_by_us_is_measured_too(shop):
    shop.press("choose", line=shop.large.ref, chosen=False)
    cast.does(shop.rep, Quote, "accept", shop.sold, who="Kurt Bremer", how="He called")
    assert (shop.now().state, Approval.objects.get().asker) == ("sent", shop.femi)
