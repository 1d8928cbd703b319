"""The smallest shapes, used on every page: links, badges, people, rings, facts, cells and buttons."""

from dataclasses import dataclass
from typing import Literal

Tone = Literal["plain", "line", "late", "due", "wait", "kept", "info"]
"""One colour family in the whole application; `plain` is grey, `line` an outline."""

RingState = Literal["open", "due", "late", "wait", "snooze", "kept", "missed", "drop"]
"""The eight looks of a promise (design §5); `drop` is let go."""

CellKind = Literal[
    "text", "link", "number", "money", "date", "datetime", "badge", "person", "people", "ring", "bool", "tags", "reach"
]


@dataclass(frozen=True, slots=True)
class Link:
    """A word that leads somewhere; without `url` it is only the word."""

    label: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Badge:
    """A status word with its colour family and, if it helps, a Lucide icon."""

    text: str
    tone: Tone = "plain"
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody inside: a colleague (round), the reader (`me`, outlined) or a department (square)."""

    name: str
    initials: str
    kind: Literal["person", "me", "department"] = "person"
    url: str = ""


@dataclass(frozen=True, slots=True)
class Ring:
    """The promise ring; `percent` (0–100) is the part of the time that has passed, for open and due."""

    state: RingState
    percent: int = 0


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure with its label; `note` stands small beside it in `note_tone`, and `spark` is a tiny line (0–1 each)."""

    label: str
    text: str
    tone: Tone = "plain"
    note: str = ""
    note_tone: Tone = "plain"
    url: str = ""
    spark: tuple[float, ...] = ()
    minor: bool = False  # left out on a phone


@dataclass(frozen=True, slots=True)
class Cell:
    """One value in a table or panel, already worded.

    `kind` chooses the look; numbers, money stand right. `url` makes it a link, `lead` and `note` are quiet text
    before and after it, `title` the tooltip (full date, whole text), `lang` the language of `text` if it is not the
    page's. Nothing is words ("none yet") with `quiet` set, never a dash.
    """

    text: str = ""
    kind: CellKind = "text"
    url: str = ""
    lead: str = ""
    note: str = ""
    tone: Tone = "plain"
    icon: str = ""
    title: str = ""
    lang: str = ""
    strong: bool = False
    quiet: bool = False
    people: tuple[Person, ...] = ()
    tags: tuple[str, ...] = ()
    ring: Ring | None = None
    warn: str = ""  # a red word after a ring: "1 late"


@dataclass(frozen=True, slots=True)
class ActionButton:
    """A verb on the page.

    `dialog` opens `url` as a fragment in the dialog (action_dialog.html); `post` sends at once; `get` goes there.
    A button that may not be used yet has `disabled_reason`: it stays focusable and says why.
    """

    label: str
    url: str
    icon: str = ""
    key: str = ""  # the single letter that presses it, upper case
    how: Literal["get", "dialog", "post"] = "get"
    primary: bool = False
    danger: bool = False
    disabled_reason: str = ""
    idempotency_key: str = ""  # for `post`
    version: str = ""  # for `post`
    final: bool = False  # can't be undone


@dataclass(frozen=True, slots=True)
class Segment:
    """One choice in a row of exclusive views: Mine, My team, All; Board, List; tabs and saved views use it too."""

    label: str
    url: str
    current: bool = False
    icon: str = ""
    count: str = ""


@dataclass(frozen=True, slots=True)
class Empty:
    """What stands where there is nothing: what is true, then the next useful thing."""

    title: str
    text: str = ""
    icon: str = ""
    actions: tuple[ActionButton, ...] = ()


@dataclass(frozen=True, slots=True)
class Toast:
    """A word after an act; stays 10 s. `undo_url` is posted by Undo (Z); the answer replaces `target` or reloads."""

    text: str
    tone: Literal["kept", "late", "info"] = "kept"
    undo_url: str = ""
    undo_key: str = ""  # idempotency key of the undo
    target: str = ""  # CSS selector of what the undo's answer replaces
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class PanelField:
    """A named value of a record; with `edit_url` it turns into a field in place (F2, Enter, double click).

    GET `edit_url` answers parts/inline_field.html; its post answers parts/inline_value.html, the field with an error,
    or parts/inline_conflict.html.
    """

    label: str
    cell: Cell
    name: str = ""
    edit_url: str = ""
    wide: bool = False
