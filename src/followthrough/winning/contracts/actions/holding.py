"""Write down who has a contract from now on: one step on its track, and the same on the contract itself."""

from collections.abc import Sequence
from datetime import datetime

from followthrough.foundation.accounts.models import Contact
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.generic import change_records, create_records
from followthrough.kernel.people.models import User
from followthrough.kernel.records.registry import Values, type_of
from followthrough.winning.contracts.models import Contract, Holding, Party


def take_up(contracts: Sequence[Contract], *, by: Actor, now: datetime) -> None:
    """New contracts lie with their owners."""
    rows: list[Values] = [
        {"contract": one, "party": Party.US.value, "person": one.owner, "step": one.state, "since": one.state_since}
        for one in contracts
    ]
    create_records(type_of(Holding), rows, by=by, now=now)
    changes: list[tuple[Contract, Values]] = [
        (one, {"with_party": Party.US.value, "held_since": one.state_since}) for one in contracts
    ]
    change_records(type_of(Contract), changes, by=by, now=now)


def pass_on(
    contract: Contract,
    party: Party | None,
    *,
    state: str = "",
    person: User | None = None,
    contact: Contact | None = None,
    why: str = "",
    values: Values | None = None,
    by: Actor,
    now: datetime,
) -> None:
    """Give the contract to somebody, in a new state if one is named; nobody has one that is over (`party` None)."""
    full: Values = {**(values or {}), "with_party": party.value if party else "", "held_since": now}
    if state and state != contract.state:
        full |= {"state": state, "state_since": now}
    change_records(type_of(Contract), [(contract, full)], by=by, now=now)
    told = {"contract": contract, "party": (party or Party.US).value, "person": person, "contact": contact}
    row: Values = {**told, "step": contract.state, "since": now, "why": why[:300]}
    create_records(type_of(Holding), [row], by=by, now=now)
