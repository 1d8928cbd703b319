"""What renewals, letters of notice and feeds are tried with: contracts that run, letters as far as a verb asks."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from followthrough.foundation.accounts.models import Account, Contact
from followthrough.kernel.actions.declare import Action
from followthrough.kernel.people.models import User
from followthrough.kernel.records.model import Record
from followthrough.winning.contracts.models import Contract
from followthrough.winning.renewals.models import FeedAddress, NoticeLetter, Renewal, UpliftRule
from tests import cast

START, END = date(2026, 1, 1), date(2040, 12, 31)
RUNS = {"state": "signed", "starts_on": START, "ends_on": END, "renews": True, "signed_on": START}
FIRST: dict[Any, str] = {(Renewal, "reopen"): "lose", (NoticeLetter, "confirm"): "post"}


def special(person: str) -> dict[type[Record], dict[str, Any]]:
    """Values that a constraint asks for and a declaration can't tell."""
    return {
        FeedAddress: {"key_hash": f"feed of {person}"},
        UpliftRule: {"price_by": "percent", "percent": Decimal(3)},
        Renewal: {"term": 0, "ends_on": END, "successor": None},
        NoticeLetter: {"last_day": END},
    }


def asked(model: type[Record], records: Mapping[type[Record], Record], person: User) -> dict[str, Any]:
    """A renewal, and a letter of notice, need a contract of their own that runs."""
    if model not in (Renewal, NoticeLetter):
        return {}
    return {"contract": cast.made(Contract, name="Runs", account=records[Account], owner=person, **RUNS)}


def told(action: Action, record: Any) -> dict[str, Any]:
    """What is sent with the verbs that need more than their fields say; empty for any other."""
    if action.model is NoticeLetter and action.verb == "send":
        account = record.contract.account
        return {"to": cast.made(Contact, name="Kurt Bremer", email="kurt@example.com", account=account).ref}
    return {"percent": "3"} if (action.model, action.verb) == (Renewal, "reprice") else {}
