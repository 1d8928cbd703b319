"""Take a whole deed back, or do it again: from the toast, from history, by the API and the command line."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from followthrough.kernel import clock
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.access.permissions import Role
from followthrough.kernel.actions.beside import check_beside, settle_beside
from followthrough.kernel.actions.declare import Action, action_named
from followthrough.kernel.actions.hurdles import NAMED, NAMED_OF_MANY, InTheWay, in_the_way
from followthrough.kernel.actions.outcome import Outcome
from followthrough.kernel.actions.repeats import answered, fingerprint, keep_answer
from followthrough.kernel.actions.run import Show, retried
from followthrough.kernel.crashing import crash_point
from followthrough.kernel.history.acting import Reversal, acting
from followthrough.kernel.history.models import Deed
from followthrough.kernel.history.net import ALL_IDS, Runs, runs_of
from followthrough.kernel.history.reversing import Tick, put_back
from followthrough.kernel.history.standing import Plan, planned
from followthrough.kernel.records.prepared import among
from followthrough.kernel.records.problems import Denied, NotFound, Refused
from followthrough.kernel.records.registry import RecordType, record_types, type_of

UNDO, REDO = "undo", "redo"
OTHERS = "history.others"
LONG = 5_000  # entries of history: what wrote more is folded once, not for each question


@dataclass(frozen=True, slots=True)
class Pace:
    """How a long undo is followed: the run it writes under, and who is told how many records of how many are done."""

    run: UUID
    tick: Callable[[int, int], None]


def deeds_of(actor: Actor, kinds: Collection[str] | None = None) -> QuerySet[Deed]:
    """The deeds the actor may see: their own, and with the permission everybody's on records they see.

    With `kinds`, of others only those on records of these: a look at each of some hundred kinds takes its time.
    """
    if actor.is_system:
        return Deed.objects.all()
    own = Q(actor_id=actor.user_id) if actor.user_id else Q(pk__in=())
    if actor.role is Role.GUEST or not actor.may(OTHERS):
        return Deed.objects.filter(own)
    asked = [kind for kind in record_types() if kinds is None or kind.kind in kinds]
    return Deed.objects.filter(own | _on_seen_records(asked, actor))


def _on_seen_records(kinds: Iterable[RecordType], actor: Actor) -> Q:
    seen = Q(pk__in=())
    for kind in kinds:
        if actor.may(kind.permission("view")):
            scope = kind.model.reached_by(actor)
            rows = kind.model._default_manager.filter(scope).values("pk") if scope else None
            seen |= Q(kind=kind.kind) if rows is None else Q(kind=kind.kind, record_id__in=rows)
    return seen


def deeds_behind(runs: Iterable[UUID], actor: Actor) -> list[Deed]:
    """The deeds of these runs that the actor may see."""
    found = list(Deed.objects.filter(run__in=list(runs)))
    seen = deeds_of(actor, {deed.kind for deed in found}).filter(pk__in=[deed.pk for deed in found])
    return list(seen) if found else []


def deed_of(run: UUID | str, actor: Actor) -> Deed:
    """The deed of a run as this actor may see it; one of somebody else looks as if it were not there."""
    try:
        found = deeds_behind([UUID(str(run))], actor)
    except ValueError:
        found = []
    if not found:
        raise NotFound(_("There is no such entry in the history."))
    return found[0]


def verbs_of(deeds: Sequence[Deed]) -> dict[UUID, Action | None]:
    """The verb behind each deed, or behind the one it takes back; None for what the house did by itself."""
    roots = [deed.root for deed in deeds if deed.root]
    names = dict(Deed.objects.filter(run__in=roots).values_list("run", "verb")) if roots else {}
    return {deed.run: action_named(names.get(deed.root, "") if deed.root else deed.verb) for deed in deeds}


def verb_of(deed: Deed) -> Action | None:
    """The verb behind one deed."""
    return verbs_of([deed])[deed.run]


def why_not(deed: Deed, action: Action | None, actor: Actor) -> str:
    """Why this actor can't take a deed back, in a sentence; empty if they may try."""
    if action is None:
        return _("The house did this by itself; it can't be taken back as a whole.")
    if not action.is_undoable:
        return _("This can't be taken back. %(why)s") % {"why": action.undo_words}
    if is_over(deed, action) and action.undo_within:
        return _("This could be taken back for %(days)d days, and they are over.") % {"days": action.undo_within.days}
    if not (actor.is_system or actor.may(action.needs)):
        return _("Your role may not do this: %(what)s.") % {"what": action.label}
    return ""


def is_over(deed: Deed, action: Action) -> bool:
    """Whether the time is over in which a deed can be taken back."""
    return action.undo_within is not None and clock.now() - deed.at > action.undo_within


def taken_back(deeds: Iterable[Deed]) -> set[UUID]:
    """The runs among these whose last word is that they were taken back; an undo counts as such once it was redone."""
    roots = {deed.root or deed.run for deed in deeds}
    last = Deed.objects.filter(root__in=roots).order_by("root", "-id").distinct("root")
    undone = {one.root for one in last if one.takes_back}
    return {deed.run for deed in deeds if ((deed.root or deed.run) in undone) != deed.takes_back}


def undo(
    run: UUID | str,
    *,
    actor: Actor,
    surface: str,
    anyway: bool = False,
    key: str = "",
    show: Show | None = None,
    pace: Pace | None = None,
) -> Outcome:
    """Put everything back that a run wrote, with all that hung on it; this is a deed too and can be undone.

    Data is equal to before. If somebody changed it since, `InTheWay` names what and who and nothing is written; with
    `anyway` what can still be put back is. Raises a `Problem` otherwise, as `run` does.
    """
    deed = deed_of(run, actor)
    action = undoable_by(deed, actor)
    try:
        return retried(lambda: _once(deed, action, actor, surface, anyway, key, show, pace))
    except IntegrityError as problem:
        words = _("This can't be taken back any more: something else needs what it made, or took its place.")
        raise Refused(words) from problem


def undoable_by(deed: Deed, actor: Actor) -> Action:
    """The verb behind a deed that this actor may take back; refuses in words otherwise."""
    action = verb_of(deed)
    if words := why_not(deed, action, actor):
        is_theirs = action is None or not action.is_undoable or is_over(deed, action)
        raise Refused(words) if is_theirs else Denied(words)
    assert action is not None
    return action


def obstacles_to(run: UUID | str, actor: Actor) -> InTheWay | None:
    """What stands in the way of taking a run back as things are now; None if nothing does."""
    deed = deed_of(run, actor)
    action = undoable_by(deed, actor)
    with transaction.atomic():
        plan = planned(runs_of(deed.run), by_field=action.sets_fields, actor_id=actor.user_id)
        return in_the_way(plan, actor) if plan.obstacles else None


def _once(
    deed: Deed,
    action: Action,
    actor: Actor,
    surface: str,
    anyway: bool,
    key: str,
    show: Show | None,
    pace: Pace | None,
) -> Outcome:
    now = clock.now()
    reversal = Reversal(deed.root or deed.run, takes_back=not deed.takes_back)
    verb = UNDO if reversal.takes_back else REDO
    with transaction.atomic():
        body = fingerprint(UNDO, str(deed.run), anyway) if key else ""
        if key and (first := answered(actor, key, body)):
            return first
        with acting(actor, verb, surface=surface, now=now, run=pace.run if pace else None, reversal=reversal) as made:
            runs = runs_of(deed.run)
            if runs.is_longer_than(LONG):
                runs.hold()
            plan = planned(runs, by_field=action.sets_fields, actor_id=actor.user_id)
            check_beside(runs)
            hidden = _hidden(runs, deed, action, actor)
            if plan.obstacles and not anyway:
                raise in_the_way(plan, actor, named=NAMED_OF_MANY if pace else NAMED)
            counts = put_back(plan, now=now, tick=_ticking(plan, pace))
            settle_beside(runs)
            crash_point("undo.put_back")
            if hidden and _hidden(runs, deed, action, actor, only=hidden):
                raise Denied(_("Some of the records are none that you may see any more."))
            if not counts:
                raise Refused(_("There is nothing left to take back."))
            outcome = Outcome(verb, _said(counts, action, reversal), "", action_kind(action), made, is_undoable=True)
            if show:
                outcome = replace(outcome, shown=show(outcome))
        if key:
            keep_answer(actor, key, body, verb, outcome, at=now)
        return outcome


def _ticking(plan: Plan, pace: Pace | None) -> Tick:
    """Counts what is done, and tells it where somebody follows."""
    done, total = 0, plan.rest() if pace else 0

    def tick(more: int) -> None:
        nonlocal done
        done += more
        if pace:
            pace.tick(min(done, total), total)

    if pace:
        pace.tick(0, total)
    return tick


def action_kind(action: Action) -> str:
    """The kind of record a verb is on."""
    return type_of(action.model).kind


def _hidden(
    runs: Runs, deed: Deed, action: Action, actor: Actor, only: dict[RecordType, set[int]] | None = None
) -> dict[RecordType, set[int]]:
    """Records of the deed the actor does not see as they stand: of their own deed those it was done with, else all."""
    if actor.is_system:
        return {}
    own = deed.actor_id == actor.user_id
    kinds: Iterable[RecordType] = only or [
        kind for kind in runs.kinds() if (kind.model is action.model if own else kind.listed)
    ]
    found: dict[RecordType, set[int]] = {}
    for kind in kinds:
        if scope := kind.model.reached_by(actor):
            ids = only[kind] if only else set(runs.ids_of(ALL_IDS, kind))
            rows = kind.model._default_manager.filter(scope, among("id", ids))
            if hidden := ids - set(rows.values_list("pk", flat=True)):
                found[kind] = hidden
    return found


def _said(counts: dict[RecordType, int], action: Action, reversal: Reversal) -> str:
    count = counts.get(type_of(action.model)) or max(counts.values())
    label = type_of(action.model).label_plural
    if count == 1:
        return _("Taken back.") if reversal.takes_back else _("Done again.")
    gaps = {"count": count, "plural": label, "what": action.label}
    if reversal.takes_back:
        return ngettext("%(count)s taken back: %(what)s.", "%(count)s %(plural)s taken back: %(what)s.", count) % gaps
    return ngettext("%(count)s done again: %(what)s.", "%(count)s %(plural)s done again: %(what)s.", count) % gaps
