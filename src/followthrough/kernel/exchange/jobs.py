"""Big uploads are checked and go in behind the page, batch by batch; a killed worker's successor goes on."""

from collections.abc import Callable

from django.db import DatabaseError
from django.utils import translation
from django.utils.translation import gettext as _

from followthrough.kernel import clock
from followthrough.kernel.access.actor import SYSTEM, Actor
from followthrough.kernel.exchange.actions import importable
from followthrough.kernel.exchange.checking import is_checked_for
from followthrough.kernel.exchange.going import check, go_in, is_under_way, stop, stopped_by_hand, unable_to_write
from followthrough.kernel.exchange.left import left_uploads
from followthrough.kernel.exchange.models import Import, ImportState
from followthrough.kernel.exchange.taking_back import forget_rows
from followthrough.kernel.jobs.declare import job
from followthrough.kernel.jobs.stopping import Stopped
from followthrough.kernel.people.actors import actor_now
from followthrough.kernel.people.models import company
from followthrough.kernel.records.problems import Denied, Problem


@job("exchange.check")
def check_upload(ref: str, user_id: int) -> None:
    """Plan the rows of an upload with the sight of the person who asked; begun again if the worker was killed."""
    _as_asked(ref, user_id, _check)


@job("exchange.apply")
def apply_upload(ref: str, user_id: int) -> None:
    """Let an upload go in for the person who asked, with what they may do now; a second run goes on after the first."""
    _as_asked(ref, user_id, _go_in)


@job("exchange.left", every="*/5 * * * *")
def end_left_uploads() -> None:
    """Say of uploads whose work ended without a word, as when a full disk took no reason, that it did and why."""
    with translation.override(company().language):
        for draft, why in left_uploads(clock.now()):
            stop(draft, SYSTEM, why)


@job("exchange.forget", every="53 2 * * *")
def forget_old_rows() -> None:
    """Remove the planned rows of uploads that can't be taken back any more."""
    forget_rows(clock.now())


def _check(draft: Import, actor: Actor) -> None:
    if draft.state in (ImportState.DRAFT, ImportState.FAILED) and not is_checked_for(draft, actor):
        check(draft, actor)


def _go_in(draft: Import, actor: Actor) -> None:
    if draft.state == ImportState.RUNNING:
        importable(draft.into, actor)
        if not is_checked_for(draft, actor) and not is_under_way(draft):
            check(draft, actor)
        go_in(draft, actor, told=lambda _done, _total: _check_still(actor))


def _as_asked(ref: str, user_id: int, work: Callable[[Import, Actor], None]) -> None:
    """As the person who asked is now, in their language; what stops the work is said on the upload."""
    draft, actor = Import._default_manager.get(ref=ref), actor_now(user_id)
    with translation.override(actor.language if actor else company().language):
        try:
            if actor is None:
                raise _no_longer()
            work(draft, actor)
        except Stopped:
            stop(draft, actor or SYSTEM, stopped_by_hand())
        except Problem as problem:
            stop(draft, actor or SYSTEM, str(problem.message))
        except DatabaseError as problem:  # one that is away is no end: the job runs again once it is back
            if not (why := unable_to_write(problem)):
                raise
            stop(draft, actor or SYSTEM, why)


def _check_still(actor: Actor) -> None:
    """Between two batches: refuse where the person who asked was let go, or may see or do other things than before."""
    now = actor_now(actor.user_id)
    if now is None or (now.role, now.reach, now.team_ids) != (actor.role, actor.reach, actor.team_ids):
        raise _no_longer()


def _no_longer() -> Denied:
    return Denied(_("Whoever asked for this may no longer do it."))
