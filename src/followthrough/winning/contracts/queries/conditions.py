"""The filters of the list of contracts that follow from dates, and of promises by what in a contract they come from."""

from typing import Any

from django.db.models import Q

from followthrough.kernel import clock
from followthrough.kernel.access.actor import Actor
from followthrough.keystone.promises.models import State
from followthrough.winning.contracts.models import Contract, ContractDiscount, ContractState, Entitlement
from followthrough.winning.contracts.queries.entitled import RULE, word_of
from followthrough.winning.contracts.queries.fulfilment import fulfilments
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
    return _of_parts(Entitlement.visible_to(actor).filter(pk__in=value))


def of_discounts(value: Any, actor: Actor) -> Q:
    """Promises to honour one of these discounts."""
    return _of_parts(ContractDiscount.visible_to(actor).filter(pk__in=value))


def _of_parts(parts: Any) -> Q:
    found = Q(pk__in=())
    for part in parts:
        prefix = f"{RULE}/{word_of(part)}:{part.pk}/"
        found |= Q(source_kind=SOURCE, source_id=part.contract_id, occurrence__startswith=prefix)
    return found


def counted_for(value: Any, actor: Actor) -> Q:
    """Promises that the fulfilment of one of these contracts counts in its present term."""
    seen = Contract.visible_to(actor).filter(pk__in=value).select_related("owner", "team")
    rows = [one for told in fulfilments(list(seen)).values() for one in told]
    return Q(pk__in=[promise.pk for one in rows for promise in one.promises])


def is_broken(value: Any, actor: Actor) -> Q:
    """Missed, or open past its due (yes), or the others (no)."""
    broken = Q(state=State.MISSED) | Q(state=State.OPEN, due__lt=clock.now())
    return broken if value else ~broken
