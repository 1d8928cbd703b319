"""What programs read of a contract's money: its invoice schedule, and its tie-out."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from followthrough.kernel import clock
from followthrough.kernel.access.actor import Actor
from followthrough.serving.billing.queries.schedule import schedule_of
from followthrough.serving.billing.queries.tie_out import FIGURES, tie_out
from followthrough.winning.contracts.models import Contract

AHEAD = timedelta(days=366)


def schedule_read(contract: Contract, asked: Mapping[str, Any], actor: Actor) -> dict[str, Any]:
    """Every invoice of days that begin by the day asked for, a year ahead if none is."""
    until = asked["until"] or clock.today(actor.zone) + AHEAD
    return {
        "contract": contract.ref,
        "currency": contract.currency,
        "until": until.isoformat(),
        "invoices": [
            {
                "due_on": one.due.isoformat(),
                "from": one.period.start.isoformat(),
                "to": one.period.end.isoformat() if one.period.end else None,
                "net": str(one.amount.amount),
                "lines": [{"line": line.line.ref, "net": str(line.amount.amount)} for line in one.lines],
            }
            for one in (schedule_of(contract, until) if contract.is_signed else [])
        ],
    }


def tie_out_read(contract: Contract, asked: Mapping[str, Any], actor: Actor) -> dict[str, Any]:
    """Each line with what is contracted, delivered, billed and paid, and every difference, net of tax."""
    day = asked["day"] or clock.today(actor.zone)
    (tied,) = tie_out([contract], day)
    lines = [
        {"line": one.line.ref, "title": one.line.title, **{name: str(getattr(one, name)) for name in FIGURES}}
        for one in tied.lines
    ]
    return {"contract": contract.ref, "currency": contract.currency, "day": day.isoformat(), "lines": lines}
