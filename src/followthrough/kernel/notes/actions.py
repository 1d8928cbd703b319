"""Add notes and files to any record the actor can reach."""

import mimetypes
from collections.abc import Iterable
from datetime import datetime
from typing import Any, Protocol

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import Action, actions_on, register
from followthrough.kernel.actions.generic import create_records
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.files.store import TooLarge, keep
from followthrough.kernel.jobs.declare import defer
from followthrough.kernel.notes.models import Attachment, Note
from followthrough.kernel.records.fields import Field, Kind, Words
from followthrough.kernel.records.model import Record
from followthrough.kernel.records.problems import Invalid
from followthrough.kernel.records.registry import RecordType, record_types, type_of


class Sent(Protocol):
    """An uploaded file, as the web framework and the command line hand it over."""

    name: str

    def chunks(self) -> Iterable[bytes]: ...


def declare_notes() -> None:
    """Give every listed record the verbs `add-note` and `attach`."""
    for kind in record_types():
        if kind.listed and "add-note" not in actions_on(kind.model):
            register(_noting(kind))
            register(_attaching(kind))


def _noting(kind: RecordType) -> Action:
    fields = (
        Field("text", Kind.LONG, gettext_lazy("Note"), required=True),
        Field("is_private", Kind.YES_NO, gettext_lazy("Only for me and managers"), default=False),
    )
    return verb_on(kind, f"add_note_{kind.singular}", add_note, gettext_lazy("Add a note"), "sticky-note", fields)


def _attaching(kind: RecordType) -> Action:
    fields = (Field("file", Kind.FILE, gettext_lazy("File"), required=True),)
    return verb_on(kind, f"attach_{kind.singular}", attach, gettext_lazy("Attach a file"), "paperclip", fields)


def verb_on(kind: RecordType, name: str, call: Any, label: Words, icon: str, fields: tuple[Field, ...]) -> Action:
    """A verb that is the same on records of many kinds, for those who may edit the record; `name` ends in its word."""
    return Action(
        name=name,
        model=kind.model,
        call=call,
        needs=kind.permission("edit"),
        label=label,
        about=call.__doc__ or "",
        fields=fields,
        from_states=(),
        to_state="",
        state="",
        button=True,
        icon=icon,
        key="",
        primary=False,
        undone_by="",
        undo_words="",
        on_class=False,
        applies=None,
        guests=None,
    )


def add_note(record: Record, *, text: str, is_private: bool = False, by: Actor, now: datetime) -> Changes:
    """Write a note on the record; a private one is for its author and those who may see private notes."""
    values = {"kind": type_of(record).kind, "record_id": record.pk, "text": text, "is_private": is_private}
    create_records(type_of(Note), [{**values, "author_id": by.user_id}], by=by, now=now)
    return Changes(_("The note is on the record."))


def attach(record: Record, *, file: Any, by: Actor, now: datetime) -> Changes:
    """Attach a file of at most 25 MB to the record."""
    made = attach_content(type_of(record).kind, record.pk, file.name, file.chunks(), by=by, now=now)
    return Changes(_("%(name)s is attached.") % {"name": made.name})


def attach_content(
    kind: str, record_id: int, name: str, chunks: Iterable[bytes], *, by: Actor, now: datetime
) -> Attachment:
    """Keep a content and attach it; the name is only a label and never a path."""
    label = name.replace("\\", "/").rsplit("/", 1)[-1].replace("\x00", "")[:255] or _("file")
    try:
        sha256, size = keep(chunks)
    except TooLarge as problem:
        raise Invalid({"file": _("A file may have at most 25 MB.")}) from problem
    values = {
        "kind": kind,
        "record_id": record_id,
        "name": label,
        "size": size,
        "sha256": sha256,
        "media_type": mimetypes.guess_type(label)[0] or "application/octet-stream",
        "author_id": by.user_id,
    }
    made: Attachment
    (made,) = create_records(type_of(Attachment), [values], by=by, now=now)
    defer("notes.read_files")
    return made
