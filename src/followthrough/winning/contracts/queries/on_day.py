"""A contract as of a day in plain values: its terms, its parts, the amendments in force by then."""

from collections.abc import Mapping
from typing import Any

from followthrough.kernel import clock
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.records.registry import type_of
from followthrough.kernel.records.showing import shown_records, shown_value
from followthrough.winning.contracts.models import PARTS, Amendment, AmendmentState, Contract, ContractLine
from followthrough.winning.contracts.queries.changes import changes_of
from followthrough.winning.contracts.queries.money import preview_of, yearly
from followthrough.winning.contracts.queries.parts import parts_on
from followthrough.winning.contracts.queries.terms import terms_on


def on_day(contract: Contract, asked: Mapping[str, Any], actor: Actor) -> dict[str, Any]:
    """What is agreed for the day asked for, today if none is."""
    day = asked["day"] or clock.today(actor.zone)
    found: dict[str, Any] = {"contract": contract.ref, "day": day.isoformat(), "currency": contract.currency}
    found["terms"] = {name: shown_value(value) for name, value in terms_on(contract, day).items()}
    lines = list(parts_on(ContractLine, contract, day, actor))
    found["yearly"] = str(yearly(lines, contract.currency).amount)
    for model in PARTS:
        kind = type_of(model)
        if actor.is_system or actor.may(kind.permission("view")):
            rows = list(parts_on(model, contract, day, actor))
            found[kind.plural.replace("-", "_")] = shown_records(kind, rows, actor, ())
    signed = Amendment.visible_to(actor).filter(contract=contract, state=AmendmentState.SIGNED, effective_on__lte=day)
    found["amendments"] = [one.ref for one in signed.order_by("effective_on", "number")]
    return found


def what_changes(amendment: Amendment, asked: Mapping[str, Any], actor: Actor) -> dict[str, Any]:
    """Each change before and after, and the difference in money from its day to the end of the term."""
    seen = preview_of(amendment)
    assert seen.within.end is not None
    return {
        "amendment": amendment.ref,
        "effective_on": amendment.effective_on.isoformat(),
        "changes": [
            {"change": one.kind, "what": one.what, "before": one.before, "after": one.after}
            for one in changes_of(amendment)
        ],
        "currency": amendment.contract.currency,
        "counted_until": seen.within.end.isoformat(),
        "yearly_before": str(seen.before.yearly.amount),
        "yearly_after": str(seen.after.yearly.amount),
        "difference": str(seen.difference.amount),
    }
