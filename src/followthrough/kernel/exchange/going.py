"""The work on one upload, committed batch by batch and followed: behind the page, or in a terminal."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import DatabaseError
from django.utils.translation import gettext as _

from followthrough.kernel import clock
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.generic import change_records
from followthrough.kernel.crashing import crash_point
from followthrough.kernel.exchange.actions import finish, importable
from followthrough.kernel.exchange.checking import check_rows
from followthrough.kernel.exchange.entering import Entering
from followthrough.kernel.exchange.models import Import, ImportState, Progress, Step
from followthrough.kernel.history.acting import acting
from followthrough.kernel.jobs.stopping import Stopped
from followthrough.kernel.records.registry import type_of
from followthrough.kernel.search.owed import index_later, index_owed, indexing_beside

# How SQLSTATE begins where there is no room or memory left, a disk fails, or the server has trouble of its own.
UNABLE = ("53", "58", "XX")
Told = Callable[[int, int], None]  # how many rows are done, of how many (0: not known yet)


def check(draft: Import, actor: Actor, told: Told = lambda _done, _total: None) -> None:
    """Plan every row anew; raises `Stopped` when somebody stopped it."""

    def tick(done: int) -> None:
        seen = Progress.objects.filter(upload=draft)
        seen.update(done=done, moved_at=clock.now())
        told(done, 0)
        if seen.values_list("is_cancelled", flat=True).get():
            raise Stopped

    check_rows(draft, importable(draft.into, actor), actor, now=clock.now(), tick=tick)


def go_in(draft: Import, actor: Actor, *, surface: str = "job", told: Told = lambda _done, _total: None) -> None:
    """Write all rows that are left; raises `Stopped` behind the batch at hand when somebody stopped it."""
    kind = importable(draft.into, actor)
    run = Progress.objects.values_list("run", flat=True).get(upload=draft)
    entering = Entering(draft, kind, actor, run)
    Progress.objects.filter(upload=draft).update(step=Step.WRITING, is_cancelled=False)
    with indexing_beside() as indexing:
        while enter_next(entering, surface=surface):
            crash_point("import.batch_committed")
            indexing.go_on()
            progress = Progress.objects.get(upload=draft)
            told(progress.done, progress.total)
            if progress.is_cancelled:
                raise Stopped
    index_owed()
    with _writing(entering, surface) as now:
        entering.link_own(now=now)
    crash_point("import.before_finish")
    # A deed of its own: taking the rows back leaves the upload as it stands.
    with acting(actor, "finish_import", surface=surface, now=clock.now()):
        held = Import._default_manager.select_for_update().get(pk=draft.pk)
        if held.state == ImportState.RUNNING:  # else another one that worked on it was there first
            finish(held, kind, actor, clock.now())


def enter_next(entering: Entering, *, surface: str = "job") -> bool:
    """One batch and how far it came, in one transaction; False when nothing is left. Two workers take turns.

    The batch is not found by its words yet: that is owed.
    """
    first = not is_under_way(entering.draft)
    with _writing(entering, surface, summed=first) as now:
        progress = Progress.objects.select_for_update().get(upload=entering.draft)
        rows = entering.next_rows(progress.written)
        if not rows:
            return False
        index_later()
        entering.enter(rows, now=now)
        crash_point("import.rows_entered")
        progress.done = len(rows) + (progress.done if progress.written else 0)  # until now it counted checked rows
        progress.written, progress.moved_at = rows[-1].number, now
        progress.save(update_fields=["written", "moved_at", "done"])
        return True


def stop(draft: Import, actor: Actor, why: str, *, surface: str = "job") -> None:
    """Say on the upload what stopped it; what is in so far stays, and can be taken back."""
    state = ImportState.FAILED if draft.state == ImportState.RUNNING else ImportState.DRAFT
    progress = Progress.objects.filter(upload=draft, written__gt=0).first()
    if progress is not None:
        with acting(actor, "apply_import", surface=surface, now=clock.now(), run=progress.run):
            pass  # sums up what is in so far, so that it can be taken back
    with acting(actor, "stop_import", surface=surface, now=clock.now()):
        change_records(type_of(Import), [(draft, {"state": state, "problem": why})], by=actor, now=clock.now())
    Progress.objects.filter(upload=draft, step=Step.CHECKING).update(step=Step.NONE)
    index_owed()  # the last: on a disk that is nearly full there is room for a word on the upload, hardly for this


def stopped_by_hand() -> str:
    """What an upload says that somebody stopped."""
    return _("Stopped by hand.")


def unable_to_write(problem: DatabaseError) -> str:
    """What an upload says when the database is there but can't write, as on a full disk; "" for any other trouble."""
    state = str(getattr(problem.__cause__, "sqlstate", None) or "")
    if not state.startswith(UNABLE):
        return ""
    words = _("The database could not write: %(why)s. Make room for it, then let the rest go in; what is in stays.")
    return words % {"why": str(problem).splitlines()[0]}


def is_under_way(draft: Import) -> bool:
    """Whether some rows are in already."""
    return Progress.objects.filter(upload=draft, written__gt=0).exists()


@contextmanager
def _writing(entering: Entering, surface: str, *, summed: bool = True) -> Iterator[datetime]:
    now = clock.now()
    with acting(entering.by, "apply_import", surface=surface, now=now, run=entering.run, summed=summed):
        yield now
