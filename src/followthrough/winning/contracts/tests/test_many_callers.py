"""Many at the same moment: of a benefit exactly what is left is called, and of a term each promise is made once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from followthrough.kernel import clock
from followthrough.kernel.clock import clock_at
from followthrough.kernel.records.problems import Refused
from followthrough.keystone.promises.models import Promise
from followthrough.winning.contracts.actions.entitling import entitle_due
from followthrough.winning.contracts.models import BenefitCall, Entitlement
from followthrough.winning.contracts.tests import agreements
from tests import cast

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def all_at_once(many: int, work: Callable[[], Any]) -> list[Any]:
    """What each of so many callers got."""
    together, moment = Barrier(many), clock.now()

    def call(_number: int) -> Any:
        together.wait()
        try:
            with clock_at(moment):
                return work()
        except Refused as problem:
            return problem.code
        finally:
            connection.close()

    with ThreadPoolExecutor(many) as callers:
        return list(callers.map(call, range(many)))


def test_fifty_callers_get_exactly_the_seats_that_are_left() -> None:
    by, contract = agreements.desk(), agreements.drafted()
    cast.made(Entitlement, contract=contract, name="Seats", kind="seats", quantity=3)
    agreements.signed(by, contract)
    seats = Entitlement.objects.get(contract=contract)
    answers = all_at_once(50, lambda: cast.does(by, Entitlement, "call", seats, wanted_on=date(2026, 12, 1)))
    assert (answers.count("refused"), BenefitCall.objects.count(), Promise.objects.count()) == (47, 3, 3)


def test_two_workers_make_the_next_term_once() -> None:
    by, contract = agreements.desk(), agreements.drafted()
    cast.made(Entitlement, contract=contract, name="Refresh", recurrence="FREQ=MONTHLY")
    agreements.signed(by, contract)
    with clock_at(datetime(2026, 12, 10, 15, tzinfo=UTC)):
        made = all_at_once(2, entitle_due)
    keys = Promise.objects.filter(source_id=contract.pk).values_list("occurrence", flat=True)
    assert (sorted(made), len(keys), len(set(keys))) == ([0, 12], 24, 24)
