"""The board: for each stage how many, worth how much, and the first cards, each with what is promised next on it.

Beyond ten thousand opportunities it counts each stage up to that many, and adds up only when asked to.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Func, IntegerField, OuterRef, QuerySet, Sum

from followthrough.foundation.accounts.models import Account
from followthrough.kernel import clock
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.records.listing import COUNTED_UP_TO, counted, first_of_each, narrowed
from followthrough.kernel.records.prepared import ID, Given, prepared
from followthrough.kernel.records.registry import type_of
from followthrough.keystone.promises.models import Promise
from followthrough.keystone.promises.queries.open_ones import next_promises
from followthrough.values.money import Money
from followthrough.winning.pipeline.models import Opportunity, Pipeline, Stage, StageKind
from followthrough.winning.pipeline.queries.promised import SOURCE
from followthrough.winning.pipeline.queries.stages import stages_of
from followthrough.winning.pipeline.rules import days_in_stage, is_slipping, is_stalled, weighted

CARDS = 30
ON_A_CARD = ("account", "owner", "stage")


@dataclass(frozen=True, slots=True)
class Worth:
    """A sum in one currency, and what it is worth at the stages' probabilities."""

    currency: str
    total: Decimal
    weighted: Decimal


@dataclass(frozen=True, slots=True)
class Card:
    """One opportunity on the board."""

    opportunity: Opportunity
    promise: Promise | None
    days: int
    is_stalled: bool
    is_slipping: bool


@dataclass(frozen=True, slots=True)
class Lane:
    """A stage with its figures over all its opportunities, and the first of their cards.

    `worth` has one sum for each currency: sums of several currencies are never added up. Where they were too many to
    add up at once it is None, and a `count` above `COUNTED_UP_TO` means more than that.
    """

    stage: Stage
    count: int
    worth: tuple[Worth, ...] | None
    cards: tuple[Card, ...]


def board(
    actor: Actor, pipeline: Pipeline, filters: Mapping[str, str], *, cards: int = CARDS, whole: bool = False
) -> list[Lane]:
    """The lanes of a pipeline over what the actor sees and the filters leave; `whole` adds up however many it is."""
    stages = stages_of(pipeline)
    rows = opportunities(actor, filters).filter(stage__in=stages)
    figures = _added_up(rows, stages) if whole or counted(rows)[1] else _sizes(rows, stages)
    found = _first(rows, stages, cards)
    shown = _cards([one for records in found.values() for one in records], actor)
    return [
        Lane(stage, *figures.get(stage.pk, (0, ())), tuple(shown[one.pk] for one in found[stage.pk]))
        for stage in stages
    ]


def opportunities(actor: Actor, filters: Mapping[str, str]) -> QuerySet[Opportunity]:
    """The opportunities the actor sees, narrowed as their list is."""
    return narrowed(type_of(Opportunity), Opportunity.visible_to(actor), filters, actor)


def open_worth(account: Account, actor: Actor) -> list[Money]:
    """What an account's open opportunities are worth, each currency for itself."""
    return [Money(total or Decimal(0), currency) for currency, total in _open_sums(actor).rows(account=account.pk)]


@prepared
def _open_sums(actor: Actor) -> QuerySet[Any, Any]:
    rows = Opportunity.visible_to(actor).filter(account=Given("account", ID), state="open")
    return rows.order_by("currency").values_list("currency").annotate(total=Sum("amount"))


def together(lanes: Iterable[Lane]) -> tuple[int, tuple[Worth, ...]]:
    """How many opportunities lanes have between them, and what these are worth, by currency."""
    count, sums = 0, dict[str, Worth]()
    for lane in lanes:
        count += lane.count
        for one in lane.worth or ():
            known = sums.get(one.currency, Worth(one.currency, Decimal(0), Decimal(0)))
            sums[one.currency] = Worth(one.currency, known.total + one.total, known.weighted + one.weighted)
    return count, tuple(sums[currency] for currency in sorted(sums))


def _added_up(rows: QuerySet[Opportunity], stages: Sequence[Stage]) -> dict[int, tuple[int, tuple[Worth, ...] | None]]:
    """How many opportunities each stage has, and what they are worth; weighed here, a sum at a time, not a row."""
    keys, chances = ("stage", "currency"), {stage.pk: stage.probability for stage in stages}
    sums = rows.order_by().values(*keys).annotate(n=Count("pk"), total=Sum("amount")).order_by(*keys)
    found: dict[int, tuple[int, tuple[Worth, ...] | None]] = {}
    for row in sums:
        stage, currency, total = row["stage"], row["currency"], row["total"] or Decimal(0)
        count, worth = found.get(stage, (0, ()))
        own = Worth(currency, total, weighted(total * chances[stage] / 100, currency))
        found[stage] = (count + row["n"], (*(worth or ()), own))
    return found


def _sizes(rows: QuerySet[Opportunity], stages: Sequence[Stage]) -> dict[int, tuple[int, tuple[Worth, ...] | None]]:
    """How many opportunities each stage has, counted as far as is counted at once, and one more; nothing added up."""
    own = rows.filter(stage=OuterRef("pk")).order_by().values("pk")[: COUNTED_UP_TO + 1]
    size = Func(ArraySubquery(own), function="CARDINALITY", output_field=IntegerField())
    counts = Stage._default_manager.filter(pk__in=[stage.pk for stage in stages]).annotate(size=size)
    return {stage: (count, None) for stage, count in counts.values_list("pk", "size")}


def _first(rows: QuerySet[Opportunity], stages: Sequence[Stage], limit: int) -> dict[int, list[Opportunity]]:
    """The first opportunities of each stage: open ones by when they should close, others by when they did."""
    found: dict[int, list[Opportunity]] = {}
    for is_open, sort in ((True, "close_on"), (False, "-closed_on")):
        parts = {one.pk: rows.filter(stage=one) for one in stages if (one.kind == StageKind.OPEN) is is_open}
        found |= first_of_each(type_of(Opportunity), parts, sort=sort, limit=limit, names=ON_A_CARD)
    return found


def _cards(rows: list[Opportunity], actor: Actor) -> dict[int, Card]:
    promises = next_promises(SOURCE, [one.pk for one in rows], actor)
    now = clock.now()
    return {one.pk: _card(one, promises.get(one.pk), now, actor) for one in rows}


def _card(one: Opportunity, promise: Promise | None, now: datetime, actor: Actor) -> Card:
    is_open = one.state == StageKind.OPEN
    return Card(
        one,
        promise,
        days_in_stage(one.stage_since, now),
        is_open and is_stalled(one.stage_since, one.stage.stalled_after_days, now),
        is_open and is_slipping(one.close_on, one.slips, clock.today(actor.zone)),
    )
