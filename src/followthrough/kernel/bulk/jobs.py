"""What is done with many in the background, and the sweeping of old selections."""

from datetime import timedelta

from django.utils import translation
from django.utils.translation import gettext as _

from followthrough.kernel import clock
from followthrough.kernel.bulk.applying import apply_in_parts, said_of
from followthrough.kernel.bulk.choosing import check_verb
from followthrough.kernel.bulk.looking import look
from followthrough.kernel.bulk.models import Batch, State
from followthrough.kernel.jobs.declare import job
from followthrough.kernel.jobs.queries import given_up
from followthrough.kernel.jobs.stopping import Stopped
from followthrough.kernel.notify.tell import tell
from followthrough.kernel.people.actors import actor_now
from followthrough.kernel.records.problems import Problem
from followthrough.kernel.records.registry import type_named

KEPT = timedelta(days=7)


@job("bulk.apply")
def apply_batch(batch: str) -> None:
    """Do with many records what was asked, as the person who asked may at this moment."""
    found = Batch.objects.get(key=batch)
    kind, actor = type_named(found.kind), actor_now(found.actor_id)
    if kind is None or actor is None:
        Batch.objects.filter(key=batch).update(state=State.CANCELLED)
        return
    try:
        found = apply_in_parts(kind, found, by=actor, surface="job")
        words = said_of(kind, found)
    except Problem as problem:
        Batch.objects.filter(key=batch).update(state=State.CANCELLED)
        words = str(problem.message)
    tell([found.actor_id or 0], words, url=f"/{kind.plural}/bulk/{batch}/", now=clock.now())


@job("bulk.look")
def look_at_batch(batch: str) -> None:
    """Count what a change of very many records would come to, for the person who asked."""
    found = Batch.objects.filter(key=batch, state=State.LOOKING).first()
    if found is None:
        return
    kind, actor = type_named(found.kind), actor_now(found.actor_id)
    if kind is None or actor is None:
        Batch.objects.filter(key=batch).update(state=State.CANCELLED)
        return
    with translation.override(actor.language):
        try:
            check_verb(kind, found.verb, actor)
            look(kind, found, actor)
            words = _("You can see what changes: %(count)s %(plural)s.")
            words = words % {"count": f"{found.chosen:,}", "plural": kind.label_plural}
        except Stopped:
            return
        except Problem as problem:
            Batch.objects.filter(key=batch).update(state=State.CANCELLED)
            words = str(problem.message)
        tell([found.actor_id or 0], words, url=f"/{kind.plural}/bulk/{batch}/", now=clock.now())


@job("bulk.left", every="*/5 * * * *")
def end_left_batches() -> None:
    """Say of what was to be done with many that the work on it failed for good; what was done so far stays."""
    under_way = {str(one.key): one for one in Batch.objects.filter(state__in=(State.RUNNING, State.LOOKING))}
    for key, why in given_up(["bulk.apply", "bulk.look"], "batch", under_way).items():
        found = under_way[key]
        Batch.objects.filter(key=key).update(state=State.CANCELLED)
        kind, actor = type_named(found.kind), actor_now(found.actor_id)
        if kind is None or actor is None:
            continue
        with translation.override(actor.language):
            words = _("The work on %(chosen)s %(plural)s ended early: %(why)s. What was done stays: %(done)s.")
            words = words % {
                "chosen": f"{found.chosen:,}",
                "plural": kind.label_plural,
                "why": why,
                "done": f"{found.changed:,}",
            }
            tell([actor.user_id or 0], words, url=f"/{kind.plural}/bulk/{key}/", now=clock.now())


@job("bulk.sweep", every="41 3 * * *")
def sweep_batches() -> None:
    """Forget what was chosen a week ago; what was done with it stays in the history."""
    Batch.objects.filter(at__lt=clock.now() - KEPT).exclude(state=State.RUNNING).delete()
