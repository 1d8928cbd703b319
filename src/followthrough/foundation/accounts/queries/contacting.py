"""When a customer was last spoken with, and who has not been for too long."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, Max, OuterRef, Q, QuerySet

from followthrough.foundation.accounts.models import Account, AccountStatus, Interaction, InteractionKind, Outcome
from followthrough.foundation.accounts.rules import InteractionKind as Said
from followthrough.foundation.accounts.rules import Outcome as CameOf
from followthrough.foundation.accounts.rules import is_contact
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.records.prepared import IDS, Given, among, prepared


def _contacts() -> Q:
    """The condition under which a conversation counts as contact, as `rules.is_contact` decides it."""
    found = Q(pk__in=())
    for kind in InteractionKind:
        if is_contact(Said(kind), None):
            found |= Q(kind=kind)
        else:
            found |= Q(kind=kind, outcome__in=[o for o in Outcome if is_contact(Said(kind), CameOf(o))])
    return found


def last_contacts(accounts: Sequence[Any], actor: Actor) -> Mapping[int, datetime]:
    """When each of the accounts was last spoken with, in one query; those never spoken with are left out."""
    return dict(_last_contacts(actor).rows(ids=[account.pk for account in accounts]))


@prepared
def _last_contacts(actor: Actor) -> QuerySet[Any, Any]:
    rows = Interaction.visible_to(actor).filter(_contacts(), among("account", Given("ids", IDS)))
    return rows.order_by().values_list("account").annotate(last=Max("at"))


def without_contact(days: int, actor: Actor, now: datetime) -> QuerySet[Account]:
    """Active accounts nobody has spoken with for so many days, the longest-standing ones first."""
    lately = Interaction._default_manager.filter(
        _contacts(), account=OuterRef("pk"), at__gte=now - timedelta(days=days), binned_at__isnull=True
    )
    rows = Account.visible_to(actor).filter(status=AccountStatus.ACTIVE)
    return rows.filter(~Exists(lately)).order_by("pk")
