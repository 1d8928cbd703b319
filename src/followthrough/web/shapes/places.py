"""Pages that exist once: a record, a report, jobs, settings, profile, notices, signing in, and what went wrong."""

from dataclasses import dataclass

from followthrough.web.shapes.forms import FormPage
from followthrough.web.shapes.panels import Panel
from followthrough.web.shapes.parts import ActionButton, Badge, Cell, Empty, Fact, Link, Segment


@dataclass(frozen=True, slots=True)
class RecordPage:
    """record.html: figures that decide first, then open promises, then the rest.

    `subtitle` are short parts joined by dots, links among them. `next` answers: who has the ball, since when, what is
    next. `main` and `side` hold panels; without `side` the page has one column.
    """

    title: str
    initials: str = ""
    ref: str = ""
    kind: str = ""
    subtitle: tuple[Cell, ...] = ()
    badges: tuple[Badge, ...] = ()
    facts: tuple[Fact, ...] = ()
    next: Cell | None = None
    tabs: tuple[Segment, ...] = ()
    main: tuple[Panel, ...] = ()
    side: tuple[Panel, ...] = ()
    alert: str = ""
    alert_text: str = ""
    alert_tone: str = "due"
    lang: str = ""
    new_promise_url: str = ""
    visit_url: str = ""


@dataclass(frozen=True, slots=True)
class ReportPage:
    """report.html: figures, then panels (charts, tables) under each other; `note` says how it is counted."""

    facts: tuple[Fact, ...]
    panels: tuple[Panel, ...]
    segments: tuple[Segment, ...] = ()
    segments_label: str = ""
    note: str = ""
    note_link: Link | None = None
    wide: tuple[Panel, ...] = ()


@dataclass(frozen=True, slots=True)
class JobsPage:
    """jobs.html: what runs, waits and failed."""

    facts: tuple[Fact, ...]
    panels: tuple[Panel, ...]
    refresh_url: str = ""  # asked every 10 s for the whole page's main part


@dataclass(frozen=True, slots=True)
class SettingsItem:
    """A line of the settings page."""

    label: str
    text: str
    url: str
    icon: str
    count: str = ""


@dataclass(frozen=True, slots=True)
class SettingsGroup:
    """Settings that belong together."""

    title: str
    items: tuple[SettingsItem, ...]


@dataclass(frozen=True, slots=True)
class SettingsPage:
    """settings.html."""

    groups: tuple[SettingsGroup, ...]


@dataclass(frozen=True, slots=True)
class ProfilePage:
    """profile.html: forms under each other (language and zone, theme and keys, password), then panels (sessions)."""

    forms: tuple[tuple[str, FormPage], ...]  # heading, form
    panels: tuple[Panel, ...] = ()


@dataclass(frozen=True, slots=True)
class Notice:
    """Something said to this person."""

    text: str
    url: str
    time: str
    icon: str = "bell"
    unread: bool = False
    note: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class NoticeDay:
    """The notices of one day."""

    label: str
    notices: tuple[Notice, ...]


@dataclass(frozen=True, slots=True)
class NoticesPage:
    """notices.html."""

    days: tuple[NoticeDay, ...]
    read_all: ActionButton | None = None
    empty: Empty | None = None
    next_url: str = ""


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """Somebody of the demo company; pressing signs in as them (posts `demo`)."""

    name: str
    role: str
    initials: str
    value: str


@dataclass(frozen=True, slots=True)
class SignInPage:
    """sign_in.html: needs no shell. Posts `email`, `password`, `next`."""

    company: str
    url: str
    next: str = ""
    email: str = ""
    error: str = ""
    notice: str = ""
    demo: tuple[DemoPerson, ...] = ()
    demo_url: str = ""
    forgotten_url: str = ""
    language: str = "en"
    theme: str = "system"


@dataclass(frozen=True, slots=True)
class SetPasswordPage:
    """set_password.html: behind a one-time link, needs no shell. Posts `password` and `again`."""

    company: str
    url: str
    name: str
    email: str
    rules: tuple[str, ...] = ()
    error: str = ""
    submit: str = ""
    expired: str = ""  # the link no longer works: why, and what to do
    language: str = "en"
    theme: str = "system"


@dataclass(frozen=True, slots=True)
class ErrorPage:
    """error.html: what did not happen, what is safe, one thing to do; needs no shell. No codes in the sentence.

    `again` is what was sent, name and value, where sending the same once more is that one thing.
    """

    title: str
    happened: str
    safe: str
    action: Link
    reference: str = ""
    time: str = ""
    icon: str = "circle-alert"
    again: tuple[tuple[str, str], ...] = ()
    company: str = "Followthrough"
    language: str = "en"
    theme: str = "system"
