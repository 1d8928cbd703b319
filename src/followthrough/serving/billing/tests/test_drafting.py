"""What falls due is drafted once, and what changed since is corrected, to the cent."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from followthrough.kernel.clock import clock_at
from followthrough.keystone.promises.models import Promise
from followthrough.serving.billing.models import ContractBilling, Invoice, InvoiceLine
from followthrough.serving.billing.queries.wanted import HAND_OFF
from followthrough.serving.billing.tests import bills
from followthrough.winning.contracts.models import ContractLine
from followthrough.winning.contracts.tests import agreements
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def shown(invoices: list[Invoice]) -> list[tuple[str, str, str]]:
    """Kind, day and net amount of each."""
    return [(one.kind, one.bill_on.isoformat(), f"{one.net:.2f}") for one in invoices]


def test_what_is_due_is_drafted_once_with_its_promise() -> None:
    by, seller = agreements.desk(), bills.house()
    contract = bills.contract(by, billing="quarter_before")
    made = bills.drafts(contract)
    assert shown(made) == [
        ("invoice", "2026-02-01", "3000.00"),
        ("invoice", "2026-05-01", "3000.00"),
        ("invoice", "2026-08-01", "3000.00"),
        ("invoice", "2026-11-01", "3000.00"),
    ]
    assert [one.pk for one in bills.drafts(contract)] == [one.pk for one in made]
    first = made[0]
    assert (first.seller, first.tax, first.gross, first.payment_days) == (seller, Decimal(570), Decimal(3570), 30)
    line = InvoiceLine.objects.get(invoice=first)
    assert (line.starts_on, line.ends_on) == (date(2026, 2, 1), date(2026, 4, 30))
    assert line.origin_ref == ContractLine.objects.get().ref
    assert Promise.objects.filter(rule=HAND_OFF, source_id=first.pk, state="open").count() == 1
    assert ContractBilling.objects.get().next_on == date(2027, 2, 1)


def test_the_next_one_is_drafted_working_days_ahead() -> None:
    by = agreements.desk()
    bills.house()
    contract = bills.contract(by, billing="month_after")
    assert shown(bills.drafts(contract))[-1] == ("invoice", "2026-12-01", "1000.00")  # 5 working days ahead
    with clock_at(datetime(2026, 12, 30, 9, tzinfo=UTC)):
        assert shown(bills.drafts(contract))[-1] == ("invoice", "2027-01-01", "1000.00")


def test_an_amendment_corrects_what_was_billed_in_advance() -> None:
    by = agreements.desk()
    bills.house()
    contract = bills.contract(by)
    (first,) = bills.drafts(contract)
    bills.handed_off(by, first)
    one = agreements.amendment(by, contract, date(2026, 8, 1), "Fewer")
    cast.does(by, ContractLine, "end", ContractLine.objects.get(), amendment=one.ref)
    agreements.sign(by, one, date(2026, 7, 20))
    _first, note = bills.drafts(contract)
    assert shown([note]) == [("credit_note", "2026-11-24", "-6049.32")]  # 184 of 365 days
    assert InvoiceLine.objects.get(invoice=note).description == "Correction: PlantBase Midwest"
    assert len(bills.drafts(contract)) == 2


def test_the_database_refuses_to_bill_the_same_twice() -> None:
    by = agreements.desk()
    bills.house()
    (one,) = bills.drafts(bills.contract(by))
    line = InvoiceLine.objects.get(invoice=one)
    same = {n: getattr(line, n) for n in ("invoice", "origin_kind", "origin_id", "origin_on", "part", "description")}
    with pytest.raises(IntegrityError, match="billing_nothing_twice"), transaction.atomic():
        cast.made(InvoiceLine, unit_price=Decimal(1), **same)


def test_a_deleted_draft_may_be_drafted_again_and_then_not_brought_back() -> None:
    by = agreements.desk()
    bills.house()
    contract = bills.contract(by)
    (one,) = bills.drafts(contract)
    cast.does(by, Invoice, "delete", one)
    outcome = cast.does(by, type(contract), "draft-invoices", contract)
    assert Invoice.objects.get(binned_at__isnull=True).ref == outcome.ref
    with pytest.raises(Exception, match="is billed on"):
        cast.does(by, Invoice, "restore", one)
