"""Corrections: what takes an event back, wholly or in part, refers to it and never takes back more than there is."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Protocol

from django.db import connection

from followthrough.serving.usage.rules.events import Bad, Event, How

# What is left of each event that is to be corrected.
LEFT = """
SELECT e.meter_id, e.event_id, e.counted_on, e.quantity + coalesce((SELECT sum(c.quantity) FROM usage_usageevent c
  WHERE c.meter_id = e.meter_id AND c.source = e.source AND c.corrects = e.event_id AND c.corrects <> ''), 0)
FROM unnest(%s::bigint[], %s::text[]) AS s(meter_id, event_id)
JOIN usage_usageevent e ON e.meter_id = s.meter_id AND e.source = %s AND e.event_id = s.event_id AND e.corrects = ''
"""
Left = dict[tuple[int, str], tuple[date, Decimal]]


class Holding(Protocol):
    """A batch being sorted: what is new in it and what is refused."""

    new: list[Event]
    refused: list[tuple[int, str, Bad]]


def settle_corrections(found: Holding, source: str) -> None:
    """Put each correction on the day of what it corrects, or refuse it.

    Where that day is closed, a sum is corrected on the first open day; of other meters the closed figure stands and the
    correction is refused. The corrected event may stand in the same batch, before or after.
    """
    corrections = [one for one in found.new if one.corrects]
    if not corrections:
        return
    left = _left(corrections, source)
    for one in found.new:
        if not one.corrects:
            left[one.meter.pk, one.event_id] = (one.counted_on, one.quantity)
    bad = {}
    for one in corrections:
        if why := _settled(one, left):
            bad[one.place] = (one.place, one.event_id, why)
    found.new = [one for one in found.new if one.place not in bad]
    found.refused.extend(bad.values())


def _left(corrections: Sequence[Event], source: str) -> Left:
    with connection.cursor() as cursor:
        asked: list[Any] = [[one.meter.pk for one in corrections], [one.corrects for one in corrections], source]
        cursor.execute(LEFT, asked)
        return {(meter, event_id): (day, quantity) for meter, event_id, day, quantity in cursor.fetchall()}


def _settled(one: Event, left: Left) -> Bad | None:
    there = left.get((one.meter.pk, one.corrects))
    if there is None:
        return Bad.CORRECTS_NOTHING
    day, quantity = there
    if quantity + one.quantity < 0:
        return Bad.CORRECTS_TOO_MUCH
    counted = one.meter.counts_on(day)
    if counted != day and one.meter.how is not How.SUM:
        return Bad.CORRECTS_CLOSED
    one.own_day, one.counted_on = day, counted
    left[one.meter.pk, one.corrects] = (day, quantity + one.quantity)
    return None
