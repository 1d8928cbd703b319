"""How much was taken over stretches of days, by how each meter adds up; read together for any number of them."""

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from django.db import connection

from followthrough.serving.usage.models import AddsUp, Meter
from followthrough.serving.usage.queries.meters import meters_of_commitment
from followthrough.winning.contracts.models import Commitment

NOTHING = Decimal(0)
EARLIEST = date(1900, 1, 1)
FROM_DAYS = """
SELECT s.place, sum(d.quantity), max(d.peak)
FROM unnest(%s::int[], %s::bigint[], %s::date[], %s::date[]) AS s(place, meter_id, first, last)
JOIN usage_usageday d ON d.meter_id = s.meter_id AND d.day BETWEEN s.first AND s.last
GROUP BY s.place
"""
# Of the events less what was taken back of them: the last of each subject together, and how many subjects there are.
FROM_EVENTS = """
SELECT s.place, found.level, found.many
FROM unnest(%s::int[], %s::bigint[], %s::date[], %s::date[]) AS s(place, meter_id, first, last)
CROSS JOIN LATERAL (
  WITH net AS (
    SELECT e.subject, e.at, e.id, e.quantity, coalesce((
      SELECT sum(c.quantity) FROM usage_usageevent c
      WHERE c.meter_id = e.meter_id AND c.source = e.source AND c.corrects = e.event_id
        AND c.corrects <> ''), 0) AS back
    FROM usage_usageevent e
    WHERE e.meter_id = s.meter_id AND e.counted_on BETWEEN s.first AND s.last AND e.corrects = ''
  ), latest AS (
    SELECT DISTINCT ON (subject) quantity + back AS level FROM net WHERE back = 0 OR quantity + back > 0
    ORDER BY subject, at DESC, id DESC
  )
  SELECT coalesce((SELECT sum(level) FROM latest), 0) AS level,
         (SELECT count(DISTINCT subject) FROM net WHERE quantity + back > 0) AS many
) found
"""
ADDED = (AddsUp.SUM, AddsUp.PEAK)
Stretch = tuple[Meter, date, date]
T = TypeVar("T")


class Tally:
    """What meters took on stretches of days: asked for one by one, read together, then answered.

    Until `read` every answer is nothing; who asks the same again afterwards is told.
    """

    def __init__(self) -> None:
        self._known: dict[tuple[int, date, date], Decimal] = {}
        self._asked: dict[tuple[int, date, date], Stretch] = {}

    def used(self, meters: Iterable[Meter], start: date, end: date) -> Decimal:
        """What the meters together took on the days from start to end, both included."""
        return sum((self._one(one, start, end) for one in meters), NOTHING) if end >= start else NOTHING

    def read(self) -> None:
        """Look up what was asked, in two queries at most."""
        asked, self._asked = list(self._asked.values()), {}
        self._keep(FROM_DAYS, [one for one in asked if one[0].how in ADDED], AddsUp.SUM)
        self._keep(FROM_EVENTS, [one for one in asked if one[0].how not in ADDED], AddsUp.LAST)

    def _one(self, meter: Meter, start: date, end: date) -> Decimal:
        key = (meter.pk, start, end)
        if key not in self._known:
            self._asked[key] = (meter, start, end)
        return self._known.get(key, NOTHING)

    def _keep(self, sql: str, asked: Sequence[Stretch], first: AddsUp) -> None:
        """Of the two figures in a row the first is for meters that add up as `first`."""
        if not asked:
            return
        starts = [EARLIEST if meter.how == AddsUp.LAST else start for meter, start, _end in asked]
        columns: list[list[Any]] = [
            [meter.pk for meter, _start, _end in asked],
            starts,
            [end for _meter, _start, end in asked],
        ]
        with connection.cursor() as cursor:
            cursor.execute(sql, [list(range(len(asked))), *columns])
            told = {place: figures for place, *figures in cursor.fetchall()}
        for place, (meter, start, end) in enumerate(asked):
            figures = told.get(place, (NOTHING, NOTHING))
            self._known[meter.pk, start, end] = Decimal(figures[0 if meter.how == first else 1])


def tallied(ask: Callable[[Tally], T]) -> T:
    """What `ask` comes to. It is called to learn what it asks, which may not hang on the answers, and with them."""
    tally = Tally()
    ask(tally)
    tally.read()
    return ask(tally)


def used(of: Commitment | Collection[int], start: date, end: date) -> Decimal:
    """What was taken on the days from start to end, both included, of a commitment or of these meters (ids) together.

    Sums add up, the highest and the different ones are those of the whole stretch. A level (`last`) is what it was at
    the end, whenever it was told; told for several subjects, the last of each together.
    """
    meters = meters_of_commitment(of) if isinstance(of, Commitment) else Meter._default_manager.filter(pk__in=list(of))
    return sum(used_by_meter(meters, start, end).values(), NOTHING)


def used_by_meter(meters: Iterable[Meter], start: date, end: date) -> dict[int, Decimal]:
    """What was taken on these days, by the meter's id."""
    rows = list(meters)
    return tallied(lambda tally: {one.pk: tally.used([one], start, end) for one in rows})
