"""What a piece of work costs: by the clock, and in processor time of this process and of its database connections.

On a machine that does other things too the clock tells the neighbours' work as well; processor time does not.
"""

import os
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Cost:
    """Milliseconds: by the clock, of a processor in this process, and in the database's."""

    clock: float
    own: float
    database: float

    @property
    def processor(self) -> float:
        """Processor time of both."""
        return self.own + self.database


def measured(work: Callable[[], Any]) -> tuple[Cost, Any]:
    """What the work cost, and what came of it."""
    backends = _backends()
    clock, own, database = time.perf_counter(), time.process_time(), sum(map(_spent, backends))
    result = work()
    cost = Cost(
        (time.perf_counter() - clock) * 1000,
        (time.process_time() - own) * 1000,
        (sum(map(_spent, backends)) - database) * 1000,
    )
    return cost, result


def _backends() -> list[int]:
    """The processes that serve this thread's connections, the owner's too, by their ids."""
    from django.db import connections

    found = []
    for alias in ("default", "owner"):
        with connections[alias].cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            found.append(int(cursor.fetchone()[0]))
    return found


def _spent(process: int) -> float:
    """Seconds a process has been on a processor; 0 where that can't be read."""
    try:
        return int(Path(f"/proc/{process}/schedstat").read_text().split()[0]) / 1e9
    except OSError:
        return 0.0


def spent_by(process: int) -> float:
    """Processor seconds of a process, of all that it has started, and of those of them that have ended."""
    try:
        parts = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
        tasks = [task.read_text().split() for task in Path(f"/proc/{process}/task").glob("*/children")]
    except OSError:
        return 0.0
    own = sum(map(int, parts[11:15])) / os.sysconf("SC_CLK_TCK")
    return own + sum(spent_by(int(child)) for children in tasks for child in children)


def middle(values: list[float]) -> float:
    """The value half of them lie below."""
    return statistics.median(values)


def p95(values: list[float]) -> float:
    """The value 95 in 100 lie below."""
    return sorted(values)[min(len(values) - 1, int(len(values) * 0.95))]
