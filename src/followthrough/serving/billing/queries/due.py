"""What is to be billed now: what the schedule says less what invoices bear already."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum

from followthrough.serving.billing.models import InvoiceLine
from followthrough.serving.billing.queries.schedule import Agreed, Planned, PlannedLine, planned
from followthrough.serving.placements.models import Placement
from followthrough.values.money import Money
from followthrough.values.period import Period
from followthrough.winning.contracts.models import Commitment, Contract, ContractLine, ContractState

LINE = ContractLine._meta.label_lower
SIGNED = (ContractState.SIGNED, ContractState.TERMINATED)


@dataclass(frozen=True, slots=True)
class ToBill:
    """An amount that no invoice bears yet; below zero where invoices bear too much. `part` counts for the same days.

    `source` is what it bills: a line of the contract, what usage is counted for, or what went live; `line` prices it,
    if one does.
    """

    source: ContractLine | Commitment | Placement
    line: ContractLine | None
    title: str
    period: Period
    amount: Money
    part: int
    due: date


@dataclass(frozen=True, slots=True)
class Borne:
    """What invoices bear of a line for the days from one on, before discounts, and in how many lines."""

    amount: Decimal
    parts: int


def to_bill(agreed: Agreed, schedule: Sequence[Planned], *, by_day: date, today: date) -> list[ToBill]:
    """What is due by a day and on no invoice, with what changed since it was billed."""
    borne = borne_by_invoices(agreed.contract)
    found = []
    for due, one in _lines(schedule):
        line = one.line
        known = borne.pop((line.pk, one.period.start), Borne(Decimal(0), 0))
        amount = one.amount - Money(known.amount, one.amount.currency)
        if amount and (known.parts or due <= by_day):
            day = today if known.parts else due
            found.append(ToBill(line, line, line.title, one.period, amount, known.parts + 1, day))
    gone = {line.pk: line for line in agreed.lines}
    for (pk, start), known in borne.items():
        if known.amount and pk in gone:
            back = Money(-known.amount, agreed.contract.currency)
            line = gone[pk]
            found.append(ToBill(line, line, line.title, Period(start, start), back, known.parts + 1, today))
    return found


def next_due(schedule: Sequence[Planned], after: date) -> date | None:
    """The first day after this one on which something is due."""
    return min((one.due for one in schedule if one.due > after), default=None)


def borne_by_invoices(contract: Contract) -> dict[tuple[int, date], Borne]:
    """What invoices and drafts bear of each line of a contract, by the first of the days it is for."""
    return borne_by(LINE, [line.pk for line in contract.contractlines.all()])


def borne_by(kind: str, ids: Sequence[int]) -> dict[tuple[int, date], Borne]:
    """What invoices and drafts bear of these origins, by the first of the days it is for."""
    rows: Any = InvoiceLine._default_manager.filter(
        origin_kind=kind, origin_id__in=ids, holds=True, binned_at__isnull=True
    )
    summed = rows.values("origin_id", "origin_on").annotate(borne=Sum(F("amount") + F("discount")), parts=Count("pk"))
    return {(row["origin_id"], row["origin_on"]): Borne(row["borne"], row["parts"]) for row in summed}


def to_look_at(by_day: date) -> QuerySet[Contract]:
    """Contracts in force that changed since they were last looked at, or that have something due by that day."""
    changed = Q(billed__isnull=True) | ~Q(billed__seen_version=F("version"))
    rows: QuerySet[Contract] = Contract._default_manager.filter(state__in=SIGNED, binned_at__isnull=True)
    return rows.filter(changed | Q(billed__next_on__lte=by_day)).order_by("pk")


def plan_of(agreed: Agreed, until: date) -> list[Planned]:
    """The schedule, empty for a contract without a first day."""
    return planned(agreed, until) if agreed.contract.starts_on else []


def _lines(schedule: Sequence[Planned]) -> Iterator[tuple[date, PlannedLine]]:
    return ((one.due, line) for one in schedule for line in one.lines)
