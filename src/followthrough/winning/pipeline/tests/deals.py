"""What the tests of the pipeline have in common: a house with a team, a pipeline and deals in it."""

from typing import Any

from followthrough.kernel import clock
from followthrough.kernel.access.actor import SYSTEM
from followthrough.kernel.history.acting import acting
from followthrough.keystone.promises.models import Promise
from followthrough.winning.pipeline.actions import ensure_default_pipeline
from followthrough.winning.pipeline.models import Opportunity, Pipeline, Stage
from tests import cast


def usual_pipeline() -> Pipeline:
    """The usual pipeline, made as at the first start."""
    now = clock.now()
    with acting(SYSTEM, "start", surface="test", now=now):
        return ensure_default_pipeline(by=SYSTEM, now=now)


def stage(name: str) -> Stage:
    """A stage by its name."""
    return Stage.objects.get(name=name)


def deal(**values: Any) -> Opportunity:
    """An opportunity as the house itself would make it."""
    found: Opportunity = cast.made(Opportunity, **values)
    return found


def made(actor: Any, **values: Any) -> Opportunity:
    """An opportunity as a person makes it."""
    return Opportunity.objects.get(ref=cast.does(actor, Opportunity, "create", **values).ref)


def promised(one: Opportunity) -> list[tuple[str, str]]:
    """What is promised on it: the rule and the state, in the order they were made."""
    rows = Promise.objects.filter(source_kind="pipeline.opportunity", source_id=one.pk).order_by("pk")
    return [(promise.rule.removeprefix("pipeline."), promise.state) for promise in rows]
