"""Bring into a renewal's contract what the contract before it owed, so that signing it makes the promises."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.generic import change_records, create_records
from followthrough.kernel.records.registry import Values, type_of
from followthrough.winning.contracts.models import Charged, Commitment, Contract, ContractLine, Entitlement
from followthrough.winning.contracts.queries.parts import standing_parts
from followthrough.winning.renewals.models import Renewal
from followthrough.winning.renewals.queries.carrying import carried_parts, lines_before, renewed_term, sold_with
from followthrough.winning.renewals.queries.terms import Term

Pair = tuple[ContractLine, ContractLine]
TERMS = ("renews", "renewal_months", "renewal_limit", "notice", "notice_unit", "billing", "needs_po")


def carry_over(created: Sequence[Contract], *, by: Actor, now: datetime) -> None:
    """New contracts made from a renewal's deal start with what was owed before, moved into the new term.

    It begins on the day after the old term unless told otherwise; without a template its terms are the old ones.
    """
    deals = {one.opportunity_id for one in created} - {None}
    rows: Any = Renewal._default_manager.filter(opportunity__in=deals, binned_at__isnull=True) if deals else ()
    renewals = {one.opportunity_id: one for one in rows}
    for contract in created:
        renewal = renewals.get(contract.opportunity_id)
        if renewal is not None and renewal.contract_id != contract.pk:
            _carry(renewal, contract, by=by, now=now)


def sell_with(
    *, created: Sequence[ContractLine], changed: Sequence[ContractLine], inputs: Any, by: Actor, now: datetime
) -> None:
    """New lines of a renewal's contract are billed as those before; what was sold with one is sold with it again."""
    contracts = {one.contract_id: one.contract for one in created if one.contract.opportunity_id}
    rows: Any = Renewal._default_manager.filter(opportunity__in=[one.opportunity_id for one in contracts.values()])
    for renewal in rows.filter(binned_at__isnull=True) if contracts else ():
        term = renewed_term(renewal)
        for made in contracts.values():
            if term and made.opportunity_id == renewal.opportunity_id and made.pk != renewal.contract_id:
                pairs = lines_before(renewal, [one for one in created if one.contract_id == made.pk])
                _sell_with(renewal, term, made, pairs, by=by, now=now)


def go_on_from(before: Contract, after: Contract, *, by: Actor, now: datetime) -> None:
    """Tie what a contract typed by hand sells and commits to, to what goes by the same name in the one before."""
    for model in (ContractLine, Commitment):
        parts: Any = standing_parts(model, after)
        new = list(parts.filter(continues__isnull=True))
        old = {one.title.casefold(): one for one in standing_parts(model, before)}
        tied: list[tuple[Any, Values]] = [
            (one, {"continues": old.pop(one.title.casefold())}) for one in new if one.title.casefold() in old
        ]
        change_records(type_of(model), tied, by=by, now=now)


def _sell_with(
    renewal: Renewal, term: Term, made: Contract, pairs: Sequence[Pair], *, by: Actor, now: datetime
) -> None:
    same: list[tuple[Any, Values]] = [
        (new, {"continues": old} | ({"billed_when": old.billed_when} if new.charged == Charged.ONCE else {}))
        for new, old in pairs
    ]
    change_records(type_of(ContractLine), same, by=by, now=now)
    tied: list[tuple[Any, Values]] = [
        (part, {"line": line}) for part, line in sold_with(renewal, term, made, {old.pk: new for new, old in pairs})
    ]
    change_records(type_of(Entitlement), tied, by=by, now=now)


def _carry(renewal: Renewal, made: Contract, *, by: Actor, now: datetime) -> None:
    term = renewed_term(renewal)
    if term is None:
        return
    starts_on = made.starts_on or term.next_day
    told: Values = {} if made.template_id else {name: getattr(renewal.contract, name) for name in TERMS}
    if made.starts_on is None:
        kind = type_of(Contract)
        told |= kind.cleaned({"starts_on": starts_on}, made)
    change_records(type_of(Contract), [(made, told)], by=by, now=now)
    for model, parts in carried_parts(renewal, term, made, starts_on).items():
        create_records(type_of(model), parts, by=by, now=now)
