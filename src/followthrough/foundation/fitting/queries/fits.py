"""What fits to a product: its values put into the fit rules give the conditions on the other part."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Q

from followthrough.foundation.catalogue.models import Product
from followthrough.foundation.fitting.models import Attribute, FitCondition, FitRule, PartSheet, Relation
from followthrough.foundation.fitting.queries.needs import END, Need, Wanted
from followthrough.kernel.access.actor import Actor
from followthrough.values.measures.reading import fold

Stored = Mapping[str, Any]
Ends = tuple[Mapping[int, int], ...]
FLIPPED = {Relation.MATE_AT_LEAST: Relation.MATE_AT_MOST, Relation.MATE_AT_MOST: Relation.MATE_AT_LEAST}


@dataclass(frozen=True, slots=True)
class Fit:
    """One way a part of `family_id` fits to the product: where it meets all of these, by this rule."""

    rule: FitRule
    family_id: int
    needs: tuple[Need, ...] = field(default=())


def fits_to(product: Product, actor: Actor) -> list[Fit]:
    """Every way parts fit to this one: by each rule of its family, on either side, at each of its ends.

    A rule whose own conditions the product does not meet, or about which it says nothing, gives none.
    """
    sheet = PartSheet.visible_to(actor).filter(product=product).first()
    if sheet is None:
        return []
    rules = FitRule.visible_to(actor).filter(Q(family=sheet.family_id) | Q(mate=sheet.family_id), is_on=True)
    found = list(rules.select_related("family", "mate").order_by("pk"))
    rows = FitCondition.visible_to(actor).filter(rule__in=found).select_related("attribute", "mate_attribute")
    conditions: dict[int, list[FitCondition]] = {}
    for row in rows.order_by("pk"):
        conditions.setdefault(row.rule_id, []).append(row)
    ends = _other_ends(actor)
    ways: list[Fit] = []
    for rule in found:
        if rule.family_id == sheet.family_id:
            ways += _ways(rule, conditions.get(rule.pk, []), sheet, ends, turned=False)
        if rule.mate_id == sheet.family_id and not (rule.family_id == rule.mate_id and _is_even(conditions, rule)):
            ways += _ways(rule, conditions.get(rule.pk, []), sheet, ends, turned=True)
    return ways


def _is_even(conditions: Mapping[int, Sequence[FitCondition]], rule: FitRule) -> bool:
    """Whether both sides of the rule say the same, so that turning it round adds nothing."""
    return all(one.relation == Relation.SAME and not one.mate_attribute_id for one in conditions.get(rule.pk, ()))


def _other_ends(actor: Actor) -> dict[int, Attribute]:
    """By attribute the one that means the same at a part's other end."""
    rows = Attribute.visible_to(actor).filter(other_end_of__isnull=False).order_by("-pk")
    return {one.other_end_of_id: one for one in rows if one.other_end_of_id}


def _ways(
    rule: FitRule, conditions: Iterable[FitCondition], sheet: PartSheet, ends: Mapping[int, Attribute], *, turned: bool
) -> list[Fit]:
    """The rule at each end of the product against each end of the other part; ends alike are taken once."""
    found: dict[tuple[Any, ...], Fit] = {}
    listed = list(conditions)
    for own_far in (False, True):
        for mate_far in (False, True):
            needs = _needs(listed, sheet, ends, turned, own_far, mate_far)
            if needs:
                key = tuple((need.attribute.pk, need.wanted) for need in needs)
                family = rule.family_id if turned else rule.mate_id
                found.setdefault(key, Fit(rule, family, tuple(needs)))
    return list(found.values())


def _needs(
    conditions: Sequence[FitCondition],
    sheet: PartSheet,
    ends: Mapping[int, Attribute],
    turned: bool,
    own_far: bool,
    mate_far: bool,
) -> list[Need]:
    needs: list[Need] = []
    own_is_far = mate_is_far = False
    for one in conditions:
        own, mate = one.attribute, one.mate_attribute or one.attribute
        if turned:
            own, mate = mate, own
        if own_far and own.pk in ends and str(ends[own.pk].pk) in sheet.values:
            own, own_is_far = ends[own.pk], True
        if mate_far and mate.pk in ends:
            mate, mate_is_far = ends[mate.pk], True
        wanted = _wanted(one, sheet.values.get(str(own.pk), ()), turned)
        if wanted is None:
            return []
        if wanted:
            needs.append(Need(mate, " | ".join(dict.fromkeys(each.key for each in wanted)), wanted))
    if (own_far and not own_is_far) or (mate_far and not mate_is_far):
        return []  # no such end: the same again
    return needs


def _wanted(one: FitCondition, values: Iterable[Stored], turned: bool) -> tuple[Wanted, ...] | None:
    """What the other's value must be; () asks nothing of it, None says that the rule does not speak of this part."""
    values = list(values)
    these, those = (one.mate_values, one.values) if turned else (one.values, one.mate_values)
    keys = {value["k"] for value in values}
    if one.relation == Relation.ONE_OF:
        if these and not keys & set(map(_key, these)):
            return None
        return tuple(Wanted(_key(each)) for each in those)
    if one.relation == Relation.PAIRED:
        pairs = [Wanted(_key(that)) for this, that in zip(these, those, strict=False) if _key(this) in keys]
        return tuple(pairs) or None
    if not values:
        return None
    relation = FLIPPED.get(Relation(one.relation), one.relation) if turned else one.relation
    return tuple(_compared(relation, value) for value in values)


def _compared(relation: str, value: Stored) -> Wanted:
    if value["l"] is None:
        return Wanted(value["k"])
    low, high = Decimal(value["l"]), Decimal(value["h"])
    if relation == Relation.MATE_AT_LEAST:
        return Wanted(value["k"], value["s"], low, END)
    if relation == Relation.MATE_AT_MOST:
        return Wanted(value["k"], value["s"], -END, high)
    return Wanted(value["k"], value["s"], low, high)


def _key(text: str) -> str:
    return fold(text)
