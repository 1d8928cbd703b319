"""Contracts, their parts and amendments in the state a verb asks for, and what is sent with it."""

from datetime import date
from typing import Any

from followthrough.kernel.actions.declare import Action
from followthrough.kernel.records.model import Record
from followthrough.kernel.records.registry import type_of
from followthrough.keystone.approvals.models import ApprovalRule
from followthrough.winning.contracts.models import (
    PARTS,
    Amendment,
    Clause,
    ClauseVersion,
    Contract,
    ContractClause,
    Entitlement,
    Part,
    TermChange,
)
from tests import cast
from tests.house import entitled
from tests.house.samples import MOMENT, Side, sample

START, LATER = date(2026, 11, 30), date(2031, 2, 3)
SIGNED = {"state": "signed", "starts_on": START, "ends_on": date(2040, 11, 29), "renews": True, "signed_on": START}
IN_STATE: dict[str, dict[str, Any]] = {
    "take-back": {"with_party": "legal"},
    "ask-approval": {"payment_days": 99},
    **dict.fromkeys(
        ("give-notice", "terminate", "amend", "renew", "prepare-notice", "order", "prepare-information"), SIGNED
    ),
    "withdraw-notice": {**SIGNED, "notice_given_on": START, "notice_from": "them"},
}
ABOUT = (Contract, ContractClause, Amendment, *PARTS)


def arranged(action: Action, side: Side) -> Record:
    """A record of this side as the verb asks for it."""
    verb, found = action.verb, sample(type_of(action.model), side)
    values: dict[str, Any] = {}
    if verb == "ask-approval":
        limit = {"subject": "contracts.contract", "measure": "contracts.payment", "limit": 30, "is_on": True}
        cast.made(ApprovalRule, name="Days to pay", **limit)
    if isinstance(found, Contract):
        values = IN_STATE.get(verb, {})
    elif isinstance(found, Amendment) and verb == "ask-approval":
        cast.made(TermChange, amendment=found, term="payment_days", after="99")
    elif isinstance(found, ContractClause):
        cast.made(ClauseVersion, clause=found.clause, number=90, at=MOMENT)
        values = {"text": "Of our own."} if verb == "take-standard" else {}
    elif isinstance(found, Entitlement) and verb == "call":
        values = entitled.SIGNED
    elif isinstance(found, Part) and verb in ("end", "change", "leave"):
        ending = draft_on(found.contract) if verb == "leave" else None
        values = {"effective_from": START, "amendment": None, "ended_by": ending}
    return cast.set_to(found, **values) if values else found


def told(action: Action, record: Any) -> dict[str, Any]:
    """What is sent with the verbs of contracts that need more than their fields say; empty for any other."""
    verb = action.verb
    if isinstance(record, Part) and verb in ("end", "change"):
        more = {"quantity": "7"} if verb == "change" else {}
        return {"amendment": draft_on(record.contract).ref, **more}
    if isinstance(record, ContractClause) and verb == "exchange":
        return {"clause": cast.made(Clause, name="Another wording", alternative_to=record.clause).ref}
    if isinstance(record, Amendment) and verb == "co-terminate":
        there = {"account": record.contract.account, "name": "Another", "starts_on": START, "ends_on": LATER}
        return {"other": cast.made(Contract, **there).ref}
    if verb == "call":
        return {"wanted_on": LATER}
    sent: dict[tuple[type[Record], str], dict[str, Any]] = {
        (Contract, "receive"): {"note": "They want 60 days"},
        (Contract, "terminate"): {"terminated_on": LATER, "reason": "Agreed"},
        (Contract, "amend"): {"name": "More regions", "effective_on": LATER},
        (Amendment, "set-term"): {"term": "notice", "value": "30"},
    }
    return sent.get((action.model, verb), {})


def draft_on(contract: Contract) -> Amendment:
    """A draft of an amendment of this contract."""
    found: Amendment = cast.made(Amendment, contract=contract, name="More", effective_on=LATER)
    return found
