"""What a worker leaves behind when it is gone, and what is removed after a while."""

import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from followthrough.kernel.jobs.declare import RETRIES, defer
from followthrough.kernel.jobs.queries import job_counts
from followthrough.kernel.jobs.upkeep import prune_jobs, retry_stalled

pytestmark = pytest.mark.django_db


def sql(text, *params):
    with connection.cursor() as cursor:
        cursor.execute(text, params)
        return cursor.fetchall() if cursor.description else []


def taken(*, heartbeat_ago, attempts=0):
    """A job that a worker took whose last heartbeat lies so many seconds back."""
    defer("jobs.prune")
    ((worker,),) = sql("SELECT worker_id FROM procrastinate_register_worker_v1()")
    ((job,),) = sql("SELECT id FROM procrastinate_fetch_job_v2(NULL, %s)", worker)
    sql("UPDATE procrastinate_workers SET last_heartbeat = now() - make_interval(secs => %s)", heartbeat_ago)
    sql("UPDATE procrastinate_jobs SET attempts = %s", attempts)
    return job


def state(job):
    return ProcrastinateJob.objects.values_list("status", "attempts").get(pk=job)


def test_a_job_of_a_worker_that_is_gone_waits_again_as_a_second_attempt():
    job = taken(heartbeat_ago=46)
    assert (retry_stalled(), state(job), retry_stalled()) == (1, ("todo", 1), 0)


def test_a_job_of_a_living_worker_is_left_alone():
    job = taken(heartbeat_ago=11)
    assert (retry_stalled(), state(job)) == (0, ("doing", 0))


def test_a_job_whose_worker_was_struck_off_waits_again():
    job = taken(heartbeat_ago=0)
    sql("DELETE FROM procrastinate_workers")
    assert (retry_stalled(), state(job)) == (1, ("todo", 1))


def test_a_job_that_ends_every_worker_fails_at_last():
    job = taken(heartbeat_ago=46, attempts=RETRIES.max_attempts - 1)
    assert (retry_stalled(), state(job)) == (1, ("failed", RETRIES.max_attempts))


@pytest.mark.parametrize(
    ("status", "days", "left"),
    [("succeeded", 8, {}), ("succeeded", 6, {"succeeded": 1}), ("failed", 8, {"failed": 1}), ("failed", 91, {})],
)
def test_ended_jobs_are_removed_when_they_are_old(status, days, left):
    job = taken(heartbeat_ago=0)
    sql("SELECT procrastinate_finish_job_v1(%s, %s, false)", job, status)
    sql("UPDATE procrastinate_events SET at = now() - make_interval(days => %s)", days)
    prune_jobs()
    assert job_counts() == left


def test_each_slot_of_the_timetable_gives_one_job_when_two_workers_ask():
    slot = ["default", None, None, "jobs.prune", 0, "", 1_790_000_000, '{"timestamp": 1790000000}']
    text = "SELECT procrastinate_defer_periodic_job_v2(%s, %s, %s, %s, %s, %s, %s, %s::jsonb)"
    first, second = sql(text, *slot), sql(text, *slot)
    assert (first[0][0] is None, second, job_counts()) == (False, [(None,)], {"todo": 1})
