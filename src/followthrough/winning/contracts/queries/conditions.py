"""The filters of the list of contracts that follow from dates, and of promises by what in a contract they come from."""

from typing import Any

from django.db.models import Q

from followthrough.kernel import clock
from followthrough.kernel.access.actor import Actor
from followthrough.winning.contracts.models import Contract, ContractState, Entitlement
from followthrough.winning.contracts.queries.entitled import RULE
from followthrough.winning.contracts.queries.wanted import SOURCE
from followthrough.winning.contracts.rules.standing import SOON

AGREED = (ContractState.SIGNED, ContractState.TERMINATED)


def is_running(value: Any, actor: Actor) -> Q:
    """Signed, begun and not over (yes), or the others (no)."""
    day = clock.today(actor.zone)
    running = Q(state__in=AGREED, starts_on__lte=day) & (Q(last_day__isnull=True) | Q(last_day__gte=day))
    return running if value else ~running


def notice_soon(value: Any, actor: Actor) -> Q:
    """Notice must be given within 45 days if it is to be given (yes), or the others (no)."""
    day = clock.today(actor.zone)
    soon = Q(state=ContractState.SIGNED, notice_by__gte=day, notice_by__lte=day + SOON)
    return soon if value else ~soon


def has_ended(value: Any, actor: Actor) -> Q:
    """Its last day is over (yes), or the others (no)."""
    ended = Q(state__in=AGREED, last_day__lt=clock.today(actor.zone))
    return ended if value else ~ended


def of_contracts(value: Any, actor: Actor) -> Q:
    """Promises that arise from one of these contracts."""
    seen = Contract.visible_to(actor).filter(pk__in=value)
    return Q(source_kind=SOURCE, source_id__in=seen.values("pk"))


def of_entitlements(value: Any, actor: Actor) -> Q:
    """Promises that have come of one of these entitlements."""
    seen = Entitlement.visible_to(actor).filter(pk__in=value).values_list("pk", "contract")
    found = Q(pk__in=())
    for pk, contract in seen:
        found |= Q(source_kind=SOURCE, source_id=contract, occurrence__startswith=f"{RULE}/entitlement:{pk}/")
    return found
