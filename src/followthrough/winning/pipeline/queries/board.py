"""The board: for each stage how many, worth how much, and the first cards, each with what is promised next on it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, QuerySet, Sum

from followthrough.kernel import clock
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.records.listing import narrowed, page_of
from followthrough.kernel.records.registry import type_of
from followthrough.keystone.promises.models import Promise
from followthrough.keystone.promises.queries.open_ones import next_promises
from followthrough.winning.pipeline.models import Opportunity, Pipeline, Stage, StageKind
from followthrough.winning.pipeline.queries.promised import SOURCE
from followthrough.winning.pipeline.queries.stages import stages_of
from followthrough.winning.pipeline.rules import days_in_stage, is_slipping, is_stalled, weighted

CARDS = 30


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
    """A stage with its figures over all its opportunities, and the first of their cards; `after` is the next mark.

    `worth` has one sum for each currency: sums of several currencies are never added up.
    """

    stage: Stage
    count: int
    worth: tuple[Worth, ...]
    cards: tuple[Card, ...]
    after: str | None


def board(actor: Actor, pipeline: Pipeline, filters: Mapping[str, str], *, cards: int = CARDS) -> list[Lane]:
    """The lanes of a pipeline over the opportunities the actor sees and the filters leave."""
    rows = opportunities(actor, filters).filter(stage__pipeline=pipeline)
    figures = _figures(rows)
    stages = stages_of(pipeline)
    pages = {stage.pk: _page(rows, stage, "", cards) for stage in stages}
    shown = _cards([one for page in pages.values() for one in page.rows], actor)
    return [
        Lane(
            stage,
            sum(count for count, _worth in figures.get(stage.pk, {}).values()),
            tuple(worth for _count, worth in figures.get(stage.pk, {}).values()),
            tuple(shown[one.pk] for one in pages[stage.pk].rows),
            pages[stage.pk].after,
        )
        for stage in stages
    ]


def more_cards(
    actor: Actor, stage: Stage, filters: Mapping[str, str], after: str, *, cards: int = CARDS
) -> tuple[list[Card], str | None]:
    """The cards of a lane that follow a mark, and the mark after them."""
    page = _page(opportunities(actor, filters).filter(stage=stage), stage, after, cards)
    shown = _cards(page.rows, actor)
    return [shown[one.pk] for one in page.rows], page.after


def opportunities(actor: Actor, filters: Mapping[str, str]) -> QuerySet[Opportunity]:
    """The opportunities the actor sees, narrowed as their list is."""
    return narrowed(type_of(Opportunity), Opportunity.visible_to(actor), filters, actor)


def worth_of(rows: QuerySet[Any]) -> tuple[Worth, ...]:
    """What these opportunities are worth, by currency."""
    return tuple(worth for _count, worth in _figures(rows, by=None).get(None, {}).values())


def _figures(rows: QuerySet[Any], by: str | None = "stage") -> dict[Any, dict[str, tuple[int, Worth]]]:
    """Count and sums by lane and currency, added up by the database."""
    keys = [by, "currency"] if by else ["currency"]
    chance = Sum(F("amount") * F("stage__probability") / 100)
    sums = rows.order_by().values(*keys).annotate(n=Count("pk"), total=Sum("amount"), chance=chance).order_by(*keys)
    found: dict[Any, dict[str, tuple[int, Worth]]] = {}
    for row in sums:
        currency = row["currency"]
        likely = weighted(row["chance"] or Decimal(0), currency)
        worth = Worth(currency, row["total"] or Decimal(0), likely)
        found.setdefault(row[by] if by else None, {})[currency] = (row["n"], worth)
    return found


def _page(rows: QuerySet[Opportunity], stage: Stage, after: str, limit: int) -> Any:
    sort = "close_on" if stage.kind == StageKind.OPEN else "-closed_on"
    return page_of(type_of(Opportunity), rows.filter(stage=stage), sort=sort, after=after, limit=limit)


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
