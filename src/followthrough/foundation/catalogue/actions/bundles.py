"""Parts of bundles, checked before they are kept."""

from django.utils.translation import gettext as _

from followthrough.foundation.catalogue.models import Component, Product
from followthrough.kernel.records.problems import Invalid
from followthrough.kernel.records.registry import Values


def clean_component(values: Values, component: Component | None) -> Values:
    """More than nothing of another product; a bundle is no part of a bundle."""
    if "quantity" in values and (values["quantity"] or 0) <= 0:
        raise Invalid({"quantity": _("Write a quantity above zero.")})
    bundle = values.get("bundle") or (component.bundle if component else None)
    product = values.get("product") or (component.product if component else None)
    if bundle and product and values.keys() & {"bundle", "product"}:
        _check_depth(bundle, product)
    return values


def _check_depth(bundle: Product, product: Product) -> None:
    if bundle.pk == product.pk:
        raise Invalid({"product": _("A bundle is no part of itself.")})
    parts = Component._default_manager.filter(binned_at__isnull=True)
    if parts.filter(bundle=product).exists():
        words = _("%(title)s is a bundle itself. Put its parts in here one by one.")
        raise Invalid({"product": words % {"title": product.title}})
    if parts.filter(product=bundle).exists():
        words = _("%(title)s is part of another bundle, so it can't have parts.")
        raise Invalid({"bundle": words % {"title": bundle.title}})
