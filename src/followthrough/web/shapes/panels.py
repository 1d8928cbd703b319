"""The panels of a record page; each says which part draws it."""

from dataclasses import dataclass, field
from typing import Literal

from followthrough.web.shapes.charts import BarChart, LineChart
from followthrough.web.shapes.lists import Column, Row
from followthrough.web.shapes.parts import (
    ActionButton,
    Badge,
    Cell,
    Empty,
    Fact,
    Link,
    PanelField,
    Person,
    Segment,
    Tone,
)
from followthrough.web.shapes.promises import PromiseRow


@dataclass(frozen=True, slots=True)
class Panel:
    """What every panel has; `key` makes its element id `panel-<key>`."""

    key: str
    title: str
    count: str = ""
    note: str = ""
    links: tuple[Link, ...] = ()
    actions: tuple[ActionButton, ...] = ()
    empty: Empty | None = None


@dataclass(frozen=True, slots=True)
class FieldsPanel(Panel):
    """Names and values, edited in place; `blank` ones hold nothing yet and are folded away."""

    fields: tuple[PanelField, ...] = ()
    blank: tuple[PanelField, ...] = ()
    template: str = field(default="web/parts/panel_fields.html", init=False)


@dataclass(frozen=True, slots=True)
class TablePanel(Panel):
    """A small table of related records."""

    columns: tuple[Column, ...] = ()
    rows: tuple[Row, ...] = ()
    foot: tuple[Cell, ...] = ()
    template: str = field(default="web/parts/panel_table.html", init=False)


@dataclass(frozen=True, slots=True)
class PromisePanel(Panel):
    """Promises of this record, as on Today but without whom and source; `next` says in the head who has the ball."""

    rows: tuple[PromiseRow, ...] = ()
    next: Cell | None = None
    template: str = field(default="web/parts/panel_promises.html", init=False)


@dataclass(frozen=True, slots=True)
class Reason:
    """A line that says why: "2 promises late"."""

    text: str
    tone: Tone = "plain"
    icon: str = "circle-alert"
    url: str = ""


@dataclass(frozen=True, slots=True)
class ReasonsPanel(Panel):
    """Why a record is as it is."""

    reasons: tuple[Reason, ...] = ()
    template: str = field(default="web/parts/panel_reasons.html", init=False)


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody asked: who and when (`said`), the answer and who gave it, or the buttons that give one."""

    said: str
    text: str
    answer: str = ""
    answered: str = ""
    actions: tuple[ActionButton, ...] = ()


@dataclass(frozen=True, slots=True)
class QuestionsPanel(Panel):
    """Questions of customers, those that wait first."""

    questions: tuple[Question, ...] = ()
    template: str = field(default="web/parts/panel_questions.html", init=False)


@dataclass(frozen=True, slots=True)
class ReachWay:
    """A way to reach somebody and whether it works: icon, word, tone."""

    text: str
    icon: str = "mail"
    tone: Tone = "plain"
    title: str = ""


@dataclass(frozen=True, slots=True)
class ContactPerson:
    """Somebody outside."""

    name: str
    url: str
    initials: str
    role: str = ""
    gone: bool = False
    ways: tuple[ReachWay, ...] = ()


@dataclass(frozen=True, slots=True)
class PeoplePanel(Panel):
    """The people of a record."""

    people: tuple[ContactPerson, ...] = ()
    template: str = field(default="web/parts/panel_people.html", init=False)


@dataclass(frozen=True, slots=True)
class TimelineChange:
    """One field of a change; empty words are "none"."""

    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """What happened: a sentence, with a link inside if `link` is set ("Kept:" link "Evidence …")."""

    text: str
    icon: str = "history"
    time: str = ""
    title: str = ""  # full date, zone and surface
    link: Link | None = None
    after: str = ""
    quote: str = ""
    lang: str = ""
    changes: tuple[TimelineChange, ...] = ()
    undo: ActionButton | None = None
    then: Link | None = None  # the record as it was right after


@dataclass(frozen=True, slots=True)
class TimelineDay:
    """The entries of one day."""

    label: str
    entries: tuple[TimelineEntry, ...]


@dataclass(frozen=True, slots=True)
class TimelinePanel(Panel):
    """What happened, newest first; `next_url` answers parts/timeline_days.html."""

    segments: tuple[Segment, ...] = ()
    days: tuple[TimelineDay, ...] = ()
    next_url: str = ""
    template: str = field(default="web/parts/panel_timeline.html", init=False)


@dataclass(frozen=True, slots=True)
class FileEntry:
    """An attachment, with what may be made of it."""

    name: str
    url: str
    size: str = ""
    when: str = ""
    by: Person | None = None
    use: ActionButton | None = None


@dataclass(frozen=True, slots=True)
class FilesPanel(Panel):
    """Attachments, and a field to add one (posts `file` to `upload_url`)."""

    files: tuple[FileEntry, ...] = ()
    upload_url: str = ""
    idempotency_key: str = ""
    limit_text: str = ""
    template: str = field(default="web/parts/panel_files.html", init=False)


@dataclass(frozen=True, slots=True)
class ChartPanel(Panel):
    """A chart with the sentence that says its point."""

    sentence: str = ""
    tone: Tone = "plain"
    bars: BarChart | None = None
    line: LineChart | None = None
    template: str = field(default="web/parts/panel_chart.html", init=False)


@dataclass(frozen=True, slots=True)
class TemplatePanel(Panel):
    """An area's own part, filled with `content`; `flush` leaves the padding out."""

    body: str = ""  # template name
    content: object = None
    flush: bool = False
    views: tuple[Segment, ...] = ()  # other ways to see it, of which one is current
    template: str = field(default="web/parts/panel_template.html", init=False)


@dataclass(frozen=True, slots=True)
class BesidePage:
    """parts/beside.html: a record beside its list."""

    title: str
    ref: str
    url: str
    badges: tuple[Badge, ...] = ()
    facts: tuple[Fact, ...] = ()
    panels: tuple[Panel, ...] = ()
    actions: tuple[ActionButton, ...] = ()


PanelSide = Literal["main", "side"]
