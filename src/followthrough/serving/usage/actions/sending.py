"""Send usage: by a program as a list of events, by a person as a file."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import action
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.records.problems import Invalid
from followthrough.serving.usage.actions.taking import take_events
from followthrough.serving.usage.models import UsageBatch

MOST_EVENTS = 10_000
TAKEN_BACK = gettext_lazy("What was counted stays; take single events back by corrections.")


@action(
    UsageBatch,
    needs="usage-batches.take",
    on_class=True,
    undo_words=TAKEN_BACK,
    labels={"events": gettext_lazy("Events"), "source": gettext_lazy("Source")},
    options={
        "source": {"max_length": 60, "help": gettext_lazy("Ids are told apart by meter and source.")},
    },
)
def take_usage_batch(*, events: Any, source: str = "", by: Actor, now: datetime) -> Changes:
    """Count events: at most 10,000 objects with id, meter (its code or number), at, quantity, subject and corrects.

    Each is counted once for its meter, source and id. What can't be taken is named in the batch's `refusals`, with its
    place in the list; everything else stands.
    """
    if not isinstance(events, list) or not events:
        raise Invalid({"events": _("Send a list of events.")})
    if len(events) > MOST_EVENTS:
        raise Invalid({"events": _("Send at most %(most)d events at a time.") % {"most": MOST_EVENTS}})
    return told(take_events(events, source=source.strip(), by=by, now=now))


def told(batch: UsageBatch) -> Changes:
    """What came of a batch, in one sentence."""
    gaps = {"taken": batch.taken, "repeated": batch.repeated, "refused": batch.refused}
    if not batch.repeated and not batch.refused:
        return Changes(_("Events counted: %(taken)d.") % gaps, record=batch)
    said = _("Events counted: %(taken)d. There already: %(repeated)d. Refused: %(refused)d.")
    return Changes(said % gaps, record=batch)
