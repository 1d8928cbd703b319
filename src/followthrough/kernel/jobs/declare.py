"""Declare a job: one line, a name, when it runs."""

import functools
from collections.abc import Callable
from typing import Any

import procrastinate
from django.db import transaction
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

from followthrough.kernel.crashing import crash_point
from followthrough.kernel.jobs.failing import noted

_preparing: list[Callable[[], None]] = []
RETRIES = RetryStrategy(max_attempts=6, exponential_wait=4)


def job(name: str, *, queue: str = "default", every: str = "", lock: str | None = None) -> Callable[..., Any]:
    """Make a function a background job.

    Arguments must be JSON. `every` is a cron line (UTC); each slot runs once, however many workers there are. A failed
    job is tried again up to five times, with growing pauses, then shown as failed.
    """

    def declare(function: Callable[..., Any]) -> Callable[..., Any]:
        task = app.task(name=name, queue=queue, retry=RETRIES, queueing_lock=lock, pass_context=True)(
            _saying_why(_without_timestamp(function) if every else function)
        )
        if every:
            app.periodic(cron=every)(task)
        return task

    return declare


def before_each(prepare: Callable[[], None]) -> None:
    """Have something called before each job."""
    _preparing.append(prepare)


def _saying_why(function: Callable[..., Any]) -> Callable[..., Any]:
    """Called by the worker, with its context, a failure is noted; called directly, the function is just itself."""

    @functools.wraps(function)
    def run(*given: Any, **arguments: Any) -> Any:
        context = given[0] if given and isinstance(given[0], JobContext) else None
        with noted(context.job.id if context else None):
            for prepare in _preparing if context else ():
                prepare()
            return function(*(given[1:] if context else given), **arguments)

    return run


def _without_timestamp(function: Callable[[], None]) -> Callable[..., None]:
    def run(timestamp: int = 0) -> None:
        function()

    run.__name__ = function.__name__
    run.__doc__ = function.__doc__
    return run


def defer(name: str, **arguments: Any) -> None:
    """Enqueue a job in the current transaction: rolled back, it never runs; committed, it always does.

    A job with a lock that already waits is left as it is.
    """
    try:
        with transaction.atomic():
            app.configure_task(name).defer(**arguments)
            crash_point("job.enqueued")
    except procrastinate.exceptions.AlreadyEnqueued:
        return


def defer_at(name: str, when: Any, **arguments: Any) -> None:
    """Enqueue a job for a later moment, in the current transaction."""
    app.configure_task(name, schedule_at=when).defer(**arguments)
