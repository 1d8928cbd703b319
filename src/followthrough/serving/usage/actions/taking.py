"""Take events in: each once, on the day it counts on, with what the day comes to in the same transaction."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import Q
from django.db.models.functions import Lower

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.generic import create_records
from followthrough.kernel.records.registry import type_of
from followthrough.serving.usage.actions.correcting import settle_corrections
from followthrough.serving.usage.actions.keeping import mark_stale
from followthrough.serving.usage.models import Meter, UsageBatch
from followthrough.serving.usage.queries.refusals import refusal
from followthrough.serving.usage.rules.events import Bad, BadEvent, Event, How, MeterRule, read_event

KNOWN = """
SELECT e.meter_id, e.event_id, e.at, e.quantity, e.subject, e.corrects
FROM unnest(%s::bigint[], %s::text[]) AS s(meter_id, event_id)
JOIN usage_usageevent e ON e.meter_id = s.meter_id AND e.source = %s AND e.event_id = s.event_id
"""
COPY = """
COPY usage_usageevent (meter_id, source, event_id, at, quantity, subject, corrects, own_day, counted_on,
                       received_at, batch_id) FROM STDIN
"""
ROLL = """
INSERT INTO usage_usageday AS d (meter_id, day, events, quantity, adjusted, peak)
SELECT * FROM unnest(%s::bigint[], %s::date[], %s::int[], %s::numeric[], %s::numeric[], %s::numeric[])
ON CONFLICT (meter_id, day) DO UPDATE SET events = d.events + excluded.events,
  quantity = d.quantity + excluded.quantity, adjusted = d.adjusted + excluded.adjusted,
  peak = greatest(d.peak, excluded.peak)
"""
# The highest of a day, once something on it was taken back.
PEAKS = """
UPDATE usage_usageday d SET peak = coalesce((
  SELECT max(e.quantity + coalesce((SELECT sum(c.quantity) FROM usage_usageevent c
    WHERE c.meter_id = e.meter_id AND c.source = e.source AND c.corrects = e.event_id AND c.corrects <> ''), 0))
  FROM usage_usageevent e WHERE e.meter_id = d.meter_id AND e.counted_on = d.day AND e.corrects = ''), 0)
FROM unnest(%s::bigint[], %s::date[]) AS t(meter_id, day) WHERE d.meter_id = t.meter_id AND d.day = t.day
"""
NOTHING = Decimal(0)


@dataclass(slots=True)
class Sorted:
    """What a batch holds: events to add, how many are there already, and those refused as (place, id, why)."""

    new: list[Event] = field(default_factory=list)
    repeated: int = 0
    refused: list[tuple[int, str, Bad]] = field(default_factory=list)


def take_events(
    raws: Sequence[Any], *, source: str, by: Actor, now: datetime, meters: Iterable[Meter] = (), **told: Any
) -> UsageBatch:
    """Add what is new among the events, in the caller's transaction, and tell in a batch what came of each.

    An id is taken once for each meter and source; the same id with other content is refused, as is whatever can't be
    read, while the others stand. Who sends sees the meters; `meters` are known already. The meters are locked, in
    order: what reaches them at the same time waits, so every sum is exact.
    """
    found = Sorted()
    rules = _locked(raws, meters, by)
    events: list[Event] = []
    for place, raw in enumerate(raws):
        try:
            events.append(read_event(raw, place, rules, now))
        except BadEvent as bad:
            found.refused.append((place, _id_of(raw), bad.why))
    _sort_out(events, source, found)
    settle_corrections(found, source)
    made = _batch(found, source, by, now, told)
    _write(found.new, source, made.pk, now)
    _roll_up(found.new)
    mark_stale({one.meter.pk for one in found.new})
    return made


def _locked(raws: Sequence[Any], known: Iterable[Meter], by: Actor) -> dict[str, MeterRule]:
    """The meters named, by their codes and numbers in small letters; locked, so that nothing else is added to them."""
    names = {str(raw.get("meter") or "").strip() for raw in raws if isinstance(raw, dict)}
    low = {name.lower() for name in names}
    rows = Meter.visible_to(by).annotate(low_code=Lower("code"), low_ref=Lower("ref"))
    rows = rows.filter(Q(low_code__in=low - {""}) | Q(low_ref__in=low) | Q(pk__in=[one.pk for one in known]))
    rules: dict[str, MeterRule] = {}
    for one in rows.order_by("pk").select_for_update(of=("self",), no_key=True):
        rule = MeterRule(one.pk, How(one.how), ZoneInfo(one.zone), one.closed_until)
        rules[one.ref.lower()] = rule
        if one.code:
            rules.setdefault(one.code.lower(), rule)
    return rules


def _sort_out(events: Sequence[Event], source: str, found: Sorted) -> None:
    """Keep what is new, count what is the same again, refuse what is another event under a known id."""
    known: dict[tuple[int, str], tuple[Any, ...]] = {}
    with connection.cursor() as cursor:
        cursor.execute(KNOWN, [[one.meter.pk for one in events], [one.event_id for one in events], source])
        for meter, event_id, *content in cursor.fetchall():
            known[meter, event_id] = tuple(content)
    for one in events:
        key = (one.meter.pk, one.event_id)
        if key not in known:
            known[key] = one.content
            found.new.append(one)
        elif known[key] == one.content:
            found.repeated += 1
        else:
            found.refused.append((one.place, one.event_id, Bad.CHANGED))


def _batch(found: Sorted, source: str, by: Actor, now: datetime, told: dict[str, Any]) -> UsageBatch:
    found.refused.sort()
    values = {
        "author_id": by.user_id,
        "at": now,
        "source": source,
        "taken": len(found.new),
        "repeated": found.repeated,
        "adjusted": sum(one.own_day != one.counted_on for one in found.new),
        "refused": len(found.refused),
        "refusals": [refusal(place, event_id, why) for place, event_id, why in found.refused],
        **told,
    }
    (made,) = create_records(type_of(UsageBatch), [values], by=by, now=now)
    return made  # type: ignore[no-any-return]


def _write(new: Sequence[Event], source: str, batch: int, now: datetime) -> None:
    if not new:
        return
    with connection.cursor() as cursor, cursor.copy(COPY) as copy:
        for one in new:
            copy.write_row(
                (
                    one.meter.pk,
                    source,
                    one.event_id,
                    one.at,
                    one.quantity,
                    one.subject,
                    one.corrects,
                    one.own_day,
                    one.counted_on,
                    now,
                    batch,
                )
            )


def _roll_up(new: Sequence[Event]) -> None:
    """Add what is new to its days; where something was taken back, the day's highest is looked for anew."""
    days: dict[tuple[int, date], list[Any]] = defaultdict(lambda: [0, NOTHING, NOTHING, NOTHING])
    again = set()
    for one in new:
        key = (one.meter.pk, one.counted_on)
        day = days[key]
        day[0] += 1
        day[1] += one.quantity
        if one.own_day != one.counted_on:
            day[2] += one.quantity
        day[3] = max(day[3], one.quantity)
        if one.corrects and one.meter.how is How.PEAK:
            again.add(key)
    if not days:
        return
    keys = sorted(days)
    columns = [[days[key][place] for key in keys] for place in range(4)]
    with connection.cursor() as cursor:
        cursor.execute(ROLL, [[meter for meter, _day in keys], [day for _meter, day in keys], *columns])
        if again:
            touched = sorted(again)
            cursor.execute(PEAKS, [[meter for meter, _day in touched], [day for _meter, day in touched]])


def _id_of(raw: Any) -> str:
    return str(raw.get("id") or "")[:200] if isinstance(raw, dict) else ""
