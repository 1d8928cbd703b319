"""Send usage: by a program as a list of events, by a person as a file."""

import hashlib
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import Upload, action
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.exchange.reading import Unreadable
from followthrough.kernel.records.problems import Invalid
from followthrough.serving.usage.actions.taking import take_events
from followthrough.serving.usage.models import Meter, UsageBatch
from followthrough.serving.usage.queries.sheets import read_sheet

MOST_EVENTS = 10_000
MOST_BODY = 8 * 1024 * 1024  # bytes of JSON
MOST_BYTES = 25 * 1024 * 1024
TAKEN_BACK = gettext_lazy("What was counted stays; take single events back by corrections.")


@action(
    UsageBatch,
    needs="usage-batches.take",
    on_class=True,
    undo_words=TAKEN_BACK,
    labels={"events": gettext_lazy("Events"), "source": gettext_lazy("Source")},
    options={
        "events": {"max_length": MOST_BODY},
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


@action(
    UsageBatch,
    needs="usage-batches.take",
    button=gettext_lazy("Upload usage"),
    icon="file-up",
    on_class=True,
    primary=True,
    undo_words=TAKEN_BACK,
    labels={"file": gettext_lazy("File"), "meter": gettext_lazy("Meter"), "source": gettext_lazy("Source")},
    options={
        "file": {"max_length": MOST_BYTES, "help": gettext_lazy("CSV or Excel with columns at and quantity.")},
        "meter": {"help": gettext_lazy("For a file without a column that names it.")},
        "source": {"max_length": 60, "help": gettext_lazy("Ids are told apart by meter and source.")},
    },
)
def upload_usage_batch(
    *, file: Upload, meter: Meter | None = None, source: str = "", by: Actor, now: datetime
) -> Changes:
    """Count the events of a CSV or Excel file. Where it has no ids, they are made from what each row holds, so that the
    same file counts once."""
    sent: Any = file
    content = b"".join(sent.chunks())
    name = str(sent.name).replace("\\", "/").rsplit("/", 1)[-1][:255]
    try:
        sheet = read_sheet(content, name, meter.ref if meter else "")
    except Unreadable as problem:
        raise Invalid({"file": problem.message}) from problem
    if not sheet.events:
        raise Invalid({"file": _("The file holds no events.")})
    about: dict[str, Any] = {"name": name, "sha256": hashlib.sha256(content).hexdigest(), "made_ids": sheet.made_ids}
    return told(take_events(sheet.events, source=source.strip(), by=by, now=now, **about))


def told(batch: UsageBatch) -> Changes:
    """What came of a batch, in one sentence."""
    gaps = {"taken": batch.taken, "repeated": batch.repeated, "refused": batch.refused}
    if not batch.repeated and not batch.refused:
        return Changes(_("Events counted: %(taken)d.") % gaps, record=batch)
    said = _("Events counted: %(taken)d. There already: %(repeated)d. Refused: %(refused)d.")
    return Changes(said % gaps, record=batch)
