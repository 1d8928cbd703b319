"""Big uploads are checked and go in behind the page, batch by batch; a killed worker's successor goes on."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DatabaseError
from django.utils import translation

from followthrough.kernel import clock
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.exchange.actions import importable
from followthrough.kernel.exchange.checking import is_checked_for
from followthrough.kernel.exchange.going import check, go_in, is_under_way, stop, stopped_by_hand, unable_to_write
from followthrough.kernel.exchange.models import Import, ImportState
from followthrough.kernel.exchange.taking_back import forget_rows
from followthrough.kernel.jobs.declare import job
from followthrough.kernel.jobs.stopping import Stopped
from followthrough.kernel.people.actors import actor_of
from followthrough.kernel.people.models import User
from followthrough.kernel.records.problems import Problem


@job("exchange.check")
def check_upload(ref: str, user_id: int) -> None:
    """Plan the rows of an upload with the sight of the person who asked; begun again if the worker was killed."""
    draft = Import._default_manager.get(ref=ref)
    with _as_asked(draft, user_id) as actor:
        if draft.state in (ImportState.DRAFT, ImportState.FAILED) and not is_checked_for(draft, actor):
            check(draft, actor)


@job("exchange.apply")
def apply_upload(ref: str, user_id: int) -> None:
    """Let an upload go in for the person who asked, with what they may do now; a second run goes on after the first."""
    draft = Import._default_manager.get(ref=ref)
    with _as_asked(draft, user_id) as actor:
        if draft.state == ImportState.RUNNING:
            importable(draft.into, actor)
            if not is_checked_for(draft, actor) and not is_under_way(draft):
                check(draft, actor)
            go_in(draft, actor)


@job("exchange.forget", every="53 2 * * *")
def forget_old_rows() -> None:
    """Remove the planned rows of uploads that can't be taken back any more."""
    forget_rows(clock.now())


@contextmanager
def _as_asked(draft: Import, user_id: int) -> Iterator[Actor]:
    """The person who asked, in their language; what stops the work is said on the upload."""
    actor = actor_of(User._default_manager.get(pk=user_id))
    with translation.override(actor.language):
        try:
            yield actor
        except Stopped:
            stop(draft, actor, stopped_by_hand())
        except Problem as problem:
            stop(draft, actor, str(problem.message))
        except DatabaseError as problem:  # one that is away is no end: the job runs again once it is back
            if not (why := unable_to_write(problem)):
                raise
            stop(draft, actor, why)
