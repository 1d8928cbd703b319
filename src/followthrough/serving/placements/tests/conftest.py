"""Tests of placements stand on one day."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from followthrough.kernel.clock import clock_at


@pytest.fixture(autouse=True)
def _on_24_november() -> Iterator[None]:
    with clock_at(datetime(2026, 11, 24, 15, tzinfo=UTC)):
        yield
