"""Invoices go to accounting complete, with a number and a receipt; what was handed off stays."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from followthrough.kernel.records.problems import Denied, Invalid, Refused
from followthrough.keystone.promises.models import Promise
from followthrough.serving.billing.models import Invoice, InvoiceLine
from followthrough.serving.billing.queries.wanted import HAND_OFF, MEND, PAYMENT, RECEIPT
from followthrough.serving.billing.tests import bills
from followthrough.winning.contracts.models import Contract
from followthrough.winning.contracts.tests import agreements
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def states(one: Invoice) -> dict[str, str]:
    """How its promises stand, by rule."""
    rows = Promise.objects.filter(source_id=one.pk, source_kind="billing.invoice")
    return dict(rows.order_by("pk").values_list("rule", "state"))


def test_numbers_are_drawn_at_the_hand_off_without_gaps() -> None:
    by = agreements.desk()
    bills.house()
    account = bills.customer()
    drafts = [bills.invoice(account, "100") for _n in range(4)]
    cast.does(by, Invoice, "delete", drafts[1])
    numbers = [bills.handed_off(by, one).number for one in (drafts[0], drafts[3], drafts[2])]
    assert numbers == ["INV-2026-00001", "INV-2026-00002", "INV-2026-00003"]
    one = Invoice.objects.get(pk=drafts[0].pk)
    assert (one.issued_on, one.due_on, one.open_amount) == (date(2026, 11, 24), date(2026, 12, 24), Decimal(119))


def test_what_is_incomplete_is_not_handed_off_and_draws_no_number() -> None:
    by = agreements.desk()
    bills.house(vat_id="", street="", city="")
    account = agreements.customer()
    one = bills.invoice(account, "100")
    with pytest.raises(Refused) as refused:
        cast.does(by, Invoice, "hand-off", one)
    assert str(refused.value).splitlines()[0].startswith(f"{one.ref} is not complete. Meridian GmbH has no VAT")
    assert "no full address" in str(refused.value)
    assert Invoice.objects.get(pk=one.pk).number == ""


def test_a_contract_that_needs_their_po_number_waits_for_it() -> None:
    by = agreements.desk()
    bills.house()
    contract = bills.contract(by, needs_po=True)
    (one,) = bills.drafts(contract)
    with pytest.raises(Refused, match="PO number"):
        cast.does(by, Invoice, "hand-off", one)
    cast.does(by, Contract, "edit", contract, po_number="PO-4711")
    assert bills.handed_off(by, one).po_number == "PO-4711"


def test_accounting_returns_with_a_reason_and_takes_it_when_mended() -> None:
    by, fay = agreements.desk(), bills.finance()
    bills.house()
    one = bills.handed_off(by, bills.invoice(bills.customer(), "100"))
    cast.does(fay, Invoice, "return", one, reason="Cost centre is missing")
    one.refresh_from_db()
    assert (one.state, one.open_amount, one.return_reason) == ("returned", 0, "Cost centre is missing")
    assert states(one) == {RECEIPT: "kept", PAYMENT: "void", MEND: "open"}
    cast.does(by, Invoice, "edit", one, note="Cost centre 12")
    again = bills.handed_off(by, one)
    assert again.number == one.number
    cast.does(fay, Invoice, "accept", again, booked_as="2026/881")
    again.refresh_from_db()
    assert (again.state, again.booked_as) == ("accepted", "2026/881")
    assert states(again) == {RECEIPT: "kept", PAYMENT: "open", MEND: "kept"}


def test_who_hands_off_does_not_accept() -> None:
    ana = cast.as_actor(cast.person("Ana Ruiz", "coordinator", reach="all"))
    bills.house()
    one = bills.handed_off(ana, bills.invoice(bills.customer(), "100"))
    with pytest.raises(Denied):
        cast.does(ana, Invoice, "accept", one)


def test_what_was_handed_off_is_kept_by_the_actions_and_by_the_database() -> None:
    by = agreements.desk()
    bills.house()
    one = bills.handed_off(by, bills.invoice(bills.customer(), "100"))
    line = InvoiceLine.objects.get(invoice=one)
    for model, record, values in ((Invoice, one, {"po_number": "X"}), (InvoiceLine, line, {"unit_price": "90"})):
        with pytest.raises(Invalid, match="stays as it is"):
            cast.does(by, model, "edit", record, **values)
    for record, values in ((one, {"gross": Decimal(1)}), (line, {"amount": Decimal(1)}), (one, {"number": "X"})):
        with pytest.raises(IntegrityError, match="stays"), transaction.atomic():
            cast.set_to(record, **values)
        record.refresh_from_db()


def test_a_credit_note_settles_its_invoice_and_lets_it_be_billed_anew() -> None:
    by = agreements.desk()
    bills.house()
    contract = bills.contract(by)
    (one,) = bills.drafts(contract)
    one = bills.handed_off(by, one)
    with pytest.raises(Invalid, match=r"at most 12,000\.00 USD"):
        cast.does(by, Invoice, "credit", one, reason="Wrong", net_amount="12000.01")
    part = Invoice.objects.get(ref=cast.does(by, Invoice, "credit", one, reason="Late", net_amount="2000").ref)
    assert (part.kind, part.net, part.gross) == ("credit_note", Decimal(-2000), Decimal(-2380))
    part = bills.handed_off(by, part)
    one.refresh_from_db()
    assert (part.number, part.state, part.open_amount) == ("CN-2026-00001", "credited", 0)
    assert (one.state, one.open_amount) == ("part_paid", Decimal(11900))
    rest = Invoice.objects.get(ref=cast.does(by, Invoice, "credit", one, reason="Late", net_amount="10000").ref)
    bills.handed_off(by, rest)
    one.refresh_from_db()
    assert (one.state, one.open_amount) == ("credited", 0)
    assert states(one)[PAYMENT] == "void"
    assert len(bills.drafts(contract)) == 3


def test_what_is_credited_whole_may_be_billed_anew() -> None:
    by = agreements.desk()
    bills.house()
    contract = bills.contract(by)
    (one,) = bills.drafts(contract)
    one = bills.handed_off(by, one)
    note = Invoice.objects.get(ref=cast.does(by, Invoice, "credit", one, reason="Wrong PO", bill_again=True).ref)
    bills.handed_off(by, note)
    outcome = cast.does(by, Contract, "draft-invoices", contract)
    assert Invoice.objects.get(ref=outcome.ref).net == Decimal(12000)
    assert states(Invoice.objects.get(ref=outcome.ref)) == {HAND_OFF: "open"}
