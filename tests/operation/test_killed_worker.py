"""A worker that is killed in the middle of a job: the job runs again in time, and what it did is there once."""

import os
import signal
import subprocess
import sys
import time

import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from followthrough.config.environment import REPOSITORY
from followthrough.kernel import clock
from followthrough.kernel.facts.announce import announce_all
from followthrough.kernel.notify.models import Notice
from tests import cast
from tests.operation import waiting_worker

pytestmark = pytest.mark.slow

PROMISED = 120  # seconds between the kill and the end of the second attempt


def start_worker():
    variables = {**os.environ, "PYTHONPATH": os.pathsep.join([str(REPOSITORY / "src"), str(REPOSITORY)])}
    command = [sys.executable, "-m", "tests.operation.waiting_worker"]
    return subprocess.Popen(command, env=variables, cwd=REPOSITORY, start_new_session=True)


def wait_for(status, *, seconds):
    until = time.monotonic() + seconds
    while ProcrastinateJob.objects.filter(task_name="facts.deliver", status=status).count() != 1:
        assert time.monotonic() < until, f"no job was {status} within {seconds} s"
        time.sleep(0.2)


def wait_until_it_waits():
    until = time.monotonic() + 60
    asking = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = %s AND NOT granted"
    with connection.cursor() as cursor:
        cursor.execute(asking, [waiting_worker.LOCK])
        while cursor.fetchone() != (1,):
            assert time.monotonic() < until, "the worker never came to the listener"
            time.sleep(0.1)
            cursor.execute(asking, [waiting_worker.LOCK])


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_job_of_a_killed_worker_runs_again_in_time_with_one_effect():
    rung = waiting_worker.declare()
    person = cast.person("Bea Bell", "rep")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [waiting_worker.LOCK])
    announce_all([rung(user_id=person.pk, waits=False), rung(user_id=person.pk, waits=True)], at=clock.now())
    first = start_worker()
    second = None
    try:
        wait_until_it_waits()
        os.killpg(first.pid, signal.SIGKILL)
        first.wait()
        killed = time.monotonic()
        second = start_worker()
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [waiting_worker.LOCK])
        wait_for("succeeded", seconds=PROMISED - (time.monotonic() - killed))
    finally:
        for process in (first, second):
            if process and process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
    told = Notice.objects.filter(user=person).order_by("id").values_list("text", flat=True)
    job = ProcrastinateJob.objects.get(task_name="facts.deliver")
    assert (list(told), job.attempts) == (["rung False", "rung True"], 2)
