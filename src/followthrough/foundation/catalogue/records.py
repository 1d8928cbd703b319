"""Products, their versions and parts, and how they are called, declared."""

from django.utils.translation import gettext_lazy as _

from followthrough.foundation.catalogue.actions import (
    clean_component,
    clean_pattern,
    clean_product,
    clean_version,
    fill_products,
)
from followthrough.foundation.catalogue.models import Component, NamePattern, Product, ProductVersion
from followthrough.foundation.catalogue.queries import (
    outside_pattern,
    pattern_of,
    standard_name,
    successors,
    version_on,
)
from followthrough.foundation.catalogue.rules import Standing
from followthrough.kernel import clock
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.access.permissions import MANAGERS, Role
from followthrough.kernel.doubles.limits import never_merged
from followthrough.kernel.doubles.signs import Sign, Trait, recognise
from followthrough.kernel.records.fields import Words
from followthrough.kernel.records.registry import Panel, record

WRITERS = MANAGERS | {Role.COORDINATOR}


def product_facts(product: Product, actor: Actor) -> list[tuple[Words, object]]:
    """Whether it can be sold today, its version, what comes after it, and what it should be called."""
    today = clock.today(actor.zone)
    found: list[tuple[Words, object]] = []
    if product.standing(today) is Standing.OVER:
        instead = successors([product], today).get(product.pk)
        found.append((_("No longer sold"), instead.name if instead else _("no successor")))
    elif product.last_orders_until:
        found.append((_("Last orders until"), product.last_orders_until))
    if version := version_on(product, today):
        found.append((_("Version"), version.name))
    if (pattern := pattern_of(product)) and (standard := standard_name(product, pattern)) != product.name:
        found.append((_("Standard name"), standard))
    return found


def pattern_facts(pattern: NamePattern, actor: Actor) -> list[tuple[Words, object]]:
    """How many names of the family are not in standard form."""
    return [(_("Not in standard form"), len(outside_pattern(pattern, Product.visible_to(actor))))]


record(
    Product,
    ref="PR-{n:04}",
    exact=True,
    group="setup",
    icon="tags",
    columns=["ref", "name", "code", "kind", "family", "list_price", "cost", "currency", "lifecycle"],
    filters=["kind", "family", "lifecycle", "currency", "code", "successor"],
    sorts=["name"],
    match=["ref", "code", "former_id", "name"],
    writers=WRITERS,
    clean=clean_product,
    fill=fill_products,
    facts=product_facts,
    fields={
        "cost": {
            "adds_up": False,
            "guard": "margins.view",
            "aliases": ("buyPrice", "buy_price", "purchase_price"),
        },
        "name": {"aliases": ("product", "product_name", "productName")},
        "code": {"aliases": ("sku", "product_code", "productCode", "article number")},
        "family": {"aliases": ("series", "category", "categoryId", "product_line", "productLine")},
        "list_price": {
            "adds_up": False,
            "aliases": ("sales_price", "price", "unit_price", "unitPrice", "MSRP"),
        },
        "unit": {"aliases": ("quantityPerUnit", "unit_of_measure")},
        "description": {"aliases": ("productDescription", "product_description")},
        "former_id": {"aliases": ("entityId", "productId", "product_id", "id")},
        "term_months": {"adds_up": False},
        "included_quantity": {"adds_up": False},
        "bundle_discount": {"adds_up": False},
    },
    aliases=["article", "item", "part"],
    panels=[
        Panel(
            "parts",
            _("Parts of the bundle"),
            link="bundle",
            of=Component,
            columns=("product", "quantity", "is_optional", "note"),
            order=("id",),
            begins=_("A product is a bundle once parts are added here, each with its quantity."),
        ),
        Panel(
            "versions",
            _("Versions"),
            side=True,
            link="product",
            of=ProductVersion,
            columns=("name", "released_on", "retired_on"),
            order=("-released_on", "-id"),
            begins=_("Each state of the product with a name of its own, from the day it is released."),
        ),
    ],
)
record(
    ProductVersion,
    plural="product-versions",
    ref="PV-{n:05}",
    group="setup",
    columns=["product", "name", "released_on", "retired_on", "changes"],
    form=["product", "name", "released_on", "retired_on", "changes"],
    filters=["product", "released_on"],
    match=["ref"],
    parent="product",
    in_menu=False,
    writers=WRITERS,
    clean=clean_version,
)
record(
    Component,
    plural="bundle-parts",
    ref="BP-{n:05}",
    group="setup",
    columns=["bundle", "product", "quantity", "is_optional", "note"],
    form=["bundle", "product", "quantity", "is_optional", "note"],
    filters=["bundle", "product"],
    match=["ref"],
    parent="bundle",
    in_menu=False,
    writers=WRITERS,
    clean=clean_component,
    fields={"quantity": {"adds_up": False}},
)
record(
    NamePattern,
    plural="name-patterns",
    ref="NP-{n:03}",
    group="settings",
    icon="tags",
    columns=["ref", "family", "pattern", "spellings"],
    form=["family", "pattern", "spellings"],
    match=["ref", "family"],
    writers=WRITERS,
    clean=clean_pattern,
    facts=pattern_facts,
)
recognise(Product, Trait("name", Sign.COMPANY), Trait("code", Sign.NUMBER))
never_merged(NamePattern)
