"""A small shelf of parts for tests: families, attributes, and products with what they measure."""

from typing import Any

from followthrough.foundation.catalogue.models import Product
from followthrough.foundation.fitting.models import Attribute, PartFamily
from followthrough.kernel.access.actor import Actor
from tests import cast

USUAL: dict[str, dict[str, Any]] = {
    "Size": {"measure": "size", "tells_apart": True},
    "Rating": {"measure": "rating", "better": "higher", "tells_apart": True},
    "Face": {"measure": "text", "tells_apart": True},
    "Connection": {"measure": "text", "tells_apart": True},
    "Bore": {"measure": "length", "unit": "mm"},
}


def admin() -> Actor:
    """Whoever may set up everything."""
    return cast.as_actor(cast.person("Ada Admin", "admin"))


def attributes(*names: str) -> dict[str, Attribute]:
    """Attributes as this shelf uses them."""
    return {name: cast.made(Attribute, name=name, **USUAL[name]) for name in names or USUAL}


def family(name: str) -> PartFamily:
    """A family."""
    made: PartFamily = cast.made(PartFamily, name=name)
    return made


def part(actor: Actor, of: PartFamily, name: str, **values: str) -> Product:
    """A product with what it measures."""
    product: Product = cast.made(Product, name=name, kind="part", family=of.name)
    lines = "\n".join(f"{attribute}: {text}" for attribute, text in values.items())
    cast.does(actor, Product, "describe", product, family=of.ref, values=lines)
    return product
