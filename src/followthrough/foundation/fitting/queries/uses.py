"""What may be done with parts that were found: declared by the areas above that take them."""

from dataclasses import dataclass

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.records.fields import Words


@dataclass(frozen=True, slots=True)
class PartUse:
    """A button under the parts found: asks `url` with `part` for each picked number and `need` for why."""

    label: Words
    url: str
    needs: str


_uses: list[PartUse] = []


def part_use(use: PartUse) -> None:
    """Offer a use; called from an area's `records.py`."""
    _uses.append(use)


def part_uses(actor: Actor) -> list[PartUse]:
    """Those this actor may do."""
    return [use for use in _uses if actor.may(use.needs)]
