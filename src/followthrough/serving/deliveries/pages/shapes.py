"""What fills the week's templates: days, departments, cards, and the list of the same promises."""

from dataclasses import dataclass

from followthrough.web.shapes import ActionButton, Chip, Empty, Fact, FilterField, Link, PromiseGroup, Ring, Segment


@dataclass(frozen=True, slots=True)
class WeekDay:
    """A column: its key is the day as ISO date; `note` says how many, or why nobody works."""

    key: str
    label: str
    title: str
    note: str
    is_today: bool = False
    is_closed: bool = False


@dataclass(frozen=True, slots=True)
class WeekCard:
    """One promise on the board."""

    ref: str
    url: str
    name: str
    what: str
    ring: Ring
    ring_label: str
    may_keep: bool = False
    may_move: bool = False


@dataclass(frozen=True, slots=True)
class WeekCell:
    """One department on one day; `over` says that more is planned than it can keep, `room` how full the day is."""

    day: WeekDay
    title: str
    cards: tuple[WeekCard, ...] = ()
    room: str = ""
    over: str = ""
    more: Link | None = None
    is_closed: bool = False


@dataclass(frozen=True, slots=True)
class WeekRow:
    """A department with its cells."""

    key: str
    name: str
    initials: str
    note: str
    cells: tuple[WeekCell, ...]


@dataclass(frozen=True, slots=True)
class WeekPage:
    """deliveries/week.html and deliveries/list.html; `groups` are the days of the list."""

    facts: tuple[Fact, ...]
    days: tuple[WeekDay, ...] = ()
    rows: tuple[WeekRow, ...] = ()
    groups: tuple[PromiseGroup, ...] = ()
    empty: Empty | None = None
    chips: tuple[Chip, ...] = ()
    clear_url: str = ""
    filters: tuple[FilterField, ...] = ()
    path: str = ""
    keep: tuple[tuple[str, str], ...] = ()
    before: str = ""
    now: Segment | None = None
    after: str = ""
    actions: tuple[ActionButton, ...] = ()
    printed: str = ""  # the filters, as one line over what is printed
