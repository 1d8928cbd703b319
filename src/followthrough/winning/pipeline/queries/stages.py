"""Pipelines and their stages."""

from collections.abc import Sequence

from followthrough.kernel.access.actor import Actor
from followthrough.winning.pipeline.models import Opportunity, Pipeline, Stage, StageKind, StageMove


def default_pipeline() -> Pipeline | None:
    """The pipeline of new opportunities, if there is one yet."""
    return Pipeline._default_manager.filter(is_default=True, binned_at__isnull=True).first()


def stages_of(pipeline: Pipeline) -> list[Stage]:
    """The stages in the order in which opportunities pass them."""
    rows = Stage._default_manager.filter(pipeline=pipeline, binned_at__isnull=True)
    return list(rows.order_by("position", "pk"))


def first_stage(pipeline: Pipeline, kind: StageKind) -> Stage | None:
    """The first stage of that kind."""
    return next((stage for stage in stages_of(pipeline) if stage.kind == kind), None)


def stage_to_come_back_to(opportunity: Opportunity) -> Stage | None:
    """The open stage it was in last, else the first open one of its pipeline."""
    rows = StageMove._default_manager.filter(opportunity=opportunity, after__kind=StageKind.OPEN)
    last = rows.filter(after__binned_at__isnull=True).select_related("after").order_by("-pk").first()
    return last.after if last else first_stage(opportunity.stage.pipeline, StageKind.OPEN)


def missing_from_checklist(stage: Stage, checked: Sequence[str]) -> list[str]:
    """What must still be true before an opportunity may enter the stage."""
    return [item for item in stage.checklist if item not in checked]


def checklist_items(opportunity: Opportunity) -> list[tuple[str, str]]:
    """Each item the stages of its pipeline ask for, with the first stage that does."""
    stages = stages_of(opportunity.stage.pipeline)
    found: dict[str, str] = {}
    for stage in stages:
        for item in stage.checklist:
            found.setdefault(item, stage.name)
    return list(found.items())


def pipelines(actor: Actor) -> list[Pipeline]:
    """The pipelines the actor may look at, the usual one first."""
    return list(Pipeline.visible_to(actor).order_by("-is_default", "pk"))
