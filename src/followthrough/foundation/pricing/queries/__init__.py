"""What is read of prices: which holds, what an edition changes, how two editions differ."""

from followthrough.foundation.pricing.queries.pricing import Ask, Priced, PriceSource, priced
from followthrough.foundation.pricing.queries.repricing import Difference, Held, reprice_difference

__all__ = ["Ask", "Difference", "Held", "PriceSource", "Priced", "priced", "reprice_difference"]
