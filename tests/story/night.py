"""A clock that is moved, and what the house does by itself meanwhile: every job twice, on two workers at once."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from threading import Barrier
from typing import Any

from django.db import connection
from procrastinate.contrib.django import app

from followthrough.kernel.clock import clock_at
from tests.post_office import PostOffice

OWN = (
    "promises.",
    "contracts.",
    "renewals.",
    "billing.",
    "usage.",
    "orders.",
    "deliveries.",
    "placements.",
    "approvals.",
)
MORNING = 12  # hours UTC


def jobs() -> list[str]:
    """The jobs of the timetable that make, move or end something of the business."""
    named = {name for name, _id in app.periodic_registry.periodic_tasks}
    return sorted(name for name in named if name.startswith(OWN))


def work_of(name: str) -> Any:
    """What a job does."""
    return app.tasks[name].func


def at(day: date, hour: int = MORNING) -> datetime:
    """That hour of a day."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def days(first: date, last: date, step: int = 7) -> Iterator[date]:
    """From day to day."""
    while first <= last:
        yield first
        first += timedelta(days=step)


def night(day: date, office: PostOffice) -> None:
    """What was announced is heard, then each job runs on two workers at the same moment."""
    with clock_at(at(day)):
        office.deliver("facts.deliver")
        _by_two([work_of(name) for name in jobs()], at(day))
        office.deliver("facts.deliver")


def _by_two(works: Sequence[Any], moment: datetime) -> None:
    """Each of the jobs by two workers at once, who wait for each other before the next."""
    together = Barrier(2, timeout=120)

    def worker(_number: int) -> None:
        try:
            for work in works:
                with clock_at(moment):
                    together.wait()
                    work()
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as workers:
        list(workers.map(worker, range(2)))
