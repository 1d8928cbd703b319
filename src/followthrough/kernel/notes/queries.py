"""Notes and files of a record the caller has reached, and the verb that makes more of a file."""

from collections.abc import Iterable

from django.db.models import CharField, QuerySet

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.history.models import Entry, Operation
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
    return _files_of(type_of(record).kind, record.pk, actor)


def newest_files(record: Record, actor: Actor) -> list[Attachment]:
    """As `files_on`, the first so many, for the record's page."""
    return _newest_files(actor).rows(kind=type_of(record).kind, record=record.pk)


@prepared
def _newest_files(actor: Actor) -> QuerySet[Attachment]:
    return _files_of(Given("kind", CharField()), Given("record", ID), actor)[:NEWEST]


def _files_of(kind: str | Given, record_id: int | Given, actor: Actor) -> QuerySet[Attachment]:
    found = Attachment.visible_to(actor).filter(kind=kind, record_id=record_id)
    return found.select_related("author").order_by("-id")


def written_by(rows: Iterable[Note | Attachment]) -> dict[Note | Attachment, str]:
    """Who made those that no colleague did, such as the guest of a link: their names as history holds them."""
    without = {(type_of(one).kind, one.pk): one for one in rows if one.author_id is None}
    if not without:
        return {}
    kinds, ids = {kind for kind, _pk in without}, {pk for _kind, pk in without}
    made = Entry.objects.filter(kind__in=kinds, record_id__in=ids, operation=Operation.CREATE)
    names = made.values_list("kind", "record_id", "actor_name")
    return {without[kind, pk]: name for kind, pk, name in names if name and (kind, pk) in without}


_takers: dict[type[Record], tuple[str, str]] = {}


def take_attached(model: type[Record], verb: str, field: str) -> None:
    """Offer this verb beside each file attached to records of this kind; its `field` takes the file's number."""
    _takers[model] = (verb, field)


def taker_of(model: type[Record]) -> tuple[str, str]:
    """The verb beside each attached file and the field that takes its number; empty without one."""
    return _takers.get(model, ("", ""))
