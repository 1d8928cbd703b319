"""Lets an upload in, in a process of its own that is killed in the midst of a batch: `NUMBER PERSON BATCH WAY`.

BATCH says which one dies, once its rows are written and before they are committed; WAY is `worker`, `checker` or `web`.
"""

import os
import signal
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import django
from django.conf import settings

if __name__ == "__main__":
    django.setup()
    settings.FILES_ROOT = Path(os.environ["FILES_OF_TEST"])
    from followthrough.kernel.actions.declare import actions_on
    from followthrough.kernel.actions.run import run
    from followthrough.kernel.exchange import checking, entering, plan
    from followthrough.kernel.exchange.jobs import apply_upload, check_upload
    from followthrough.kernel.exchange.models import Import
    from followthrough.kernel.people.actors import actor_of
    from followthrough.kernel.people.models import User

    ref, person, last, way = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
    done = 0

    def die_at_last() -> None:
        global done
        done += 1
        if done == last:
            os.kill(os.getpid(), signal.SIGKILL)

    class Dying(entering.Entering):
        """Writes a batch as usual, and dies before anybody commits it."""

        def enter(self, rows: Any, *, now: datetime) -> None:
            super().enter(rows, now=now)
            die_at_last()

    def keep_and_die(upload: Any, rows: Any) -> None:
        keep(upload, rows)
        die_at_last()

    keep, checking.keep_rows = checking.keep_rows, keep_and_die if way == "checker" else checking.keep_rows
    entering.BATCH = plan.CHUNK = 10
    for module in ("going", "actions"):
        sys.modules[f"followthrough.kernel.exchange.{module}"].Entering = Dying  # type: ignore[attr-defined]
    if way == "web":
        run(actions_on(Import)["apply"], actor=actor_of(User.objects.get(pk=person)), surface="web", target=ref)
    else:
        (check_upload if way == "checker" else apply_upload)(ref, person)
