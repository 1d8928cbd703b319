"""Products, declared."""

from followthrough.foundation.catalogue.actions import clean_product, fill_products
from followthrough.foundation.catalogue.models import Product
from followthrough.kernel.access.permissions import MANAGERS, Role
from followthrough.kernel.doubles.signs import Sign, Trait, recognise
from followthrough.kernel.records.registry import record

record(
    Product,
    ref="PR-{n:04}",
    group="setup",
    icon="tags",
    columns=["ref", "name", "code", "kind", "family", "list_price", "cost", "currency", "lifecycle"],
    filters=["kind", "family", "lifecycle", "currency", "code"],
    sorts=["name"],
    match=["ref", "code", "former_id", "name"],
    writers=MANAGERS | {Role.COORDINATOR},
    clean=clean_product,
    fill=fill_products,
    fields={
        "cost": {"adds_up": False, "guard": "margins.view", "aliases": ("buyPrice", "buy_price", "purchase_price")},
        "name": {"aliases": ("product", "product_name", "productName")},
        "code": {"aliases": ("sku", "product_code", "productCode", "article number")},
        "family": {"aliases": ("series", "category", "categoryId", "product_line", "productLine")},
        "list_price": {"adds_up": False, "aliases": ("sales_price", "price", "unit_price", "unitPrice", "MSRP")},
        "unit": {"aliases": ("quantityPerUnit", "unit_of_measure")},
        "description": {"aliases": ("productDescription", "product_description")},
        "former_id": {"aliases": ("entityId", "productId", "product_id", "id")},
    },
    aliases=["article", "item", "part"],
)
recognise(Product, Trait("name", Sign.COMPANY), Trait("code", Sign.NUMBER))
