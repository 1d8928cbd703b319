"""What verbs of usage are tried with: a day that is over, events, a contract with something left to use."""

from datetime import date
from typing import Any

from django.core.files.base import ContentFile

from followthrough.foundation.accounts.models import Contact
from followthrough.kernel.actions.declare import Action
from followthrough.kernel.records.model import Record
from followthrough.kernel.records.registry import type_of
from followthrough.serving.usage.models import Meter, RefreshSchedule, UsageBatch
from followthrough.winning.contracts.models import Commitment, Contract, Entitlement
from tests import cast
from tests.house.samples import Side, sample

FILE = b"Date,Quantity\n2026-11-03,2.5\n"
START = date(2026, 1, 31)


def arranged(action: Action, side: Side) -> Record | None:
    """A signed contract with seats nobody has called yet; None for any other verb."""
    if (action.model, action.verb) != (Contract, "remind-unused"):
        return None
    contract = sample(type_of(Contract), side)
    cast.made(Entitlement, contract=contract, name="Seats", kind="seats", quantity=2, effective_from=START)
    return cast.set_to(contract, state="signed", starts_on=START, ends_on=date(2040, 1, 30), signed_on=START)  # type: ignore[no-any-return]


def told(action: Action, side: Side) -> dict[str, Any]:
    """The values a verb is sent with, where its fields alone do not tell."""
    if (action.model, action.verb) == (Commitment, "share"):
        commitment: Any = side.records[Commitment]
        account = commitment.contract.account
        return {"to": cast.made(Contact, name="Kurt Bremer", email="kurt@example.com", account=account).ref}
    meter: Any = side.records.get(Meter)
    ref = meter.ref if meter else ""
    event = {"id": "e1", "meter": ref, "at": "2026-11-03T12:00:00Z", "quantity": "2.5"}
    sent: dict[tuple[type[Record], str], dict[str, Any]] = {
        (UsageBatch, "take"): {"events": [event]},
        (UsageBatch, "upload"): {"file": ContentFile(FILE, name="usage.csv"), "meter": ref},
        (Meter, "close"): {"until": START},
        (RefreshSchedule, "deliver"): {"rows": 12},
        (Contract, "remind-unused"): {"to": "kurt@example.com"},
    }
    return sent.get((action.model, action.verb), {})
