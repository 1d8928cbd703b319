"""What the tests of usage have in common: meters, events, a contract with a commitment."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from followthrough.kernel.access.actor import Actor
from followthrough.serving.usage.models import Meter, UsageBatch
from followthrough.serving.usage.queries.used import used
from followthrough.winning.contracts.models import Commitment, Contract, ContractLine
from followthrough.winning.contracts.tests import agreements
from tests import cast


def meter(how: str = "sum", **values: Any) -> Meter:
    """A meter of a customer."""
    values.setdefault("account", agreements.customer() if "account" not in values else None)
    made: Meter = cast.made(Meter, **{"name": "Records", "unit": "records", "code": "records", "how": how, **values})
    return made


def event(event_id: str, at: str, quantity: Any = 1, **values: Any) -> dict[str, Any]:
    """An event as a program sends it."""
    at = at if "T" in at else f"{at}T12:00:00Z"
    return {"id": event_id, "meter": "records", "at": at, "quantity": quantity, **values}


def send(by: Actor, *events: Any, source: str = "") -> UsageBatch:
    """Send events; what came of them."""
    return UsageBatch.objects.get(ref=cast.does(by, UsageBatch, "take", events=list(events), source=source).ref)


def taken(one: Meter, start: str = "2020-01-01", end: str = "2030-12-31") -> str:
    """How much was taken on these days."""
    return f"{used([one.pk], date.fromisoformat(start), date.fromisoformat(end)):f}".rstrip("0").rstrip(".") or "0"


@dataclass
class Sold:
    """A signed contract for a year from 1 February 2026 with a commitment, the line that prices it, and their meter."""

    contract: Contract
    line: ContractLine
    commitment: Commitment
    meter: Meter


def sold(by: Actor, *, charges: str = "over", line: dict[str, Any] | None = None, **commitment: Any) -> Sold:
    """What data subscriptions look like: so many records, dearer beyond."""
    contract = agreements.drafted()
    told = {"unit_price": Decimal("0.05"), "charged": "usage", "description": "Records", **(line or {})}
    priced = cast.made(ContractLine, contract=contract, **told)
    given = {"name": "Records", "unit": "records", "maximum": Decimal(12000), "period": "year", **commitment}
    commits = cast.made(Commitment, contract=contract, **given)
    contract = agreements.signed(by, contract)
    one = meter(account=contract.account, commitment=commits, line=priced, charges=charges)
    return Sold(contract, refreshed(priced), refreshed(commits), one)


def refreshed(one: Any) -> Any:
    """The record as it stands now."""
    return type(one).objects.get(pk=one.pk)


def use(by: Actor, days: dict[str, Any] | list[tuple[str, Any]], mark: str = "u") -> None:
    """Send so much on each day."""
    rows = list(days.items()) if isinstance(days, dict) else days
    found = send(by, *(event(f"{mark}{n}", day, quantity) for n, (day, quantity) in enumerate(rows)))
    assert found.refusals == []
