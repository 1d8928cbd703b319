"""J1: workers killed at any moment under load: each job runs again in time, and has its effect once."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateEvent, ProcrastinateJob

from followthrough.config.environment import REPOSITORY
from followthrough.kernel import clock
from followthrough.kernel.facts.announce import announce_all
from followthrough.kernel.notify.models import Notice
from tests import cast
from tests.battery import IS_LONG
from tests.operation import waiting_worker
from tests.operation.desk import until

PROMISED = 120  # seconds between the kill of a worker and the next attempt at what it had in hand
TO_STOP = 30  # seconds for a worker that is asked to stop
KILLS = 30 if IS_LONG else 3  # the first for certain in the middle of a job, the others at random moments
ALWAYS_WAITING = 40  # jobs, so that a worker is never idle


class Workers:
    """Real workers, each a process group of its own; the longest running first."""

    def __init__(self) -> None:
        self.alive: list[subprocess.Popen[bytes]] = []

    def start(self) -> None:
        variables = {**os.environ, "PYTHONPATH": os.pathsep.join([str(REPOSITORY / "src"), str(REPOSITORY)])}
        command = [sys.executable, "-m", "tests.operation.waiting_worker"]
        self.alive.append(subprocess.Popen(command, env=variables, cwd=REPOSITORY, start_new_session=True))

    def kill(self) -> datetime:
        """As a machine would that loses its power; when it was."""
        process = self.alive.pop(0)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return datetime.now(UTC)


@contextmanager
def workers() -> Iterator[Workers]:
    """All are gone afterwards, however it went."""
    made = Workers()
    try:
        yield made
    finally:
        while made.alive:
            made.kill()


def waiting_for_the_lock() -> int:
    asking = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = %s AND NOT granted"
    with connection.cursor() as cursor:
        cursor.execute(asking, [waiting_worker.LOCK])
        return int(cursor.fetchone()[0])


def in_hand() -> set[int]:
    """The jobs that are being done, or were when their worker died."""
    return set(ProcrastinateJob.objects.filter(task_name="facts.deliver", status="doing").values_list("id", flat=True))


def unfinished() -> int:
    return int(ProcrastinateJob.objects.filter(task_name="facts.deliver").exclude(status="succeeded").count())


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_jobs_of_killed_workers_run_again_in_time_with_one_effect() -> None:
    rung = waiting_worker.declare()
    person = cast.person("Bea Bell", "rep")
    names: list[str] = []
    killed: list[tuple[datetime, set[int]]] = []

    def ring(*lasts: float) -> None:
        """A fact of each length, and a job for each of them."""
        for seconds in lasts:
            names.append(f"{len(names)}")
            announce_all([rung(person.pk, names[-1], False, seconds)], at=clock.now())

    with workers() as them, connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [waiting_worker.LOCK])
        announce_all([rung(person.pk, "before", False, 0.0), rung(person.pk, "caught", True, 0.0)], at=clock.now())
        (caught,) = ProcrastinateJob.objects.filter(task_name="facts.deliver").values_list("id", flat=True)
        them.start()
        until(lambda: waiting_for_the_lock() == 1)
        for round_ in range(KILLS):
            them.start()
            waiting = ProcrastinateJob.objects.filter(task_name="facts.deliver", status="todo").count()
            ring(*(random.uniform(0.02, 0.3) for _more in range(ALWAYS_WAITING - waiting)))
            if round_ > 0:
                until(lambda: in_hand() - {caught} != set())
                time.sleep(random.uniform(0.0, 2.0))  # a random moment is what is tried, not waited for
            before = in_hand()
            killed.append((them.kill(), before & in_hand()))
            cursor.execute("SELECT pg_advisory_unlock_all()")
        until(lambda: unfinished() == 0, patience=PROMISED)
        ring(*[0.4] * 8)
        until(lambda: in_hand() != set())
        began = time.monotonic()
        (last,) = them.alive
        last.send_signal(signal.SIGTERM)
        assert (last.wait(TO_STOP), time.monotonic() - began < TO_STOP, in_hand()) == (0, True, set())
        left = unfinished()
        them.alive.clear()
        them.start()
        until(lambda: unfinished() == 0)
    told = Notice.objects.filter(user=person).order_by("id").values_list("text", flat=True)
    assert sorted(told) == sorted(f"rung {name}" for name in ["before", "caught", *names])
    assert (left > 0, caught in killed[0][1], ProcrastinateJob.objects.get(pk=caught).attempts >= 2) == (True,) * 3
    late = [(job, at) for at, jobs in killed for job in jobs if not is_soon(job, at)]
    assert (len(killed), late) == (KILLS, [])


def is_soon(job: int, at: datetime) -> bool:
    """Whether a job that was in hand at a kill was begun again, or had ended, in the time promised."""
    begun = ProcrastinateEvent.objects.filter(job_id=job, type="started", at__gt=at).order_by("at").first()
    ended = ProcrastinateEvent.objects.filter(job_id=job, type="succeeded").first()
    return min(one.at for one in (begun, ended) if one) - at <= timedelta(seconds=PROMISED)
