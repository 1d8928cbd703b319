"""The web server for developing: starts again when the source changes, reads templates and static files anew."""

from collections.abc import Sequence

from django.core.management import execute_from_command_line

from followthrough.config.database import ensure_database
from followthrough.config.environment import Environment


def develop(env: Environment, rest: Sequence[str] = ()) -> int:
    """Serve pages from the source as it is at this moment."""
    ensure_database(env)
    execute_from_command_line(["django", "runserver", f"{env.host}:{env.port}", *rest])
    return 0
