"""What happens with placements that other areas may want to know."""

from dataclasses import dataclass

from followthrough.kernel.facts.announce import Fact


@dataclass(frozen=True, slots=True)
class PlacementTurned(Fact):
    """A placement went live, came down, or was booked again or let go."""

    placement_id: int
