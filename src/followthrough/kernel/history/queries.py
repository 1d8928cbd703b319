"""Read history the way people ask for it: what happened to this record, newest first."""

from django.db.models import Q, QuerySet

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.history.models import Entry
from followthrough.kernel.numbering.models import FormerNumber
from followthrough.kernel.records.model import Record
from followthrough.kernel.records.registry import type_of


def history_of(record: Record, actor: Actor) -> QuerySet[Entry]:
    """The entries of a record and of its children, newest first.

    The caller has reached the record through `visible_to`; fields the actor may not see are cut by `shown_changes`.
    """
    kind = type_of(record).kind
    ids = [record.pk, *former_ids(kind, record.pk)]
    own = Q(kind=kind, record_id__in=ids)
    return Entry.objects.filter(own | Q(parent_kind=kind, parent_id__in=ids)).order_by("-id")


def former_ids(kind: str, record_id: int) -> list[int]:
    """The ids of records that were merged into this one: what happened to them is its own story too."""
    led = FormerNumber.objects.filter(kind=kind, record_id=record_id)
    return list(led.values_list("former_id", flat=True))


def fields_changed_since(record: Record, version: int) -> dict[str, Entry]:
    """The columns other people changed after a version was read, each with its latest entry."""
    entries = Entry.objects.filter(kind=type_of(record).kind, record_id=record.pk, version__gt=version).order_by("id")
    return {name: entry for entry in entries for name in entry.after or {}}
