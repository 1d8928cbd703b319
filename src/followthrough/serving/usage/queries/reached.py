"""What was reached by the end of each day: the running sum or peak, the different ones so far, the level."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import accumulate
from typing import Any

from django.db import connection

from followthrough.serving.usage.models import AddsUp, Meter, UsageDay
from followthrough.serving.usage.queries.used import EARLIEST

NOTHING = Decimal(0)
_DAY = timedelta(days=1)
# Events in the order of their moments, less what was taken back of them; those taken back wholly are left out.
NET = """
SELECT counted_on, subject, quantity + back FROM (
  SELECT e.counted_on, e.subject, e.at, e.id, e.quantity, coalesce((SELECT sum(c.quantity) FROM usage_usageevent c
    WHERE c.meter_id = e.meter_id AND c.source = e.source AND c.corrects = e.event_id AND c.corrects <> ''), 0) AS back
  FROM usage_usageevent e WHERE e.meter_id = %s AND e.counted_on BETWEEN %s AND %s AND e.corrects = ''
) net WHERE back = 0 OR quantity + back > 0 ORDER BY at, id
"""


def reached_daily(meters: Iterable[Meter], start: date, end: date) -> tuple[Decimal, ...]:
    """What the meters together had reached by the end of each day from start to end, each by how it adds up."""
    count = (end - start).days + 1
    total = [NOTHING] * count
    for one in meters:
        for place, reached in enumerate(_of_meter(one, start, end, count)):
            total[place] += reached
    return tuple(total)


def _of_meter(meter: Meter, start: date, end: date, count: int) -> Sequence[Decimal]:
    if meter.how in (AddsUp.SUM, AddsUp.PEAK):
        column = "quantity" if meter.how == AddsUp.SUM else "peak"
        daily = [NOTHING] * count
        rows = UsageDay.objects.filter(meter=meter, day__gte=start, day__lte=end).values_list("day", column)
        for day, quantity in rows:
            daily[(day - start).days] = quantity
        return list(accumulate(daily) if meter.how == AddsUp.SUM else accumulate(daily, max))
    is_level = meter.how == AddsUp.LAST
    with connection.cursor() as cursor:
        cursor.execute(NET, [meter.pk, EARLIEST if is_level else start, end])
        rows = cursor.fetchall()
    return _levels(rows, start, count) if is_level else _different(rows, start, count)


def _levels(rows: Sequence[tuple[Any, ...]], start: date, count: int) -> list[Decimal]:
    """The last of each subject by the end of each day, by its moment; what is late counts from the day it counts on."""
    told: dict[date, list[tuple[str, int, Decimal]]] = {}
    for place, (day, subject, quantity) in enumerate(rows):
        told.setdefault(max(day, start), []).append((subject, place, Decimal(quantity)))
    now: dict[str, tuple[int, Decimal]] = {}
    found = []
    for number in range(count):
        for subject, place, quantity in told.get(start + number * _DAY, ()):
            if subject not in now or place > now[subject][0]:
                now[subject] = (place, quantity)
        found.append(sum((quantity for _place, quantity in now.values()), NOTHING))
    return found


def _different(rows: Sequence[tuple[Any, ...]], start: date, count: int) -> list[Decimal]:
    first: dict[str, date] = {}
    for day, subject, _quantity in rows:
        first[subject] = min(day, first.get(subject, day))
    new = [NOTHING] * count
    for day in first.values():
        new[(day - start).days] += 1
    return list(accumulate(new))
