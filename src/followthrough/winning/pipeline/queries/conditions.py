"""Ways to narrow the list of opportunities that are no columns: what stalls, slips, lacks a next step, sells what."""

from datetime import date, timedelta
from typing import Any

from django.db.models import DurationField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet, Value
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from followthrough.foundation.calendar.rules import add_months
from followthrough.kernel import clock
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.records.problems import Invalid
from followthrough.winning.pipeline.models import Line, Opportunity, StageKind
from followthrough.winning.pipeline.queries.promised import open_promises
from followthrough.winning.pipeline.rules import SLIPS_TOO_OFTEN

OPEN = Q(state=StageKind.OPEN)


def sells(product_ids: list[int], actor: Actor) -> Q:
    """Has one of the products on a line; none of them known: has no product at all."""
    lines = Line._default_manager.filter(opportunity=OuterRef("pk"), binned_at__isnull=True)
    if product_ids:
        return Q(Exists(lines.filter(product__in=product_ids)))
    return ~Q(Exists(lines.filter(product__isnull=False)))


def managed_by(manager_ids: list[int], actor: Actor) -> Q:
    """Belongs to somebody who reports to one of these; none of them known: to nobody who reports to somebody."""
    return Q(owner__manager__in=manager_ids) if manager_ids else Q(owner__manager__isnull=True)


def in_pipeline(pipeline_ids: list[int], actor: Actor) -> Q:
    """Runs in one of the pipelines."""
    return Q(stage__pipeline__in=pipeline_ids)


def is_stalled(wanted: bool, actor: Actor) -> Q:
    """Has been in its stage for longer than the stage allows."""
    allowed = ExpressionWrapper(
        (F("stage__stalled_after_days") + 1) * Value(timedelta(days=1), output_field=DurationField()), DurationField()
    )
    late = OPEN & Q(stage_since__lte=Value(clock.now()) - allowed)
    return late if wanted else ~late


def is_slipping(wanted: bool, actor: Actor) -> Q:
    """Its closing date has passed, or was moved twice."""
    late = OPEN & (Q(close_on__lt=clock.today(actor.zone)) | Q(slips__gte=SLIPS_TOO_OFTEN))
    return late if wanted else ~late | Q(close_on__isnull=True, slips__lt=SLIPS_TOO_OFTEN)


def has_next_promise(wanted: bool, actor: Actor) -> Q:
    """Is something promised on it, or, if open, is nothing?"""
    owed = Exists(open_promises())
    return Q(owed) if wanted else OPEN & ~Q(owed)


def closes_in(month: str, actor: Actor) -> Q:
    """Was closed in that month (`2026-11`), or closes in it if still open."""
    first = _first_day(month)
    last = add_months(first, 1) - timedelta(days=1)
    return Q(closed_on__range=(first, last)) | Q(closed_on__isnull=True, close_on__range=(first, last))


def _first_day(month: str) -> date:
    try:
        found = parse_date(f"{month}-01")
    except ValueError:
        found = None
    if found is None:
        raise Invalid({"month": _("Write a month such as 2026-11.")})
    return found


def without_account(actor: Actor) -> QuerySet[Opportunity]:
    """Open opportunities that name no account yet."""
    return Opportunity.visible_to(actor).filter(OPEN, account__isnull=True).order_by("pk")


def without_next_promise(actor: Actor) -> QuerySet[Opportunity]:
    """Open opportunities on which nothing is promised."""
    rows: Any = Opportunity.visible_to(actor).filter(has_next_promise(False, actor))
    return rows.order_by("pk")  # type: ignore[no-any-return]
