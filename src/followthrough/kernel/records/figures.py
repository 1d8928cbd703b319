"""A figure that opens the very records it counts."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Behind:
    """A value with the list that holds what it counts: the records' plural and the filters of that list."""

    value: object
    plural: str
    asks: Mapping[str, str]
