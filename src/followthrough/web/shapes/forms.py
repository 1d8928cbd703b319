"""Forms: fields of a create or edit page, an action's dialog, an inline edit, and two people at once."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from followthrough.web.shapes.parts import Link, PanelField

FieldKind = Literal[
    "text", "textarea", "number", "money", "date", "datetime", "time", "select", "multiselect", "checkbox", "radio",
    "link", "links", "file", "email", "tel", "url", "password", "hidden",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Choice:
    """One value to choose; for `links` fields, one already chosen record."""

    value: str
    label: str
    selected: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """One field. `value` is what was typed or stored, as the browser's field wants it (dates ISO).

    `link` fields search `search_url?q=…`, which answers `[{"value", "label", "note"}]`; `shown` is the label of the
    value chosen now. `money` fields post `name` and `name_currency`. `error` says what to write.
    """

    name: str
    label: str
    kind: FieldKind = "text"
    value: str = ""
    shown: str = ""
    choices: tuple[Choice, ...] = ()
    search_url: str = ""
    new_url: str = ""  # for `link`: where a missing record is made
    help: str = ""
    error: str = ""
    required: bool = False
    readonly: bool = False
    autofocus: bool = False
    autocomplete: str = "off"
    placeholder: str = ""
    minimum: str = ""
    maximum: str = ""
    step: str = ""
    max_length: int = 0
    rows: int = 3
    accept: str = ""
    currency: str = ""
    currencies: tuple[str, ...] = ()
    lang: str = ""
    wide: bool = False  # spans both columns
    doubles_url: str = ""  # asked while typing for records that may be meant

    @property
    def control(self) -> str:
        """The part that draws the field itself."""
        own = {"textarea", "select", "multiselect", "link", "links", "money", "number", "file", "checkbox", "radio"}
        return f"web/parts/controls/{self.kind if self.kind in own else 'input'}.html"

    @property
    def input_type(self) -> str:
        """The browser's field; a date it could not show stays as the text that was typed."""
        if self.kind == "datetime":
            return "datetime-local"
        return "text" if self.kind == "date" and self.value and not is_iso_day(self.value) else self.kind

    @property
    def id(self) -> str:
        """The element's id, which labels and errors point at."""
        return f"f-{self.name}"


def is_iso_day(text: str) -> bool:
    """Whether a text is a real day, written as 2026-11-30."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


@dataclass(frozen=True, slots=True)
class FieldSet:
    """Fields under one heading; the first set of a short form needs none."""

    fields: tuple[Field, ...]
    title: str = ""
    help: str = ""


@dataclass(frozen=True, slots=True)
class ConflictRow:
    """A field both changed: worded values, and `theirs_raw` as the field wants it when "use theirs" is pressed."""

    name: str
    label: str
    theirs: str
    yours: str
    theirs_raw: str = ""
    before: str = ""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Somebody saved first. The form below keeps what was typed and carries the new version."""

    who: str
    when: str
    rows: tuple[ConflictRow, ...]
    record_url: str = ""


@dataclass(frozen=True, slots=True)
class FormPage:
    """form.html: create or edit in a page. Posts to `url` (the same page if empty) with `version` and the key."""

    sets: tuple[FieldSet, ...]
    submit: str  # what happens: "Create account", "Save"
    cancel_url: str
    url: str = ""
    version: str = ""
    idempotency_key: str = ""
    errors: tuple[Link, ...] = ()  # summary; url "#f-<name>" or "" for the whole form
    conflict: Conflict | None = None
    intro: str = ""
    has_files: bool = False
    danger: bool = False
    submit_more: str = ""  # a second button, posts `more=1`: "Create and add another"
    all_optional: bool = False  # nothing has to be filled in, so that no field says so


@dataclass(frozen=True, slots=True)
class ActionDialog:
    """action_dialog.html: an action's parameters, a fragment in the dialog; also action_page.html without scripts.

    The answer to its post is 204 with HX-Redirect, HX-Refresh or a toast, or this again with 422 and errors.
    """

    title: str
    form: FormPage
    text: str = ""  # what will happen, and how it is undone
    picked: tuple[str, ...] = ()  # ids of a bulk action, sent as `pick`
    picked_text: str = ""


@dataclass(frozen=True, slots=True)
class InlineField:
    """parts/inline_field.html: the field in place of a value; posts to `url` on leaving; Esc asks `cancel_url`."""

    url: str
    cancel_url: str
    field: Field
    version: str = ""
    idempotency_key: str = ""


@dataclass(frozen=True, slots=True)
class InlineConflict:
    """parts/inline_conflict.html: both values of one field, to choose from."""

    url: str
    cancel_url: str
    field: Field
    conflict: Conflict
    version: str = ""
    idempotency_key: str = ""


@dataclass(frozen=True, slots=True)
class InlineValue:
    """parts/inline_value.html: the saved value with "Saved 09:41" beside it for a while."""

    value: PanelField
    saved: str = ""
