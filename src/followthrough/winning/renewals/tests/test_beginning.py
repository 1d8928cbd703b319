"""A renewal is begun in time, once per contract and term, with its opportunity and a draft quote."""

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followthrough.foundation.catalogue.models import Product, ProductKind
from followthrough.foundation.pricing.models import PriceBook, PriceEdition, PriceEntry
from followthrough.kernel.clock import clock_at
from followthrough.kernel.records.problems import Invalid, Refused
from followthrough.values.tiers import Tier, TieredPrice
from followthrough.winning.contracts.models import Contract, Entitlement
from followthrough.winning.contracts.tests import agreements
from followthrough.winning.pipeline.models import Line, Opportunity
from followthrough.winning.quotes.models import Quote
from followthrough.winning.renewals.actions.beginning import begin_due
from followthrough.winning.renewals.models import Renewal, RenewalLine, UpliftRule
from followthrough.winning.renewals.rules.uplift import again, by_index, by_percent, uplifted, uplifted_tiers
from followthrough.winning.renewals.tests.terms import noon, running
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
FIRST_RUNG = date(2026, 8, 4)


def rows_of(renewal: Renewal) -> list[tuple[str, Decimal | None, Decimal | None, str, str]]:
    """Each line: what, price now, price then, what became of it, where the price is from."""
    rows = RenewalLine.objects.filter(renewal=renewal).order_by("pk")
    return [(one.name, one.price_before, one.price_after, one.carried, one.source) for one in rows]


@given(
    st.decimals("-99.999", 500, places=3),
    st.decimals("0.01", 99999, places=2),
)
def test_a_price_goes_up_by_a_percentage_half_up_when_compared_with_fractions(percent: Decimal, price: Decimal) -> None:
    exact = Fraction(price) * (100 + Fraction(percent)) / 100
    found = uplifted(price, by_percent(percent), 2)
    assert abs(Fraction(found) - exact) <= Fraction(1, 200)
    assert found == Decimal(int(exact * 100 + Fraction(1, 2))) / 100


def test_an_index_is_applied_exactly_and_credits_stay_credits() -> None:
    assert uplifted(Decimal("999.00"), by_index(Decimal("118.4"), Decimal("121.9")), 2) == Decimal("1028.53")
    assert uplifted(Decimal("-10.00"), by_percent(Decimal("2.5")), 2) == Decimal("-10.25")
    assert uplifted(Decimal("0.0125"), by_percent(Decimal(10)), 2) == Decimal("0.0138")
    tiers = TieredPrice.of(Decimal(10), (Tier(Decimal(100), Decimal(8)),))
    more = uplifted_tiers(tiers, by_percent(Decimal(5)), 2)
    assert [(one.starts_at, one.price) for one in more.tiers] == [(0, Decimal("10.5")), (100, Decimal("8.4"))]


def test_lines_are_charged_again_over_the_whole_next_term() -> None:
    def told(charged: str, months: int) -> tuple[str, int, int] | None:
        found = again(charged, months)
        return (found.charge, found.periods, found.times) if found else None

    assert told("month", 12) == ("month", 12, 1)
    assert told("quarter", 24) == ("quarter", 8, 1)
    assert told("half_year", 12) == ("year", 1, 2)
    assert told("half_year", 6) == ("once", 1, 1)
    assert told("year", 12) == ("year", 1, 1)
    assert told("once", 12) is None


def test_a_renewal_is_begun_at_the_first_rung_once_with_deal_and_draft_quote() -> None:
    by = agreements.desk()
    contract = running(by)
    cast.made(UpliftRule, name="Usual", price_by="percent", percent=Decimal("3.5"), is_default=True)
    early = noon(date(2026, 8, 3))
    with clock_at(early):
        assert begin_due(early) == 0
    now = noon(FIRST_RUNG)
    with clock_at(now):
        assert (begin_due(now), begin_due(now)) == (1, 0)
    renewal = Renewal.objects.get()
    assert (renewal.contract, renewal.term, renewal.ends_on) == (contract, 0, date(2027, 1, 31))
    assert (renewal.notice_by, renewal.value_before, renewal.state) == (date(2026, 12, 2), Decimal(12000), "open")
    deal, quote = Opportunity.objects.get(), Quote.objects.get()
    assert (renewal.opportunity, renewal.quote, deal.close_on) == (deal, quote, date(2026, 12, 2))
    assert (deal.amount, deal.owner, quote.state) == (Decimal(12420), contract.owner, "draft")
    assert rows_of(renewal) == [
        ("PlantBase Midwest", Decimal(12000), Decimal(12420), "changed", "price now +3.5%"),
    ]
    line = Line.objects.get()
    assert (line.charge, line.periods, line.priced_from) == ("year", 1, "price now +3.5%")


def test_what_was_charged_once_is_not_carried_over_and_what_was_owed_is_promised_again() -> None:
    by = agreements.desk()
    draft = agreements.drafted()
    agreements.line(draft, "Set-up", "500", charged="once")
    agreements.line(draft, "Support", "100", charged="half_year")
    cast.made(Entitlement, contract=draft, name="Monthly refresh", recurrence="FREQ=MONTHLY")
    contract = agreements.signed(by, draft)
    made = Renewal.objects.get(ref=cast.does(by, Contract, "renew", contract).ref)
    assert rows_of(made) == [
        ("PlantBase Midwest", Decimal(12000), Decimal(12000), "kept", f"as in {contract.ref}"),
        ("Set-up", Decimal(500), None, "left_out", "charged once"),
        ("Support", Decimal(100), Decimal(100), "kept", f"as in {contract.ref}"),
    ]
    assert [(one.title, one.amount) for one in Line.objects.order_by("pk")] == [
        ("PlantBase Midwest", Decimal(12000)),
        ("Support", Decimal(200)),
    ]
    quote = Quote.objects.get()
    assert (quote.promises, quote.payment_terms) == ("- Monthly refresh", "30 days net")
    with pytest.raises(Refused, match=made.ref):
        cast.does(by, Contract, "renew", contract)
    with pytest.raises(Invalid, match=made.ref):
        cast.does(by, Renewal, "create", contract=contract.ref)


def test_prices_are_set_anew_by_index_or_by_an_edition_and_say_where_they_are_from() -> None:
    by = agreements.desk()
    contract = running(by)
    product = cast.made(Product, name="PlantBase", kind=ProductKind.DATA)
    cast.made(type(contract.contractlines.get()), contract=contract, product=product, description="Ontario",
              unit_price=Decimal(2000), charged="year", effective_from=date(2026, 2, 1))  # fmt: skip
    made = Renewal.objects.get(ref=cast.does(by, Contract, "renew", contract).ref)
    index = cast.made(UpliftRule, name="CPI", price_by="index", index_name="CPI", index_before=Decimal(100),
                      index_now=Decimal("104.2"))  # fmt: skip
    cast.does(by, Renewal, "reprice", made, uplift=index.ref)
    assert [row[2:] for row in rows_of(made)] == [
        (Decimal(12504), "changed", "CPI, 100 to 104.2"),
        (Decimal(2084), "changed", "CPI, 100 to 104.2"),
    ]
    assert Opportunity.objects.get().amount == Decimal(14588)
    book = cast.made(PriceBook, name="List", currency="USD")
    edition = cast.made(PriceEdition, book=book, name="2027", effective_from=date(2027, 1, 1))
    cast.made(PriceEntry, edition=edition, product=product, price=Decimal(2150), currency="USD", period="year")
    cast.does(by, PriceEdition, "publish", edition)
    cast.does(by, Renewal, "reprice", made, edition=edition.ref)
    rows = rows_of(made)
    assert [row[2] for row in rows] == [Decimal(12000), Decimal(2150)]
    assert rows[0][4] == f"as in {contract.ref}, no such price in the list"
    assert [(one.amount, one.edition) for one in Line.objects.order_by("pk")] == [
        (Decimal(12000), None),
        (Decimal(2150), edition),
    ]
    with pytest.raises(Invalid, match="Choose one"):
        cast.does(by, Renewal, "reprice", made)


def test_no_renewal_is_begun_when_notice_was_given_or_nothing_ends() -> None:
    by = agreements.desk()
    account = agreements.customer()
    running(by, account, renews=False, term_months=None)
    given = running(by, account)
    with clock_at(noon(date(2026, 5, 1))):
        cast.does(by, Contract, "give-notice", given, notice_from="them")
    with clock_at(noon(FIRST_RUNG)):
        assert begin_due(datetime(2026, 8, 4, 12, tzinfo=UTC)) == 0
