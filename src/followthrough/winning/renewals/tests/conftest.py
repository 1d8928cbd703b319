"""Tests of renewals stand on one day: terms, rungs and notice days are worked out from it."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from followthrough.kernel.clock import clock_at

NOW = datetime(2026, 11, 24, 15, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _on_24_november() -> Iterator[None]:
    with clock_at(NOW):
        yield
