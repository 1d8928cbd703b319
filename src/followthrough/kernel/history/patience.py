"""How long whoever writes waits for what somebody else holds: people hardly, the house's own work longer."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection

OF_PEOPLE = frozenset({"web", "api", "cli", "link"})  # surfaces
# Behind others who wait for the same row one waits twice, first for the place at the front: within 3 s all the same.
A_PERSONS = "1250ms"
A_JOBS = "60s"  # it fails then, and is tried again as any job is
_is_patient: ContextVar[bool] = ContextVar("is_patient", default=False)


def is_patient() -> bool:
    """Whether what is done here is the house's own work, whoever asked for it."""
    return _is_patient.get()


def be_patient() -> None:
    """From here on all of this thread's work is the house's own."""
    _is_patient.set(True)


@contextmanager
def patiently() -> Iterator[None]:
    """Work that is many a job's worth though somebody waits for its end, such as an upload in a terminal."""
    before = _is_patient.set(True)
    try:
        yield
    finally:
        _is_patient.reset(before)


def wait_as(surface: str) -> None:
    """Wait so long for what is locked in this transaction before anybody acts in it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, true)", [patience_of(surface)])


def patience_of(surface: str) -> str:
    """How long a write from this surface waits for each lock, as the database takes it."""
    return A_PERSONS if surface in OF_PEOPLE and not is_patient() else A_JOBS
