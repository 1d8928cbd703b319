"""Move an opportunity through its pipeline: to another stage and back, won, lost, open again."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import action
from followthrough.kernel.actions.generic import change_records
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.custom.holding import not_ticked
from followthrough.kernel.records.problems import Invalid, Refused
from followthrough.kernel.records.registry import Values, type_of
from followthrough.winning.pipeline.actions.tidying import entering
from followthrough.winning.pipeline.models import CloseReason, Opportunity, Stage, StageKind, StageMove
from followthrough.winning.pipeline.queries.stages import (
    first_stage,
    stage_to_come_back_to,
)

CLOSED = (StageKind.WON.value, StageKind.LOST.value)
LABELS = {
    "stage": gettext_lazy("Stage"),
    "confirmed": gettext_lazy("Everything on the stage's checklist is done"),
    "reason": gettext_lazy("Reason"),
    "text": gettext_lazy("In words"),
    "closed_on": gettext_lazy("Closed on"),
}
WORDS = {"text": {"max_length": 300}}


@action(
    Opportunity,
    needs="opportunities.move",
    button=gettext_lazy("Move"),
    icon="arrow-right",
    key="m",
    undone_by="move-back",
    labels=LABELS,
    options=WORDS,
)
def move_opportunity(
    opportunity: Opportunity,
    *,
    stage: Stage,
    confirmed: bool = False,
    reason: CloseReason | None = None,
    text: str = "",
    by: Actor,
    now: datetime,
) -> Changes:
    """Move it to another stage. What the stage's checklist asks must be ticked, or be confirmed here as done.
    An item that only others may tick is not confirmed so.

    A stage that means lost asks for the reason.
    """
    missing = not_ticked(type_of(Opportunity), "stage", stage, {}, opportunity)
    if missing and not confirmed:
        sentence = _("Before “%(stage)s” this must be true: %(missing)s. Tick it, or confirm that all of it is done.")
        asked = "; ".join(item.row.title for item in missing)
        raise Invalid({"confirmed": sentence % {"stage": stage.name, "missing": asked}})
    if stage.kind == StageKind.LOST and not reason:
        raise Invalid({"reason": _("Say why it was lost.")})
    may_tick = type_of(Opportunity).writable(by)
    ticked = {item.name: True for item in missing if item.name in may_tick}
    closing = {"close_reason": str(reason or ""), "close_text": text} if stage.kind != StageKind.OPEN else {}
    _enter(opportunity, stage, {**ticked, **closing}, by=by, now=now)
    return Changes(_("%(title)s: %(stage)s.") % {"title": opportunity.title, "stage": stage.name}, record=opportunity)


@action(Opportunity, needs="opportunities.move", undone_by="move-back")
def move_back_opportunity(opportunity: Opportunity, *, by: Actor, now: datetime) -> Changes:
    """Put it back into the stage it was in before its last move."""
    last = StageMove._default_manager.filter(opportunity=opportunity).select_related("before").order_by("-pk").first()
    if last is None or last.before is None:
        raise Refused(_("%(title)s has not been moved yet.") % {"title": opportunity.title})
    _enter(opportunity, last.before, {}, by=by, now=now)
    gaps = {"title": opportunity.title, "stage": last.before.name}
    return Changes(_("%(title)s is back in %(stage)s.") % gaps, record=opportunity)


@action(
    Opportunity,
    needs="opportunities.move",
    button=gettext_lazy("Won"),
    icon="trophy",
    moves=(StageKind.OPEN.value, StageKind.WON.value),
    undone_by="reopen",
    labels=LABELS,
    options=WORDS,
)
def win_opportunity(
    opportunity: Opportunity,
    *,
    closed_on: date | None = None,
    reason: CloseReason | None = None,
    text: str = "",
    by: Actor,
    now: datetime,
) -> Changes:
    """Close it as won, today unless another day is given."""
    _close(opportunity, StageKind.WON, closed_on, {"close_reason": str(reason or ""), "close_text": text}, by, now)
    return Changes(_("%(title)s is won.") % {"title": opportunity.title}, record=opportunity)


@action(
    Opportunity,
    needs="opportunities.move",
    button=gettext_lazy("Lost"),
    icon="circle-x",
    moves=(StageKind.OPEN.value, StageKind.LOST.value),
    undone_by="reopen",
    labels=LABELS,
    options=WORDS,
)
def lose_opportunity(
    opportunity: Opportunity,
    *,
    reason: CloseReason,
    text: str = "",
    closed_on: date | None = None,
    by: Actor,
    now: datetime,
) -> Changes:
    """Close it as lost, and say why."""
    _close(opportunity, StageKind.LOST, closed_on, {"close_reason": str(reason), "close_text": text}, by, now)
    return Changes(_("%(title)s is lost.") % {"title": opportunity.title}, record=opportunity)


@action(
    Opportunity,
    needs="opportunities.move",
    button=gettext_lazy("Open again"),
    icon="undo-2",
    moves=(CLOSED, StageKind.OPEN.value),
    labels=LABELS,
)
def reopen_opportunity(opportunity: Opportunity, *, stage: Stage | None = None, by: Actor, now: datetime) -> Changes:
    """Open it again in the stage it was in last, or another open one; what was promised on it is owed again."""
    stage = stage or stage_to_come_back_to(opportunity)
    if stage is None or stage.kind != StageKind.OPEN:
        raise Invalid({"stage": _("Choose a stage that is open.")})
    _enter(opportunity, stage, {}, by=by, now=now)
    return Changes(_("%(title)s is open again.") % {"title": opportunity.title}, record=opportunity)


def _close(
    opportunity: Opportunity, kind: StageKind, closed_on: date | None, values: Values, by: Actor, now: datetime
) -> None:
    stage = first_stage(opportunity.stage.pipeline, kind)
    if stage is None:
        raise Refused(_("This pipeline has no stage that means “%(word)s”. Add one.") % {"word": kind.label})
    given: dict[str, Any] = {"closed_on": closed_on} if closed_on else {}
    _enter(opportunity, stage, {**values, **given}, by=by, now=now)


def _enter(opportunity: Opportunity, stage: Stage, values: Values, *, by: Actor, now: datetime) -> None:
    if stage == opportunity.stage:
        raise Refused(_("%(title)s is in “%(stage)s” already.") % {"title": opportunity.title, "stage": stage.name})
    full = {**values, **entering(stage, values, now)}
    change_records(type_of(Opportunity), [(opportunity, full)], by=by, now=now)
