"""How a commitment stands in plain values: for programs and for the terminal, as its page shows it."""

from collections.abc import Mapping
from typing import Any

from followthrough.kernel import clock
from followthrough.kernel.access.actor import Actor
from followthrough.serving.usage.queries.standing import commitment_standing
from followthrough.values.money import Money
from followthrough.winning.contracts.models import Commitment


def standing_told(commitment: Commitment, asked: Mapping[str, Any], actor: Actor) -> dict[str, Any]:
    """Its period on a day: what was taken of what was agreed, where it is heading, and what that costs."""
    found = commitment_standing(commitment, asked["day"] or clock.today(actor.zone))
    if found is None or found.period.end is None:
        return {"commitment": commitment.ref, "period": None}
    numbers = (
        "taken",
        "minimum",
        "maximum",
        "left",
        "short",
        "over",
        "projected",
        "low",
        "high",
        "shortfall",
        "overage",
    )
    days = ("minimum_on", "maximum_on")
    return {
        "commitment": commitment.ref,
        "day": found.day.isoformat(),
        "unit": found.unit,
        "period": {"from": found.period.start.isoformat(), "to": found.period.end.isoformat()},
        "stands": found.word.value,
        "elapsed": round(found.elapsed, 4),
        **{name: _plain(getattr(found, name)) for name in numbers},
        **{name: day.isoformat() if (day := getattr(found, name)) else None for name in days},
        "shortfall_costs": _money(found.shortfall_money),
        "overage_costs": _money(found.overage_money),
    }


def _plain(number: Any) -> str | None:
    return None if number is None else f"{number:f}"


def _money(money: Money | None) -> dict[str, str] | None:
    return None if money is None else {"amount": str(money.rounded().amount), "currency": money.currency}
