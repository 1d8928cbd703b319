"""What each benchmark fills still fits its tables: a column that came since is missed here, not when one measures."""

from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks import (
    bulk,
    deliveries,
    exporting,
    fitting,
    importing,
    night,
    orders,
    pricing,
    quotes,
    renewals,
    usage,
)
from benchmarks.ground import filled
from followthrough.config.environment import REPOSITORY, environment
from followthrough.config.first_start import first_start

pytestmark = pytest.mark.slow
Fill = Callable[[], object]
BY_RECORDS: dict[str, Fill] = {
    "bulk": lambda: bulk.prepare(2),
    "importing": importing.prepare,
    "pricing": lambda: pricing.fill(2),
    "quotes": lambda: quotes.fill(1),
    "renewals": lambda: renewals.fill(2),
    "usage": usage.arrange,
}
BY_STATEMENTS: dict[str, Fill] = {
    "deliveries": lambda: deliveries.fill(20),
    "exporting": lambda: exporting.fill(2),
    "fitting": lambda: fitting.fill(2),
    "ground/filled": lambda: filled.fill(100),
    "night": lambda: night.fill(2),
    "orders": lambda: orders.fill(2),
}
NOTHING_TO_FILL = {"papers"}


@pytest.mark.django_db
@pytest.mark.parametrize("fill", BY_RECORDS.values(), ids=BY_RECORDS)
def test_the_ground_of_a_benchmark_is_filled_with_records(fill: Fill) -> None:
    first_start(environment())
    fill()


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
@pytest.mark.parametrize("fill", BY_STATEMENTS.values(), ids=BY_STATEMENTS)
def test_the_ground_of_a_benchmark_is_filled_by_statements(fill: Fill) -> None:
    first_start(environment())
    fill()


def test_no_benchmark_with_a_house_of_its_own_is_left_out() -> None:
    folder = REPOSITORY / "benchmarks"
    moving = {str(path.relative_to(folder).with_suffix("")) for path in folder.rglob("*.py") if _moves_in(path)}
    assert moving - {"ground/house"} == BY_RECORDS.keys() | BY_STATEMENTS.keys() | NOTHING_TO_FILL


def _moves_in(path: Path) -> bool:
    return "move_in()" in path.read_text(encoding="utf-8")
