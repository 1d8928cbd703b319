"""Big uploads are checked and go in behind the page, batch by batch; a killed worker's successor goes on."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from followthrough.kernel import clock
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.generic import change_records
from followthrough.kernel.crashing import crash_point
from followthrough.kernel.exchange.actions import finish, importable
from followthrough.kernel.exchange.checking import check_rows, is_checked_for
from followthrough.kernel.exchange.entering import Entering
from followthrough.kernel.exchange.models import Import, ImportState, Progress, Step
from followthrough.kernel.history.acting import acting
from followthrough.kernel.jobs.declare import job
from followthrough.kernel.people.actors import actor_of
from followthrough.kernel.people.models import User
from followthrough.kernel.records.problems import Problem
from followthrough.kernel.records.registry import RecordType, type_of


class Cancelled(Exception):
    """A person stopped the work."""


@job("exchange.check")
def check_upload(ref: str, user_id: int) -> None:
    """Plan the rows of an upload with the sight of the person who asked; begun again if the worker was killed."""
    draft = Import._default_manager.get(ref=ref)
    with _as_asked(draft, user_id) as actor:
        if draft.state in (ImportState.DRAFT, ImportState.FAILED) and not is_checked_for(draft, actor):
            _check(draft, actor)


@job("exchange.apply")
def apply_upload(ref: str, user_id: int) -> None:
    """Let an upload go in for the person who asked, with what they may do now; a second run goes on after the first."""
    draft = Import._default_manager.get(ref=ref)
    with _as_asked(draft, user_id) as actor:
        if draft.state == ImportState.RUNNING:
            kind = importable(draft.into, actor)
            if not is_checked_for(draft, actor) and not _is_under_way(draft):
                _check(draft, actor)
            _go_in(draft, kind, actor)


@contextmanager
def _as_asked(draft: Import, user_id: int) -> Iterator[Actor]:
    """The person who asked, in their language; what stops the work is said on the upload."""
    actor = actor_of(User._default_manager.get(pk=user_id))
    usual = gc.get_threshold()
    gc.set_threshold(100_000, 50, 100)  # a batch is many short-lived objects and few circles
    try:
        with translation.override(actor.language):
            yield actor
    except Cancelled:
        with translation.override(actor.language):
            _stop(draft, actor, _("Stopped by hand."))
    except Problem as problem:
        _stop(draft, actor, str(problem.message))
    finally:
        gc.set_threshold(*usual)


def _stop(draft: Import, actor: Actor, why: str) -> None:
    state = ImportState.FAILED if draft.state == ImportState.RUNNING else ImportState.DRAFT
    progress = Progress.objects.filter(upload=draft, written__gt=0).first()
    if progress is not None:
        with acting(actor, "apply_import", surface="job", now=clock.now(), run=progress.run):
            pass  # sums up what is in so far, so that it can be taken back
    with acting(actor, "stop_import", surface="job", now=clock.now()):
        change_records(type_of(Import), [(draft, {"state": state, "problem": why})], by=actor, now=clock.now())
    Progress.objects.filter(upload=draft, step=Step.CHECKING).update(step=Step.NONE)


def _check(draft: Import, actor: Actor) -> None:
    def tick(done: int) -> None:
        seen = Progress.objects.filter(upload=draft)
        seen.update(done=done, moved_at=clock.now())
        if seen.values_list("is_cancelled", flat=True).get():
            raise Cancelled

    check_rows(draft, importable(draft.into, actor), actor, now=clock.now(), tick=tick)


def _is_under_way(draft: Import) -> bool:
    return Progress.objects.filter(upload=draft, written__gt=0).exists()


def _go_in(draft: Import, kind: RecordType, actor: Actor) -> None:
    run = Progress.objects.values_list("run", flat=True).get(upload=draft)
    entering = Entering(draft, kind, actor, run)
    Progress.objects.filter(upload=draft).update(step=Step.WRITING, is_cancelled=False)
    while _enter_next(entering):
        crash_point("import.batch_committed")
        if Progress.objects.values_list("is_cancelled", flat=True).get(upload=draft):
            raise Cancelled
    with _writing(entering) as now:
        entering.link_own(now=now)
    crash_point("import.before_finish")
    # A deed of its own: taking the rows back leaves the upload as it stands.
    with acting(actor, "finish_import", surface="job", now=clock.now()):
        finish(draft, kind, actor, clock.now())


def _enter_next(entering: Entering) -> bool:
    """One batch and how far it came, in one transaction; False when nothing is left. Two workers take turns."""
    first = not Progress.objects.filter(upload=entering.draft, written__gt=0).exists()
    with _writing(entering, summed=first) as now:
        progress = Progress.objects.select_for_update().get(upload=entering.draft)
        rows = entering.next_rows(progress.written)
        if not rows:
            return False
        entering.enter(rows, now=now)
        crash_point("import.rows_entered")
        progress.written, progress.moved_at = rows[-1].number, now
        progress.done += len(rows)
        progress.save(update_fields=["written", "moved_at", "done"])
        return True


@contextmanager
def _writing(entering: Entering, *, summed: bool = True) -> Iterator[Any]:
    now = clock.now()
    with acting(entering.by, "apply_import", surface="job", now=now, run=entering.run, summed=summed):
        yield now
