"""What fills the pages of renewals."""

from dataclasses import dataclass

from followthrough.web.shapes import Fact, Segment
from followthrough.web.shapes.panels import Panel


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a select."""

    value: str
    label: str
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Select:
    """A choice in the bar over a report."""

    name: str
    label: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class NarrowedReport:
    """renewals/report.html: tabs, a form that narrows, figures, then panels under each other."""

    path: str
    tabs: tuple[Segment, ...]
    tabs_label: str
    selects: tuple[Select, ...]
    kept: tuple[tuple[str, str], ...]  # what the form sends on unseen
    facts: tuple[Fact, ...]
    wide: tuple[Panel, ...]
    panels: tuple[Panel, ...] = ()
    note: str = ""
    month: str = ""  # the value of its month field, "2027-02"; "" leaves the field out
    month_label: str = ""
    month_name: str = "from"
