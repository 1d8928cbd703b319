"""Notes and files of a record the caller has reached, and the verb that makes more of a file."""

from django.db.models import CharField, QuerySet

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.notes.models import Attachment, Note
from followthrough.kernel.records.model import Record
from followthrough.kernel.records.prepared import ID, Given, prepared
from followthrough.kernel.records.registry import type_of

NEWEST = 20


def notes_on(record: Record, actor: Actor) -> QuerySet[Note]:
    """The notes this actor may read, newest first."""
    found = Note.visible_to(actor).filter(kind=type_of(record).kind, record_id=record.pk)
    return found.select_related("author").order_by("-id")


def files_on(record: Record, actor: Actor) -> QuerySet[Attachment]:
    """The record's files, newest first."""
    found = Attachment.visible_to(actor).filter(kind=type_of(record).kind, record_id=record.pk)
    return found.select_related("author").order_by("-id")


def newest_files(record: Record, actor: Actor) -> list[Attachment]:
    """As `files_on`, the first so many, for the record's page."""
    return _files(actor).rows(kind=type_of(record).kind, record=record.pk)


@prepared
def _files(actor: Actor) -> QuerySet[Attachment]:
    about = {"kind": Given("kind", CharField()), "record_id": Given("record", ID)}
    return Attachment.visible_to(actor).filter(**about).select_related("author").order_by("-id")[:NEWEST]


_takers: dict[type[Record], tuple[str, str]] = {}


def take_attached(model: type[Record], verb: str, field: str) -> None:
    """Offer this verb beside each file attached to records of this kind; its `field` takes the file's number."""
    _takers[model] = (verb, field)


def taker_of(model: type[Record]) -> tuple[str, str]:
    """The verb beside each attached file and the field that takes its number; empty without one."""
    return _takers.get(model, ("", ""))
