"""The open promises about a record: on its page, in a column of its list, the next one on its card."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db.models import Count, QuerySet

from followthrough.foundation.accounts.models import Account, Contact
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.records.model import Record
from followthrough.kernel.records.registry import type_of
from followthrough.keystone.promises.models import Promise, State


def promises_about(record: Account | Contact, actor: Actor) -> QuerySet[Promise]:
    """The open promises for an account or a contact, whatever they arise from."""
    rows = Promise.visible_to(actor).filter(state=State.OPEN)
    return rows.filter(account=record) if isinstance(record, Account) else rows.filter(contact=record)


def promises_from(source: Record, actor: Actor) -> QuerySet[Promise]:
    """All promises that arise from a record, closed ones too."""
    return Promise.visible_to(actor).filter(source_kind=type_of(source).kind, source_id=source.pk)


def open_counts(accounts: Sequence[Any], actor: Actor) -> Mapping[int, int]:
    """How many promises each of the accounts has open, in one query; none is 0."""
    ids = [account.pk for account in accounts]
    rows = Promise.visible_to(actor).filter(state=State.OPEN, account__in=ids).order_by()
    found: dict[int, int] = dict(rows.values_list("account").annotate(n=Count("pk")))
    return {pk: found.get(pk, 0) for pk in ids}


def next_promises(kind: str, ids: Collection[int], actor: Actor | None = None) -> dict[int, Promise]:
    """The open promise due next of each source of a kind (`pipeline.opportunity`), in one query, with its people.

    Seen by the actor, or by the house if none is given; a source without an open promise is left out. A snoozed or
    waiting one counts too.
    """
    rows = Promise.visible_to(actor) if actor else Promise._default_manager.filter(binned_at__isnull=True)
    mine = rows.filter(state=State.OPEN, source_kind=kind, source_id__in=list(ids))
    first = mine.order_by("source_id", "due", "pk").distinct("source_id")
    found = first.select_related("owner", "department", "minder", "account", "blocked_by")
    return {promise.source_id: promise for promise in found if promise.source_id is not None}
