"""Which parts meet which conditions: one pass over the index for each condition, put together as bits."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import connection
from psycopg import sql

from followthrough.foundation.fitting.models import Better
from followthrough.foundation.fitting.queries.needs import END, Need, Wanted

NEAR = 2  # conditions an alternative may miss
MOST_CONDITIONS = 60  # bits of a number
# What a part costs that misses a condition: a share of the number asked for, or this.
NO_OFFERS = sql.SQL("SELECT NULL::json WHERE false")
# A product in the bin is no part; few are, so that their numbers are held at once.
NOT_BINNED = sql.SQL("product_id NOT IN (SELECT id FROM catalogue_product WHERE binned_at IS NOT NULL)")
OTHER_WORDS, OTHER_SERIES, UNKNOWN = Decimal(2), Decimal(4), Decimal(8)


@dataclass(frozen=True, slots=True)
class Condition:
    """A need put to the parts of one family."""

    family_id: int
    need: Need


@dataclass(frozen=True, slots=True)
class Match:
    """A part, the bits of the conditions it meets, and for alternatives what missing the others costs."""

    product_id: int
    met: int
    cost: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Matches:
    """What came of it. `met_by` and `only_misses` count parts by condition: who meets it, who misses nothing else."""

    count: int
    fits: tuple[Match, ...]
    alternatives: tuple[Match, ...]
    met_by: tuple[int, ...]
    only_misses: tuple[int, ...]
    offers: tuple[tuple[int, str, str, str | None, int], ...] = ()


def matching(
    conditions: Sequence[Condition],
    needed: int,
    ways: Sequence[int],
    *,
    limit: int,
    offset: int = 0,
    near: int = 20,
    offers: sql.Composable = NO_OFFERS,
) -> Matches:
    """The parts that meet all bits of `needed` and, where there are ways, all bits of one; then the near ones.

    `offers` is asked of the same `met`, so that it is found once.
    """
    query = _query(conditions, needed, ways, offers, limit=limit, offset=offset, near=near)
    with connection.cursor() as cursor:
        cursor.execute(query)
        count, fits, alternatives, met_by, only, offered = cursor.fetchone()
    return Matches(
        count,
        tuple(Match(int(one[0]), int(one[1])) for one in fits or ()),
        tuple(Match(int(one[0]), int(one[1]), Decimal(str(one[2]))) for one in alternatives or ()),
        tuple(met_by),
        tuple(only),
        tuple(tuple(one) for one in offered or ()),
    )


def met_parts(conditions: Sequence[Condition], needed: int, ways: Sequence[int]) -> sql.Composed:
    """The common table `met`: every part that meets any condition, its bits, and how many it misses."""
    scans: list[sql.Composable] = [
        sql.SQL(
            "SELECT product_id, {bit}::bigint AS bit FROM fitting_partvalue"
            " WHERE family_id = {family} AND attribute_id = {attribute} AND ({test})"
        ).format(
            bit=sql.Literal(1 << place),
            family=sql.Literal(one.family_id),
            attribute=sql.Literal(one.need.attribute.pk),
            test=sql.SQL(" OR ").join(_test(each) for each in one.need.wanted),
        )
        for place, one in enumerate(conditions)
    ]
    return sql.SQL(
        "met AS MATERIALIZED (SELECT product_id, mask, {missing} AS missing FROM ("
        "SELECT product_id, bit_or(bit) AS mask FROM ({scans}) scans GROUP BY product_id) found"
        " WHERE {there})"
    ).format(there=NOT_BINNED, missing=_missing(needed, ways), scans=sql.SQL(" UNION ALL ").join(scans))


def _missing(needed: int, ways: Sequence[int]) -> sql.Composable:
    own = _unmet(needed)
    if not ways:
        return own
    return sql.SQL("({own} + LEAST({ways}))").format(own=own, ways=sql.SQL(", ").join(_unmet(way) for way in ways))


def _unmet(bits: int) -> sql.Composable:
    return sql.SQL("bit_count(({bits}::bigint & ~mask)::bit(64))").format(bits=sql.Literal(bits))


def _test(wanted: Wanted) -> sql.Composable:
    """A point lies within what is wanted; a range covers it; what is open at one end reaches there."""
    if wanted.is_words:
        return sql.SQL("key = {}").format(sql.Literal(wanted.key))
    low, high, series = sql.Literal(wanted.low), sql.Literal(wanted.high), sql.Literal(wanted.series)
    if wanted.high == END:
        return sql.SQL("series = {s} AND high >= {low}").format(s=series, low=low)
    if wanted.low == -END:
        return sql.SQL("series = {s} AND low <= {high}").format(s=series, high=high)
    return sql.SQL(
        "series = {s} AND low <= {high} AND high >= {low}"
        " AND ((low >= {low} AND high <= {high}) OR (low <= {low} AND high >= {high}))"
    ).format(s=series, low=low, high=high)


def _query(
    conditions: Sequence[Condition],
    needed: int,
    ways: Sequence[int],
    offers: sql.Composable,
    *,
    limit: int,
    offset: int,
    near: int,
) -> sql.Composed:
    bits = range(len(conditions))
    met_by = sql.SQL(", ").join(sql.SQL("count(*) FILTER (WHERE mask & {b} = {b})").format(b=_bit(n)) for n in bits)
    only = sql.SQL(", ").join(
        sql.SQL("count(*) FILTER (WHERE missing = 1 AND mask & {b} = 0)").format(b=_bit(n)) for n in bits
    )
    if len(conditions) == 1:  # near ones meet nothing at all then: all that say something there miss only this
        only = sql.SQL("(SELECT count(DISTINCT product_id) FROM {own} AND {there}) - count(*)").format(
            own=_saying(conditions[0]), there=NOT_BINNED
        )
    return sql.SQL(
        """
        WITH {met}, fitting AS MATERIALIZED (SELECT count(*) FILTER (WHERE missing = 0) AS count,
          ARRAY[{met_by}] AS met_by, ARRAY[{only}] AS missed_alone FROM met),
        asked(bit, words, series, low, high, better) AS (VALUES {asked}),
        priced AS ({priced}),
        best AS (SELECT product_id, mask, cost FROM priced ORDER BY cost, product_id LIMIT {near})
        SELECT (SELECT count FROM fitting),
          (SELECT json_agg(json_build_array(product_id, mask)) FROM (
            SELECT product_id, mask FROM met WHERE missing = 0 ORDER BY
              (product_id IN (SELECT id FROM catalogue_product WHERE lifecycle = 'ended')), product_id
              LIMIT {limit} OFFSET {offset}) f),
          (SELECT json_agg(json_build_array(product_id, mask, cost) ORDER BY cost, product_id) FROM best),
          (SELECT met_by FROM fitting), (SELECT missed_alone FROM fitting),
          (SELECT json_agg(offer) FROM ({offers}) offers(offer))
        """
    ).format(
        met=met_parts(conditions, needed, ways),
        asked=sql.SQL(", ").join(_asked(n, one) for n, one in enumerate(conditions)),
        priced=_priced_alone(conditions[0], near) if len(conditions) == 1 else _priced(conditions, needed, ways, near),
        near=sql.Literal(near),
        limit=sql.Literal(limit),
        offset=sql.Literal(offset),
        met_by=met_by,
        only=only,
        offers=offers,
    )


def _saying(one: Condition) -> sql.Composed:
    """The values by which parts say something about a condition."""
    return sql.SQL("fitting_partvalue WHERE family_id = {} AND attribute_id = {}").format(
        sql.Literal(one.family_id), sql.Literal(one.need.attribute.pk)
    )


def _priced_alone(one: Condition, near: int) -> sql.Composed:
    """What missing the one condition costs; of such parts none is in `met`."""
    others = sql.SQL("{} AND product_id NOT IN (SELECT product_id FROM met)").format(NOT_BINNED)
    return _cheapest(_priced_by_value(0, one, others, sql.Literal(near)))


def _priced(conditions: Sequence[Condition], needed: int, ways: Sequence[int], near: int) -> sql.Composed:
    """What missing the others costs, of parts that miss few: of each condition by the nearest of a part's values."""
    misses = min(NEAR, max(1, needed.bit_count() + min((way.bit_count() for way in ways), default=0) - 1))
    is_one = misses == 1 and not ways  # of several ways as close each counts what it lacks
    each: list[sql.Composable] = []
    for place, one in enumerate(conditions):
        lacking = sql.SQL("missing BETWEEN 1 AND {} AND mask & {bit} = 0 AND ({counts})").format(
            sql.Literal(misses), bit=_bit(place), counts=_counts(place, needed, ways)
        )
        known = sql.SQL(
            "EXISTS (SELECT FROM met WHERE {0}) AND (product_id IN (SELECT product_id FROM met WHERE {0})) IS TRUE"
        )
        each += [
            sql.SQL("SELECT product_id, {} AS bit, mask, {} AS cost FROM met WHERE {}").format(
                _bit(place), sql.Literal(UNKNOWN), lacking
            ),
            _priced_by_value(place, one, known.format(lacking), sql.Literal(near) if is_one else sql.SQL("")),
        ]
    if is_one:
        return _cheapest(sql.SQL(" UNION ALL ").join(each))
    return sql.SQL("SELECT product_id, bit_or(mask) AS mask, sum(cost) AS cost FROM ({}) m GROUP BY product_id").format(
        _cheapest(sql.SQL(" UNION ALL ").join(each), each_bit=True)
    )


def _cheapest(each: sql.Composable, *, each_bit: bool = False) -> sql.Composed:
    return sql.SQL(
        "SELECT product_id, bit_or(mask) AS mask, min(cost) AS cost FROM ({}) each GROUP BY product_id{}"
    ).format(each, sql.SQL(", bit" if each_bit else ""))


def _priced_by_value(place: int, one: Condition, which: sql.Composable, first: sql.Composable) -> sql.Composed:
    """What it costs those of `which` to miss a condition: told once for each value, of its first parts or of all."""
    return sql.SQL(
        """SELECT unnest(v.parts) AS product_id, {bit} AS bit, 0::bigint AS mask, {cost} AS cost FROM asked
          CROSS JOIN (SELECT series, low, high, (array_agg(product_id ORDER BY product_id))[1:{first}] AS parts
            FROM {said} AND {which} GROUP BY series, low, high) v WHERE asked.bit = {bit}"""
    ).format(bit=_bit(place), cost=_COST, which=which, first=first, said=_saying(one))


def _counts(place: int, needed: int, ways: Sequence[int]) -> sql.Composable:
    """Whether a missed condition counts: one of the needs, or one of the way of which least is missing."""
    if needed >> place & 1:
        return sql.SQL("true")
    best = sql.SQL("LEAST({})").format(sql.SQL(", ").join(_unmet(way) for way in ways))
    of_way: list[sql.Composable] = [sql.SQL("{} = {}").format(best, _unmet(way)) for way in ways if way >> place & 1]
    return sql.SQL(" OR ").join(of_way or [sql.SQL("false")])


# How far off a number is, as a share of the one asked for.
_SHARE = sql.SQL(
    """LEAST({most}, greatest(asked.low - v.high, v.low - asked.high, 0)
      / greatest(abs(CASE WHEN v.low > asked.high THEN asked.high ELSE asked.low END), 0.000001))"""
).format(most=sql.Literal(OTHER_WORDS))
# Another nominal size or class is as bad as another word, and worse the further off.
_COST = sql.SQL(
    """CASE WHEN asked.words THEN {words}
    WHEN v.series <> asked.series THEN {series}
    WHEN v.low IS NULL THEN {words}
    WHEN (asked.better = 'higher' AND v.low > asked.high) OR (asked.better = 'lower' AND v.high < asked.low)
      THEN 0.01 * {share}
    WHEN asked.series <> '' THEN {words} + {share}
    ELSE {share} END"""
).format(words=sql.Literal(OTHER_WORDS), series=sql.Literal(OTHER_SERIES), share=_SHARE)


def _asked(place: int, one: Condition) -> sql.Composed:
    first = one.need.wanted[0]
    low = min((each.low for each in one.need.wanted if each.low is not None), default=None)
    high = max((each.high for each in one.need.wanted if each.high is not None), default=None)
    cells: list[Any] = [first.is_words, first.series]
    return sql.SQL("({bit}, {cells}, {low}::numeric, {high}::numeric, {better})").format(
        bit=_bit(place),
        cells=sql.SQL(", ").join(map(sql.Literal, cells)),
        low=sql.Literal(low),
        high=sql.Literal(high),
        better=sql.Literal(one.need.attribute.better or Better.SAME.value),
    )


def _bit(place: int) -> sql.Composable:
    return sql.SQL("{}::bigint").format(sql.Literal(1 << place))
