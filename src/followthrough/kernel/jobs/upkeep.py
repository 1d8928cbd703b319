"""Look after the jobs: what a killed worker left runs again, what ended long ago is removed."""

import logging
from threading import Event, Thread

from django.db import Error, close_old_connections, connection

from followthrough.kernel.jobs.declare import RETRIES, job

STALLED_AFTER = 45  # seconds without a heartbeat (one comes every 10): longer than the database takes to come back
LOOK_EVERY = 20  # seconds; with STALLED_AFTER and the worker's own 5 s this stays well below the promised 120
KEPT_DONE = 7  # days
KEPT_FAILED = 90  # days

log = logging.getLogger(__name__)

RETRY_STALLED = """
WITH gone AS (
  SELECT j.id, j.attempts FROM procrastinate_jobs j LEFT JOIN procrastinate_workers w ON w.id = j.worker_id
  WHERE j.status = 'doing' AND (w.id IS NULL OR w.last_heartbeat < now() - make_interval(secs => %(seconds)s))
  ORDER BY j.id FOR UPDATE OF j SKIP LOCKED
)
SELECT id, CASE WHEN attempts + 1 < %(most)s THEN procrastinate_retry_job_v2(id, now(), NULL, NULL, NULL)
                ELSE procrastinate_finish_job_v1(id, 'failed', false) END
FROM gone
"""
PRUNE = """
DELETE FROM procrastinate_jobs j WHERE j.status IN ('succeeded', 'cancelled', 'aborted', 'failed')
AND (SELECT max(e.at) FROM procrastinate_events e WHERE e.job_id = j.id)
  < now() - CASE j.status WHEN 'failed' THEN make_interval(days => %(failed)s) ELSE make_interval(days => %(done)s) END
"""
FORGET = "DELETE FROM jobs_failure f WHERE NOT EXISTS (SELECT FROM procrastinate_jobs j WHERE j.id = f.job_id)"


def retry_stalled(seconds: float = STALLED_AFTER) -> int:
    """Put jobs whose worker sent no heartbeat for so many seconds back in the queue; the number of them.

    Each counts as an attempt. One that has had all its attempts is marked as failed, so that a job which kills its
    worker does not do so for ever. Any number of workers may call this at the same time.
    """
    with connection.cursor() as cursor:
        cursor.execute(RETRY_STALLED, {"seconds": seconds, "most": RETRIES.max_attempts})
        return int(cursor.rowcount)


def watch_over_stalled(every: float = LOOK_EVERY, seconds: float = STALLED_AFTER) -> Event:
    """Look at once and then every so many seconds, beside the worker, until the returned event is set.

    This is no job itself: it must also run while long jobs hold all of the worker's places.
    """
    stop = Event()

    def watch() -> None:
        while True:
            close_old_connections()
            try:
                if found := retry_stalled(seconds):
                    log.warning("%d jobs of a worker that is gone run again", found)
            except Error:  # the database is away; the next look may find it
                log.warning("could not look for stalled jobs", exc_info=True)
            if stop.wait(every):
                connection.close()
                return

    Thread(target=watch, name="stalled-jobs", daemon=True).start()
    return stop


@job("jobs.prune", every="17 3 * * *")
def prune_jobs() -> None:
    """Remove jobs that ended a week ago, failed ones after three months."""
    with connection.cursor() as cursor:
        cursor.execute(PRUNE, {"done": KEPT_DONE, "failed": KEPT_FAILED})
        cursor.execute(FORGET)
