"""The pipeline in figures: count, sum and weighted sum by stage, owner, manager, team, product or month."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.db.models import Case, Count, F, FilteredRelation, Q, QuerySet, Sum, When
from django.db.models.functions import Coalesce, TruncMonth
from django.utils.translation import gettext as _

from followthrough.foundation.catalogue.models import Product
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.people.models import Team, User
from followthrough.winning.pipeline.models import Stage
from followthrough.winning.pipeline.queries.board import Worth, opportunities
from followthrough.winning.pipeline.rules import weighted


class By(StrEnum):
    """What the figures are grouped by."""

    STAGE = "stage"
    OWNER = "owner"
    MANAGER = "manager"
    TEAM = "team"
    PRODUCT = "product"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Figure:
    """One group in one currency. `filters` open the list of exactly the rows behind it."""

    key: Any
    label: str
    count: int
    worth: Worth
    filters: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Group:
    path: str
    model: type[Any] | None = None


_GROUPS = {
    By.STAGE: _Group("stage", model=Stage),
    By.OWNER: _Group("owner", model=User),
    By.MANAGER: _Group("owner__manager", model=User),
    By.TEAM: _Group("team", model=Team),
    # The rows of an amount by product are lines: a deal with two products counts under both, each with its part.
    By.PRODUCT: _Group("line__product", model=Product),
    By.MONTH: _Group("month"),
}


def figures(actor: Actor, *, by: By, filters: Mapping[str, str] | None = None) -> list[Figure]:
    """Count, sum and weighted sum of each group, over the opportunities the actor sees and the filters leave.

    A month is that in which an opportunity was closed, or in which an open one is to close. One row for each group and
    currency; stages come in the order of the pipeline, months in time, the rest by name, what belongs to none last.
    """
    group, asked = _GROUPS[by], dict(filters or {})
    rows: QuerySet[Any] = opportunities(actor, asked).order_by()
    amount: Any = F("amount")
    if by is By.MONTH:
        rows = rows.annotate(month=TruncMonth(Coalesce("closed_on", "close_on")))
    if by is By.PRODUCT:
        alive = FilteredRelation("lines", condition=Q(lines__binned_at__isnull=True))
        rows = rows.annotate(line=alive)
        amount = Case(When(line__isnull=True, then="amount"), default="line__amount")
    sums = rows.values(group.path, "currency").annotate(
        n=Count("pk", distinct=True), total=Sum(amount), chance=Sum(amount * F("stage__probability")) / 100
    )
    found = list(sums)
    named = _named(group, {row[group.path] for row in found})
    made = [_figure(by, row, row[group.path], named, asked) for row in found]
    return sorted(made, key=lambda one: _order(one, named))


def _figure(by: By, row: Mapping[str, Any], key: Any, named: Mapping[int, Any], asked: Mapping[str, str]) -> Figure:
    worth = Worth(row["currency"], row["total"] or Decimal(0), weighted(row["chance"] or Decimal(0), row["currency"]))
    found = named.get(key)
    if isinstance(key, date):
        label, own = f"{key:%Y-%m}", {"month": f"{key:%Y-%m}"}
    elif found is not None:
        label, own = found.title, {by.value: found.ref}
    else:
        label, own = _("none"), _of_none(by)
    return Figure(key, label, row["n"], worth, {**asked, **own, "currency": row["currency"]})


def _of_none(by: By) -> dict[str, str]:
    """How the list is narrowed to what belongs to no group."""
    if by is By.MONTH:
        return {"closed_on__empty": "1", "close_on__empty": "1"}
    return {by.value: "none"} if by in (By.MANAGER, By.PRODUCT) else {f"{by.value}__empty": "1"}


def _named(group: _Group, keys: set[Any]) -> dict[int, Any]:
    return group.model._default_manager.in_bulk([key for key in keys if key]) if group.model else {}


def _order(figure: Figure, named: Mapping[int, Any]) -> tuple[Any, ...]:
    found = named.get(figure.key)
    if isinstance(found, Stage):
        return (0, found.pipeline_id, found.position, found.pk, figure.worth.currency)
    return (1 if figure.key is None else 0, str(figure.label).casefold(), figure.worth.currency)
