"""What guests of links do, told to the areas whose records the links open."""

from dataclasses import dataclass

from followthrough.kernel.facts.announce import Fact


@dataclass(frozen=True, slots=True)
class LinkSeen(Fact):
    """The guest of a link looked at its record: `first` the first time, later at most twice an hour."""

    link_id: int
    kind: str
    record_id: int
    first: bool
