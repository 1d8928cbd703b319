"""Nothing is billed twice and no number drawn twice or left out, under any number of workers."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from followthrough.kernel.records.problems import Problem
from followthrough.serving.billing.actions.drafting import draft_due
from followthrough.serving.billing.models import Invoice, InvoiceLine
from followthrough.serving.billing.tests import bills
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
