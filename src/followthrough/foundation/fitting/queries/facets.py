"""What may be asked of a family: each attribute's values with how many parts would be left."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import connection
from psycopg import sql

from followthrough.foundation.fitting.models import Attribute
from followthrough.foundation.fitting.queries.matching import Condition, met_parts

FEW = 40  # values of an attribute offered one by one; of more only the span is told


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


def offered(
    family_id: int, attributes: Sequence[Attribute], conditions: Sequence[Condition], needed: int, ways: Sequence[int]
) -> list[Offered]:
    """The values left of each attribute, counted as if nothing were asked of that attribute itself. One query."""
    rows: dict[int, list[Offer]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(_query(family_id, [one.pk for one in attributes], conditions, needed, ways))
        for attribute_id, key, written, low, count in cursor.fetchall():
            rows[attribute_id].append(Offer(key, written, low, count))
    return [_offered(one, rows[one.pk]) for one in attributes if rows[one.pk]]


def _offered(attribute: Attribute, offers: list[Offer]) -> Offered:
    ordered = sorted(offers, key=lambda one: (one.low is None, one.low or 0, one.key))
    if len(ordered) <= FEW:
        return Offered(attribute, tuple(ordered))
    return Offered(attribute, (), ordered[0].written, ordered[-1].written)


def _query(
    family_id: int, attributes: Sequence[int], conditions: Sequence[Condition], needed: int, ways: Sequence[int]
) -> sql.Composed:
    values = sql.SQL(
        "SELECT v.attribute_id, v.key, min(v.written), min(v.low), count(DISTINCT v.product_id)"
        " FROM {rows} WHERE v.family_id = {family} AND v.attribute_id = ANY({attributes}) AND {left}"
        " GROUP BY v.attribute_id, v.key"
    )
    given = {"family": sql.Literal(family_id), "attributes": sql.Literal(list(attributes))}
    if not conditions:
        there = sql.SQL("v.product_id NOT IN (SELECT id FROM catalogue_product WHERE binned_at IS NOT NULL)")
        return values.format(rows=sql.SQL("fitting_partvalue v"), left=there, **given)
    own = [
        sql.SQL("(v.attribute_id = {} AND met.missing = 1 AND met.mask & {bit} = 0)").format(
            sql.Literal(one.need.attribute.pk), bit=sql.Literal(1 << place)
        )
        for place, one in enumerate(conditions)
        if needed >> place & 1
    ]
    left = sql.SQL(" OR ").join([sql.SQL("met.missing = 0"), *own])
    rows = sql.SQL("met JOIN fitting_partvalue v ON v.product_id = met.product_id")
    body = values.format(rows=rows, left=sql.SQL("({})").format(left), **given)
    return sql.SQL("WITH {} {}").format(met_parts(conditions, needed, ways), body)
