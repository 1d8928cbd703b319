"""A promise as one row everywhere, and the small forms that open in it: keep, snooze, hand over, what next."""

from dataclasses import dataclass
from typing import Literal

from followthrough.web.shapes.parts import ActionButton, Badge, Person, Ring, Tone


@dataclass(frozen=True, slots=True)
class EvidenceChoice:
    """Something that shows it was kept; `asks` opens a field for it (file, url or text)."""

    value: str
    label: str
    icon: str
    checked: bool = False
    asks: Literal["", "file", "link", "note"] = ""


@dataclass(frozen=True, slots=True)
class KeepForm:
    """What shows that it was kept? The likeliest evidence is checked, so K then Enter is enough.

    Posts `evidence`, `evidence_file`, `evidence_link`, `note`, `next` (checkbox) with `version`, `idempotency_key`.
    """

    url: str
    cancel_url: str  # answers with the plain row
    evidence: tuple[EvidenceChoice, ...]
    version: str = ""
    idempotency_key: str = ""
    next_text: str = ""  # "Next: ask if the quote is clear, Mon 30 Nov"; "" leaves it out
    next_checked: bool = True
    note: str = ""
    error: str = ""
    link: str = ""
    note_first: bool = False  # the note is the likeliest evidence: typing starts there


@dataclass(frozen=True, slots=True)
class SnoozeChoice:
    """A time to come back, as a word with the time it means: "Tomorrow", "Wed 25, 09:00"."""

    value: str
    label: str
    hint: str
    icon: str = "clock"


@dataclass(frozen=True, slots=True)
class SnoozeForm:
    """Posts `until` (a choice's value) or `until_at` (local ISO date and time)."""

    url: str
    cancel_url: str
    choices: tuple[SnoozeChoice, ...]
    version: str = ""
    idempotency_key: str = ""
    until_at: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True)
class HandOverForm:
    """Asks one thing: to whom. Posts `to` and `reason`; `search_url` answers like a link field."""

    url: str
    cancel_url: str
    search_url: str
    version: str = ""
    idempotency_key: str = ""
    to: str = ""
    to_shown: str = ""
    reason: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True)
class NextChoice:
    """A next step the desk proposes, with its due in words."""

    value: str
    label: str
    due_text: str = ""
    icon: str = "arrow-right"
    checked: bool = False


@dataclass(frozen=True, slots=True)
class NextForm:
    """What next? Asked in the kept row when nothing else is owed on its source.

    Posts `next` (a choice's value, "own" or "none"), `what` and `due` (a date), with the key.
    """

    url: str
    source: str
    choices: tuple[NextChoice, ...]
    idempotency_key: str = ""
    what: str = ""
    due: str = ""
    error: str = ""
    own_checked: bool = False


@dataclass(frozen=True, slots=True)
class PromiseRow:
    """Ring, kind, what, for whom, source and why, by whom, due (design §5).

    `id` makes the element's id `p-<id>`. With `done_text` the row is struck through with Undo. `form` opens in it.
    The four urls answer a fragment to GET, a form or the menu of what else may be done; empty ones have no button.
    """

    id: str
    ref: str
    url: str
    ring: Ring
    ring_label: str
    what: str
    by: Person
    due_text: str = ""
    due_title: str = ""
    due_tone: Tone = "plain"
    due_badge: Badge | None = None
    icon: str = "list-checks"
    kind_label: str = ""
    owed_to: str = ""
    owed_to_url: str = ""
    contact: str = ""
    source: str = ""
    source_url: str = ""
    why: str = ""
    lang: str = ""
    keep_url: str = ""
    snooze_url: str = ""
    hand_over_url: str = ""
    more_url: str = ""
    answers: tuple[ActionButton, ...] = ()  # what closes it where it is not kept by hand
    form: KeepForm | SnoozeForm | HandOverForm | NextForm | None = None
    done_text: str = ""
    undo_url: str = ""
    undo_key: str = ""

    @property
    def form_template(self) -> str:
        """The part that draws `form`."""
        return {
            KeepForm: "web/parts/_keep.html",
            SnoozeForm: "web/parts/_snooze.html",
            HandOverForm: "web/parts/_hand_over.html",
            NextForm: "web/parts/_what_next.html",
        }.get(type(self.form), "")
