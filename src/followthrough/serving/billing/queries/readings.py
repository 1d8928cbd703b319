"""What programs read of money: a contract's schedule and tie-out, who owes us, where it leaks."""

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal
from typing import Any

from followthrough.kernel import clock
from followthrough.kernel.access.actor import Actor
from followthrough.serving.billing.queries.aged import AGES, Balance, aged_balances, totals_of
from followthrough.serving.billing.queries.schedule import schedule_of
from followthrough.serving.billing.queries.tie_out import FIGURES, LEAKS, leaking, tie_out
from followthrough.values.money import Money
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


def owed_read(asked: Mapping[str, Any], actor: Actor) -> dict[str, Any]:
    """What each account owes, by how long it is overdue, as of today; of one account where it is named."""
    day = clock.today(actor.zone)
    found = aged_balances(actor, day, account=asked["account"])
    return {
        "day": day.isoformat(),
        "accounts": [{"account": one.ref, "name": one.name, **_balance(one)} for one in found],
        "all": [_balance(one) for one in totals_of(found).values()],
    }


def _balance(one: Balance) -> dict[str, str]:
    ages = {f"overdue_{name}": amount for (name, _least, _most), amount in zip(AGES, one.ages, strict=True)}
    figures = {"not_due": one.not_due, **ages, "credits": one.open_credits, "on_account": one.on_account}
    figures["total"] = one.total
    return {"currency": one.currency, **{name: _cents(amount, one.currency) for name, amount in figures.items()}}


def _cents(amount: Decimal, currency: str) -> str:
    return str(Money(amount, currency).rounded().amount)


def leaks_read(asked: Mapping[str, Any], actor: Actor) -> dict[str, Any]:
    """The contracts that do not tie out today, with what is missing of each, net of tax; the most first."""
    day = clock.today(actor.zone)
    return {
        "day": day.isoformat(),
        "contracts": [
            {
                "contract": one.contract.ref,
                "account": one.contract.account.ref,
                "currency": one.contract.currency,
                **{name: _cents(one.sum(name), one.contract.currency) for name in LEAKS},
            }
            for one in leaking(actor, day)
        ],
    }
