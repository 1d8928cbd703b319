"""Notes and files of a record the caller has reached, and the verb that makes more of a file."""

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


_takers: dict[type[Record], tuple[str, str]] = {}


def take_attached(model: type[Record], verb: str, field: str) -> None:
    """Offer this verb beside each file attached to records of this kind; its `field` takes the file's number."""
    _takers[model] = (verb, field)


def taker_of(model: type[Record]) -> tuple[str, str]:
    """The verb beside each attached file and the field that takes its number; empty without one."""
    return _takers.get(model, ("", ""))
