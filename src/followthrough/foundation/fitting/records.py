"""Attributes, families of parts, data sheets, fit rules and other makers' numbers, declared."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from followthrough.foundation.catalogue.models import Product
from followthrough.foundation.fitting.actions import (
    clean_attribute,
    clean_condition,
    clean_cross,
    clean_family,
    clean_family_attribute,
    clean_rule,
)
from followthrough.foundation.fitting.models import (
    Attribute,
    CrossReference,
    FamilyAttribute,
    FitCondition,
    FitRule,
    PartFamily,
    PartSheet,
    PartTable,
)
from followthrough.foundation.fitting.queries.attributes import attributes_by_id
from followthrough.foundation.fitting.queries.values import values_text
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.access.permissions import MANAGERS, Role
from followthrough.kernel.doubles.limits import never_merged
from followthrough.kernel.records.fields import Words
from followthrough.kernel.records.registry import Panel, panel_on, record

WRITERS = MANAGERS | {Role.COORDINATOR}


def sheet_facts(sheet: PartSheet, actor: Actor) -> list[tuple[Words, object]]:
    """Its values, as they were written."""
    known = attributes_by_id(map(int, sheet.values), actor)
    return [(known[int(pk)].said, values_text(values)) for pk, values in sheet.values.items() if int(pk) in known]


def measures_of(product: Product, actor: Actor) -> dict[str, Any]:
    """What the panel on a product's page shows."""
    sheet = PartSheet.visible_to(actor).filter(product=product).select_related("family").first()
    return {"sheet": sheet, "values": sheet_facts(sheet, actor) if sheet else []}


record(
    PartFamily,
    plural="part-families",
    ref="PF-{n:03}",
    group="settings",
    icon="layers",
    columns=["ref", "name"],
    sorts=["name"],
    match=["ref", "name"],
    writers=WRITERS,
    clean=clean_family,
    panels=[
        Panel(
            "attributes",
            _("Attributes"),
            link="family",
            of=FamilyAttribute,
            columns=("attribute", "is_needed", "between"),
            order=("position", "pk"),
            limit=30,
            begins=_("What its parts are told apart by, such as size and pressure; add the first."),
        ),
        Panel(
            "fits",
            _("Fits to"),
            link="family",
            of=FitRule,
            columns=("name", "mate", "is_on"),
            begins=_("Which parts go with which is decided by rules; add the first."),
        ),
    ],
)
record(
    Attribute,
    ref="AT-{n:03}",
    group="settings",
    icon="list-filter",
    columns=["ref", "name", "measure", "unit", "tells_apart", "better", "other_end_of"],
    filters=["measure", "tells_apart"],
    sorts=["name"],
    match=["ref", "name"],
    writers=WRITERS,
    clean=clean_attribute,
)
record(
    FamilyAttribute,
    plural="family-attributes",
    ref="FA-{n:04}",
    group="settings",
    columns=["family", "attribute", "position", "is_needed", "between"],
    form=["family", "attribute", "position", "is_needed", "between"],
    filters=["family", "attribute"],
    writers=WRITERS,
    parent="family",
    in_menu=False,
    clean=clean_family_attribute,
    fields={"position": {"adds_up": False}},
)
record(
    PartSheet,
    plural="part-sheets",
    ref="DS-{n:06}",
    icon="file-text",
    columns=["product", "family", "designation", "table", "row"],
    form=[],
    filters=["family", "table"],
    sorts=["designation"],
    writers=WRITERS,
    parent="product",
    in_menu=False,
    importable=False,
    facts=sheet_facts,
    fields={"row": {"adds_up": False}, "product": {"editable": False}},
)
record(
    PartTable,
    plural="part-tables",
    ref="PT-{n:04}",
    group="setup",
    under="/products/",
    icon="columns-3",
    columns=["ref", "name", "family", "state", "rows", "parts", "findings"],
    form=[],
    filters=["state", "family"],
    writers=WRITERS,
    importable=False,
    panels=[
        Panel(
            "parts",
            _("Parts"),
            link="table",
            of=PartSheet,
            columns=("row", "product", "designation"),
            order=("row", "pk"),
            begins=_("Each row of the table becomes a part here once the table is read."),
        )
    ],
)
record(
    FitRule,
    plural="fit-rules",
    ref="FR-{n:03}",
    group="settings",
    icon="waypoints",
    columns=["ref", "name", "family", "mate", "is_on"],
    filters=["family", "mate", "is_on"],
    sorts=["name"],
    match=["ref", "name"],
    writers=MANAGERS,
    clean=clean_rule,
    panels=[
        Panel(
            "conditions",
            _("Conditions"),
            link="rule",
            of=FitCondition,
            columns=("attribute", "relation", "mate_attribute", "values", "mate_values"),
            order=("pk",),
            limit=20,
            begins=_("What two parts must have in common to fit; add the first."),
        )
    ],
)
record(
    FitCondition,
    plural="fit-conditions",
    ref="FC-{n:04}",
    group="settings",
    columns=["rule", "attribute", "relation", "mate_attribute", "values", "mate_values"],
    form=["rule", "attribute", "relation", "mate_attribute", "values", "mate_values"],
    filters=["rule"],
    writers=MANAGERS,
    parent="rule",
    in_menu=False,
    clean=clean_condition,
)
record(
    CrossReference,
    plural="cross-references",
    ref="XR-{n:05}",
    group="setup",
    under="/products/",
    icon="arrow-right-left",
    columns=["maker", "number", "product", "likeness", "note"],
    filters=["maker", "product", "likeness"],
    sorts=["maker"],
    match=["ref"],
    writers=WRITERS,
    clean=clean_cross,
    fields={
        "maker": {"aliases": ("manufacturer", "brand", "competitor", "oem")},
        "number": {
            "aliases": ("their part number", "competitor number", "oem number", "cross reference", "interchange")
        },
        "product": {"aliases": ("our part", "our number", "replacement", "equivalent")},
    },
)
panel_on(
    Product,
    Panel("measures", _("Measures"), template="fitting/measures.html", context=measures_of),
)
panel_on(
    Product,
    Panel(
        "cross-references",
        _("Other makers' numbers"),
        side=True,
        link="product",
        of=CrossReference,
        columns=("maker", "number", "likeness"),
        order=("maker", "pk"),
        begins=_("Numbers of other makers that this product can stand in for."),
    ),
)
never_merged(PartSheet, PartTable)
