"""What is done with products, their versions and parts, and how they are called."""

from followthrough.foundation.catalogue.actions.bundles import clean_component
from followthrough.foundation.catalogue.actions.naming import clean_pattern
from followthrough.foundation.catalogue.actions.products import clean_product, clean_version, fill_products

__all__ = ["clean_component", "clean_pattern", "clean_product", "clean_version", "fill_products"]
