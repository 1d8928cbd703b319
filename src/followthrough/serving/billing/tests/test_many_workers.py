"""Nothing is billed twice and no number drawn twice or left out, under any number of workers."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from followthrough.kernel.access.actor import SYSTEM
from followthrough.kernel.history.acting import acting
from followthrough.kernel.records.problems import Problem
from followthrough.serving.billing.actions.delivered import draft_for_order
from followthrough.serving.billing.actions.drafting import draft_due
from followthrough.serving.billing.models import Invoice, InvoiceLine
from followthrough.serving.billing.tests import bills
from followthrough.serving.orders.tests.desk import NOW, Desk
from followthrough.winning.contracts.tests import agreements
from tests import cast

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
CALLERS = 50


def at_once(calls: list[Any]) -> list[str]:
    """What each got: "done", or the code of the problem."""
    together = Barrier(len(calls))

    def one(call: Any) -> str:
        together.wait(timeout=60)
        try:
            call()
            return "done"
        except Problem as problem:
            return problem.code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as callers:
        return list(callers.map(one, calls))


def test_fifty_callers_bill_each_contract_once_and_draw_numbers_without_gaps() -> None:
    by = agreements.desk()
    bills.house()
    account = bills.customer()
    for _n in range(3):
        bills.contract(by, account, billing="half_year_before")
    assert at_once([draft_due] * 4) == ["done"] * 4
    drafts = list(Invoice.objects.order_by("pk"))
    assert (len(drafts), InvoiceLine.objects.count()) == (6, 6)
    assert sum((one.net for one in drafts), Decimal(0)) == Decimal(36000)
    calls = [lambda one=drafts[n % 6]: cast.does(by, Invoice, "hand-off", one) for n in range(CALLERS)]
    answers = at_once(calls)
    assert answers.count("done") == 6
    numbers = sorted(Invoice.objects.values_list("number", flat=True))
    assert numbers == [f"INV-2026-{n:05}" for n in range(1, 7)]


def test_four_workers_bill_a_delivery_once() -> None:
    bills.house()
    desk = Desk()
    order = desk.entered((desk.nut, "10"))
    desk.does(desk.lines(order)[0], "deliver", quantity="10")

    def look() -> None:
        with acting(SYSTEM, "draft_invoice", surface="job", now=NOW):
            draft_for_order(order.pk, by=SYSTEM, now=NOW)

    assert at_once([look] * 4) == ["done"] * 4
    assert [one.net for one in Invoice.objects.all()] == [Decimal(384)]
    assert InvoiceLine.objects.count() == 1
