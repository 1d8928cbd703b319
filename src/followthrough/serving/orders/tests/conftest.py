"""The desk of each test of orders, on a Monday."""

import pytest

from followthrough.kernel.clock import clock_at
from followthrough.serving.orders.tests.desk import NOW, Desk


@pytest.fixture
def desk(db):
    with clock_at(NOW):
        yield Desk()
