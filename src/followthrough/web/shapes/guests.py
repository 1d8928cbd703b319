"""The page behind a guest's link: what is owed, and the few things they may answer; needs no shell."""

from dataclasses import dataclass

from followthrough.web.shapes.forms import Field
from followthrough.web.shapes.parts import Badge, Link


@dataclass(frozen=True, slots=True)
class GuestForm:
    """One thing a guest may do. Posts its fields, `version` and `idempotency_key` to `url`."""

    label: str
    icon: str
    url: str
    fields: tuple[Field, ...]
    idempotency_key: str
    is_open: bool = False
    primary: bool = False
    has_files: bool = False
    error: str = ""


@dataclass(frozen=True, slots=True)
class GuestPage:
    """guest.html: the record and its forms; or `thanks` after an answer; or why the link does not work (`ended`)."""

    company: str
    title: str
    facts: tuple[tuple[str, str], ...] = ()
    badges: tuple[Badge, ...] = ()
    guest: str = ""
    note: str = ""
    note_by: str = ""
    files: tuple[Link, ...] = ()
    forms: tuple[GuestForm, ...] = ()
    version: str = ""
    until: str = ""
    thanks: str = ""
    back_url: str = ""
    seen_url: str = ""
    ended: str = ""
    language: str = "en"
    theme: str = "system"
