"""What shows that a promise was kept: a note, a file, a link, or another record."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from followthrough.foundation.accounts.models import Interaction
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.generic import create_records
from followthrough.kernel.notes.actions import attach_content
from followthrough.kernel.records.model import Record
from followthrough.kernel.records.problems import Invalid
from followthrough.kernel.records.registry import Values, type_of
from followthrough.keystone.promises.models import Evidence, EvidenceKind, Promise
from followthrough.keystone.promises.queries.sources import record_numbered


@dataclass(frozen=True, slots=True)
class Shown:
    """What a person offers as evidence; any of it may be empty, not all."""

    note: str = ""
    link: str = ""
    file: Any = None
    record: str | Record = ""


def evidence_given(shown: Shown, by: Actor) -> Shown:
    """The evidence with its record found; refuses when there is none, or none of that number."""
    if not any((shown.note.strip(), shown.link, shown.file, shown.record)):
        if by.opens:
            raise Invalid({"note": _("Say what shows that it was done: a note, a file or a link.")})
        raise Invalid({"note": _("Say what shows that it was kept: a note, a file, a link or a record.")})
    if not shown.record or isinstance(shown.record, Record):
        return shown
    found = record_numbered(shown.record, by)
    if found is None:
        raise Invalid({"record": _("There is no record “%(ref)s”.") % {"ref": shown.record}})
    return Shown(shown.note, shown.link, shown.file, found)


def add_evidence(promise: Promise, shown: Shown, *, by: Actor, now: datetime) -> list[Evidence]:
    """Put each piece of evidence on the promise."""
    rows: list[Values] = []
    if shown.note.strip():
        rows.append({"kind": EvidenceKind.NOTE, "text": shown.note.strip()})
    if shown.link:
        rows.append({"kind": EvidenceKind.LINK, "url": shown.link})
    if shown.file:
        kind = type_of(Promise).kind
        kept = attach_content(kind, promise.pk, shown.file.name, shown.file.chunks(), by=by, now=now)
        rows.append({"kind": EvidenceKind.FILE, "attachment": kept, "text": kept.name})
    if isinstance(shown.record, Record):
        is_call = isinstance(shown.record, Interaction)
        rows.append(
            {
                "kind": EvidenceKind.CALL if is_call else EvidenceKind.RECORD,
                "record_kind": type_of(shown.record).kind,
                "record_ref": shown.record.ref,
                "text": shown.record.title,
            }
        )
    made: list[Evidence] = create_records(
        type_of(Evidence), [{"promise": promise, **row} for row in rows], by=by, now=now
    )
    return made
