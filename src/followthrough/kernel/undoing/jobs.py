"""Large deeds are taken back in one transaction: a killed worker leaves nothing, and the next one does it whole."""

from datetime import timedelta

from django.db import connection, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from followthrough.kernel import clock
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.hurdles import InTheWay
from followthrough.kernel.actions.outcome import Outcome
from followthrough.kernel.actions.undo import Pace, undo
from followthrough.kernel.jobs.declare import job
from followthrough.kernel.jobs.queries import given_up
from followthrough.kernel.jobs.stopping import Stopped
from followthrough.kernel.notify.tell import tell
from followthrough.kernel.people.actors import actor_now
from followthrough.kernel.records.problems import Problem
from followthrough.kernel.undoing.following import Follower
from followthrough.kernel.undoing.models import UNDER_WAY, State, Undoing

KEPT = timedelta(days=30)


@job("history.undo")
def undo_deed(undoing: str) -> None:
    """Take a large deed back for the person who asked, with what they may do now."""
    found = Undoing.objects.filter(key=undoing, state__in=UNDER_WAY).first()
    if found is None:
        return
    actor = actor_now(found.actor_id)
    if actor is None:
        _end(found, State.REFUSED, "")
        return
    with translation.override(actor.language):
        _undo(found, actor)


@job("history.undo.left", every="*/5 * * * *")
def end_left_undoings() -> None:
    """Say of what was to be taken back that it could not be, where the work on it failed for good."""
    under_way = {str(one.key): one for one in Undoing.objects.filter(state__in=UNDER_WAY)}
    for key, why in given_up(["history.undo"], "undoing", under_way).items():
        actor = actor_now(under_way[key].actor_id)
        with translation.override(actor.language if actor else None):
            words = _("It could not be taken back: %(why)s. Nothing was changed; ask for it again.")
            _end(under_way[key], State.REFUSED, words % {"why": why})


def _undo(found: Undoing, actor: Actor) -> None:
    try:
        with transaction.atomic():
            _take_turns(found)
            found.refresh_from_db()
            if not found.is_under_way:
                return
            with Follower(found.key) as follower:
                _undo_whole(found, actor, follower)
    except Stopped:
        _end(found, State.STOPPED, _("Called off. Nothing was changed."))
    except InTheWay as problem:
        _ask(found, problem)
    except Problem as problem:
        _end(found, State.REFUSED, str(problem.message))


def _undo_whole(found: Undoing, actor: Actor, follower: Follower) -> None:
    def done(outcome: Outcome) -> str:
        _end(found, State.DONE, outcome.message)
        return ""

    follower.tell(0, 0)
    pace = Pace(found.made, follower.tell)
    undo(found.run, actor=actor, surface=found.surface, anyway=found.anyway, show=done, pace=pace)


def _take_turns(found: Undoing) -> None:
    """Of two workers that have the same work, one waits until the other is done with it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [int.from_bytes(found.key.bytes[:8], "big", signed=True)])


def _ask(found: Undoing, problem: InTheWay) -> None:
    found.hurdles = [[one.ref, one.title, one.text] for one in problem.hurdles]
    found.in_the_way, found.rest = problem.total, problem.rest
    found.save(update_fields=["hurdles", "in_the_way", "rest"])
    _end(found, State.ASKS, _("Some of it was changed since. Nothing was taken back yet."))


def _end(found: Undoing, state: State, words: str) -> None:
    """Say what came of it, on its page and to whoever asked."""
    Undoing.objects.filter(pk=found.pk).update(state=state, said=words)
    if words:
        tell([found.actor_id], words, url=f"/history/undoing/{found.key}/", now=clock.now())


@job("history.undo.sweep", every="43 3 * * *")
def sweep_undoings() -> None:
    """Forget how large deeds were taken back a month ago; that they were stands in the history."""
    Undoing.objects.filter(at__lt=clock.now() - KEPT).exclude(state__in=UNDER_WAY).delete()
