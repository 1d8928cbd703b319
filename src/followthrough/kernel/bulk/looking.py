"""Look at very many records behind the page: the same preview, with progress and a way to stop."""

from collections.abc import Mapping
from typing import Any

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.bulk.deciding import read_typed
from followthrough.kernel.bulk.models import Batch, State
from followthrough.kernel.bulk.previewing import preview
from followthrough.kernel.jobs.declare import defer
from followthrough.kernel.jobs.stopping import Stopped
from followthrough.kernel.records.registry import RecordType

LOOKED_AT_ONCE = 20_000  # records whose preview a person waits for


def needs_time(batch: Batch) -> bool:
    """Whether these are more than a person should wait for."""
    return batch.chosen > LOOKED_AT_ONCE


def look_later(
    kind: RecordType,
    batch: Batch,
    typed: Mapping[str, Any],
    *,
    settled_too: bool = False,
    by: Actor,
    only_keep: bool = False,
) -> Batch:
    """Keep what is to be set and have it looked at in the background. Raises `Invalid` for what can't be set."""
    read_typed(kind, typed, by)
    batch.typed, batch.settled_too = dict(typed), settled_too
    if not only_keep:
        batch.state, batch.done = State.LOOKING, 0
        defer("bulk.look", batch=str(batch.key))
    batch.keep()
    return batch


def look(kind: RecordType, batch: Batch, by: Actor) -> Batch:
    """Make the preview, telling how far it is; raises `Stopped` once somebody has called it off."""

    def tick(done: int) -> None:
        if not Batch.objects.filter(pk=batch.pk, state=State.LOOKING).update(done=done):
            raise Stopped

    found = preview(kind, batch, batch.typed, settled_too=batch.settled_too, by=by, tick=tick)
    Batch.objects.filter(pk=batch.pk, state=State.LOOKING).update(state=State.PLANNED, done=0)
    found.refresh_from_db(fields=["state", "done"])
    return found
