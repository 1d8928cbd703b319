"""What the catalogue decides on plain values: what may be sold when, and what a product is called."""

from followthrough.foundation.catalogue.rules.naming import BadPatternError, StandardName, read_spelling
from followthrough.foundation.catalogue.rules.selling import Sold, Standing, needed, needed_on_line

__all__ = [
    "BadPatternError",
    "Sold",
    "StandardName",
    "Standing",
    "needed",
    "needed_on_line",
    "read_spelling",
]
