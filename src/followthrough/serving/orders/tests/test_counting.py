"""What an order delivers of a line with a meter reaches the meter once, and what comes back is taken off it."""

from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db.models import Sum
from hypothesis import given
from hypothesis import strategies as st

from followthrough.kernel.access.actor import SYSTEM
from followthrough.kernel.history.acting import acting
from followthrough.serving.orders.actions.counting import count_delivered, events_of
from followthrough.serving.orders.models import DeliveryMovement, OrderLine
from followthrough.serving.orders.tests.desk import NOW, Desk
from followthrough.serving.usage.models import Meter, UsageEvent
from followthrough.winning.contracts.models import Contract
from followthrough.winning.contracts.tests import agreements
from tests import cast

DAY = date(2026, 11, 2)


@st.composite
def movements(draw: st.DrawFn) -> list[DeliveryMovement]:
    """Deliveries, some of which never were, and returns of no more than the customer has."""
    made: list[DeliveryMovement] = []
    has = Decimal(0)
    for number in range(draw(st.integers(1, 12))):
        on, ref = DAY + timedelta(days=number), f"MV-{number}"
        if has and draw(st.booleans()):
            quantity = draw(st.decimals(Decimal("0.001"), has, places=3))
            made.append(DeliveryMovement(ref=ref, kind="returned", quantity=quantity, on=on))
            has -= quantity
            continue
        quantity = draw(st.decimals(Decimal("0.001"), Decimal(100), places=3))
        gone = NOW if draw(st.integers(0, 3)) == 0 else None
        made.append(DeliveryMovement(ref=ref, kind="delivered", quantity=quantity, on=on, binned_at=gone))
        has += 0 if gone else quantity
    return made


@given(movements())
def test_events_come_to_what_the_customer_has_and_none_is_taken_back_beyond_itself(
    some: list[DeliveryMovement],
) -> None:
    events = list(events_of(some))
    signs = {"delivered": 1, "returned": -1}
    has = sum((one.quantity * signs[one.kind] for one in some if one.binned_at is None), Decimal(0))
    assert sum((Decimal(one["quantity"]) for one in events), Decimal(0)) == has
    left: dict[str, Decimal] = defaultdict(Decimal)
    for one in events:
        left[one.get("corrects") or one["id"]] += Decimal(one["quantity"])
    assert min(left.values()) >= 0
    assert len({one["id"] for one in events}) == len(events)


@pytest.mark.django_db
def test_a_call_off_burns_down_what_was_agreed(desk: Desk) -> None:
    year = {"starts_on": DAY, "ends_on": date(2027, 11, 1), "payment_days": 30, "currency": "USD"}
    drafted = cast.made(Contract, account=desk.account, name="Frame", **year)
    sold = agreements.line(drafted, "Swivel nut", "3.10", charged="usage", product=desk.nut)
    contract = agreements.signed(desk.by, drafted, on=DAY)
    meter = cast.made(Meter, account=desk.account, name="Nuts", unit="pieces", line=sold, charges="all")
    order = desk.entered((desk.nut, "280"), contract=contract.ref)
    (line,) = desk.lines(order)
    desk.does(line, "deliver", quantity="200", on="2026-11-20")
    desk.does(desk.fresh(line), "deliver", quantity="80", on="2026-11-23")
    desk.does(desk.fresh(line), "take-back", quantity="90", reason="defect")
    for _again in range(2):
        with acting(SYSTEM, "count_delivered", surface="job", now=NOW):
            count_delivered(OrderLine.objects.get(pk=line.pk), by=SYSTEM, now=NOW)
    rows = UsageEvent.objects.filter(meter=meter).order_by("at", "pk")
    assert [(one.quantity, bool(one.corrects)) for one in rows] == [(200, False), (80, False), (-80, True), (-10, True)]
    assert rows.aggregate(sum=Sum("quantity"))["sum"] == 190
