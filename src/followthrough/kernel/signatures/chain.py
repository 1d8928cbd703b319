"""Evidence as a chain: each event carries the hash of the one before, so that a change is found and located."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

FIRST = ""  # what the first event rests on
Event = Mapping[str, Any]  # `number`, `before` and `hash`, and whatever else is to be kept


@dataclass(frozen=True, slots=True)
class Break:
    """A place where a chain is not what it was: the event's number, and how: changed, missing or moved."""

    number: int
    how: str


def linked(event: Mapping[str, Any], before: str) -> str:
    """The hash of an event that rests on the hash before it: SHA-256 over its canonical JSON, in hexadecimal."""
    told = {name: value for name, value in event.items() if name != "hash"} | {"before": before}
    text = json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def breaks(events: Sequence[Event], *, head: str | None = None, count: int | None = None) -> Iterator[Break]:
    """Every place where the chain does not hold, in order; `head` and `count` are what was written down elsewhere."""
    before, place = FIRST, 0
    for event in events:
        number = int(event["number"])
        if number <= place:
            yield Break(number, "moved")
            continue
        yield from (Break(gone, "missing") for gone in range(place + 1, number))
        is_next, place = number == place + 1, number
        if linked(event, str(event["before"])) != event["hash"] or (is_next and event["before"] != before):
            yield Break(number, "changed")
        before = str(event["hash"])
    yield from (Break(gone, "missing") for gone in range(place + 1, (count or 0) + 1))
    if head is not None and head != before and place >= (count or 0):
        yield Break(place, "changed")
