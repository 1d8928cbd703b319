"""A record as it was at a time: the row that stands now, taken back through what history says of it since."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from psycopg import sql

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.history.models import Entry, Operation
from followthrough.kernel.records.fields import Field, Kind
from followthrough.kernel.records.model import Record
from followthrough.kernel.records.problems import Invalid, NotFound
from followthrough.kernel.records.reading import read_value
from followthrough.kernel.records.registry import RecordType, record_types, type_of

MOST_PARTS = 100  # of one kind, on one record
MOMENT = Field("as_of", Kind.INSTANT, gettext_lazy("as of"), required=True)
# Writers of one record wait for each other, but their clocks were read before: what was written after something later
# than the moment is later itself. Of each column the first value from before any of these changes stands.
AS_OF = """
WITH later AS (
  SELECT id, before FROM history_entry
  WHERE kind = %(kind)s AND record_id = %(record)s AND id >= (
    SELECT min(id) FROM history_entry WHERE kind = %(kind)s AND record_id = %(record)s AND at > %(at)s)
), back AS (SELECT ft_merged(before ORDER BY id DESC) AS was FROM later WHERE before IS NOT NULL)
SELECT (jsonb_populate_record(t, ft_held(coalesce(b.was, '{{}}'), t.custom))).*
FROM {table} t, back b WHERE t.id = %(record)s
"""


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that differs between two moments; the values are those of the two rows."""

    field: Field
    before: Any
    after: Any


def as_of(record: Record, at: datetime) -> Any | None:
    """The row as it was at the moment, never to be saved; None where it was not there yet, or not there then.

    The caller has reached the record through `visible_to`. What the actor may not see now is not seen then either:
    show it through `readable` and with links told apart. Its `version` is that of its last change before.
    """
    kind = type_of(record)
    entries = Entry.objects.filter(kind=kind.kind, record_id=record.pk)
    first = entries.filter(at__gt=at).order_by("id").first()
    if first is not None and first.operation == Operation.CREATE:
        return None
    statement = sql.SQL(AS_OF).format(table=sql.Identifier(kind.model._meta.db_table))
    given = {"kind": kind.kind, "record": record.pk, "at": at}
    rows = kind.model._default_manager.raw(statement, given)  # type: ignore[arg-type]  # composed, which psycopg takes
    (row,) = rows
    if first is not None:
        last = entries.filter(id__lt=first.pk).order_by("-id").first()
        row.version = last.version if last else max(1, first.version - 1)
        row.updated_at = last.at if last else row.created_at
    return row


def as_of_or_refuse(record: Record, at: datetime) -> Any:
    """As `as_of`; raises NotFound where there was nothing then."""
    row = as_of(record, at)
    if row is None:
        raise NotFound(_("%(title)s was not there at that time.") % {"title": record.title})
    return row


def parts_as_of(kind: RecordType, record: Record, part: RecordType, at: datetime, actor: Actor) -> list[Any]:
    """The parts of a kind that stood on the record at the moment and are still to be reached, the first hundred."""
    column = part.stored(part.parent)
    entries = Entry.objects.filter(kind=part.kind, parent_kind=kind.kind, parent_id=record.pk, at__lte=at)
    ids = set(entries.values_list("record_id", flat=True).distinct()[:MOST_PARTS])
    rows = part.model.reached(actor)
    ids |= set(rows.filter(**{column.attname: record.pk}).values_list("pk", flat=True)[:MOST_PARTS])
    then = [as_of(one, at) for one in rows.filter(pk__in=ids).order_by("pk")]
    return [
        one for one in then if one is not None and getattr(one, column.attname) == record.pk and one.binned_at is None
    ]


def part_kinds(kind: RecordType, actor: Actor) -> Sequence[RecordType]:
    """The kinds of records that are parts of such a record and that the actor may see at all."""
    return [
        part
        for part in record_types()
        if part.parent and part.parent_type is kind and (actor.is_system or actor.may(part.permission("view")))
    ]


def differences(kind: RecordType, before: Any, after: Any, actor: Actor) -> list[Difference]:
    """The fields the actor may see that differ between two rows of one record."""
    found = []
    for name, field in kind.readable(actor).items():
        attname = kind.stored(name).attname
        one, two = getattr(before, attname), getattr(after, attname)
        if one != two and name != "updated_at":
            found.append(Difference(field, one, two))
    return found


def read_moment(text: Any, actor: Actor, name: str = "as_of") -> datetime:
    """The moment that was written, in the actor's zone; of a day its end. Raises Invalid naming the parameter."""
    try:
        day = parse_date(str(text).strip())
    except ValueError:
        day = None
    if day is not None:
        return datetime.combine(day, time.max, ZoneInfo(actor.zone))
    try:
        moment: datetime = read_value(MOMENT, text, actor)
    except Invalid as problem:
        raise Invalid({name: problem.fields[MOMENT.name]}) from problem
    return moment
