"""What stands over a list however it is looked at: choosers for columns, groups, dates, card fields, and its view."""

from dataclasses import dataclass
from typing import Literal

from followthrough.web.shapes.parts import ActionButton, Cell, Empty, Link, Person, Segment


@dataclass(frozen=True, slots=True)
class ColumnChoice:
    """A column in the chooser; a locked one is always shown."""

    key: str
    label: str
    shown: bool
    locked: bool = False


@dataclass(frozen=True, slots=True)
class Chooser:
    """Which columns, or which fields of cards, in which order: a form that GETs `path` with `name` repeated."""

    name: str
    label: str
    title: str
    icon: str
    choices: tuple[ColumnChoice, ...]
    keep: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Menu:
    """One of a few ways, each a link: what to group by, which date to place by."""

    label: str
    title: str
    icon: str
    items: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class ViewMenu:
    """What may be done with the view that is shown."""

    label: str
    about: str
    actions: tuple[ActionButton, ...]


@dataclass(frozen=True, slots=True)
class LookTools:
    """The tools at the right of the filters (parts/look_tools.html)."""

    menus: tuple[Menu, ...] = ()
    choosers: tuple[Chooser, ...] = ()
    view: ViewMenu | None = None
    exports: tuple[Link, ...] = ()
    path: str = ""


@dataclass(frozen=True, slots=True)
class Foot:
    """The last line of a table: how many rows, and what they add up to under their columns."""

    count: str
    cells: tuple[Cell, ...]  # one for each column after the first
    note: str = ""
    more: Link | None = None


@dataclass(frozen=True, slots=True)
class DayEntry:
    """A record on a day of the calendar; `move_url` takes `lane` (the new day), `version` and `idempotency_key`."""

    id: str
    ref: str
    title: str
    url: str
    notes: tuple[str, ...] = ()
    by: Person | None = None
    move_url: str = ""
    version: str = ""


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the calendar; `more` leads to the list of all its records."""

    key: str  # ISO
    title: str  # "Tuesday 24 November"
    label: str  # "24", or "1 Dec"
    entries: tuple[DayEntry, ...]
    count: str = ""
    more: Link | None = None
    is_today: bool = False
    is_outside: bool = False


@dataclass(frozen=True, slots=True)
class TimeBar:
    """A record on the timeline: a bar between two days, or a point. Places are percent of the width."""

    ref: str
    title: str
    url: str
    text: str  # "3 Nov to 12 Dec"
    left: str
    width: str = ""  # "" for a point
    opens: bool = False  # begins before what is shown
    runs_on: bool = False  # ends after it


@dataclass(frozen=True, slots=True)
class BarGroup:
    """Bars under one heading; without groups there is one without a label."""

    label: str
    count: str
    bars: tuple[TimeBar, ...]
    more: Link | None = None


@dataclass(frozen=True, slots=True)
class TimePage:
    """calendar.html and timeline.html: the same head as the list, then days or bars, and the way to other times."""

    name: str
    title: str  # "November 2026"
    shape: Literal["calendar", "timeline"]
    count_text: str = ""
    views: tuple[Segment, ...] = ()
    save_view_url: str = ""
    chips: tuple[object, ...] = ()
    clear_url: str = ""
    filters: tuple[object, ...] = ()
    path: str = ""
    keep: tuple[tuple[str, str], ...] = ()
    search_name: str = "q"
    search_text: str = ""
    searchable: bool = True
    tools: LookTools | None = None
    filtered: str = ""
    before_url: str = ""
    now_url: str = ""
    after_url: str = ""
    spans: tuple[Segment, ...] = ()
    shown_text: str = ""  # "12 of 345 in this month"
    links: tuple[Link, ...] = ()  # "3 without a date"
    weekdays: tuple[str, ...] = ()
    weeks: tuple[tuple[Day, ...], ...] = ()
    across: int = 7
    marks: tuple[tuple[str, str], ...] = ()  # left in percent, label
    today_left: str = ""
    groups: tuple[BarGroup, ...] = ()
    empty: Empty | None = None
