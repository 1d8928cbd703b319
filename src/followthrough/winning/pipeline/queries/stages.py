"""Pipelines and their stages."""

from collections.abc import Sequence

from django.db.models import Exists, OuterRef, Q, QuerySet

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.custom.models import CustomField, FieldKind
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


def stages_ahead(opportunity: Opportunity) -> list[str]:
    """The numbers of the stages it may come to, all of its pipeline."""
    return [stage.ref for stage in stages_of(opportunity.stage.pipeline)]


def comes_by(refs: Sequence[str]) -> Q:
    """That an opportunity's pipeline has one of these stages."""
    stages = Stage._default_manager.filter(ref__in=refs, binned_at__isnull=True)
    return Q(Exists(stages.filter(pipeline=OuterRef("stage__pipeline"))))


def items_before(stage: Stage, actor: Actor) -> QuerySet[CustomField]:
    """What must be true of opportunities before they enter the stage, as far as the actor sees how it is set."""
    kind = Opportunity._meta.label_lower
    rows = CustomField.visible_to(actor).filter(record_type=kind, kind=FieldKind.TICK)
    return rows.filter(before_values__contains=[stage.ref])


def pipelines(actor: Actor) -> list[Pipeline]:
    """The pipelines the actor may look at, the usual one first."""
    return list(Pipeline.visible_to(actor).order_by("-is_default", "pk"))
