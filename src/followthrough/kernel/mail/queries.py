"""Mails of a record the caller has reached."""

from django.db.models import QuerySet

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.mail.models import Mail
from followthrough.kernel.records.model import Record
from followthrough.kernel.records.registry import type_of


def mails_on(record: Record, actor: Actor) -> QuerySet[Mail]:
    """The mails about this record that this actor may read, newest first."""
    found = Mail.visible_to(actor).filter(kind=type_of(record).kind, record_id=record.pk)
    return found.select_related("author").order_by("-at", "-id")
