"""What happens in fourteen months of one customer: what was sold to them, what people do, what the customer does."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from followthrough.foundation.accounts.models import Account
from followthrough.foundation.catalogue.models import Product
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.clock import clock_at
from followthrough.kernel.people.models import Team
from followthrough.keystone.promises.models import Promise
from followthrough.serving.billing.tests import bills
from followthrough.serving.orders.models import Order, OrderLine
from followthrough.serving.placements.models import Placement
from followthrough.serving.placements.tests.test_placements import png
from followthrough.serving.usage.models import Meter, UsageBatch
from followthrough.winning.contracts.models import Commitment, Contract, ContractDiscount, ContractLine
from followthrough.winning.contracts.models import Entitlement as Owed
from followthrough.winning.contracts.tests import agreements
from tests import cast
from tests.story.night import at

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


def arrive() -> Customer:
    """A house and a customer with three contracts, signed on the same day."""
    with clock_at(at(SIGNED)):
        by = agreements.desk()
        bills.house()
        account = bills.customer()
        design, tech, books = (cast.made(Team, name=n, is_department=True) for n in ("Design", "Tech", "Accounting"))
        magazine = agreements.drafted(account, name="The Process Letter", billing="quarter_before")
        issues = {"recurrence": "FREQ=MONTHLY;INTERVAL=3", "first_on": date(2026, 3, 16), "until": date(2026, 12, 31)}
        art = {"stands_as": "ad_page", "needs_days": 10, "place": "Inside front", "flight_days": 30}
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
    return Customer(by, magazine, data, frame)


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
