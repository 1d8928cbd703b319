"""A board: lanes by state, cards that move by drag, by keys and by menu."""

from dataclasses import dataclass

from followthrough.web.shapes.charts import StackBar
from followthrough.web.shapes.lists import Chip, FilterField
from followthrough.web.shapes.looks import LookTools
from followthrough.web.shapes.parts import Badge, Cell, Empty, Fact, Link, Person, Ring, Segment, Tone


@dataclass(frozen=True, slots=True)
class MoveChoice:
    """A lane a card may move to; `reason` says why not, if it may not."""

    lane: str
    label: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """One record. `cells` are chosen fields with their labels, `foot` its next promise or what is missing.

    `age` says how long it has been in its lane, `note` until when.

    `move_url` takes `lane`, `version`, `idempotency_key`.
    The move's answer is the board again (parts/board.html), or with 422 a dialog asking for what the lane wants.
    """

    id: str
    title: str
    url: str
    text: str = ""
    amount: str = ""
    note: str = ""
    by: Person | None = None
    age: str = ""
    badges: tuple[Badge, ...] = ()
    ring: Ring | None = None
    foot: str = ""
    foot_tone: Tone = "plain"
    foot_link: Link | None = None
    move_url: str = ""
    version: str = ""
    moves: tuple[MoveChoice, ...] = ()
    ref: str = ""
    cells: tuple[tuple[str, Cell], ...] = ()


@dataclass(frozen=True, slots=True)
class Lane:
    """A state: its count, sum and weighted sum (of all its cards) in its head; `more` leads to the cards not shown."""

    key: str
    title: str
    cards: tuple[Card, ...]
    count: str = ""
    note: str = ""  # "10% likely"
    sum_text: str = ""
    weighted_text: str = ""
    more: Link | None = None


@dataclass(frozen=True, slots=True)
class BoardFigure:
    """A figure over the board: a period's sum against its target, or promises on open deals."""

    label: str
    text: str
    note: str = ""
    bar: StackBar | None = None
    lines: tuple[tuple[str, Tone], ...] = ()


@dataclass(frozen=True, slots=True)
class BoardPage:
    """board.html."""

    name: str
    lanes: tuple[Lane, ...]
    figures: tuple[BoardFigure, ...] = ()
    facts: tuple[Fact, ...] = ()
    chips: tuple[Chip, ...] = ()
    clear_url: str = ""
    filters: tuple[FilterField, ...] = ()
    path: str = ""
    keep: tuple[tuple[str, str], ...] = ()
    legend: tuple[tuple[str, str], ...] = ()  # word, ink class
    empty: Empty | None = None
    views: tuple[Segment, ...] = ()
    save_view_url: str = ""
    tools: LookTools | None = None
    count_text: str = ""
    searchable: bool = False
    search_name: str = "q"
    search_text: str = ""
    note: str = ""
    note_link: Link | None = None
    filtered: str = ""  # what narrows it: the mark of what is picked
