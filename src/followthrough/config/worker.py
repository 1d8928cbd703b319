"""The worker: takes jobs from the database and runs them, two at a time."""

from collections.abc import Sequence

from django.core.management import call_command

from followthrough.config.environment import Environment
from followthrough.config.preparing import open_database
from followthrough.config.standing import look_seldom


def worker(env: Environment, rest: Sequence[str] = ()) -> int:
    """Run jobs until told to stop; a job under way is finished first, or handed back after 25 seconds.

    Beside them, jobs of a worker that was killed are put back in the queue.
    """
    open_database(env)
    from followthrough.config.backups.quiet import wait_until_armed  # noqa: PLC0415 -- app ready
    from followthrough.kernel.jobs.upkeep import watch_over_stalled  # noqa: PLC0415 -- app ready

    wait_until_armed()
    look_seldom()
    stop = watch_over_stalled()
    try:
        call_command("procrastinate", "worker", "--concurrency=2", "--shutdown-graceful-timeout=25", *rest)
    finally:
        stop.set()
    return 0
