"""What a benefit and its calls are tried with: one that is signed, with more of it than anybody calls."""

from datetime import date
from typing import Any

from followthrough.kernel.records.model import Record
from followthrough.winning.contracts.models import BenefitCall, Contract, Entitlement
from tests import cast

SIGNED = {"kind": "benefit", "quantity": 900, "effective_from": date(2026, 11, 1), "first_on": None, "recurrence": ""}


def values_of(model: type[Record], records: dict[type[Record], Any]) -> dict[str, Any] | None:
    """What a record of this area needs beside what its declaration says; None for any other."""
    if model is BenefitCall:
        found = cast.made(Entitlement, contract=records[Contract], name="A benefit", **SIGNED)
        return {"entitlement": found}
    return None
