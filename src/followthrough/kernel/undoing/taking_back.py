"""Take a deed back at once where it is small, behind the page where it is large; the same from every surface."""

from dataclasses import replace
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from followthrough.kernel import clock
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import Action
from followthrough.kernel.actions.outcome import Outcome
from followthrough.kernel.actions.repeats import answered, fingerprint, keep_answer
from followthrough.kernel.actions.run import Show
from followthrough.kernel.actions.undo import LONG, REDO, UNDO, action_kind, deed_of, undo, undoable_by
from followthrough.kernel.history.models import Deed
from followthrough.kernel.history.net import runs_of
from followthrough.kernel.jobs.declare import defer
from followthrough.kernel.records.problems import NotFound
from followthrough.kernel.undoing.models import UNDER_WAY, State, Undoing


def take_back(
    run: UUID | str, *, actor: Actor, surface: str, anyway: bool = False, key: str = "", show: Show | None = None
) -> Outcome:
    """Do what `undo` does; of a large deed only begin it: the outcome's `ask` then holds the key of its progress.

    Raises a `Problem` as `undo` does; what stands in the way of a large deed is found, and said, while it runs.
    """
    deed = deed_of(run, actor)
    if actor.user_id is None or not is_long(deed):
        return undo(run, actor=actor, surface=surface, anyway=anyway, key=key, show=show)
    action = undoable_by(deed, actor)
    with transaction.atomic():
        body = fingerprint("undo", str(deed.run), anyway) if key else ""
        if key and (first := answered(actor, key, body)):
            return first
        outcome = _begun(deed, action, actor.user_id, surface, anyway=anyway)
        if show:
            outcome = replace(outcome, shown=show(outcome))
        if key:
            keep_answer(actor, key, body, outcome.verb, outcome, at=clock.now())
        return outcome


def is_long(deed: Deed) -> bool:
    """Whether a deed wrote so much that nobody should wait for it to be taken back."""
    return runs_of(deed.run).is_longer_than(LONG)


def undoing_of(key: UUID | str, actor: Actor) -> Undoing:
    """A taking back that this actor began; one of somebody else looks as if it were not there."""
    found = Undoing.objects.filter(key=key, actor_id=actor.user_id or 0).first()
    if found is None:
        raise NotFound(_("There is no such entry in the history."))
    return found


def stop(found: Undoing) -> None:
    """Call it off: everything stays as the deed left it. What is over already is left alone."""
    Undoing.objects.filter(pk=found.pk, state__in=UNDER_WAY).update(is_stopped=True)
    Undoing.objects.filter(pk=found.pk, state=State.WAITING).update(state=State.STOPPED)


def _begun(deed: Deed, action: Action, user_id: int, surface: str, *, anyway: bool) -> Outcome:
    made, is_new = Undoing.objects.get_or_create(
        run=deed.run,
        state__in=UNDER_WAY,
        defaults={
            "actor_id": user_id,
            "surface": surface,
            "anyway": anyway,
            "state": State.WAITING,
            "at": clock.now(),
        },
    )
    if is_new:
        defer("history.undo", undoing=str(made.key))
    words = _("This is being done again in the background.") if deed.takes_back else ""
    return Outcome(
        REDO if deed.takes_back else UNDO,
        words or _("This is being taken back in the background."),
        "",
        action_kind(action),
        made.made,
        ask={"undoing": str(made.key)},
    )
