"""Payments settle what they are for; what nobody can tell is asked."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followthrough.kernel import clock
from followthrough.kernel.mail.models import Mail
from followthrough.kernel.records.problems import Invalid
from followthrough.keystone.promises.models import Promise
from followthrough.serving.billing.models import Invoice, Payment
from followthrough.serving.billing.queries.wanted import MATCH, PAYMENT
from followthrough.serving.billing.rules.matching import Open, is_named, match
from followthrough.serving.billing.tests import bills
from followthrough.winning.contracts.tests import agreements
from tests import cast

pytestmark = pytest.mark.slow

DAY = date(2026, 11, 20)


def test_a_number_is_found_however_it_is_written() -> None:
    for text in ("INV-2026-00012", "Rechnung INV 2026 00012 Danke", "inv2026/00012", "RE: INV-2026-00012."):
        assert is_named("INV-2026-00012", text)
    for text in ("INV-2026-000123", "XINV-2026-00012", "2026-00012", ""):
        assert not is_named("INV-2026-00012", text)


@given(
    st.lists(st.integers(1, 10**6), min_size=1, max_size=6),
    st.integers(1, 3 * 10**6),
    st.integers(0, 63),
)
def test_no_more_is_shared_than_came_nor_than_is_open(cents: list[int], paid: int, named: int) -> None:
    ones = [Open(n, f"INV-{n:05}", Decimal(c).scaleb(-2), DAY) for n, c in enumerate(cents)]
    text = " ".join(one.number for one in ones if named >> one.id & 1)
    amount = Decimal(paid).scaleb(-2)
    found = match(amount, text, ones)
    shares = dict(found.shares)
    assert sum(shares.values(), Decimal(0)) <= amount
    assert all(0 < part <= ones[pk].amount for pk, part in shares.items())
    meant = [one for one in ones if named >> one.id & 1]
    if meant:
        assert sum(shares.values()) == min(amount, sum(one.amount for one in meant))
        assert not found.is_doubtful


@pytest.fixture
def desk(db: None) -> Any:
    """A manager, finance, and three invoices of one customer with accounting."""
    by, fay = agreements.desk(), bills.finance()
    bills.house()
    account = bills.customer()
    made = [bills.handed_off(by, bills.invoice(account, amount)) for amount in ("100", "200", "200")]
    return by, fay, account, made


def pays(by: Any, **values: Any) -> Payment:
    """A payment as it is entered."""
    told = {"paid_on": DAY.isoformat(), **values}
    return Payment.objects.get(ref=cast.does(by, Payment, "create", **told).ref)


def test_a_payment_settles_the_invoices_it_names_and_keeps_the_wait(desk: Any) -> None:
    _by, fay, account, (one, two, _three) = desk
    paid = pays(fay, account=account.ref, amount="200", reference=f"{one.number} and {two.number}")
    assert (paid.left, paid.is_doubtful) == (0, False)
    one.refresh_from_db()
    two.refresh_from_db()
    assert [(one.state, one.open_amount), (two.state, two.open_amount)] == [("paid", 0), ("part_paid", Decimal(157))]
    assert Promise.objects.get(rule=PAYMENT, source_id=one.pk).state == "kept"
    assert Promise.objects.get(rule=PAYMENT, source_id=two.pk).state == "open"


def test_an_amount_that_fits_one_invoice_alone_is_for_that_one(desk: Any) -> None:
    _by, fay, account, (one, *_rest) = desk
    assert pays(fay, account=account.ref, amount="119").left == 0
    assert Invoice.objects.get(pk=one.pk).state == "paid"


def test_what_fits_two_is_asked_and_matched_by_hand(desk: Any) -> None:
    _by, fay, account, (_one, two, three) = desk
    paid = pays(fay, account=account.ref, amount="238")
    assert (paid.left, paid.is_doubtful) == (Decimal(238), True)
    wait = Promise.objects.get(rule=MATCH, source_id=paid.pk)
    with pytest.raises(Invalid, match=r"at most 238\.00 USD"):
        cast.does(fay, Payment, "match", paid, invoice=three.ref, amount="239")
    cast.does(fay, Payment, "match", paid, invoice=three.ref)
    wait.refresh_from_db()
    assert (wait.state, Payment.objects.get(pk=paid.pk).left) == ("kept", 0)
    cast.does(fay, Payment, "release", paid)
    assert [Invoice.objects.get(pk=pk).state for pk in (two.pk, three.pk)] == ["handed_off", "handed_off"]
    assert Payment.objects.get(pk=paid.pk).left == Decimal(238)


def test_who_paid_follows_from_the_number_and_nothing_from_the_amount_alone(desk: Any) -> None:
    _by, fay, account, (one, *_rest) = desk
    assert pays(fay, amount="119").is_doubtful
    named = pays(fay, amount="119", reference=one.number)
    assert (named.account, named.left) == (account, 0)


def test_the_same_payment_of_the_bank_comes_once(desk: Any) -> None:
    _by, fay, account, _made = desk
    pays(fay, account=account.ref, amount="50", bank_ref="TX-1")
    with pytest.raises(Invalid):
        pays(fay, account=account.ref, amount="50", bank_ref="TX-1")
    assert Payment.objects.count() == 1


def test_a_write_off_needs_a_reason_and_closes_the_rest(desk: Any) -> None:
    _by, fay, account, (one, *_rest) = desk
    pays(fay, account=account.ref, amount="118.50", reference=one.number)
    cast.does(fay, Invoice, "write-off", one, reason="Bank charges")
    one.refresh_from_db()
    assert (one.state, one.open_amount) == ("paid", 0)


def test_finance_sees_the_money_of_all_accounts_and_no_mail(desk: Any) -> None:
    _by, fay, account, made = desk
    assert Invoice.visible_to(fay).count() == len(made)
    about = {"kind": "accounts.account", "record_id": account.pk}
    cast.made(Mail, subject="Hello", text="Hello", to=["kurt@example.com"], at=clock.now(), message_id="a@b", **about)
    assert Mail.visible_to(fay).count() == 0
