"""Say what must be true of opportunities before they enter a stage: items of their checklist."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import action
from followthrough.kernel.actions.generic import change_records, create_records
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.custom.models import CustomField, FieldKind
from followthrough.kernel.records.fields import Kind
from followthrough.kernel.records.problems import Invalid
from followthrough.kernel.records.registry import Values, type_of
from followthrough.winning.pipeline.models import Opportunity, Stage

LONGEST = 80  # characters of an item, as of any label


@action(
    Stage,
    needs="custom-fields.create",
    button=gettext_lazy("Add to the checklist"),
    icon="list-checks",
    labels={"items": gettext_lazy("What must be true first, one on each line")},
    options={"items": {"kind": Kind.LONG}},
)
def add_items_stage(stage: Stage, *, items: str, by: Actor, now: datetime) -> Changes:
    """Ask for more before an opportunity may enter this stage.

    What other stages ask for in the same words is one item for all of them, ticked once.
    """
    labels = {(text := " ".join(line.split())).casefold(): text for line in items.splitlines() if line.strip()}
    if not labels:
        raise Invalid({"items": _("Write what must be true first, one on each line.")})
    if any(len(label) > LONGEST for label in labels.values()):
        raise Invalid({"items": _("Write no more than %(most)d characters on a line.") % {"most": LONGEST}})
    kind, mine = type_of(CustomField), type_of(Opportunity).kind
    rows = CustomField._default_manager.filter(record_type=mine, kind=FieldKind.TICK, before_field__in=("", "stage"))
    there = {row.label.casefold(): row for row in rows.filter(binned_at__isnull=True).select_for_update()}
    shared = [there[key] for key in labels if key in there]
    change_records(kind, [(row, _asked_by(row, stage)) for row in shared], by=by, now=now)
    for key, label in labels.items():
        if key not in there:
            values: Values = {"record_type": mine, "label": label, "kind": FieldKind.TICK.value}
            create_records(kind, [kind.cleaned({**values, **_asked_by(None, stage)}, None)], by=by, now=now)
    sentence = ngettext("%(count)d item is asked for.", "%(count)d items are asked for.", len(labels))
    return Changes(sentence % {"count": len(labels)}, record=stage)


def _asked_by(row: CustomField | None, stage: Stage) -> Values:
    before = row.before_values if row else []
    return {"before_values": list(dict.fromkeys([*before, stage.ref])), "is_required": True}
