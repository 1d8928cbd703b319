"""Fifty people who enter orders at once, and deliver one line at once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from followthrough.kernel.records.problems import Problem
from followthrough.serving.orders.models import DeliveryMovement, Order, OrderLine
from followthrough.serving.orders.tests.desk import Desk
from tests import cast

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
PEOPLE = 50


def all_at_once(work):
    """What each got: the outcome, or the code of the refusal."""
    together = Barrier(PEOPLE)

    def one(number):
        together.wait()
        try:
            return work(number)
        except Problem as problem:
            return problem.code
        finally:
            connection.close()

    with ThreadPoolExecutor(PEOPLE) as pool:
        return list(pool.map(one, range(PEOPLE)))


def test_fifty_at_once_get_numbers_without_gap_or_double_and_one_line_is_delivered_once():
    desk = Desk()
    found = all_at_once(
        lambda n: cast.does(desk.by, Order, "create", account=desk.account.ref, po_number=f"P-{n % 40}")
    )
    refs = sorted(Order.objects.values_list("ref", flat=True))
    year = refs[0].split("-")[1]
    assert refs == [f"O-{year}-{n:05}" for n in range(1, 41)]  # ten of them came with a number that was taken
    assert sum(isinstance(one, str) for one in found) == 10
    order = desk.order()
    desk.does(order, "enter")
    (line,) = desk.lines(order)
    refused = all_at_once(lambda _n: cast.does(desk.by, OrderLine, "deliver", line, quantity="1"))
    assert (desk.fresh(line).delivered, DeliveryMovement.objects.count()) == (10, 10)
    assert sum(isinstance(one, str) for one in refused) == PEOPLE - 10
