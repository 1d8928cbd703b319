"""From an opportunity's lines to a version that stays as it was sent, revised, accepted, declined, expired."""

from datetime import timedelta
from decimal import Decimal

import pytest

from followthrough.foundation.accounts.models import Contact
from followthrough.foundation.catalogue.models import Product
from followthrough.foundation.pricing.tests.books import book, edition
from followthrough.foundation.taxes.models import TaxRate
from followthrough.kernel import clock
from followthrough.kernel.clock import clock_at
from followthrough.kernel.people.models import User
from followthrough.kernel.records.problems import Invalid, Refused
from followthrough.keystone.approvals.models import Approval
from followthrough.winning.pipeline.models import Line, Opportunity
from followthrough.winning.quotes.models import Quote, QuoteVersion
from followthrough.winning.quotes.queries.comparing import differences
from followthrough.winning.quotes.queries.content import fingerprint
from followthrough.winning.quotes.queries.pasting import read_rows
from followthrough.winning.quotes.queries.standing import standings
from followthrough.winning.quotes.queries.totals import lines_of, totals_of
from tests import cast

pytestmark = pytest.mark.slow

D = Decimal


@pytest.fixture
def ana(db):
    return cast.as_actor(cast.person("Ana Ruiz", "coordinator", reach="all"))


@pytest.fixture
def adapter(db):
    return cast.made(Product, name="Adapter, JIC 37°", code="FA-2404", list_price=D("4.85"), cost=D("2.10"))


@pytest.fixture
def quote(ana, adapter):
    account = cast.account("Bremer Fluid Systems")
    (one,) = begun(ana, account=account.ref, name="Line 2 rebuild")
    line(ana, one, product=adapter.ref, quantity="240", discount="10")
    return fresh(one)


def begun(ana, **values):
    cast.does(ana, Quote, "create", **values)
    return Quote.objects.order_by("-pk")[:1]


def line(ana, quote, **values):
    cast.does(ana, Line, "create", opportunity=quote.opportunity.ref, **values)
    return Line.objects.order_by("-pk")[0]


def fresh(one):
    return type(one).objects.get(pk=one.pk)


def sent(ana, quote):
    """As the customer gets it."""
    cast.does(ana, Quote, "note-sent", quote, how="Handed over at their office")
    return QuoteVersion.objects.get(quote=quote, number=quote.number)


def test_quote_for_an_account_begins_an_opportunity_that_is_worth_what_it_says(ana, quote):
    assert (quote.account.name, quote.name, quote.state, quote.number) == (
        "Bremer Fluid Systems", "Line 2 rebuild", "draft", 1,
    )  # fmt: skip
    assert (quote.opportunity.amount, Opportunity.objects.count()) == (D("1048.80"), 1)
    totals = totals_of(quote, lines_of(quote))
    assert (totals.net.amount, totals.margin.amount) == (D("1048.80"), D("544.80"))


def test_lines_are_the_opportunitys_so_a_change_on_either_side_is_one(ana, quote):
    cast.does(ana, Line, "edit", quote.opportunity.lines.get(), quantity="200")
    assert totals_of(fresh(quote), lines_of(quote)).net.amount == fresh(quote.opportunity).amount == D("874.00")


def test_usual_terms_come_from_the_last_quote_and_what_was_sold_with_that_one_does_not(ana, quote):
    told = "A call the day after.\n- Monthly file\n  • 2 × Free banner"
    cast.does(ana, Quote, "edit", quote, promises=told, delivery_terms="FCA Toledo")
    (another,) = begun(ana, account=quote.account.ref, name="Line 3")
    assert (another.promises, another.delivery_terms) == ("A call the day after.", "FCA Toledo")


def test_a_quote_speaks_the_language_of_its_contact_unless_another_is_chosen(ana, quote):
    lucia = cast.made(Contact, name="Lucía Ferrer", account=quote.account, language="es")
    chosen = {"account": quote.account.ref, "contact": lucia.ref}
    (told,) = begun(ana, **chosen, name="Line 3")
    (asked,) = begun(ana, **chosen, name="Line 4", language="en")
    (usual,) = begun(ana, account=quote.account.ref, name="Line 5")
    assert (told.language, asked.language, usual.language, usual.contact) == ("es", "en", "es", lucia)


def test_list_says_that_a_quote_expired_or_waits_for_approval(ana, quote):
    (draft,) = begun(ana, account=quote.account.ref, name="Another")
    sent(ana, quote)
    with clock_at(clock.now() + timedelta(days=31)):
        assert standings([fresh(quote), draft], ana) == {quote.pk: "Expired", draft.pk: "Draft"}
    cast.made(Approval, subject_kind="quotes.quote", subject_id=draft.pk, asked_at=clock.now(), due_at=clock.now())
    assert standings([fresh(quote), draft], ana) == {quote.pk: "Sent", draft.pk: "Waiting for approval"}


def test_usual_tax_cost_and_place_come_by_themselves(ana, quote, adapter):
    ohio = cast.made(TaxRate, name="Ohio 7.25 %", percent=D("7.25"), is_usual=True)
    second = line(ana, quote, product=adapter.ref, quantity="1")
    assert (second.tax, second.cost, second.position, second.unit_price) == (ohio, D("2.10"), 2, D("4.85"))
    assert totals_of(quote, lines_of(quote)).tax.amount == D("0.35")


def test_second_open_quote_for_an_opportunity_is_refused(ana, quote):
    with pytest.raises(Refused, match=quote.ref):
        cast.does(ana, Opportunity, "quote", quote.opportunity)


def test_sent_version_stays_as_it_was_and_holds_its_lines(ana, quote):
    version = sent(ana, quote)
    assert version.sha256 == fingerprint(version.content)
    assert (version.content["lines"][0]["net"], version.content["totals"]["total"]) == ("4.37", "1048.80")
    assert "cost" not in str(version.content) and version.inside["margin"] == "544.80"
    held = fresh(quote).opportunity.lines.get()
    for verb in ("edit", "delete"):
        with pytest.raises(Refused, match="Revise it"):
            cast.does(ana, Line, verb, held, **({"quantity": "1"} if verb == "edit" else {}))
    with pytest.raises(Refused, match="Revise the quote"):
        cast.does(ana, Quote, "edit", fresh(quote), note="Later")
    with pytest.raises(Refused, match="Revise it"):
        line(ana, quote, description="More", unit_price="1")
    assert fresh(quote).opportunity.amount == D("1048.80")


def test_revised_quote_is_the_next_version_and_the_difference_is_told(ana, quote):
    first = sent(ana, quote)
    cast.does(ana, Quote, "revise", fresh(quote))
    revised = fresh(quote)
    assert (revised.state, revised.number, revised.ref) == ("draft", 2, quote.ref)
    cast.does(ana, Line, "edit", revised.opportunity.lines.get(), discount="15")
    second = sent(ana, fresh(quote))
    told = [(one.what, one.before, one.after) for one in differences(first.content, second.content)]
    assert told == [
        ("Off %", "10", "15"),
        ("Amount", "1048.8", "988.8"),
        ("Net", "1048.80", "988.80"),
        ("Total", "1048.80", "988.80"),
    ]
    assert [one.number for one in QuoteVersion.objects.order_by("number")] == [1, 2]


def test_answer_is_kept_and_an_expired_quote_is_not_accepted(ana, quote):
    sent(ana, quote)
    with clock_at(clock.now() + timedelta(days=31)), pytest.raises(Refused, match="expired"):
        cast.does(ana, Quote, "accept", fresh(quote), who="Kurt Bremer")
    cast.does(ana, Quote, "accept", fresh(quote), who="Kurt Bremer", how="By phone", po_number="PO 77")
    done = fresh(quote)
    assert (done.state, done.answered_by, done.po_number) == ("accepted", "Kurt Bremer", "PO 77")
    with pytest.raises(Refused):
        cast.does(ana, Quote, "decline", done, reason="price")


def test_quote_that_is_not_ready_says_what_is_missing(ana, quote):
    line(ana, quote, description="Freight")
    with pytest.raises(Refused, match=r"“Freight” has no price"):
        sent(ana, quote)


def test_options_count_once_chosen_and_of_alternatives_one_is(ana, quote):
    steel = line(ana, quote, description="Steel", unit_price="100", option_group="Material")
    brass = line(ana, quote, description="Brass", unit_price="150", option_group="Material")
    extra = line(ana, quote, description="Kitting", unit_price="50", is_optional=True, is_chosen=False)
    assert [fresh(one).is_chosen for one in (steel, brass, extra)] == [True, False, False]
    assert fresh(quote.opportunity).amount == D("1148.80")
    cast.does(ana, Line, "edit", fresh(brass), is_chosen=True)
    cast.does(ana, Line, "edit", fresh(extra), is_chosen=True)
    assert [fresh(one).is_chosen for one in (steel, brass, extra)] == [False, True, True]
    assert fresh(quote.opportunity).amount == D("1248.80")


def test_discount_on_the_whole_is_the_opportunitys(ana, quote):
    cast.does(ana, Opportunity, "edit", quote.opportunity, discount="5")
    assert fresh(quote.opportunity).amount == D("996.36")
    totals = totals_of(fresh(quote), lines_of(quote))
    assert (totals.off_whole.amount, totals.net.amount) == (D("52.44"), D("996.36"))


def test_lines_change_places(ana, quote):
    second = line(ana, quote, description="Freight", unit_price="20")
    cast.does(ana, Line, "put-earlier", second)
    assert [one.title for one in lines_of(quote)] == ["Freight", "Adapter, JIC 37°"]
    with pytest.raises(Refused, match="already"):
        cast.does(ana, Line, "put-earlier", fresh(second))


def test_rows_of_a_sheet_find_their_products_and_columns(ana, quote, adapter):
    plain = read_rows("fa-2404\t12\t4.10\nBag and label\t1\nFA-2404\tmany", ana)
    assert [(r.product, r.quantity, r.unit_price, bool(r.problem)) for r in plain] == [
        (adapter.ref, "12", "4.10", False), ("", "1", "", False), (adapter.ref, "", "", True),
    ]  # fmt: skip
    headed = read_rows("Qty\tPart\tOff %\n3\tFA-2404\t7,5\n", ana)
    assert [(r.text, r.quantity, r.discount) for r in headed] == [("FA-2404", "3", "7.5")]
    cast.does(ana, Quote, "add-rows", quote, block={"rows": [r.stored for r in plain[:2]]})
    assert [(one.title, one.amount) for one in lines_of(quote)[1:]] == [
        ("Adapter, JIC 37°", D("49.20")), ("Bag and label", None),
    ]  # fmt: skip


def test_all_lines_take_the_tax_chosen(ana, quote):
    exempt = cast.made(TaxRate, name="Exempt", percent=D(0), category="E")
    cast.does(ana, Quote, "tax", quote, tax=exempt.ref)
    assert [one.tax for one in lines_of(quote)] == [exempt]


def test_tax_rate_keeps_its_percentage(ana):
    admin = cast.as_actor(cast.person("Iris Admin", "admin", reach="all"))
    rate = cast.made(TaxRate, name="Old", percent=D(7))
    with pytest.raises(Invalid):
        cast.does(admin, TaxRate, "edit", rate, percent="8")
    with pytest.raises(Invalid):
        cast.does(admin, TaxRate, "create", name="Odd", percent="5", category="E")


def test_a_placement_goes_out_only_with_the_days_it_runs(ana, quote):
    banner = cast.made(Product, name="Banner", kind="placement", list_price=D(690))
    placed = line(ana, quote, product=banner.ref)
    with pytest.raises(Refused, match="“Banner” runs from which day until which"):
        cast.does(ana, Quote, "note-sent", quote, how="By mail")
    today = clock.now().date()
    cast.does(ana, Line, "edit", placed, starts_on=today, ends_on=today + timedelta(6))
    assert sent(ana, quote).number == 1


def test_a_product_no_longer_sold_comes_on_no_new_line_and_its_successor_is_offered(ana, quote, adapter):
    old = cast.made(Product, name="Old adapter", lifecycle="ended", successor=adapter)
    with pytest.raises(Invalid, match="Offer Adapter, JIC 37"):
        line(ana, quote, product=old.ref)
    assert Line.objects.count() == 1


def test_repricing_shows_what_changes_and_does_exactly_that(client, ana, quote, adapter):
    other = edition(book(), {adapter: ("5.00", ["100: 4.50"], "all_units")}, published=clock.now().date())
    person = User.objects.get(pk=ana.user_id)
    client.force_login(person, backend="followthrough.kernel.people.backend.PersonBackend")
    address = f"/quotes/{quote.ref}/reprice?edition={other.ref}"
    page = client.get(address).content.decode()
    for words in ("$1,048.80", "$972.00", "−$76.80", "4.85", "4.50", "−$84.00"):
        assert words in page
    assert fresh(quote).opportunity.amount == D("1048.80")
    client.post(address, {"idempotency_key": "once"})
    client.post(address, {"idempotency_key": "once"})
    assert (fresh(quote).opportunity.amount, lines_of(quote)[0].unit_price) == (D("972.00"), D("4.50"))
    assert "No price would change" in client.get(address).content.decode()
    sent(ana, fresh(quote))
    assert client.get(address).status_code == 403
