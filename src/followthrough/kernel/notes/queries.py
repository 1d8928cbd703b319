"""Notes and files of a record the caller has reached."""

from django.db.models import QuerySet

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.notes.models import Attachment, Note
from followthrough.kernel.records.model import Record
from followthrough.kernel.records.registry import type_of


def notes_on(record: Record, actor: Actor) -> QuerySet[Note]:
    """The notes this actor may read, newest first."""
    found = Note.visible_to(actor).filter(kind=type_of(record).kind, record_id=record.pk)
    return found.select_related("author").order_by("-id")


def files_on(record: Record, actor: Actor) -> QuerySet[Attachment]:
    """The record's files, newest first."""
    found = Attachment.visible_to(actor).filter(kind=type_of(record).kind, record_id=record.pk)
    return found.select_related("author").order_by("-id")
