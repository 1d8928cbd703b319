"""Let an upload in from a terminal: how far it is, and what Ctrl-C leaves."""

import sys
import time

from django.db import DatabaseError
from django.utils.translation import gettext as _

from followthrough.cli.acting import SURFACE
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import actions_on
from followthrough.kernel.actions.run import run
from followthrough.kernel.exchange.going import check, go_in, stop, stopped_by_hand, unable_to_write
from followthrough.kernel.exchange.models import Import, ImportState, Progress
from followthrough.kernel.history.patience import patiently
from followthrough.kernel.jobs.stopping import Stopped
from followthrough.kernel.records.problems import Problem, Refused

EVERY = 2.0  # seconds between two lines


def let_in(draft: Import, actor: Actor) -> None:
    """Check the rows and write them batch by batch. Stopped, what is in stays, and the reason says how to go on.

    The work waits for the desk's worker as well: if this process dies, the worker goes on with it.
    """
    try:
        check(draft, actor, _Line(_("%(done)s rows are checked.")).tell)
        run(actions_on(Import)["start"], actor=actor, surface=SURFACE, target=draft.ref)
        draft.refresh_from_db()
        with patiently():
            go_in(draft, actor, surface=SURFACE, told=_Line(_("%(done)s of %(total)s rows are through.")).tell)
    except (KeyboardInterrupt, Stopped) as problem:
        _halt(draft, actor, stopped_by_hand())
        raise Refused(_left(draft)) from problem
    except Problem as problem:
        _halt(draft, actor, str(problem.message))
        raise
    except DatabaseError as problem:
        if not (why := unable_to_write(problem)):
            raise Refused(_away(draft)) from problem
        _halt(draft, actor, why)
        raise Refused(f"{why} {_left(draft)}") from problem


def _halt(draft: Import, actor: Actor, why: str) -> None:
    """Stop here, and the worker if it has begun as well."""
    Progress.objects.filter(upload=draft).update(is_cancelled=True)
    stop(draft, actor, why, surface=SURFACE)


def _away(draft: Import) -> str:
    """What can be said without asking the database."""
    if draft.state != ImportState.RUNNING:
        return _("The database went away. Nothing was written; the file is kept as %(ref)s.") % {"ref": draft.ref}
    words = _("The database went away. What is in stays, and once it is back the desk goes on with %(ref)s by itself.")
    return words % {"ref": draft.ref}


def _left(draft: Import) -> str:
    draft.refresh_from_db()
    if draft.state != ImportState.FAILED:
        return _("Stopped. Nothing was written; the file is kept as %(ref)s.") % {"ref": draft.ref}
    progress = Progress.objects.get(upload=draft)
    words = _("Stopped: %(done)d of %(total)d rows are through. Go on: %(on)s. Or take them back: %(back)s.")
    return words % {
        "done": progress.done,
        "total": progress.total,
        "on": f"followthrough imports start {draft.ref}",
        "back": f"followthrough undo {progress.run}",
    }


class _Line:
    """Says how far the work is, now and then, beside the answer."""

    def __init__(self, words: str) -> None:
        self.words, self.last = words, time.monotonic()

    def tell(self, done: int, total: int) -> None:
        now = time.monotonic()
        if now - self.last >= EVERY:
            self.last = now
            sys.stderr.write(self.words % {"done": f"{done:,}", "total": f"{total:,}"} + "\n")
            sys.stderr.flush()
