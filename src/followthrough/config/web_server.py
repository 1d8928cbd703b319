"""The web server: one process that serves Django, and one that watches over it."""

from collections.abc import Sequence

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from followthrough.config.database import ensure_database
from followthrough.config.environment import Environment

LONGEST_GOODBYE = 10  # seconds for requests that are under way at the end


def web(env: Environment, rest: Sequence[str] = ()) -> int:
    """Serve pages and API until told to stop."""
    ensure_database(env)
    Granian(
        "followthrough.config.wsgi:application",
        address=env.host,
        port=env.port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=4,
        workers_kill_timeout=LONGEST_GOODBYE,
        log_level=LogLevels.warning,
    ).serve()
    return 0
