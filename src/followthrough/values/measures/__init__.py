"""Measures of parts: lengths, sizes, ratings and threads as the trade writes them, exact to the fraction."""

from followthrough.values.measures.reading import Measured, read_measure, read_measures
from followthrough.values.measures.saying import say_measure
from followthrough.values.measures.units import Measure, Unmeasurable, units_of

__all__ = ["Measure", "Measured", "Unmeasurable", "read_measure", "read_measures", "say_measure", "units_of"]
