"""Find a part: what fits, what comes near and why, and what excludes the rest; the same few queries for any number."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count

from followthrough.foundation.catalogue.models import Product
from followthrough.foundation.fitting.models import Attribute, PartFamily, PartSheet, PartValue
from followthrough.foundation.fitting.queries.attributes import attributes_of
from followthrough.foundation.fitting.queries.facets import Offered, offered, offered_of_all, offers_left
from followthrough.foundation.fitting.queries.fits import Fit, fits_to
from followthrough.foundation.fitting.queries.matching import MOST_CONDITIONS, Condition, Match, matching
from followthrough.foundation.fitting.queries.needs import Need
from followthrough.foundation.fitting.queries.reasons import Reason, reason
from followthrough.kernel.access.actor import Actor

PAGE = 50
NEAR = 12


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for: parts of a family that meet the needs and, if named, fit to a product."""

    family: PartFamily | None = None
    needs: tuple[Need, ...] = ()
    fits: Product | None = None
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Hit:
    """One part with what it has for each need; `rules` name by what it fits to the product asked about."""

    product: Product
    reasons: tuple[Reason, ...]
    rules: tuple[str, ...] = ()

    @property
    def serves(self) -> bool:
        """Whether everything it has otherwise serves too."""
        return all(one.met or one.serves for one in self.reasons)


@dataclass(frozen=True, slots=True)
class Excluded:
    """What one need excludes: how many parts of the family do not meet it, and how many miss nothing else."""

    need: Need
    misses: int
    alone: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What is found. `parts` counts all parts of the family, `count` those that fit."""

    asked: Asked
    families: tuple[tuple[PartFamily, int], ...]
    parts: int = 0
    count: int = 0
    hits: tuple[Hit, ...] = ()
    alternatives: tuple[Hit, ...] = ()
    excluded: tuple[Excluded, ...] = ()
    offers: tuple[Offered, ...] = ()
    ways: tuple[Fit, ...] = field(default=())


def families_with_counts(actor: Actor) -> tuple[tuple[PartFamily, int], ...]:
    """Families that have parts, with how many, by name."""
    binned = Product._default_manager.filter(binned_at__isnull=False)
    sheets = PartSheet.visible_to(actor).exclude(product__in=binned.values("pk")).order_by()
    counts = dict(sheets.values_list("family").annotate(count=Count("*")))
    found = PartFamily.visible_to(actor).filter(pk__in=counts).order_by("name", "pk")
    return tuple((one, counts[one.pk]) for one in found)


def find_parts(asked: Asked, actor: Actor, *, limit: int = PAGE) -> Answer:
    """The answer to what is asked. A family follows from the product to be fitted if only one kind fits to it."""
    families = families_with_counts(actor)
    ways = fits_to(asked.fits, actor) if asked.fits else []
    if asked.fits:
        mates = {way.family_id for way in ways}
        families = tuple(one for one in families if one[0].pk in mates)
        if asked.family is None and len(families) == 1:
            asked = Asked(families[0][0], asked.needs, asked.fits, asked.offset)
    if asked.family is None or (asked.fits and asked.family.pk not in {way.family_id for way in ways}):
        return Answer(asked, families, ways=tuple(ways))
    ways = [way for way in ways if way.family_id == asked.family.pk]
    return _answer(asked, asked.family, ways, families, actor, limit)


def _answer(
    asked: Asked,
    family: PartFamily,
    ways: Sequence[Fit],
    families: tuple[tuple[PartFamily, int], ...],
    actor: Actor,
    limit: int,
) -> Answer:
    parts = {one.pk: count for one, count in families}.get(family.pk, 0)
    attributes = [one.attribute for one in attributes_of(family, actor)]
    conditions, needed, masks = _as_bits(family, asked.needs, ways)
    if not conditions:
        offers = tuple(offered_of_all(family.pk, attributes))
        rows = (
            Product.visible_to(actor)
            .filter(sheets__family=family, sheets__binned_at=None)
            .order_by("pk")[asked.offset : asked.offset + limit]
        )
        every = tuple(Hit(product, ()) for product in rows)
        return Answer(asked, families, parts, parts, every, offers=offers)
    left = offers_left(family.pk, attributes, conditions, needed, parts)
    found = matching(conditions, needed, masks, limit=limit, offset=asked.offset, near=NEAR, offers=left)
    offers = tuple(offered(attributes, found.offers))
    shown = [*found.fits, *found.alternatives]
    hits = _hits(shown, conditions, needed, ways, masks, actor)
    excluded = tuple(
        Excluded(one.need, parts - found.met_by[place], found.only_misses[place])
        for place, one in enumerate(conditions)
        if needed >> place & 1
    )
    fits, near = hits[: len(found.fits)], hits[len(found.fits) :]
    return Answer(asked, families, parts, found.count, tuple(fits), tuple(near), excluded, offers, tuple(ways))


def _as_bits(
    family: PartFamily, needs: Sequence[Need], ways: Sequence[Fit]
) -> tuple[list[Condition], int, tuple[int, ...]]:
    """Each condition once, the bits of the needs, and the bits of each way of fitting."""
    conditions = [Condition(family.pk, need) for need in needs]
    places = {(one.need.attribute.pk, one.need.wanted): place for place, one in enumerate(conditions)}
    masks: list[int] = []
    for way in ways:
        fresh = [need for need in way.needs if (need.attribute.pk, need.wanted) not in places]
        if len(conditions) + len(fresh) > MOST_CONDITIONS:
            continue
        for need in fresh:
            places[need.attribute.pk, need.wanted] = len(conditions)
            conditions.append(Condition(family.pk, need))
        mask = sum(1 << place for place in {places[need.attribute.pk, need.wanted] for need in way.needs})
        masks.append(mask)
    return conditions, (1 << len(needs)) - 1, tuple(masks)


def _hits(
    matches: Sequence[Match],
    conditions: Sequence[Condition],
    needed: int,
    ways: Sequence[Fit],
    masks: Sequence[int],
    actor: Actor,
) -> list[Hit]:
    ids = [one.product_id for one in matches]
    products = Product.visible_to(actor).in_bulk(ids)
    values: dict[tuple[int, int], list[Any]] = defaultdict(list)
    asked_of = [one.need.attribute.pk for one in conditions]
    rows = PartValue.objects.filter(product_id__in=ids, attribute_id__in=asked_of).order_by("position")
    for row in rows:
        values[row.product_id, row.attribute_id].append(row)
    found = []
    for match in matches:
        if match.product_id not in products:
            continue
        best = min(masks, key=lambda mask: (mask & ~match.met).bit_count(), default=0)
        reasons = tuple(
            reason(one.need, values[match.product_id, one.need.attribute.pk], met=bool(match.met >> place & 1))
            for place, one in enumerate(conditions)
            if (needed | best) >> place & 1
        )
        rules = [way.rule.name for way, mask in zip(ways, masks, strict=False) if mask & match.met == mask]
        found.append(Hit(products[match.product_id], reasons, tuple(dict.fromkeys(rules))))
    return found


__all__ = ["Answer", "Asked", "Attribute", "Hit", "find_parts"]
