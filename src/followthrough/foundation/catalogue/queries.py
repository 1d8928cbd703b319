"""What is read of the catalogue: what may be sold, what a bundle holds, what a product is to be called."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from followthrough.foundation.catalogue.models import Component, NamePattern, Product, ProductVersion
from followthrough.foundation.catalogue.rules import StandardName, Standing, read_spelling

LONGEST_LINE = 10  # successors looked through


@dataclass(frozen=True, slots=True)
class Part:
    """So many of a product within a quantity of a bundle."""

    product: Product
    quantity: Decimal
    is_optional: bool = False


def expanded(product: Product, quantity: Decimal = Decimal(1)) -> list[Part]:
    """The parts of so many of a bundle, in the order they were put in; none for a product without parts."""
    rows = parts_of([product.pk]).get(product.pk, [])
    return [Part(row.product, row.quantity * quantity, row.is_optional) for row in rows]


def parts_of(bundles: Collection[int]) -> dict[int, list[Component]]:
    """The parts of each of these that is a bundle, in one query."""
    found: dict[int, list[Component]] = {}
    rows = Component._default_manager.filter(bundle__in=bundles, binned_at__isnull=True)
    for row in rows.select_related("product").order_by("id"):
        found.setdefault(row.bundle_id, []).append(row)
    return found


def refused_on_new_lines(products: Iterable[Product], on: date) -> dict[int, str]:
    """Why some of these may not stand on a new line on a day, and what to offer instead; the others are left out."""
    over = [product for product in products if product.standing(on) is Standing.OVER]
    if not over:
        return {}
    instead = successors(over, on)
    return {product.pk: _over(product, instead.get(product.pk)) for product in over}


def successors(products: Sequence[Product], on: date) -> dict[int, Product]:
    """What is sold in place of each: the first successor in line that is still sold."""
    wanted = {product.pk: product.successor_id for product in products if product.successor_id}
    found: dict[int, Product] = {}
    for _step in range(LONGEST_LINE):
        later = Product._default_manager.filter(binned_at__isnull=True).in_bulk(set(wanted.values()))
        reached = {pk: later[next_one] for pk, next_one in wanted.items() if next_one in later}
        found |= {pk: one for pk, one in reached.items() if one.standing(on) is not Standing.OVER}
        wanted = {pk: one.successor_id for pk, one in reached.items() if pk not in found and one.successor_id}
        if not wanted:
            break
    return found


def _over(product: Product, instead: Product | None) -> str:
    gaps = {"title": product.title, "other": instead.title if instead else "", "ref": instead.ref if instead else ""}
    if instead:
        return _("%(title)s is no longer sold. Offer %(other)s (%(ref)s) instead.") % gaps
    return _("%(title)s is no longer sold.") % gaps


def version_on(product: Product, on: date) -> ProductVersion | None:
    """The newest version released by a day."""
    rows = ProductVersion._default_manager.filter(product=product, binned_at__isnull=True, released_on__lte=on)
    return rows.order_by("-released_on", "-id").first()


def pattern_of(product: Product) -> NamePattern | None:
    """How the products of its family are to be called."""
    if not product.family:
        return None
    return NamePattern._default_manager.filter(family__iexact=product.family, binned_at__isnull=True).first()


def standard_name(product: Product, pattern: NamePattern) -> str:
    """The product's name in standard form, as long as a name may be."""
    told = {"family": product.family, "code": product.code, "unit": product.unit}
    made = StandardName(pattern.pattern, dict(map(read_spelling, pattern.spellings)))
    return made.of(product.name, told)[: Product._meta.get_field("name").max_length]


def outside_pattern(pattern: NamePattern, products: QuerySet[Product]) -> list[Product]:
    """Those of the family whose name is not in standard form."""
    family = products.filter(family__iexact=pattern.family).order_by("pk")
    return [product for product in family if standard_name(product, pattern) != product.name]
