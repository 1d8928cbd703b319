"""What a benefit and its calls are tried with: one that is signed, with more of it than anybody calls."""

from datetime import date
from typing import Any

from django.core.files.base import ContentFile

from followthrough.foundation.accounts.models import Account
from followthrough.kernel.actions.declare import Action
from followthrough.kernel.records.model import Record
from followthrough.serving.placements.models import Placement, Slot
from followthrough.winning.contracts.models import BenefitCall, Contract, Entitlement, ServicePackage
from tests import cast

SIGNED = {"kind": "benefit", "quantity": 900, "effective_from": date(2026, 11, 1), "first_on": None, "recurrence": ""}


def values_of(model: type[Record], records: dict[type[Record], Any], department: Any = None) -> dict[str, Any] | None:
    """What a record of this area needs beside what its declaration says; None for any other."""
    if model is BenefitCall:
        found = cast.made(Entitlement, contract=records[Contract], name="A benefit", **SIGNED)
        return {"entitlement": found}
    if model is Placement:
        like = records[Contract]
        told = {"account": like.account, "owner": like.owner, "team": like.team, "starts_on": date(2026, 11, 1)}
        contract = cast.made(Contract, name="A signed one", state="signed", **told)
        return {
            "contract": contract,
            "department": department,
            "entitlement": None,
            "line": None,
            "slot": None,
            "ends_on": None,
            "promise": None,
            "target_url": "https://example.com/",
        }
    if model is Slot:
        return {"issue": "", "capacity": 90}
    return None


def arranged(action: Action, side: Any) -> Record:
    """A placement as the verb asks for it: live, or with its creative in."""
    values = {"take-down": {"state": "live"}, "go-live": {"creative": "banner.png"}}.get(action.verb, {})
    found: Record = side.records[action.model]
    return cast.set_to(found, **values) if values else found


def packaged(verb: str, records: dict[type[Record], Any]) -> dict[str, Any]:
    """A package of the account under a signed contract, or the contract to add one to."""
    account = records[Account]
    values = {"account": account, "name": "A signed one", "state": "signed", "starts_on": date(2026, 11, 1)}
    contract = cast.made(Contract, **values, owner=account.owner, team=account.team)
    if verb == "add-package":
        return {"contract": contract.ref, "effective_on": date(2031, 2, 3), "name": "Gold"}
    package = cast.made(ServicePackage, contract=contract, name="Silver", effective_from=date(2026, 11, 1))
    told = {"package": package.ref, "effective_on": date(2031, 2, 3)}
    return {**told, "name": "Gold"} if verb == "change-package" else told


def told(action: Action, side: Any) -> dict[str, Any]:
    """What is sent with the verbs of placements; empty for any other."""
    if action.model is Account and action.verb.endswith("-package"):
        return packaged(action.verb, side.records)
    if action.model is not Placement:
        return {}
    sent: dict[str, dict[str, Any]] = {
        "receive-creative": {"file": ContentFile(b"GIF89a\x2c\1\xfa\0", name="banner.gif")},
        "take-slot": {"slot": side.records[Slot].ref},
        "move": {"starts_on": date(2031, 2, 3)},
        "cancel": {"reason": "They have no budget"},
        "set-target": {"target_url": "https://example.com/page"},
        "go-live": {"link": "https://example.com/page", "early": "The issue is out early"},
    }
    return sent.get(action.verb, {})
