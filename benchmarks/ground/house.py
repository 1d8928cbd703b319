"""A house of its own for one run: a database in a scratch folder, started and gone with the run."""

import http.client
import os
import shutil
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

KEPT = os.environ.get("BENCHMARK_HOME", "")  # a filled house that is to be there for the next run
HOME = Path(KEPT or Path(tempfile.gettempdir(), f"followthrough-bench-{uuid4().hex[:8]}"))


@contextmanager
def scratch_house() -> Iterator[None]:
    """A database that runs inside the block, without tables yet; from then on this process lives in that house."""
    import django

    _live_here()
    from followthrough.config.database import ensure_database
    from followthrough.config.environment import environment
    from followthrough.config.standing import for_good, load_whole_house

    server = ensure_database(environment())
    try:
        with for_good():
            django.setup()
            load_whole_house()
        yield
    finally:
        if server:
            server.leave()
        if not KEPT:
            shutil.rmtree(HOME, ignore_errors=True)


def _live_here() -> None:
    HOME.mkdir(mode=0o711, parents=True, exist_ok=bool(KEPT))  # the server's account has its folder within
    os.environ.update(
        {
            "FOLLOWTHROUGH_HOME": str(HOME),
            "DJANGO_SETTINGS_MODULE": "followthrough.config.settings",
            "FOLLOWTHROUGH_TEST_MODE": "1",
        }
    )
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL"):
        os.environ.pop(name, None)


def move_in() -> None:
    """Make the tables, and the house as it is on its first day."""
    from followthrough.config.environment import environment
    from followthrough.config.first_start import first_start
    from followthrough.config.migrating import migrate_database

    migrate_database()
    first_start(environment())


@contextmanager
def by_statements(tables: Sequence[str]) -> Iterator[Any]:
    """The owner's cursor to fill tables with: without their triggers, since the history of made-up rows takes the time."""
    from django.db import connections

    with connections["owner"].cursor() as cursor:
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        yield cursor
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        cursor.execute("VACUUM ANALYZE")


def postmaster() -> int:
    """The process of the house's database that all its others come from."""
    return int((HOME / "pg/data/postmaster.pid").read_text().split()[0])


def wait_for_answer(port: int, patience: float = 60) -> None:
    """Come back when a web server on this machine answers anything at all."""
    until = time.monotonic() + patience
    while time.monotonic() < until:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        try:
            connection.request("GET", "/notices")
            connection.getresponse()
        except (OSError, http.client.HTTPException):
            threading.Event().wait(0.02)
        else:
            return
        finally:
            connection.close()
    raise SystemExit(f"nothing answers at port {port}")


def print_load() -> None:
    """Close a table with what the machine was doing beside the run."""
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    print(f"\n{os.cpu_count()} cores; load in the last 1, 5 and 15 minutes: {load} (1.0 is this run alone)")
