"""How much was taken over a stretch of days, by how each meter adds up."""

from collections.abc import Collection, Iterable
from datetime import date
from decimal import Decimal

from django.db import connection
from django.db.models import Max, Sum

from followthrough.serving.usage.models import AddsUp, Meter, UsageDay
from followthrough.serving.usage.queries.meters import meters_of_commitment
from followthrough.winning.contracts.models import Commitment

NOTHING = Decimal(0)
# Of the events less what was taken back of them: the last of each subject together, and how many subjects there are.
FROM_EVENTS = """
WITH net AS (
  SELECT e.subject, e.at, e.id, e.quantity, coalesce((SELECT sum(c.quantity) FROM usage_usageevent c
    WHERE c.meter_id = e.meter_id AND c.source = e.source AND c.corrects = e.event_id AND c.corrects <> ''), 0) AS back
  FROM usage_usageevent e
  WHERE e.meter_id = %s AND e.counted_on BETWEEN %s AND %s AND e.corrects = ''
), latest AS (
  SELECT DISTINCT ON (subject) quantity + back AS level FROM net WHERE back = 0 OR quantity + back > 0
  ORDER BY subject, at DESC, id DESC
)
SELECT coalesce((SELECT sum(level) FROM latest), 0), (SELECT count(DISTINCT subject) FROM net WHERE quantity + back > 0)
"""
EARLIEST = date(1900, 1, 1)


def used(of: Commitment | Collection[int], start: date, end: date) -> Decimal:
    """What was taken on the days from start to end, both included, of a commitment or of these meters (ids) together.

    Sums add up, the highest and the different ones are those of the whole stretch. A level (`last`) is what it was at
    the end, whenever it was told; told for several subjects, the last of each together.
    """
    meters = meters_of_commitment(of) if isinstance(of, Commitment) else Meter._default_manager.filter(pk__in=list(of))
    return sum(used_by_meter(meters, start, end).values(), NOTHING)


def used_by_meter(meters: Iterable[Meter], start: date, end: date) -> dict[int, Decimal]:
    """What was taken on these days, by the meter's id."""
    found: dict[int, Decimal] = {}
    sums = []
    for one in meters:
        found[one.pk] = NOTHING
        if one.how in (AddsUp.SUM, AddsUp.PEAK):
            sums.append(one)
        elif end >= start:
            found[one.pk] = _from_events(one, start, end)
    days = UsageDay.objects.filter(meter__in=[one.pk for one in sums], day__gte=start, day__lte=end)
    totals = days.values("meter").annotate(total=Sum("quantity"), top=Max("peak"))
    told = {row["meter"]: row for row in totals}
    for one in sums:
        if row := told.get(one.pk):
            found[one.pk] = row["total"] if one.how == AddsUp.SUM else row["top"]
    return found


def _from_events(meter: Meter, start: date, end: date) -> Decimal:
    is_level = meter.how == AddsUp.LAST
    with connection.cursor() as cursor:
        cursor.execute(FROM_EVENTS, [meter.pk, EARLIEST if is_level else start, end])
        row = cursor.fetchone()
    assert row
    return Decimal(row[0 if is_level else 1])
