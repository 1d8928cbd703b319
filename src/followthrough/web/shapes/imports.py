"""The four steps of an upload: choose a file, match its columns, check every row, see what was done."""

from dataclasses import dataclass
from typing import Literal

from followthrough.web.shapes.charts import svg, within
from followthrough.web.shapes.forms import Choice, FormPage
from followthrough.web.shapes.panels import TablePanel
from followthrough.web.shapes.parts import Badge, Fact, Link, Segment


@dataclass(frozen=True, slots=True)
class ImportUploadPage:
    """import_upload.html: step 1; the form has `record` and `file`. `recent` lists earlier uploads."""

    form: FormPage
    recent: TablePanel | None = None
    templates: tuple[Link, ...] = ()  # empty files to fill in


@dataclass(frozen=True, slots=True)
class MatchColumn:
    """A column of the file: its head, sample values, and the field it goes to (select `column-<index>`)."""

    index: int
    head: str
    samples: tuple[str, ...]
    choices: tuple[Choice, ...]
    sure: Badge | None = None  # "Same name", "Guessed", "Remembered"
    by: tuple[Choice, ...] = ()  # for links: found by name, number or e-mail (select `by-<index>`)
    error: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ImportMatchPage:
    """import_match.html: step 2."""

    file: str
    url: str
    cancel_url: str
    columns: tuple[MatchColumn, ...]
    facts: tuple[Fact, ...]
    reading: tuple["ReadingChoice", ...] = ()  # sheet, head row, delimiter, encoding: guessed, may be changed
    errors: tuple[Link, ...] = ()
    version: str = ""
    idempotency_key: str = ""


@dataclass(frozen=True, slots=True)
class ReadingChoice:
    """How the file is read: a select, its guess chosen."""

    name: str
    label: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class CheckCell:
    """A cell of the preview; `new` green, `chg` with the old value, `ask` with options, `bad` with a message."""

    text: str
    state: Literal["", "new", "chg", "ask", "bad"] = ""
    old: str = ""
    message: str = ""
    suggestion: str = ""  # "Greyfield Tools": pressing it uses that value
    suggestion_value: str = ""
    name: str = ""  # of the buttons: the options of an `ask`, the suggestion of a `bad` cell
    options: tuple[Choice, ...] = ()
    turn: str = ""  # "Keep ours": pressing it has the other value of a changed cell
    turn_value: str = ""
    note: str = ""  # what the file has where ours is kept
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class CheckRow:
    """A row of the file and what happens to it."""

    number: int
    verdict: Badge
    cells: tuple[CheckCell, ...]
    skip: bool = False
    pick: str = ""  # value of the checkbox that takes the row in; "" has none
    picked: bool = True


@dataclass(frozen=True, slots=True)
class ImportCheckPage:
    """import_check.html: step 3; nothing is written before `apply` is pressed."""

    file: str
    url: str
    cancel_url: str
    heads: tuple[str, ...]
    rows: tuple[CheckRow, ...]
    facts: tuple[Fact, ...]
    segments: tuple[Segment, ...]
    apply: str  # "Add 163, change 31"; "" if nothing may go in
    promise: str  # "Nothing is saved until you press Add. …"
    problem: str = ""
    problem_text: str = ""
    rejects_url: str = ""
    rejects_text: str = ""
    next_url: str = ""
    next_text: str = ""
    share_url: str = ""  # lets a colleague go on with it
    show: str = ""  # the verdict shown, kept when a question is answered
    back_url: str = ""
    version: str = ""
    idempotency_key: str = ""


@dataclass(frozen=True, slots=True)
class ImportDonePage:
    """import_done.html: step 4. While it runs, `refresh_url` is asked again and the page renews itself."""

    file: str
    title: str
    text: str
    facts: tuple[Fact, ...]
    done: bool = True
    share: float = 1.0
    refresh_url: str = ""
    links: tuple[Link, ...] = ()
    rejects_url: str = ""
    rejects_text: str = ""
    undo_url: str = ""
    undo_text: str = ""
    on_url: str = ""  # goes on where it stopped
    cancel_url: str = ""  # stops the work while it runs
    idempotency_key: str = ""
    failed: bool = False

    @property
    def width(self) -> str:
        """The bar's width in a viewBox of 240."""
        return svg(within(self.share) * 240)
