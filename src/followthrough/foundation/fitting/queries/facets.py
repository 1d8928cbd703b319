"""What may be asked of a family: each attribute's values with how many parts would be left."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import connection
from psycopg import sql

from followthrough.foundation.fitting.models import Attribute
from followthrough.foundation.fitting.queries.matching import NOT_BINNED, Condition

Row = tuple[int, str, str, str | None, int]
FEW = 40  # values of an attribute offered one by one; of more only the span is told
FEW_PARTS = 8  # one of so many parts of a family fits: their values are fetched part by part
FITTING = sql.SQL("(product_id IN (SELECT product_id FROM met WHERE missing = 0)) IS TRUE")


@dataclass(frozen=True, slots=True)
class Offer:
    """One value and how many parts have it."""

    key: str
    written: str
    low: Decimal | None
    count: int


@dataclass(frozen=True, slots=True)
class Offered:
    """What an attribute offers: its values in order, or where they are too many the least and the greatest."""

    attribute: Attribute
    values: tuple[Offer, ...]
    least: str = ""
    greatest: str = ""


def offered(attributes: Sequence[Attribute], rows: Iterable[Row]) -> list[Offered]:
    """The values left of each attribute, counted as if nothing were asked of that attribute itself."""
    by_attribute: dict[int, list[Offer]] = defaultdict(list)
    for attribute_id, key, written, low, count in rows:
        by_attribute[attribute_id].append(Offer(key, written, None if low is None else Decimal(low), count))
    return [_offered(one, by_attribute[one.pk]) for one in attributes if by_attribute[one.pk]]


def offered_of_all(family_id: int, attributes: Sequence[Attribute]) -> list[Offered]:
    """The values of a family of which nothing is asked yet."""
    with connection.cursor() as cursor:
        cursor.execute(_counted(family_id, attributes, NOT_BINNED))
        return offered(attributes, [one for (one,) in cursor.fetchall()])


def offers_left(
    family_id: int, attributes: Sequence[Attribute], conditions: Sequence[Condition], needed: int, parts: int
) -> sql.Composed:
    """The query for the values left, to be asked beside `met` and `fitting`.

    A part counts for an attribute that misses at most what is asked of it. Where all `parts` of the family fit, its
    values are read from the index alone and nothing is looked up. Otherwise an attribute's values are read once and
    looked up in a hash; of attributes of which nothing is asked, those of few fitting parts are fetched part by part.
    What the planner thinks of their number changes nothing: IS TRUE keeps it from joining.
    """
    own: dict[int, int] = defaultdict(int)
    for place, one in enumerate(conditions):
        if needed >> place & 1:
            own[one.need.attribute.pk] |= 1 << place
    asked = [one for one in attributes if one.pk in own]
    rest = [one for one in attributes if one.pk not in own]
    fits, every = sql.SQL("(SELECT count FROM fitting)"), sql.Literal(parts)
    few = sql.SQL("{} < {}").format(fits, sql.Literal(parts // FEW_PARTS))
    whole = sql.SQL("{} = {}").format(fits, every)
    branches = [(attributes, sql.SQL("{} AND {}").format(whole, NOT_BINNED))]
    if asked:
        held = _held(own, is_alone=len(conditions) == 1)
        branches.append((asked, sql.SQL("{} <> {} AND {}").format(fits, every, held)))
    if rest:
        of_few = sql.SQL("product_id = ANY(ARRAY(SELECT product_id FROM met WHERE missing = 0 AND {}))").format(few)
        branches.append((rest, sql.SQL("{} AND {}").format(few, of_few)))
        branches.append((rest, sql.SQL("{} <> {} AND NOT {} AND {}").format(fits, every, few, FITTING)))
    return sql.SQL(" UNION ALL ").join(_counted(family_id, which, left) for which, left in branches)


def _held(own: Mapping[int, int], *, is_alone: bool) -> sql.Composable:
    """Whether a value's part counts; of a condition that is alone, parts that miss it are not in `met`."""
    if is_alone:
        return NOT_BINNED
    misses_only = sql.SQL("product_id IN (SELECT product_id FROM met WHERE missing = 0 OR missing = 1 AND {})")
    cases = [
        sql.SQL("WHEN {} THEN {}").format(sql.Literal(attribute), misses_only.format(_any_missed(bits)))
        for attribute, bits in own.items()
    ]
    return sql.SQL("CASE attribute_id {} END").format(sql.SQL(" ").join(cases))


def _any_missed(bits: int) -> sql.Composed:
    each = [1 << place for place in range(bits.bit_length()) if bits >> place & 1]
    return sql.SQL("({})").format(
        sql.SQL(" OR ").join(sql.SQL("mask & {} = 0").format(sql.Literal(bit)) for bit in each)
    )


def _counted(family_id: int, attributes: Sequence[Attribute], left: sql.Composable) -> sql.Composed:
    """Each value with how many parts have it, a JSON array a row; it is written as its first part has it."""
    return sql.SQL(
        """SELECT json_build_array(g.attribute_id, g.key, w.written, w.low::text, g.count) FROM (
          SELECT attribute_id, key, count(DISTINCT product_id) AS count FROM fitting_partvalue
          WHERE family_id = {family} AND attribute_id = ANY({attributes}) AND {left} GROUP BY attribute_id, key) g
        CROSS JOIN LATERAL (SELECT written, low FROM fitting_partvalue v WHERE v.family_id = {family}
          AND v.attribute_id = g.attribute_id AND v.key = g.key ORDER BY v.product_id LIMIT 1) w"""
    ).format(family=sql.Literal(family_id), attributes=sql.Literal([one.pk for one in attributes]), left=left)


def _offered(attribute: Attribute, offers: list[Offer]) -> Offered:
    ordered = sorted(offers, key=lambda one: (one.low is None, one.low or 0, one.key))
    if len(ordered) <= FEW:
        return Offered(attribute, tuple(ordered))
    return Offered(attribute, (), ordered[0].written, ordered[-1].written)
