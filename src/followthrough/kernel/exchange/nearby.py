"""The known name that a slightly different one most likely means, also among many."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from rapidfuzz import fuzz, process

from followthrough.kernel.exchange.folding import fold
from followthrough.kernel.records.model import Record

LOOKED_AMONG = 20_000  # names; beyond, only those with the same beginning are compared
THOROUGH = 200  # texts compared with all names; later ones only with those of the same beginning
_LEAST = 80.0
_BEGINNING = 2


def is_named(model: type[Record]) -> bool:
    """Whether such records have names that a file may call them by; others are known by their numbers alone."""
    return any(column.name == "name" for column in model._meta.concrete_fields)


@dataclass(slots=True)
class Nearby:
    """Names with their ids, folded once."""

    ids: Sequence[int]
    names: Sequence[str]
    by_start: dict[str, list[int]] = field(default_factory=dict)
    asked: int = 0

    @classmethod
    def of(cls, rows: Any) -> "Nearby":
        """The names of these rows, as far as they can be held."""
        if not is_named(rows.model):
            return cls([], [])
        pairs = list(rows.order_by("pk").values_list("pk", "name")[:LOOKED_AMONG])
        found = cls([pk for pk, _name in pairs], [fold(name) for _pk, name in pairs])
        for place, name in enumerate(found.names):
            found.by_start.setdefault(name[:_BEGINNING], []).append(place)
        return found

    def find(self, text: str) -> int | None:
        """The id of the nearest name; None where nothing is near, or two different ones are equally near."""
        wanted = fold(text)
        self.asked += 1
        if not wanted:
            return None
        places = range(len(self.names)) if self.asked <= THOROUGH else self.by_start.get(wanted[:_BEGINNING], [])
        names = self.names if self.asked <= THOROUGH else [self.names[place] for place in places]
        found = process.extract(wanted, names, scorer=fuzz.ratio, score_cutoff=_LEAST, limit=2)
        if not found or (len(found) > 1 and found[0][1] == found[1][1] and found[0][0] != found[1][0]):
            return None
        return self.ids[places[found[0][2]]]
