"""Do with many what was looked at: in parts, one run, history for each record; what moved on meanwhile is left out."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from followthrough.kernel import clock
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import actions_on
from followthrough.kernel.actions.generic import bin_records, change_records
from followthrough.kernel.bulk.choosing import check_verb
from followthrough.kernel.bulk.deciding import SOME, Decided, decide, moved_on, read_typed
from followthrough.kernel.bulk.models import Batch, State, part_of
from followthrough.kernel.bulk.previewing import NAMED
from followthrough.kernel.crashing import crash_point
from followthrough.kernel.facts.causes import current_run
from followthrough.kernel.history.acting import acting
from followthrough.kernel.people.actors import actor_now
from followthrough.kernel.records.problems import Denied
from followthrough.kernel.records.registry import RecordType, Values

AT_ONCE = 2_000  # more than these are done in the background, with progress


def name_of(kind: RecordType, verb: str) -> str:
    """The verb under which history knows it."""
    return f"{verb}_many_{kind.singular}"


def apply_now(kind: RecordType, batch: Batch, *, by: Actor, now: datetime) -> Batch:
    """Do the whole batch in the caller's transaction and run."""
    values = _begin(kind, batch, by)
    batch.run = current_run.get() or batch.run
    for start in range(0, batch.chosen, SOME):
        _do_part(kind, batch, start, values, by=by, now=now)
    return _finish(batch, State.DONE)


def apply_in_parts(kind: RecordType, batch: Batch, *, by: Actor, surface: str) -> Batch:
    """Do the batch part by part, each committed, from where it stands; stops where somebody called it off.

    What the actor may do is asked anew for each part. All parts are one run, which one undo takes back.
    """
    while batch.state == State.RUNNING and batch.done < batch.chosen:
        with transaction.atomic():
            batch = Batch.objects.select_for_update().get(pk=batch.pk)
            if batch.state != State.RUNNING:
                with acting(by, name_of(kind, batch.verb), surface=surface, now=clock.now(), run=batch.run):
                    return batch  # called off: what was done so far is summed up
            by = _still(by)
            check_verb(kind, batch.verb, by)
            now = clock.now()
            summed = batch.done == 0 or batch.done + SOME >= batch.chosen
            with acting(by, name_of(kind, batch.verb), surface=surface, now=now, run=batch.run, summed=summed):
                _do_part(kind, batch, batch.done, read_typed(kind, batch.typed, by), by=by, now=now)
            batch.keep()
            crash_point("bulk.part_written")
        crash_point("bulk.part_committed")
    return _finish(batch, State.DONE) if batch.state == State.RUNNING else batch


def _still(by: Actor) -> Actor:
    """The actor as they are now; refuses where they are no longer let in."""
    if by.user_id is None:
        return by
    if (now := actor_now(by.user_id)) is None:
        raise Denied(_("Whoever asked for this may no longer do it."))
    return now


def said_of(kind: RecordType, batch: Batch) -> str:
    """What came of a batch, in a sentence."""
    words = {
        "edit": ngettext("%(count)s %(label)s changed.", "%(count)s %(plural)s changed.", batch.changed),
        "delete": ngettext("%(count)s %(label)s is in the bin.", "%(count)s %(plural)s are in the bin.", batch.changed),
        "restore": ngettext("%(count)s %(label)s is back.", "%(count)s %(plural)s are back.", batch.changed),
    }[batch.verb]
    said = words % {"count": f"{batch.changed:,}", "label": kind.label, "plural": kind.label_plural}
    if batch.skipped:
        said += " " + _("%(count)s left out.") % {"count": f"{batch.skipped:,}"}
    return said


def _begin(kind: RecordType, batch: Batch, by: Actor) -> Values:
    check_verb(kind, batch.verb, by)
    batch.skips, batch.skipped, batch.changed, batch.done = [], len(batch.absent), 0, 0
    batch.state = State.RUNNING
    return read_typed(kind, batch.typed, by)


def start(kind: RecordType, batch: Batch, by: Actor) -> None:
    """Have the batch wait for the background to do it."""
    _begin(kind, batch, by)
    batch.keep()


def _finish(batch: Batch, state: State) -> Batch:
    batch.state = state
    batch.keep()
    return batch


def _do_part(kind: RecordType, batch: Batch, start: int, values: Values, *, by: Actor, now: datetime) -> None:
    seen = part_of(batch, start, SOME)
    ids = list(seen)
    rows = kind.model.visible_to(by, binned=batch.verb == "restore").filter(pk__in=ids)
    records = list(rows.select_for_update(of=("self",)).order_by("pk"))
    batch.skipped += len(ids) - len(records)
    still = []
    for record in records:
        if record.version == seen[record.pk]:
            still.append(record)
        else:
            _skip(batch, record, moved_on(kind, record, seen[record.pk]))
    doing: list[Decided] = []
    for one in decide(kind, batch, still, values, by):
        if one.why:
            _skip(batch, one.record, one.why)
        elif one.values:
            doing.append(one)
    _write(kind, batch, doing, by=by, now=now)
    batch.changed += len(doing)
    batch.done = start + len(ids)


def _write(kind: RecordType, batch: Batch, doing: list[Decided], *, by: Actor, now: datetime) -> None:
    action = actions_on(kind.model)[batch.verb]
    if batch.verb == "edit":
        change_records(kind, [(one.record, one.values) for one in doing], by=by, now=now)
    elif action.generic:
        bin_records(kind, [one.record for one in doing], now=now if batch.verb == "delete" else None)
    else:  # an area says what else follows from it
        for one in doing:
            action.call(one.record, by=by, now=now)


def _skip(batch: Batch, record: Any, why: str) -> None:
    batch.skipped += 1
    if len(batch.skips) < NAMED:
        batch.skips.append({"ref": record.ref, "title": record.title, "why": why})
