"""Change the road itself: put stages in another order, and take one away without losing what stands in it."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import action
from followthrough.kernel.actions.generic import bin_records, change_records
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.records.problems import Invalid, Refused
from followthrough.kernel.records.registry import type_of
from followthrough.winning.pipeline.actions.stages import STEP
from followthrough.winning.pipeline.models import Opportunity, Stage
from followthrough.winning.pipeline.queries.stages import stages_of


@action(
    Stage,
    needs="stages.delete",
    button=gettext_lazy("Retire"),
    icon="archive",
    undone_by="restore",
    labels={"into": gettext_lazy("Move its opportunities to")},
)
def delete_stage(stage: Stage, *, into: Stage | None = None, by: Actor, now: datetime) -> Changes:
    """Take the stage out of its pipeline. Opportunities that stand in it move to the stage given here."""
    others = [one for one in stages_of(stage.pipeline) if one.pk != stage.pk]
    if not any(one.kind == stage.kind for one in others):
        sentence = _("It is the only stage that means “%(word)s”. Add another one first.")
        raise Refused(sentence % {"word": stage.get_kind_display()})
    standing = Opportunity._default_manager.filter(stage=stage, binned_at__isnull=True)
    deals = list(standing.select_for_update(of=("self",)).order_by("pk"))
    if deals and into is None:
        sentence = ngettext(
            "%(count)d opportunity stands in it. Choose the stage it moves to.",
            "%(count)d opportunities stand in it. Choose the stage they move to.",
            len(deals),
        )
        raise Invalid({"into": sentence % {"count": len(deals)}})
    if into is not None and (into not in others or into.kind != stage.kind):
        raise Invalid({"into": _("Choose another stage of this pipeline that means the same.")})
    if into is not None:
        change_records(
            type_of(Opportunity), [(one, {"stage": into, "stage_since": now}) for one in deals], by=by, now=now
        )
    bin_records(type_of(Stage), [stage], now=now)
    gaps = {"title": stage.title, "count": len(deals), "into": into.title if into else ""}
    if not deals:
        return Changes(_("%(title)s is retired.") % gaps, record=stage)
    sentence = ngettext(
        "%(title)s is retired; %(count)d opportunity moved to %(into)s.",
        "%(title)s is retired; %(count)d opportunities moved to %(into)s.",
        len(deals),
    )
    return Changes(sentence % gaps, record=stage)


@action(Stage, needs="stages.edit", button=gettext_lazy("Earlier"), icon="arrow-up", undone_by="put-later")
def put_earlier_stage(stage: Stage, *, by: Actor, now: datetime) -> Changes:
    """Let it come one place earlier in its pipeline."""
    return _moved(stage, -1, by=by, now=now)


@action(Stage, needs="stages.edit", button=gettext_lazy("Later"), icon="arrow-down", undone_by="put-earlier")
def put_later_stage(stage: Stage, *, by: Actor, now: datetime) -> Changes:
    """Let it come one place later in its pipeline."""
    return _moved(stage, 1, by=by, now=now)


def _moved(stage: Stage, places: int, *, by: Actor, now: datetime) -> Changes:
    road = stages_of(stage.pipeline)
    place = next(n for n, one in enumerate(road) if one.pk == stage.pk)
    if not 0 <= place + places < len(road):
        raise Refused(_("%(title)s is at the end of the road already.") % {"title": stage.title})
    road.insert(place + places, road.pop(place))
    rows = [(one, {"position": STEP * n}) for n, one in enumerate(road, start=1)]
    change_records(type_of(Stage), rows, by=by, now=now)
    order = " → ".join(one.name for one in road)
    return Changes(_("The order is now: %(order)s.") % {"order": order}, record=stage)
