"""What was found by words: records by kind, each with the few words that led to it."""

from dataclasses import dataclass

from followthrough.web.shapes.parts import Empty, Segment


@dataclass(frozen=True, slots=True)
class Hit:
    """A record found. `snippet` is text in parts, each with whether it is marked; `source` says where they stand."""

    url: str
    label: str
    note: str = ""
    source: str = ""
    snippet: tuple[tuple[str, bool], ...] = ()


@dataclass(frozen=True, slots=True)
class HitGroup:
    """The records of one kind, the best first; `more_url` shows more of them."""

    title: str
    icon: str
    hits: tuple[Hit, ...]
    more_url: str = ""


@dataclass(frozen=True, slots=True)
class SearchPage:
    """search.html. `kinds` are the filter chips; `kind` repeats the chosen one in the form."""

    typed: str
    kinds: tuple[Segment, ...] = ()
    kind: str = ""
    groups: tuple[HitGroup, ...] = ()
    empty: Empty | None = None
