"""Which price holds, why, and what it comes to."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from followthrough.foundation.accounts.models import Segment
from followthrough.foundation.catalogue.models import Component
from followthrough.foundation.pricing.models import PriceEdition, PriceEntry
from followthrough.foundation.pricing.queries import Ask, Held, PriceSource, priced, reprice_difference
from followthrough.foundation.pricing.tests.books import DAY, book, edition, product
from followthrough.kernel.access.actor import SYSTEM
from followthrough.values.money import CurrencyMismatchError
from tests import cast

pytestmark = pytest.mark.django_db
TIERS = ["10: 9.00", "50: 8.50"]


def price_of(*args, **kwargs):
    one = priced(*args, **{"currency": "USD", "on": DAY, **kwargs})[0]
    return (one.unit_price, one.amount, one.why)


def test_the_closest_book_goes_first_and_each_says_why() -> None:
    pump, key, partner = product(), cast.made(Segment, name="Key"), cast.account("Juniper")
    edition(book(), {pump: "10.00"})
    edition(book("Key accounts", segment=key), {pump: "9.00"})
    edition(book("Juniper", partner=partner), {pump: "8.00"})
    ask = [Ask(pump, Decimal(3))]
    assert price_of(ask) == (Decimal(10), Decimal("30.00"), "Standard, edition 1.")
    assert price_of(ask, segment=key) == (Decimal(9), Decimal("27.00"), "Key accounts, edition 1.")
    assert price_of(ask, segment=key, partner=partner) == (Decimal(8), Decimal("24.00"), "Juniper, edition 1.")
    assert price_of(ask, currency="EUR") == (None, None, "No price in EUR; the list price is in USD.")


def test_what_a_book_lacks_is_in_the_next_or_at_list_price() -> None:
    pump, seal, free = product(), product("Seal", "2.00"), product("Study", None)
    edition(book(), {pump: "10.00", seal: "1.80"})
    edition(book("Higher", priority=5), {pump: "9.50"})
    found = priced([Ask(one) for one in (pump, seal, free)], currency="USD", on=DAY)
    assert [(one.unit_price, one.source) for one in found] == [
        (Decimal("9.50"), PriceSource.EDITION),
        (Decimal("1.80"), PriceSource.EDITION),
        (None, PriceSource.NONE),
    ]
    assert priced([Ask(seal)], currency="USD", on=DAY - timedelta(1))[0].why == "List price of the product."


def test_only_what_is_published_effective_and_valid_counts() -> None:
    pump, year = product(), book(valid_from=date(2026, 1, 1), valid_until=date(2026, 12, 31))
    edition(year, {pump: "10.00"})
    edition(year, {pump: "11.00"}, published=DAY + timedelta(10))
    edition(year, {pump: "99.00"}, published=None)
    cast.does(SYSTEM, PriceEdition, "withdraw", edition(year, {pump: "98.00"}))
    prices = [price_of([Ask(pump)], on=day)[0] for day in (DAY, DAY + timedelta(10), date(2027, 1, 1))]
    assert prices == [Decimal(10), Decimal(11), Decimal(12)]


def test_tiers_are_counted_as_the_edition_says() -> None:
    all_units, graduated = product(), product("Calls")
    edition(book(), {all_units: ("10.00", TIERS, "all_units"), graduated: ("10.00", TIERS, "graduated")})
    asks = [Ask(all_units, Decimal(60)), Ask(graduated, Decimal(60))]
    first, second = priced(asks, currency="USD", on=DAY)
    assert (first.unit_price, first.amount) == (Decimal("8.50"), Decimal("510.00"))
    assert (second.unit_price, second.amount) == (Decimal("8.50"), Decimal("545.00"))
    assert (first.why, second.why) == (
        "Standard, edition 1, tier from 50.",
        "Standard, edition 1, graduated, the last units over 50.",
    )


def test_a_quote_keeps_to_its_edition_and_is_shown_what_another_changes() -> None:
    pump, seal, usual = product(), product("Seal", "2.00"), book()
    first = edition(usual, {pump: "10.00", seal: "1.80"})
    second = edition(usual, {pump: "10.50", seal: "1.80"}, published=DAY + timedelta(1))
    later = DAY + timedelta(30)
    asks = [Ask(pump, Decimal(4)), Ask(seal, Decimal(10))]
    kept = priced(asks, currency="USD", on=later, edition=first)
    assert [one.amount for one in kept] == [Decimal("40.00"), Decimal("18.00")]
    held = [Held(str(n), one.ask, one.unit_price, one.amount) for n, one in enumerate(kept)]
    told = reprice_difference(held, edition=second, on=later)
    assert [(one.held.key, one.change, one.is_same) for one in told] == [
        ("0", Decimal("2.00"), False),
        ("1", Decimal("0.00"), True),
    ]
    with pytest.raises(CurrencyMismatchError):
        priced(asks, currency="EUR", on=later, edition=first)


def test_three_hundred_lines_take_two_queries(django_assert_num_queries) -> None:
    usual, goods = book(), [product(f"Part {n}") for n in range(3)]
    edition(usual, dict.fromkeys(goods, "10.00"))
    edition(book("Also", priority=1), {goods[0]: "9.00"})
    with django_assert_num_queries(2):
        found = priced([Ask(goods[n % 3], Decimal(n)) for n in range(300)], currency="USD", on=DAY)
    assert sum(one.amount or 0 for one in found) == sum(n * (9 if n % 3 == 0 else 10) for n in range(300))
    assert PriceEntry.objects.count() == 4


def test_a_bundle_costs_its_parts_less_its_discount_unless_it_has_a_price(django_assert_num_queries) -> None:
    kit = product("Kit", None, bundle_price="sum", bundle_discount=Decimal(10))
    pump, seal, extra = product(), product("Seal", "0.3333"), product("Tool", "99")
    for part, quantity, optional in ((pump, 1, False), (seal, 4, False), (extra, 1, True)):
        cast.made(Component, bundle=kit, product=part, quantity=quantity, is_optional=optional)
    edition(book(), {pump: ("10.00", TIERS, "all_units")})
    with django_assert_num_queries(3):
        one, ten = priced([Ask(kit), Ask(kit, Decimal(10))], currency="USD", on=DAY)
    assert (one.unit_price, one.amount, one.why) == (
        Decimal("10.1999"),  # 10.00 + 4 × 0.3333 = 11.3332, less 10 %
        Decimal("10.20"),
        "The sum of its parts, less 10 %.",
    )
    assert (ten.unit_price, ten.amount) == (Decimal("9.2999"), Decimal("93.00"))
    edition(book("Kits", priority=1), {kit: "9.00"})
    assert price_of([Ask(kit)])[0] == Decimal(9)
    why = "Coupling in it: No price in EUR; the list price is in USD."
    assert price_of([Ask(kit)], currency="EUR") == (None, None, why)
