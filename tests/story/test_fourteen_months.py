"""Fourteen months of one customer: all that was sold is promised, kept or missed as it happened, billed and renewed.

A magazine's contract (ad pages in four issues, a free banner, 20 % off the booth), a data subscription (a file each
month, two million records a year, dearer beyond) and a frame for fittings (at least 1,200 a year at 3.10, called off
by orders, one of them late, twenty pieces sent back). The clock is moved by fortnights; each time every job of the
house runs on two workers at once. What has to come of it is written down here, worked out by hand.
"""

from collections import Counter, defaultdict
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from followthrough.kernel.clock import clock_at
from followthrough.keystone.promises.models import Promise
from followthrough.serving.billing.models import Invoice, InvoiceLine
from followthrough.serving.placements.models import Placement
from followthrough.serving.usage.queries.charging import overage_of
from followthrough.winning.contracts.models import BenefitCall, Contract
from followthrough.winning.contracts.models import Entitlement as Owed
from followthrough.winning.renewals.models import Renewal
from tests import cast
from tests.post_office import PostOffice
from tests.story.night import at, days, night
from tests.story.script import (
    CALLS,
    FORTNIGHT,
    LAST,
    SIGNED,
    Customer,
    arrive,
    customer_calls_off,
    people_work,
    program_sends,
)

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def customer(post_office: PostOffice) -> Customer:
    """Three contracts, signed on the same day."""
    return arrive()


def states(contract: Contract, kind: str) -> Counter[str]:
    """How the promises of a kind stand: on time, late, missed."""
    rows = Promise.objects.filter(source_kind="contracts.contract", source_id=contract.pk, kind=kind)
    return Counter(one.verdict or one.state for one in rows)


def billed(contract: Contract) -> dict[str, Decimal]:
    """What invoices bear, by the day they are due."""
    found: dict[str, Decimal] = defaultdict(Decimal)
    for one in Invoice.objects.filter(contract=contract, binned_at__isnull=True).order_by("bill_on"):
        found[f"{one.bill_on}"] += one.net
    return found


def everything() -> dict[str, int]:
    """How many of each there are."""
    models: tuple[Any, ...] = (Promise, Invoice, InvoiceLine, Renewal, Placement, BenefitCall)
    return {model.__name__: model._default_manager.count() for model in models}


def test_what_was_sold_comes_true(customer: Customer, post_office: PostOffice) -> None:
    for day in days(SIGNED, LAST, FORTNIGHT):
        people_work(customer, day)
        night(day, post_office)
        if day == date(2026, 5, 4):
            with clock_at(at(day)):
                banner = Owed.objects.get(name="Banner, 3 months")
                cast.does(customer.by, Owed, "call", banner, wanted_on=date(2026, 5, 18))
        if day in CALLS:
            customer_calls_off(customer, day, **CALLS[day])
        if day.day <= FORTNIGHT and date(2026, 2, 1) <= day < date(2027, 2, 1):
            program_sends(customer, day)
    magazine, data = (Contract.objects.get(pk=one.pk) for one in (customer.magazine, customer.data))
    assert states(data, "contracts.refresh") == {"on_time": 10, "kept_late": 1, "missed": 1}
    assert states(magazine, "contracts.placement") == {"on_time": 4}
    assert states(magazine, "contracts.material") == {"on_time": 4}
    assert states(magazine, "contracts.benefit") == {"on_time": 1}
    assert states(magazine, "contracts.discount") == {"on_time": 1}
    assert billed(magazine) == {f"{day}": Decimal(3000) for day in (
        "2026-02-01", "2026-05-01", "2026-08-01", "2026-11-01", "2027-02-01",
    )}  # fmt: skip
    with clock_at(at(LAST)):
        charged = overage_of(data, date(2026, 2, 1), date(2027, 1, 31))
    assert [(one.quantity, one.amount.amount) for one in charged if one.amount] == [(Decimal(160_000), Decimal(640))]
    monthly = [(date(2026, 2 + n, 1) if n < 11 else date(2027, n - 10, 1)) for n in range(1, 14)]
    assert billed(data) == {f"{day}": Decimal(1000) for day in monthly} | {"2027-02-01": Decimal(1640)}
    assert billed(customer.frame) == {  # 280 x 3.10; 260 in September; in the end 100 that were never called off
        "2026-04-01": Decimal("868.00"),
        "2026-07-01": Decimal("868.00"),
        "2026-10-01": Decimal("806.00"),
        "2027-01-01": Decimal("868.00"),
        "2027-02-01": Decimal("310.00"),
    }
    orders = Promise.objects.filter(kind="orders.delivery").order_by("due")
    assert [one.verdict for one in orders] == ["on_time", "kept_late", "on_time", "on_time"]
    renewals = Renewal.objects.order_by("name")
    assert [(one.name, one.created_at.date(), one.state, one.value_before) for one in renewals] == [
        ("Data", date(2026, 8, 10), "renewed", Decimal(12000)),
        ("Fittings", date(2026, 10, 5), "open", Decimal(0)),  # it ends by itself; somebody is to decide in time
        ("The Process Letter", date(2026, 8, 10), "renewed", Decimal(12000)),
    ]
    before = everything()
    night(LAST, post_office)
    assert everything() == before
