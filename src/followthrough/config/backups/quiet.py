"""Keep the worker of a restored copy from running anything until somebody arms it."""

import logging
from threading import Event

from django.db import Error, close_old_connections

from followthrough.kernel.arming.queries import is_armed

LOOK_EVERY = 3.0  # seconds

log = logging.getLogger(__name__)


def wait_until_armed(every: float = LOOK_EVERY, stop: Event | None = None) -> None:
    """Return once the house is armed, or when told to stop; until then no job is taken, not even one by the clock."""
    stop, told = stop or Event(), False
    while not _armed_now():
        if not told:
            log.warning("this is a restored copy: no job runs until it is armed")
            told = True
        if stop.wait(every):
            return


def _armed_now() -> bool:
    close_old_connections()
    try:
        return is_armed()
    except Error:  # the database is away; the next look may find it
        return False
