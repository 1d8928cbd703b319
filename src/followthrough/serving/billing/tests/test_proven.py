"""Delivered is what was proven: kept, live, handed over or taken; the rest is told with its cause, to the cent."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.facts.announce import deliver as hand_out
from followthrough.kernel.facts.models import Announcement
from followthrough.kernel.people.models import Team
from followthrough.kernel.records.problems import Invalid
from followthrough.keystone.promises.models import Promise
from followthrough.serving.billing.models import InvoiceLine
from followthrough.serving.billing.queries.tie_out import Tied, tie_out
from followthrough.serving.billing.rules.sharing import shares
from followthrough.serving.billing.tests import bills
from followthrough.serving.orders.tests.desk import Desk
from followthrough.serving.placements.models import Placement
from followthrough.serving.placements.tests.test_placements import png
from followthrough.serving.usage.models import Meter, UsageBatch
from followthrough.values.money import Money
from followthrough.winning.contracts.models import Contract, ContractLine, Entitlement
from followthrough.winning.contracts.queries.money import term_total
from followthrough.winning.contracts.tests import agreements
from tests import cast

D = Decimal
TODAY = date(2026, 11, 24)


@given(st.decimals("-9999.99", "9999.99", places=2), st.lists(st.integers(0, 40), min_size=1, max_size=9))
def test_shares_add_up_to_the_cent(amount: Decimal, weights: list[int]) -> None:
    parts = shares(Money(amount, "USD"), [D(one) for one in weights])
    whole = sum((one.amount for one in parts), D(0))
    assert whole == (amount if any(weights) else 0)
    exact = (amount * many / sum(weights) for many in weights) if any(weights) else ()
    assert all(abs(one.amount - part) <= D("0.01") for one, part in zip(parts, exact, strict=False))


def tied(contract: Contract, day: date = TODAY) -> dict[str, Tied]:
    """Its lines by their names, the sums of the causes checked."""
    (found,) = tie_out([Contract.objects.get(pk=contract.pk)], day)
    for one in found.lines:
        assert one.contracted == one.delivered + one.to_come + one.late + one.missed + one.let_go
        parts = (one.not_due, one.not_billed, one.drafted, one.discounted, one.credited, one.written_off)
        assert one.contracted == sum(parts, one.overdue + one.open + one.paid)
    return {one.line.title: one for one in found.lines}


def causes(one: Tied) -> dict[str, Decimal]:
    """What was delivered, and why the rest was not."""
    names = ("contracted", "delivered", "to_come", "late", "missed", "let_go")
    return {name: getattr(one, name) for name in names if getattr(one, name)}


def hear() -> None:
    """Every fact reaches its listeners."""
    hand_out(list(Announcement.objects.order_by("pk").values_list("pk", flat=True)))


@pytest.mark.django_db
def test_promises_kept_prove_a_line_and_each_rest_has_its_cause(client: Client) -> None:
    by = agreements.desk()
    bills.house()
    drafted = agreements.drafted(bills.customer())  # 12,000 a year from February, a plain subscription
    files = agreements.line(drafted, "Monthly files", "1000.01")
    told = {"kind": "refresh", "recurrence": "FREQ=MONTHLY", "first_on": date(2026, 2, 16)}
    cast.made(Entitlement, contract=drafted, name="File", line=files, **told)
    cast.made(Entitlement, contract=drafted, name="Training day", kind="benefit", quantity=3,
              line=agreements.line(drafted, "Training", "900", charged="once"))  # fmt: skip
    contract = agreements.signed(by, drafted)
    owed = list(Promise.objects.filter(kind="contracts.refresh").order_by("due"))
    for one in owed[:7]:
        cast.does(by, Promise, "keep", one, note="Sent")
    cast.does(by, Promise, "miss", owed[7], reason="capacity", text="Down")
    cast.does(by, Promise, "let-go", owed[8], reason="not_needed", text="Not needed in October")
    cast.does(by, Entitlement, "call", Entitlement.objects.get(name="Training day"), wanted_on="2026-12-01", quantity=2)
    cast.does(by, Promise, "keep", Promise.objects.get(kind="contracts.benefit"), note="Held")
    found = tied(contract)
    assert (found["Monthly files"].proven.by, found["Monthly files"].proven.done, found["Monthly files"].proven.of) == (
        "promises", 7, 12,
    )  # fmt: skip
    assert causes(found["Monthly files"]) == {  # 7/12, then 1/12 each, one of the rest late from tomorrow on
        "contracted": D("1000.01"), "delivered": D("583.34"), "missed": D("83.33"), "let_go": D("83.34"),
        "to_come": D("250.00"),
    }  # fmt: skip
    tomorrow = tied(contract, date(2026, 11, 25))["Monthly files"]
    assert (tomorrow.late, tomorrow.to_come) == (D("83.33"), D("166.67"))
    assert causes(found["Training"]) == {"contracted": D(900), "delivered": D(600), "to_come": D(300)}
    plain = found["PlantBase Midwest"]
    assert (plain.proven.by, plain.delivered) == ("days", D("9764.38"))  # 297 of 365 days
    client.force_login(cast.person("Ada Admin", "admin"))
    page = client.get(f"/contracts/{contract.ref}/tie-out").content.decode()
    assert "7 of 12" in page
    assert "Promises kept" in page


@pytest.mark.django_db
def test_each_placement_is_billed_its_share_when_it_goes_live_and_back_when_it_was_not() -> None:
    by = agreements.desk()
    bills.house()
    drafted = agreements.drafted(bills.customer())
    pages = agreements.line(drafted, "Four pages", "250.01", charged="once", quantity=D(4), billed_when="live")
    design = cast.made(Team, name="Design", is_department=True)
    issues = {"recurrence": "FREQ=MONTHLY;INTERVAL=3", "first_on": date(2026, 3, 16), "until": date(2026, 12, 31)}
    cast.made(Entitlement, contract=drafted, name="Full page", kind="placement", line=pages, department=design,
              place="Inside front", **issues)  # fmt: skip
    contract = agreements.signed(by, drafted)
    assert [one.net for one in bills.drafts(contract)] == [D(12000)]
    first, second, third, _fourth = Placement.objects.order_by("starts_on")
    for one in (first, second):
        live(by, one)
    live_lines = InvoiceLine.objects.filter(contract_line=pages, binned_at__isnull=True).order_by("pk")
    assert [(one.description, one.amount) for one in live_lines] == [
        ("Full page, Inside front", D("250.01")), ("Full page, Inside front", D("250.01")),
    ]  # fmt: skip
    hear()
    assert live_lines.count() == 2
    cast.does(by, Promise, "miss", third.promise, reason="capacity", text="No room")
    found = tied(contract)["Four pages"]
    assert (found.proven.by, causes(found)) == (
        "placements",
        {"contracted": D("1000.04"), "delivered": D("500.02"), "missed": D("250.01"), "to_come": D("250.01")},
    )
    assert (found.drafted, found.not_due) == (D("500.02"), D("500.02"))
    cast.does(by, Promise, "reopen", Promise.objects.get(pk=second.promise_id))
    hear()
    assert sum(one.amount for one in live_lines.all()) == D("250.01")
    assert tied(contract)["Four pages"].drafted == D("250.01")


def live(by: Actor, one: Placement) -> None:
    """The placement with its material in, and live."""
    cast.does(by, Placement, "receive-creative", one, file=png(468, 60))
    cast.does(by, Placement, "set-target", Placement.objects.get(pk=one.pk), target_url="https://example.com/valves")
    cast.does(by, Placement, "go-live", Placement.objects.get(pk=one.pk), note="Printed")
    hear()


@pytest.mark.django_db
def test_only_what_is_charged_once_is_billed_as_it_goes_live_and_only_of_its_own_contract() -> None:
    drafted, other = agreements.drafted(), agreements.drafted(cast.account("Elsewhere"))
    by = agreements.desk()
    told = {"contract": drafted.ref, "description": "Banner", "unit_price": "100"}
    with pytest.raises(Invalid, match="charged once"):
        cast.does(by, ContractLine, "create", charged="month", billed_when="live", **told)
    cast.does(by, ContractLine, "create", charged="once", billed_when="live", **told)
    with pytest.raises(Invalid, match="another contract"):
        cast.does(by, Entitlement, "create", contract=drafted.ref, name="Page", line=other.contractlines.get().ref)


@pytest.mark.django_db
def test_pieces_delivered_prove_what_is_charged_once() -> None:
    bills.house()
    desk = Desk()
    told = {"starts_on": date(2026, 11, 2), "ends_on": date(2027, 10, 31), "payment_days": 30, "currency": "USD"}
    drafted = cast.made(Contract, account=desk.account, name="Twenty nuts", billing="on_delivery", **told)
    agreements.line(drafted, "Swivel nut", "38", charged="once", quantity=D(20), product=desk.nut)
    contract = agreements.signed(desk.by, drafted, on=date(2026, 11, 1))
    order = desk.entered((desk.nut, "15"), contract=contract.ref)
    (line,) = desk.lines(order)
    desk.does(desk.fresh(line), "deliver", quantity="12")
    found = tied(contract)["Swivel nut"]
    assert (found.proven.by, found.proven.done, found.proven.of) == ("deliveries", 12, 20)
    assert causes(found) == {"contracted": D(760), "delivered": D(456), "to_come": D(304)}


@pytest.mark.django_db
def test_usage_is_contracted_as_it_is_taken_and_due_when_its_month_is_over() -> None:
    by = agreements.desk()
    bills.house()
    drafted = agreements.drafted(bills.customer())
    calls = agreements.line(drafted, "Calls", "0.10", charged="usage")
    contract = agreements.signed(by, drafted)
    cast.made(Meter, account=contract.account, name="Calls", unit="calls", code="calls", line=calls, charges="all")
    events = [("2026-10-05", 1234), ("2026-11-10", 321)]
    cast.does(by, UsageBatch, "take", events=[
        {"id": day, "meter": "calls", "at": f"{day}T12:00:00Z", "quantity": many} for day, many in events
    ])  # fmt: skip
    found = tied(contract)["Calls"]
    assert (found.proven.by, causes(found)) == ("usage", {"contracted": D("155.50"), "delivered": D("155.50")})
    assert (found.not_billed, found.not_due) == (D("123.40"), D("32.10"))
    bills.drafts(contract)
    assert tied(contract)["Calls"].drafted == D("123.40")


@pytest.mark.django_db
def test_what_would_begin_after_the_end_is_neither_contracted_nor_delivered() -> None:
    by = agreements.desk()
    drafted = agreements.drafted(bills.customer())
    agreements.line(drafted, "Booth", "500", charged="once", starts_on=date(2026, 10, 1))
    contract = agreements.signed(by, drafted)
    assert tied(contract)["Booth"].delivered == D(500)
    cast.does(by, Contract, "terminate", contract, terminated_on="2026-06-30", reason="Agreed")
    contract.refresh_from_db()
    assert "Booth" not in tied(contract)
    from_june = term_total(contract, list(contract.contractlines.order_by("pk")), TODAY)
    assert from_june == Money(D("4931.51"), "USD")
