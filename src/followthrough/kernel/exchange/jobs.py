"""Big uploads go in behind the page."""

from followthrough.kernel import clock
from followthrough.kernel.access.actor import SYSTEM
from followthrough.kernel.actions.declare import actions_on
from followthrough.kernel.actions.generic import change_records
from followthrough.kernel.actions.run import run
from followthrough.kernel.exchange.models import Import, ImportState
from followthrough.kernel.history.acting import acting
from followthrough.kernel.jobs.declare import job
from followthrough.kernel.people.actors import actor_of
from followthrough.kernel.people.models import User
from followthrough.kernel.records.problems import Problem
from followthrough.kernel.records.registry import type_of


@job("exchange.apply")
def apply_upload(ref: str, user_id: int) -> None:
    """Let an upload go in for the person who asked, with what they may do now; a second run finds it done."""
    draft = Import._default_manager.get(ref=ref)
    if draft.state != ImportState.RUNNING:
        return
    actor = actor_of(User._default_manager.get(pk=user_id))
    try:
        run(actions_on(Import)["apply"], actor=actor, surface="job", target=ref)
    except Problem as problem:
        with acting(SYSTEM, "stop_import", surface="job", now=clock.now()):
            stopped = {"state": ImportState.FAILED, "problem": str(problem.message)}
            change_records(type_of(Import), [(draft, stopped)], by=SYSTEM, now=clock.now())
