"""What contradicts itself among the parts: found by looking at all of them at once, each time it is asked."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from followthrough.foundation.catalogue.models import Product
from followthrough.foundation.fitting.models import Attribute, PartSheet
from followthrough.foundation.fitting.queries.values import why_text
from followthrough.kernel.access.actor import Actor

MOST = 500  # of each sort told one by one

SEEN = "JOIN catalogue_product p ON p.id = s.product_id AND p.binned_at IS NULL"
DOUBLED = f"""
SELECT s.product_id, s.beside, s.values IS DISTINCT FROM s.first_values AS differs,
  ARRAY(SELECT a.key::bigint FROM jsonb_each(s.values) a FULL JOIN jsonb_each(s.first_values) b ON a.key = b.key
        WHERE (a.value -> 0 ->> 'k') IS DISTINCT FROM (b.value -> 0 ->> 'k') AND a.key IS NOT NULL)
FROM (
  SELECT s.product_id, s.values, first_value(s.product_id) OVER same AS beside, first_value(s.values) OVER same
    AS first_values, row_number() OVER same AS number
  FROM fitting_partsheet s {SEEN} WHERE s.binned_at IS NULL AND s.designation <> ''
  WINDOW same AS (PARTITION BY s.family_id, s.designation ORDER BY s.id)
) s WHERE s.number > 1 ORDER BY s.product_id LIMIT %(most)s
"""  # noqa: S608 -- constants only
OUTSIDE = f"""
SELECT s.product_id, s.attribute_id, s.written, f.between FROM fitting_familyattribute f
JOIN fitting_partvalue s ON s.family_id = f.family_id AND s.attribute_id = f.attribute_id
  AND (s.low < f.low OR s.high > f.high) {SEEN}
WHERE f.binned_at IS NULL AND f.low IS NOT NULL ORDER BY s.product_id LIMIT %(most)s
"""  # noqa: S608 -- constants only
MISSING = f"""
SELECT s.product_id, f.attribute_id FROM fitting_familyattribute f
JOIN fitting_partsheet s ON s.family_id = f.family_id AND s.binned_at IS NULL
  AND NOT s.values ? f.attribute_id::text {SEEN}
WHERE f.binned_at IS NULL AND f.is_needed ORDER BY s.product_id LIMIT %(most)s
"""  # noqa: S608 -- constants only
# A dimension that grows with the size row by row, but for one that stands out from the ones before and after.
OUT_OF_STEP = f"""
SELECT product_id, attribute_id, written, before, after FROM (
  SELECT v.product_id, v.attribute_id, v.written, v.low, z.low AS size,
    lag(v.low) OVER steps AS below, lead(v.low) OVER steps AS above, lag(v.written) OVER steps AS before,
    lead(v.written) OVER steps AS after, lag(z.low) OVER steps AS smaller, lead(z.low) OVER steps AS larger
  FROM fitting_partsheet s
  JOIN fitting_partvalue v ON v.sheet_id = s.id AND v.low = v.high AND v.position = 1
  JOIN fitting_attribute d ON d.id = v.attribute_id AND d.measure IN ('length', 'number', 'mass')
  JOIN fitting_partvalue z ON z.sheet_id = s.id AND z.position = 1 AND z.attribute_id = (
    SELECT min(a.id) FROM fitting_attribute a WHERE a.measure = 'size' AND a.other_end_of_id IS NULL)
  {SEEN} WHERE s.table_id IS NOT NULL AND s.binned_at IS NULL
  WINDOW steps AS (PARTITION BY s.table_id, v.attribute_id ORDER BY s.row, s.id)
) rows WHERE smaller < size AND size < larger AND below <= above
  AND (low > above * 1.15 OR low < below * 0.85) ORDER BY product_id LIMIT %(most)s
"""  # noqa: S608 -- constants only
# Where nine of ten parts of a size agree on a dimension, those that do not.
UNLIKE_THE_SIZE = f"""
WITH told AS (
  SELECT s.product_id, z.key AS size, s.attribute_id, s.key, s.written FROM fitting_partvalue s
  JOIN fitting_attribute d ON d.id = s.attribute_id AND d.measure IN ('length', 'number') AND d.other_end_of_id IS NULL
  JOIN fitting_partvalue z ON z.sheet_id = s.sheet_id AND z.position = 1 AND z.attribute_id = (
    SELECT min(a.id) FROM fitting_attribute a WHERE a.measure = 'size' AND a.other_end_of_id IS NULL)
  {SEEN} WHERE s.position = 1
), counted AS (
  SELECT size, attribute_id, key, min(written) AS written, count(*) AS n,
    sum(count(*)) OVER (PARTITION BY size, attribute_id) AS whole
  FROM told GROUP BY size, attribute_id, key
), agreed AS (
  SELECT attribute_id FROM counted WHERE whole >= 10 GROUP BY attribute_id
  HAVING count(*) FILTER (WHERE n >= whole * 0.9) >= 0.9 * count(DISTINCT size)
), usual AS (
  SELECT c.* FROM counted c JOIN agreed USING (attribute_id)
  WHERE c.n >= c.whole * 0.9 AND c.whole >= 10 AND c.n < c.whole
)
SELECT told.product_id, told.attribute_id, told.written, usual.written, usual.n FROM told
JOIN usual ON usual.size = told.size AND usual.attribute_id = told.attribute_id AND usual.key <> told.key
ORDER BY told.product_id LIMIT %(most)s
"""  # noqa: S608 -- constants only


@dataclass(frozen=True, slots=True)
class Contradiction:
    """One contradiction in words, with the part it is about and the one it was compared with."""

    sort: str
    product: Product
    text: str
    beside: Product | None = None


@dataclass(frozen=True, slots=True)
class _Found:
    sort: str
    product_id: int
    attribute_id: int | None
    given: tuple[Any, ...]
    beside_id: int | None = None


def sort_text(sort: str) -> str:
    """The heading of one sort."""
    return {
        "values": _("Values that can't be right"),
        "doubled": _("The same part twice"),
        "outside": _("Outside of what the family has"),
        "missing": _("Values that every part has are missing"),
        "unlike": _("Unlike other parts of the size"),
        "step": _("Out of step with the sizes beside it"),
    }[sort]


def contradictions(actor: Actor, *, most: int = MOST) -> list[Contradiction]:
    """All that contradicts itself, by sort, of each at most `most`. As many queries for any catalogue."""
    found = [*_kept(actor, most), *_doubled(most), *_outside(most), *_missing(most), *_unlike(most), *_steps(most)]
    ids = {pk for one in found for pk in (one.product_id, one.beside_id) if pk}
    products = Product.visible_to(actor).in_bulk(ids)
    attributes = Attribute.visible_to(actor).in_bulk()
    return [
        Contradiction(one.sort, products[one.product_id], _worded(one, attributes), products.get(one.beside_id or 0))
        for one in found
        if one.product_id in products
    ]


def _kept(actor: Actor, most: int) -> Iterator[_Found]:
    """What was found when the parts were read."""
    sheets = PartSheet.visible_to(actor).exclude(problems=[]).order_by("pk")[:most]
    for product_id, problems in sheets.values_list("product_id", "problems"):
        for one in problems:
            yield _Found("values", product_id, None, (one["attribute"], one["text"], one["why"]))


def _doubled(most: int) -> Iterator[_Found]:
    for product_id, beside, differs, where in _rows(DOUBLED, most):
        yield _Found("doubled", product_id, None, (differs, tuple(where)), beside)


def _outside(most: int) -> Iterator[_Found]:
    for product_id, attribute_id, written, between in _rows(OUTSIDE, most):
        yield _Found("outside", product_id, attribute_id, (written, between))


def _missing(most: int) -> Iterator[_Found]:
    for product_id, attribute_id in _rows(MISSING, most):
        yield _Found("missing", product_id, attribute_id, ())


def _unlike(most: int) -> Iterator[_Found]:
    for product_id, attribute_id, written, usual, count in _rows(UNLIKE_THE_SIZE, most):
        yield _Found("unlike", product_id, attribute_id, (written, usual, count))


def _steps(most: int) -> Iterator[_Found]:
    for product_id, attribute_id, written, before, after in _rows(OUT_OF_STEP, most):
        yield _Found("step", product_id, attribute_id, (written, before, after))


def _rows(statement: str, most: int) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, {"most": most})
        return list(cursor.fetchall())


def _worded(one: _Found, attributes: dict[int, Attribute]) -> str:
    name = attributes[one.attribute_id].name if one.attribute_id in attributes else ""
    if one.sort == "values":
        attribute, text, why = one.given
        known = next((each for each in attributes.values() if each.name == attribute), None)
        return f"{attribute}: {why_text(why, text, known)}" if known else f"{attribute}: {text}"
    if one.sort == "doubled":
        differs, where = one.given
        if not differs:
            return _("Told apart by nothing; all its values are the same.")
        names = ", ".join(attributes[pk].name for pk in where if pk in attributes)
        return _("Told apart by nothing, but with another %(attributes)s.") % {"attributes": names}
    words = {
        "outside": _("%(attribute)s %(first)s lies outside of %(second)s."),
        "missing": _("%(attribute)s is missing."),
        "unlike": _("%(attribute)s %(first)s, where %(third)s other parts of this size have %(second)s."),
        "step": _("%(attribute)s %(first)s stands between %(second)s and %(third)s."),
    }[one.sort]
    first, second, third = (*one.given, "", "", "")[:3]
    return words % {"attribute": name, "first": first, "second": second, "third": third}


def counted(found: list[Contradiction]) -> dict[str, int]:
    """How many there are of each sort, in the order they are told."""
    counts: dict[str, int] = {}
    for one in found:
        counts[one.sort] = counts.get(one.sort, 0) + 1
    return counts


__all__ = ["Contradiction", "contradictions", "counted", "sort_text"]
