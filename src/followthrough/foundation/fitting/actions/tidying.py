"""Tidy and check what managers set up: attributes, families, fit rules, other makers' numbers."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from followthrough.foundation.fitting.models import (
    Attribute,
    CrossReference,
    FamilyAttribute,
    FitCondition,
    FitRule,
    PartFamily,
    Relation,
)
from followthrough.foundation.fitting.queries.values import FAR, why_text
from followthrough.kernel.records.problems import Invalid
from followthrough.kernel.records.registry import Values
from followthrough.values.measures import Measure, Unmeasurable, read_measure
from followthrough.values.measures.reading import said
from followthrough.values.measures.units import unit_named

SERIES_UNITS = {Measure.SIZE: ("DN", "NPS", "in"), Measure.RATING: ("lb", "PN", "bar", "psi")}
TELLING = (Measure.SIZE, Measure.RATING, Measure.SCHEDULE, Measure.THREAD, Measure.STANDARD, Measure.ANGLE)


def clean_attribute(values: Values, attribute: Attribute | None) -> Values:
    """Names without double spaces, units the measure knows, and no attribute that is its own other end."""
    _squeeze(values, "name")
    measure = Measure(values.get("measure") or (attribute.measure if attribute else Measure.TEXT))
    if attribute is not None and "measure" in values and values["measure"] != attribute.measure:
        raise Invalid({"measure": _("What an attribute measures stays as it is: its values were read so.")})
    unit = values.get("unit", attribute.unit if attribute else "")
    if unit:
        values["unit"] = _known_unit(measure, unit)
    if attribute is None and measure in TELLING:
        values.setdefault("tells_apart", True)
    end = values.get("other_end_of")
    if end is not None and (end.measure != measure or end.other_end_of_id or (attribute and end.pk == attribute.pk)):
        raise Invalid({"other_end_of": _("Choose another attribute of the same measure that is no other end itself.")})
    return values


def _known_unit(measure: Measure, unit: str) -> str:
    known = SERIES_UNITS.get(measure)
    if known:
        if unit in known:
            return unit
        raise Invalid({"unit": _("Choose one of these units: %(units)s.") % {"units": ", ".join(known)}})
    try:
        return unit_named(measure, unit)
    except Unmeasurable as refused:
        raise Invalid({"unit": _("“%(unit)s” is no unit of this measure.") % {"unit": unit}}) from refused


def clean_family(values: Values, family: PartFamily | None) -> Values:
    """Names without double spaces."""
    _squeeze(values, "name")
    return values


def clean_family_attribute(values: Values, row: FamilyAttribute | None) -> Values:
    """A range is read as the attribute's values are."""
    attribute = values.get("attribute") or (row.attribute if row else None)
    between = values.get("between", row.between if row else "")
    if attribute is None or not {"between", "attribute"} & values.keys():
        return values
    if not between:
        return values | {"low": None, "high": None}
    try:
        found = read_measure(between, Measure(attribute.measure), attribute.unit)
    except Unmeasurable as refused:
        raise Invalid({"between": why_text(refused.why, refused.text, attribute)}) from refused
    if found.low is None and found.high is None:
        raise Invalid({"between": _("Only numbers lie between others.")})
    low, high = (-FAR if found.low is None else found.low), (FAR if found.high is None else found.high)
    return values | {"low": Decimal(said(low)), "high": Decimal(said(high))}


def clean_rule(values: Values, rule: FitRule | None) -> Values:
    """Names without double spaces."""
    _squeeze(values, "name")
    return values


def clean_condition(values: Values, condition: FitCondition | None) -> Values:
    """Attributes that are compared measure the same; lists are given where the relation goes by them."""

    def now(name: str) -> Any:
        return values.get(name, getattr(condition, name) if condition else None)

    attribute, mate, relation = now("attribute"), now("mate_attribute"), now("relation") or Relation.SAME
    these, those = now("values") or [], now("mate_values") or []
    if relation in (Relation.ONE_OF, Relation.PAIRED):
        if not these and not those:
            raise Invalid({"values": _("Name the values this goes by.")})
        if relation == Relation.PAIRED and len(these) != len(those):
            raise Invalid({"mate_values": _("Name as many of those as of these: the first goes with the first.")})
    elif attribute and mate and attribute.measure != mate.measure:
        raise Invalid({"mate_attribute": _("Choose an attribute that measures the same.")})
    ordered = relation in (Relation.MATE_AT_LEAST, Relation.MATE_AT_MOST)
    if ordered and attribute and Measure(attribute.measure).is_worded:
        raise Invalid({"relation": _("Words are neither higher nor lower. Choose another relation.")})
    return values


def clean_cross(values: Values, cross: CrossReference | None) -> Values:
    """Makers and numbers without double spaces."""
    for name in ("maker", "number", "note"):
        _squeeze(values, name)
    if "number" in values and not any(sign.isalnum() for sign in values["number"]):
        raise Invalid({"number": _("Write their number.")})
    return values


def _squeeze(values: Values, name: str) -> None:
    if name in values:
        values[name] = " ".join(values[name].split())
