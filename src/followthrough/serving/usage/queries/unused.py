"""What a customer has used and not used of what they pay for: commitments in their period, benefits of the term."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from followthrough.foundation.calendar.queries import Calendars
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.papers.wording import day_said
from followthrough.kernel.records.fields import Words
from followthrough.kernel.records.model import Record
from followthrough.kernel.records.registry import Panel
from followthrough.keystone.promises.queries.wanted import Wanted, written_for
from followthrough.keystone.promises.rules import occurrence_key, working_lead_due
from followthrough.serving.usage.models import KeptStanding
from followthrough.winning.contracts.models import CALLED, Contract, ContractDiscount, ContractState, Entitlement
from followthrough.winning.contracts.queries.fulfilment import Fulfilment, fulfilments
from followthrough.winning.contracts.queries.terms import calendar_of

RULE, KIND = "usage.unused", "usage.reminder"
WORTH_A_WORD = Decimal("0.1")  # of what is agreed: less than that left is no reason to write
_MAY_CALL = Exists(
    Entitlement._default_manager.filter(contract=OuterRef("pk"), kind__in=CALLED, binned_at__isnull=True)
) | Exists(ContractDiscount._default_manager.filter(contract=OuterRef("pk"), binned_at__isnull=True))
NOTICED = timedelta(days=14)  # before a reminder is due it stands on the desk


@dataclass(frozen=True, slots=True)
class Unused:
    """Something agreed: how much, how much of it is used and left, in its unit, and until when it can be used.

    `expected` is what will be left at the end as things go; what is left now where that can't be said.
    """

    what: str
    unit: str
    entitled: Decimal
    used: Decimal
    left: Decimal
    expected: Decimal
    until: date | None
    source: Record

    @property
    def is_worth_a_word(self) -> bool:
        """Whether enough will be left over to remind of it."""
        return bool(self.entitled) and self.expected > self.entitled * WORTH_A_WORD


def unused_of(contracts: Sequence[Contract], day: date | None = None) -> dict[int, list[Unused]]:
    """What each contract's customer has used and left: what is counted first, then what they may call and claim.

    Nine queries for any number of contracts. Benefits are those of the term of the day (today if none is given).
    """
    found: dict[int, list[Unused]] = {one.pk: [] for one in contracts}
    if not found:
        return found
    kept = KeptStanding.objects.filter(contract__in=list(found)).select_related("commitment").order_by("pk")
    for row in kept:
        if (told := _of_commitment(row)) is not None:
            found[row.contract_id].append(told)
    for pk, rows in fulfilments(contracts, day).items():
        ends = next(one.term_ends_on for one in contracts if one.pk == pk)
        found[pk] += [_of_benefit(one, ends) for one in rows if _may_be_called(one)]
    return found


def _of_commitment(row: KeptStanding) -> Unused | None:
    """What is paid for in any case: up to the most agreed, or the least where there is no most."""
    limit = row.maximum if row.maximum is not None else row.minimum
    if limit is None:
        return None
    left = max(limit - row.taken, Decimal(0))
    expected = left if row.projected is None else max(limit - row.projected, Decimal(0))
    return Unused(row.commitment.name, row.unit, limit, row.taken, left, expected, row.period_end, row.commitment)


def _may_be_called(one: Fulfilment) -> bool:
    part: Any = one.entitlement
    return not isinstance(part, Entitlement) or part.is_called


def _of_benefit(one: Fulfilment, ends: date | None) -> Unused:
    part: Any = one.entitlement
    left = Decimal(one.left)
    return Unused(part.name, "", Decimal(one.entitled), Decimal(one.kept), left, left, part.until or ends, part)


def wanted_reminders(ids: Collection[int] | None, days: int, now: datetime) -> Iterator[Wanted]:
    """Write to the customer so many days before what they have not used is lost; one promise for each such day."""
    rows = Contract._default_manager.filter(state=ContractState.SIGNED, binned_at__isnull=True)
    horizon = now.date() + timedelta(days=days) + NOTICED
    if ids is not None:
        rows = rows.filter(pk__in=ids)
    else:
        ending = KeptStanding.objects.filter(period_end__lte=horizon, period_end__gte=now.date())
        over = rows.filter(term_ends_on__lte=horizon, term_ends_on__gte=now.date())
        rows = rows.filter(pk__in=ending.values("contract")) | over.filter(_MAY_CALL)
    contracts = list(rows.select_related("account", "owner", "team", "contact").order_by("pk"))
    calendars = Calendars()
    found = unused_of(contracts)
    for one in contracts:
        today = calendar_of(one, calendars).day_of(now)
        for until in sorted({row.until for row in found[one.pk] if row.until and today <= row.until <= horizon}):
            left = [row for row in found[one.pk] if row.until == until and row.is_worth_a_word]
            if left:
                yield _wanted(one, until, left, days, now, calendars)


def _wanted(
    one: Contract, until: date, left: Sequence[Unused], days: int, now: datetime, calendars: Calendars
) -> Wanted:
    calendar = calendar_of(one, calendars)
    today = calendar.day_of(now)
    due = working_lead_due(until - timedelta(days=days), 0, calendar, not_before=today)
    soon = calendar.add_working_days(today, 2)
    with written_for(one.owner):
        return Wanted(
            what=_("Remind them of what they have not used: %(name)s") % {"name": one.name},
            kind=KIND,
            due_on=max(due, soon),
            account=one.account,
            contact=one.contact,
            owner=one.owner,
            team=one.team,
            source=one,
            source_text=_("Until %(day)s: %(what)s.") % {"day": day_said(until), "what": listed(left)},
            rule=RULE,
            occurrence=occurrence_key(RULE, f"contract:{one.pk}", until),
            starts_now=due < soon,
        )


def listed(left: Sequence[Unused]) -> str:
    """The names, with how much is left of each."""
    return ", ".join(f"{one.what} ({plain(one.left)} {one.unit}".rstrip() + ")" for one in left)


def used_and_unused(label: Words) -> Panel:
    """The panel on what a contract, an account or a renewal belongs to; for `records.py`."""
    return Panel("used", label, context=lambda record, actor: _draw[0](record, actor))


def draw_used_with(maker: Callable[[Any, Actor], Any]) -> None:
    """Say which page part draws the panel; pages lie above this room."""
    _draw[:] = [maker]


_draw: list[Callable[[Any, Actor], Any]] = []


def plain(number: Decimal) -> str:
    """Without a tail of zeros."""
    return f"{number:f}".rstrip("0").rstrip(".") if "." in f"{number:f}" else f"{number:f}"
