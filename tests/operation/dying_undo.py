"""A worker that dies while it takes a large deed back, when it has told for the third time how far it is."""

import os
import signal
import sys

import django

if __name__ == "__main__":
    django.setup()
    from followthrough.kernel.history import reversing
    from followthrough.kernel.undoing import following
    from followthrough.kernel.undoing.jobs import undo_deed

    class Dying(following.Follower):
        """Tells as usual, and dies."""

        told = 0

        def tell(self, done: int, total: int) -> None:
            super().tell(done, total)
            self.told += 1
            if self.told == 4:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.modules["followthrough.kernel.undoing.jobs"].Follower = Dying  # type: ignore[attr-defined]
    reversing.SOME = 3
    undo_deed(sys.argv[1])
