"""Tell how far a long undo is while its transaction is still open, and hear that it is to stop."""

from types import TracebackType
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections

from followthrough.kernel.jobs.stopping import Stopped

TELL = "UPDATE undoing_undoing SET done = %s, total = %s, state = 'running' WHERE key = %s RETURNING is_stopped"


class Follower:
    """A connection of its own: what it writes is seen at once, whatever becomes of the work."""

    def __init__(self, key: UUID) -> None:
        self.key = key
        self.connection = connections[DEFAULT_DB_ALIAS].copy()

    def __enter__(self) -> "Follower":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self.connection.close()

    def tell(self, done: int, total: int) -> None:
        """Write how far it is; raises `Stopped` once somebody has called it off."""
        with self.connection.cursor() as cursor:
            cursor.execute(TELL, [done, total, self.key])
            row = cursor.fetchone()
        if row and row[0]:
            raise Stopped
