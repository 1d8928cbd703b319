"""Mails of records the caller has reached."""

from collections.abc import Collection, Mapping

from django.db.models import Q, QuerySet

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.access.permissions import DESK, Role
from followthrough.kernel.mail.models import Mail
from followthrough.kernel.records.model import Record
from followthrough.kernel.records.prepared import Given, among
from followthrough.kernel.records.registry import type_named, type_of


def mails_on(record: Record, actor: Actor) -> QuerySet[Mail]:
    """The mails about this record that this actor may read, newest first."""
    return mails_about({type_of(record).kind: [record.pk]}, actor).order_by("-at", "-id")


def mails_about(records: Mapping[str, Collection[int] | Given], actor: Actor) -> QuerySet[Mail]:
    """The mails about these records, ids by kind, each of them reached by the caller through `visible_to`.

    Whoever of the desk sees a record sees its mails: nothing of the scope of all mails remains to be asked.
    """
    about = Q(pk__in=())
    if actor.is_system or actor.role is Role.ADMIN or actor.role in DESK:
        for name, ids in records.items():
            kind = type_named(name)
            if kind is not None and actor.may(kind.permission("view")):
                about |= Q(among("record_id", ids), kind=name)
    return Mail._default_manager.filter(about, binned_at__isnull=True).select_related("author")
