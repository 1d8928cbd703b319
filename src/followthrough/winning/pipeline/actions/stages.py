"""Make the usual pipeline, and stages from their names alone."""

from collections.abc import Collection, Sequence
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.generic import create_records
from followthrough.kernel.numbering.draw import hold_numbers
from followthrough.kernel.records.problems import Invalid
from followthrough.kernel.records.registry import Values, type_of
from followthrough.winning.pipeline.models import Pipeline, Stage, StageKind
from followthrough.winning.pipeline.queries.stages import default_pipeline, stages_of
from followthrough.winning.pipeline.rules import WHOLE, stage_guess

USUAL_STAGES = (
    (gettext_noop("Qualify"), StageKind.OPEN, 10),
    (gettext_noop("Needs agreed"), StageKind.OPEN, 30),
    (gettext_noop("Quoted"), StageKind.OPEN, 50),
    (gettext_noop("Negotiating"), StageKind.OPEN, 70),
    (gettext_noop("Signing"), StageKind.OPEN, 90),
    (gettext_noop("Won"), StageKind.WON, 100),
    (gettext_noop("Lost"), StageKind.LOST, 0),
)
STEP = 10  # room between the positions of stages, so that new ones find a place


def ensure_default_pipeline(*, by: Actor, now: datetime, without: Collection[str] = ()) -> Pipeline:
    """The pipeline of new opportunities, made with its usual stages if there is none; called within a run.

    Stages named in `without` are left out, since whoever asks is about to make them.
    """
    if found := default_pipeline():
        return found
    kind = type_of(Pipeline)
    # Two at once would make two: whoever comes second waits here and then finds the first one's.
    hold_numbers(kind.kind, kind.ref, year=now.year)
    if found := default_pipeline():
        return found
    made: Pipeline
    (made,) = create_records(kind, [{"name": _("Sales"), "is_default": True}], by=by, now=now)
    rows = [
        {"pipeline": made, "name": _(name), "kind": means, "probability": Decimal(chance), "position": STEP * place}
        for place, (name, means, chance) in enumerate(USUAL_STAGES, start=1)
        if _(name) not in without
    ]
    create_records(type_of(Stage), rows, by=by, now=now)
    return made


def clean_stage(values: Values, stage: Stage | None) -> Values:
    """A probability is a percentage; won is certain and lost is over."""
    if "name" in values:
        values["name"] = " ".join(values["name"].split())
    chance = values.get("probability")
    if chance is not None and not 0 <= chance <= WHOLE:
        raise Invalid({"probability": _("Write a percentage from 0 to 100.")})
    return values


def fill_stages(rows: Sequence[Values], *, by: Actor, now: datetime) -> None:
    """A stage known by its name alone joins the usual pipeline at the place its name suggests."""
    names = {row["name"] for row in rows}
    for row in rows:
        if not (row.get("pipeline") or row.get("pipeline_id")):
            row["pipeline"] = ensure_default_pipeline(by=by, now=now, without=names)
        guess = stage_guess(row["name"])
        row["kind"] = row.get("kind") or guess.kind
        if row.get("probability") is None:
            row["probability"] = _probability(row["kind"], guess.probability)
    for row in rows:
        if not row.get("position"):
            row["position"] = _place(row)


def _probability(kind: str, guessed: Decimal) -> Decimal:
    return {StageKind.WON.value: WHOLE, StageKind.LOST.value: Decimal(0)}.get(str(kind), guessed)


def _place(row: Values) -> int:
    """Right after the last stage that comes before it: open ones by their probability, then won, then lost."""
    order = list(StageKind)
    mine = (order.index(StageKind(row["kind"])), row["probability"])
    before = [stage.position for stage in stages_of(row["pipeline"]) if (_rank(stage), stage.probability) <= mine]
    return max(before, default=0) + 1


def _rank(stage: Stage) -> int:
    return list(StageKind).index(StageKind(stage.kind))
