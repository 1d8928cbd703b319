"""Two workers at once begin each renewal once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection

from followthrough.kernel.clock import clock_at
from followthrough.winning.contracts.tests import agreements
from followthrough.winning.pipeline.models import Opportunity
from followthrough.winning.quotes.models import Quote
from followthrough.winning.renewals.actions.beginning import begin_due
from followthrough.winning.renewals.models import Renewal
from followthrough.winning.renewals.tests.terms import noon, running


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_workers_begin_each_renewal_once() -> None:
    by, account = agreements.desk(), agreements.customer()
    for number in range(3):
        running(by, account, name=f"Contract {number}")
    now = noon(date(2026, 8, 4))

    def work() -> int:
        try:
            with clock_at(now):
                return begin_due(now)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        begun = [one.result() for one in [pool.submit(work) for _worker in range(2)]]
    assert (sum(begun), Renewal.objects.count()) == (3, 3)
    assert (Opportunity.objects.count(), Quote.objects.count()) == (3, 3)
