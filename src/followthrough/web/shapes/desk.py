"""Today: the one list of what is owed, in groups, with the rail beside it."""

from dataclasses import dataclass

from followthrough.web.shapes.charts import DotChart
from followthrough.web.shapes.lists import Chip, FilterField
from followthrough.web.shapes.parts import ActionButton, Empty, Fact, Link, Tone
from followthrough.web.shapes.promises import PromiseRow


@dataclass(frozen=True, slots=True)
class PromiseGroup:
    """Late, due today, later this week, waiting on others; the count equals the rows, `more` names what is cut."""

    key: str
    label: str
    rows: tuple[PromiseRow, ...]
    count: str
    tone: Tone = "plain"
    more: Link | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class RailNote:
    """Something unusual, with what may be done about it."""

    text: str
    icon: str = "triangle-alert"
    link: Link | None = None  # stands before the text
    actions: tuple[ActionButton, ...] = ()


@dataclass(frozen=True, slots=True)
class RailSection:
    """A block of the rail: facts, notes, a chart, or lines with links."""

    title: str
    icon: str = ""
    count: str = ""
    link: Link | None = None
    facts: tuple[Fact, ...] = ()
    warning: str = ""
    notes: tuple[RailNote, ...] = ()
    chart: DotChart | None = None
    links: tuple[tuple[Link, str], ...] = ()  # with a quiet word at the end
    text: str = ""


@dataclass(frozen=True, slots=True)
class TodayPage:
    """today.html. `hidden` says what is not shown and leads there ("12 snoozed")."""

    facts: tuple[Fact, ...]
    groups: tuple[PromiseGroup, ...]
    rail: tuple[RailSection, ...] = ()
    hidden: tuple[Link, ...] = ()
    empty: Empty | None = None
    chips: tuple[Chip, ...] = ()
    clear_url: str = ""
    filters: tuple[FilterField, ...] = ()
    path: str = ""
    keep: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class DeskFacts:
    """The figures and group counts that a fragment renews out of band after each act."""

    facts: tuple[Fact, ...]
    counts: tuple[tuple[str, str], ...] = ()  # group key, count
    nav_key: str = ""
    nav_count: str = ""


@dataclass(frozen=True, slots=True)
class RowDone:
    """row_done.html: the row after an act, and the desk's renewed figures."""

    row: PromiseRow
    desk: DeskFacts | None = None
    added: PromiseRow | None = None  # the promise the act made; shown in its group
    added_group: str = ""


@dataclass(frozen=True, slots=True)
class MoreRows:
    """parts/promise_rows.html: the answer to a group's "more"."""

    rows: tuple[PromiseRow, ...]
    more: Link | None = None
