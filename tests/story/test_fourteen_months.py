"""Fourteen months of one customer: all that was sold is promised, kept or missed as it happened, billed and renewed.

A magazine's contract (ad pages in four issues, a free banner, 20 % off the booth), a data subscription (a file each
month, two million records a year, dearer beyond) and a frame for fittings (at least 1,200 a year at 3.10, called off
by orders, one of them late, twenty pieces sent back). The clock is moved by fortnights; each time every job of the
house runs on two workers at once. What has to come of it is written down here, worked out by hand.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from followthrough.foundation.accounts.models import Account
from followthrough.foundation.catalogue.models import Product
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.clock import clock_at
from followthrough.kernel.people.models import Team
from followthrough.keystone.promises.models import Promise
from followthrough.serving.billing.models import Invoice, InvoiceLine
from followthrough.serving.billing.tests import bills
from followthrough.serving.orders.models import Order, OrderLine
from followthrough.serving.placements.models import Placement
from followthrough.serving.placements.tests.test_placements import png
from followthrough.serving.usage.models import Meter, UsageBatch
from followthrough.serving.usage.queries.charging import overage_of
from followthrough.winning.contracts.models import BenefitCall, Commitment, Contract, ContractDiscount, ContractLine
from followthrough.winning.contracts.models import Entitlement as Owed
from followthrough.winning.contracts.tests import agreements
from followthrough.winning.renewals.models import Renewal
from tests import cast
from tests.post_office import PostOffice
from tests.story.night import at, days, night

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
SIGNED, LAST = date(2026, 1, 12), date(2027, 3, 22)
FORTNIGHT = 14
MISSED, LATE = date(2026, 10, 16), date(2026, 3, 16)  # the file that never went out, and the one three days late
CALLS: dict[date, dict[str, Any]] = {
    date(2026, 3, 9): {"late": False, "back": 0},
    date(2026, 6, 1): {"late": True, "back": 0},
    date(2026, 9, 7): {"late": False, "back": 20},
    date(2026, 11, 30): {"late": False, "back": 0},
}
SOLD = ("contracts.refresh", "contracts.benefit", "contracts.discount")


@dataclass
class Customer:
    """What was sold to them, and who looks after it."""

    by: Actor
    magazine: Contract
    data: Contract
    frame: Contract


@pytest.fixture
def customer(post_office: PostOffice) -> Iterator[Customer]:
    """Both contracts, signed on the same day."""
    with clock_at(at(SIGNED)):
        by = agreements.desk()
        bills.house()
        account = bills.customer()
        design, tech, books = (cast.made(Team, name=n, is_department=True) for n in ("Design", "Tech", "Accounting"))
        magazine = agreements.drafted(account, name="The Process Letter", billing="quarter_before")
        issues = {"recurrence": "FREQ=MONTHLY;INTERVAL=3", "first_on": date(2026, 3, 16), "until": date(2026, 12, 31)}
        art = {"needs": "Artwork", "needs_days": 10, "place": "Inside front", "flight_days": 30}
        cast.made(Owed, contract=magazine, name="Full page", kind="placement", department=design, **issues, **art)
        cast.made(Owed, contract=magazine, name="Banner, 3 months", kind="benefit", quantity=1, department=design)
        booth = {"name": "the booth", "percent": 20, "until": date(2026, 10, 30), "department": books}
        cast.made(ContractDiscount, contract=magazine, **booth)
        data = agreements.drafted(account, name="Data", billing="month_after")
        monthly = {"recurrence": "FREQ=MONTHLY", "first_on": date(2026, 2, 16), "until": date(2027, 1, 31)}
        cast.made(Owed, contract=data, name="Monthly file", kind="refresh", department=tech, **monthly)
        beyond = {"description": "Records beyond", "unit_price": Decimal("0.004"), "charged": "usage"}
        line = cast.made(ContractLine, contract=data, **beyond)
        most = {"name": "Records", "unit": "records", "maximum": Decimal(2_000_000), "period": "year"}
        commitment = cast.made(Commitment, contract=data, **most)
        magazine, data = (agreements.signed(by, one, on=SIGNED) for one in (magazine, data))
        counts = {"unit": "records", "code": "records", "commitment": commitment, "line": line, "charges": "over"}
        cast.made(Meter, account=account, name="Records", **counts)
        frame = frame_contract(by, account)
    yield Customer(by, magazine, data, frame)


def frame_contract(by: Actor, account: Account) -> Contract:
    """At least 1,200 nuts a year at 3.10 each, counted as they are delivered and billed by the month."""
    nut = cast.made(Product, name="Swivel nut", code="FS-9115", list_price=Decimal("4.20"))
    year = {"starts_on": agreements.START, "term_months": 12, "renews": False, "payment_days": 30}
    drafted = cast.made(Contract, account=account, name="Fittings", billing="month_after", **year)
    each = agreements.line(drafted, "Swivel nut", "3.10", charged="usage", product=nut)
    least = {"name": "Nuts", "unit": "pieces", "minimum": Decimal(1200), "period": "year"}
    commitment = cast.made(Commitment, contract=drafted, **least)
    signed = agreements.signed(by, drafted, on=SIGNED)
    counts = {"unit": "pieces", "commitment": commitment, "line": each, "charges": "all"}
    cast.made(Meter, account=account, name="Nuts", **counts)
    return signed


def owed(kinds: tuple[str, ...], until: date) -> list[Promise]:
    """What departments owe by a day, in order."""
    rows = Promise.objects.filter(kind__in=kinds, state="open", due_on__lte=until)
    return list(rows.order_by("due", "pk"))


def people_work(customer: Customer, until: date) -> None:
    """What people do in a fortnight: they keep what is due, but for one file that is late and one that is missed."""
    for one in owed(SOLD, until):
        due = one.due_on or until
        day = due + timedelta(days=3) if due == LATE else due
        with clock_at(at(day, 10)):
            if due == MISSED:
                cast.does(customer.by, Promise, "miss", one, reason="capacity", text="The press was down")
            else:
                cast.does(customer.by, Promise, "keep", one, note="Done", nothing_next=True)
    for one in Placement.objects.filter(state="booked", starts_on__lte=until).order_by("starts_on"):
        with clock_at(at(one.starts_on - timedelta(days=20), 10)):
            cast.does(customer.by, Placement, "receive-creative", one, file=png(468, 60))
            if one.needs_target:
                cast.does(customer.by, Placement, "set-target", one, target_url="https://example.com/valves")
        with clock_at(at(one.starts_on, 9)):
            cast.does(customer.by, Placement, "go-live", one, note="Printed")


def customer_calls_off(customer: Customer, day: date, *, late: bool, back: int) -> None:
    """280 nuts in ten days: 200 come after four, the rest on the day or three days late; some are sent back."""
    frame, by = customer.frame, customer.by
    with clock_at(at(day)):
        head = {"account": frame.account.ref, "contract": frame.ref, "po_number": f"4500-{day:%m}"}
        order = Order.objects.get(ref=cast.does(by, Order, "create", **head).ref)
        promised = (day + timedelta(days=10)).isoformat()
        nut = Product.objects.get(code="FS-9115")
        nuts = {"order": order.ref, "product": nut.ref, "quantity": "280", "promised_on": promised}
        line = OrderLine.objects.get(ref=cast.does(by, OrderLine, "create", **nuts).ref)
        assert line.unit_price == Decimal("3.10")
        cast.does(by, Order, "enter", order)
    for quantity, after in (("200", 4), ("80", 13 if late else 10)):
        with clock_at(at(day + timedelta(days=after))):
            cast.does(by, OrderLine, "deliver", OrderLine.objects.get(pk=line.pk), quantity=quantity)
    if back:
        with clock_at(at(day + timedelta(days=13))):
            told = {"quantity": str(back), "reason": "defect"}
            cast.does(by, OrderLine, "take-back", OrderLine.objects.get(pk=line.pk), **told)


def program_sends(customer: Customer, month: date) -> None:
    """180,000 records a month, sent twice: the second sending changes nothing."""
    event = {"id": f"{month:%Y-%m}", "meter": "records", "at": f"{month:%Y-%m}-10T12:00:00Z", "quantity": 180_000}
    with clock_at(at(month.replace(day=20))):
        for _again in range(2):
            cast.does(customer.by, UsageBatch, "take", events=[event])


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
