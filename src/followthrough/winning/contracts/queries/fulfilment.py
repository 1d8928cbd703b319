"""What a contract owes and how much of it is done: entitled, promised, kept, late and left, part by part."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from followthrough.foundation.calendar.queries import Calendars
from followthrough.foundation.calendar.rules import start_of_day, zone_of
from followthrough.kernel import clock
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.people.models import Team
from followthrough.keystone.promises.models import Promise, State
from followthrough.winning.contracts.models import Contract, Entitlement
from followthrough.winning.contracts.queries.entitled import (
    RULE,
    Called,
    Owing,
    Span,
    called_from,
    occurrence_of,
    owing_parts,
    planned_of,
    span_of,
    word_of,
    words_of,
)
from followthrough.winning.contracts.queries.terms import calendar_of
from followthrough.winning.contracts.queries.wanted import SOURCE

FELL = (State.VOID, State.WAIVED)


@dataclass(frozen=True, slots=True)
class Fulfilment:
    """One entitlement in a term: how often it is owed, promised, kept and late, what is left, and what it is worth.

    `late` counts what is open past its due and what was missed; `left` what may still be asked for: entitled, neither
    kept nor missed nor let go. `value` is that of everything entitled, None without one. `promises` are its promises in
    the order of their dues, `next_due` the due of the first open one.
    """

    entitlement: Owing
    department: Team | None
    entitled: int
    promised: int
    kept: int
    late: int
    left: int
    value: Decimal | None
    currency: str
    promises: tuple[Promise, ...] = field(default=(), repr=False)

    @property
    def next_open(self) -> Promise | None:
        """The open promise due next, late ones first."""
        return next((one for one in self.promises if one.state == State.OPEN), None)


def fulfilment_of(contract: Contract, day: date | None = None) -> list[Fulfilment]:
    """Each entitlement and discount of the contract in the term of that day (today if none), by department.

    What is open from earlier terms counts with it. Of a contract that is not signed: nothing. Six queries.
    """
    return fulfilments([contract], day).get(contract.pk, [])


def fulfilments(contracts: Sequence[Contract], day: date | None = None) -> dict[int, list[Fulfilment]]:
    """As `fulfilment_of`, for many contracts in the same number of queries, by their ids."""
    if not contracts:
        return {}
    calendars, spans, ends = Calendars(), dict[int, Span](), dict[int, datetime]()
    for one in contracts:
        calendar = calendar_of(one, calendars)
        asked = start_of_day(day, zone_of(calendar.zone)) if day else clock.now()
        span = span_of(one, calendars, asked) if one.is_signed else None
        if span is not None:
            spans[one.pk] = span
            ends[one.pk] = min(clock.now(), start_of_day(span.today + timedelta(days=1), zone_of(calendar.zone)))
    parts = owing_parts([span.contract for span in spans.values()])
    promised = _promised(list(spans))
    called = called_from([part.pk for part in parts if isinstance(part, Entitlement) and part.is_called])
    found: dict[int, list[Fulfilment]] = defaultdict(list)
    for part in parts:
        span = spans[part.contract_id]
        mine = promised.get((word_of(part), part.pk), [])
        if told := _told(part, span, mine, called[part.pk], ends[part.contract_id]):
            found[part.contract_id].append(told)
    for rows in found.values():
        rows.sort(key=lambda one: (one.department is None, one.department.name if one.department else ""))
    return found


def _promised(ids: Sequence[int]) -> Mapping[tuple[str, int], list[Promise]]:
    rows = Promise._default_manager.filter(
        source_kind=SOURCE, source_id__in=ids, rule=RULE, direction="promise", binned_at__isnull=True
    )
    found: dict[tuple[str, int], list[Promise]] = defaultdict(list)
    for promise in rows.select_related("blocked_by", "owner", "department").order_by("due", "pk"):
        key = occurrence_of(promise.occurrence)
        if key is not None:
            found[key.part, key.pk].append(promise)
    return found


def _told(part: Owing, span: Span, promises: Sequence[Promise], called: Called, until: datetime) -> Fulfilment | None:
    is_called = isinstance(part, Entitlement) and part.is_called
    start, end = span.run.starts_on, span.run.ends_on or span.through
    mine = [one for one in promises if is_called or _counts(one, start, end)]
    many = {one.pk: _many(one, called) for one in mine}

    def sum_of(meant: Callable[[Promise], bool]) -> int:
        return sum(many[one.pk] for one in mine if meant(one))

    kept = sum_of(lambda one: _is_kept(one, until))
    gone = sum_of(lambda one: one.state in (State.MISSED, State.WAIVED))
    if isinstance(part, Entitlement) and is_called:
        entitled = part.quantity
    else:
        days = {day for day in planned_of(part, span) if day <= end} | {_planned(one) for one in mine}
        entitled = len(days) - sum_of(lambda one: one.state == State.VOID)
    if not entitled and not mine:
        return None
    value = getattr(part, "value", None)
    return Fulfilment(
        part,
        part.department,
        entitled,
        promised=sum_of(lambda one: one.state not in FELL),
        kept=kept,
        late=sum_of(lambda one: _is_late(one, until)),
        left=entitled - kept - gone,
        value=value * entitled if value is not None else None,
        currency=getattr(part, "currency", span.contract.currency),
        promises=tuple(mine),
    )


def _many(promise: Promise, called: Called) -> int:
    """How many of the entitlement a promise is about: one, or what was called with it."""
    found = occurrence_of(promise.occurrence)
    return called.of_call.get(found.call, 0) if found and found.call else 1


def _is_kept(promise: Promise, until: datetime) -> bool:
    return promise.state == State.KEPT and promise.closed_at is not None and promise.closed_at <= until


def _planned(promise: Promise) -> date | None:
    found = occurrence_of(promise.occurrence)
    return found.planned if found else None


def _counts(promise: Promise, start: date, end: date) -> bool:
    """Whether it was planned in the term, or before it and is still open."""
    planned = _planned(promise)
    if planned is None or planned > end:
        return False
    return planned >= start or promise.state == State.OPEN


def _is_late(promise: Promise, until: datetime) -> bool:
    if promise.state == State.MISSED:
        return True
    open_then = promise.state == State.OPEN or (promise.closed_at is not None and promise.closed_at > until)
    return open_then and promise.due < until


def fulfilment_told(contract: Contract, asked: Mapping[str, Any], actor: Actor) -> dict[str, Any]:
    """The fulfilment in plain values, for programs: each entitlement, and the sums by department and in all."""
    rows = fulfilment_of(contract, asked.get("day"))
    lines = [
        {
            "entitlement": one.entitlement.ref,
            "what": words_of(one.entitlement),
            "department": one.department.name if one.department else "",
            "entitled": one.entitled,
            "promised": one.promised,
            "kept": one.kept,
            "late": one.late,
            "left": one.left,
            "value": str(one.value) if one.value is not None else None,
            "currency": one.currency,
            "next_due": one.next_open.due_on.isoformat() if one.next_open and one.next_open.due_on else None,
        }
        for one in rows
    ]
    return {"contract": contract.ref, "entitlements": lines, "total": totals(rows)}


def totals(rows: Sequence[Fulfilment]) -> dict[str, int]:
    """The sums of the figures."""
    return {name: sum(getattr(one, name) for one in rows) for name in ("entitled", "promised", "kept", "late", "left")}
